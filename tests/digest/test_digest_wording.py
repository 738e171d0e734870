from datetime import time

import pytest

from bot.digest import times
from bot.digest.rules import ALL_DAYS, LAST, WEEKDAYS, WEEKENDS, Times
from bot.digest.times import Rule
from bot.model.delivery import Schedule
from bot.model.errors import TooOften, UnknownTimes, UnknownZone
from bot.model.place import Channel
from tests.chat.desks import NOW


def parse(typed: str) -> Rule:
    return times.parse(typed)[0]


EIGHT, NINE = time(8), time(9)


@pytest.mark.parametrize(
    ("rule", "meant"),
    [
        ("08:00 Europe/London weekdays", Times(WEEKDAYS, (EIGHT,), "Europe/London")),
        ("weekdays at 8.00 europe/london", Times(WEEKDAYS, (EIGHT,), "Europe/London")),
        ("Europe/London, weekdays, 8am", Times(WEEKDAYS, (EIGHT,), "Europe/London")),
        ("weekdays 08:00", Times(WEEKDAYS, (EIGHT,), "UTC")),
        ("08:00", Times(ALL_DAYS, (EIGHT,), "UTC")),
        ("daily 7am", Times(ALL_DAYS, (time(7),), "UTC")),
        ("every day at 7 pm", Times(ALL_DAYS, (time(19),), "UTC")),
        ("every morning 8 a.m. Berlin", Times(ALL_DAYS, (EIGHT,), "Europe/Berlin")),
        ("Mondays 9am", Times(frozenset({0}), (NINE,), "UTC")),
        ("on Wednesday and Thursday 9:00 New York", Times(frozenset({2, 3}), (NINE,), "America/New_York")),
        ("mon,wed,fri 18:30 America/New_York", Times(frozenset({0, 2, 4}), (time(18, 30),), "America/New_York")),
        ("mon-fri 9am", Times(WEEKDAYS, (NINE,), "UTC")),
        ("sat to mon 9am", Times(frozenset({5, 6, 0}), (NINE,), "UTC")),
        ("weekends noon", Times(WEEKENDS, (time(12),), "UTC")),
        ("12am", Times(ALL_DAYS, (time(0),), "UTC")),
        ("12pm", Times(ALL_DAYS, (time(12),), "UTC")),
        ("midnight", Times(ALL_DAYS, (time(0),), "UTC")),
        ("08:00 and 18:00", Times(ALL_DAYS, (EIGHT, time(18)), "UTC")),
        ("18:00, 8am, 08:00", Times(ALL_DAYS, (EIGHT, time(18)), "UTC")),
        ("every 12 hours", Times(ALL_DAYS, (time(0), time(12)), "UTC")),
        ("every 8h weekdays Asia/Tokyo", Times(WEEKDAYS, (time(0), EIGHT, time(16)), "Asia/Tokyo")),
        ("08:00 EST", Times(ALL_DAYS, (EIGHT,), "America/New_York")),
        ("08:00 utc", Times(ALL_DAYS, (EIGHT,), "UTC")),
        ("08:00 America/Argentina/Buenos_Aires", Times(ALL_DAYS, (EIGHT,), "America/Argentina/Buenos_Aires")),
        ("08:00 Monrovia", Times(ALL_DAYS, (EIGHT,), "Africa/Monrovia")),
        ("Mondays 9", Times(frozenset({0}), (NINE,), "UTC")),
        ("every morning at 7", Times(ALL_DAYS, (time(7),), "UTC")),
        ("every evening at 7", Times(ALL_DAYS, (time(19),), "UTC")),
        ("7:30 every evening", Times(ALL_DAYS, (time(19, 30),), "UTC")),
        ("every morning at 7 and every evening at 6", Times(ALL_DAYS, (time(7), time(18)), "UTC")),
        ("every morning and every evening", Times(ALL_DAYS, (EIGHT, time(18)), "UTC")),
        ("8am every morning", Times(ALL_DAYS, (EIGHT,), "UTC")),
        ("Monday mornings", Times(frozenset({0}), (EIGHT,), "UTC")),
        ("7 in the evening", Times(ALL_DAYS, (time(19),), "UTC")),
        ("every night at 12", Times(ALL_DAYS, (time(0),), "UTC")),
        ("11 at night", Times(ALL_DAYS, (time(23),), "UTC")),
        ("at 8 o'clock", Times(ALL_DAYS, (EIGHT,), "UTC")),
        ("half past seven", Times(ALL_DAYS, (time(7, 30),), "UTC")),
        ("quarter to 9", Times(ALL_DAYS, (time(8, 45),), "UTC")),
        ("0730 and 18h30", Times(ALL_DAYS, (time(7, 30), time(18, 30)), "UTC")),
        ("weekdays at 8, 12 and 18", Times(WEEKDAYS, (EIGHT, time(12), time(18)), "UTC")),
        ("8 12 18 weekdays", Times(WEEKDAYS, (EIGHT, time(12), time(18)), "UTC")),
        ("twice a day", Times(ALL_DAYS, (EIGHT, time(18)), "UTC")),
        ("twice a day at 9 and 17 weekdays", Times(WEEKDAYS, (NINE, time(17)), "UTC")),
        ("three times a day", Times(ALL_DAYS, (EIGHT, time(13), time(18)), "UTC")),
        ("once a day at 7", Times(ALL_DAYS, (time(7),), "UTC")),
        ("every five hours from 8 to 18", Times(ALL_DAYS, (EIGHT, time(13), time(18)), "UTC")),
        ("9am-12pm every hour", Times(ALL_DAYS, (NINE, time(10), time(11), time(12)), "UTC")),
        ("between 9 and 10 every 30 min", Times(ALL_DAYS, (NINE, time(9, 30), time(10)), "UTC")),
        ("every 12 hours starting at 18:00", Times(ALL_DAYS, (time(6), time(18)), "UTC")),
        ("daily except Sundays 8:00", Times(ALL_DAYS - {6}, (EIGHT,), "UTC")),
        ("weekdays but not Friday 8:00", Times(frozenset(range(4)), (EIGHT,), "UTC")),
        ("weekly on Friday at 8", Times(frozenset({4}), (EIGHT,), "UTC")),
        ("weekly at 8", Times(frozenset({0}), (EIGHT,), "UTC")),
        ("monthly at 8", Times(ALL_DAYS, (EIGHT,), "UTC", dates=frozenset({1}))),
        ("on the 1st and 15th at noon", Times(ALL_DAYS, (time(12),), "UTC", dates=frozenset({1, 15}))),
        ("1 and 15 of the month at 8", Times(ALL_DAYS, (EIGHT,), "UTC", dates=frozenset({1, 15}))),
        ("every month on day 3 at 8", Times(ALL_DAYS, (EIGHT,), "UTC", dates=frozenset({3}))),
        ("last day of the month 8:00", Times(ALL_DAYS, (EIGHT,), "UTC", dates=frozenset({LAST}))),
        ("first Monday of the month 9:00", Times(frozenset({0}), (NINE,), "UTC", weeks=frozenset({1}))),
        ("2nd and 4th Tuesday, 9:00", Times(frozenset({1}), (NINE,), "UTC", weeks=frozenset({2, 4}))),
        ("every second Tuesday of the month 9:00", Times(frozenset({1}), (NINE,), "UTC", weeks=frozenset({2}))),
        ("last Friday of each month 9:00", Times(frozenset({4}), (NINE,), "UTC", weeks=frozenset({LAST}))),
        ("Mon, Wed and Fri 7:30 in Berlin", Times(frozenset({0, 2, 4}), (time(7, 30),), "Europe/Berlin")),
        ("please post weekdays at 8 in The Hague!", Times(WEEKDAYS, (EIGHT,), "Europe/Amsterdam")),
        ("8:00 Frankfurt am Main", Times(ALL_DAYS, (EIGHT,), "Europe/Berlin")),
        ("weekdays at 8 in São Paulo", Times(WEEKDAYS, (EIGHT,), "America/Sao_Paulo")),
        ("8:00 Portland, Maine", Times(ALL_DAYS, (EIGHT,), "America/New_York")),
        ("8:00 UTC+2", Times(ALL_DAYS, (EIGHT,), "Etc/GMT-2")),
    ],
)
def test_times_are_read_in_any_order(rule: str, meant: Times) -> None:
    assert parse(rule) == meant


@pytest.mark.parametrize(
    ("rule", "hint"),
    [
        ("25:00", "25:00 is not a time"),
        ("08:61 daily", "08:61 is not a time"),
        ("13pm", "13pm is not a time"),
        ("0am", "0am is not a time"),
        ("24:00", "24:00 is not a time"),
        ("", "no time of day"),
        ("banana", "no time of day"),
        ("weekdays", "no time of day"),
        ("08:00 evry dya", "cannot read “evry dya” in it (did you mean “every”?)"),
        ("08:00 evry monday", "cannot read “evry” in it (did you mean “every”?)"),
        ("08:00 mondxay", "did you mean “monday”?"),
        ("08:00 on qqqqqq", "cannot read “qqqqqq” in it."),
        ("08:00 weekdays ***", "cannot read “***”"),
        ("every 5 hours", "every 5 hours does not come out even"),
        ("every 0 hours", "every 0 hours does not come out even"),
        ("every 8 hours from 9 to 12", "every 8 hours does not fit “from 9 to 12”"),
        ("every hour from 18 to 9", "every hour does not fit “from 18 to 9”"),
        ("every hour at 8 and 9", "cannot read “every hour”"),
        ("8-10", "cannot read “8-10” in it without a step"),
        ("twice a day at 9", "2 times a day cannot be 09:00"),
        ("morning 18:00", "18:00 is not in the morning"),
        ("every other Monday 9:00", "cannot keep “every other Monday”; name days of the week or of the month"),
        ("biweekly at 9", "cannot keep “biweekly”"),
        ("every January 1st at 9", "cannot keep “every January”"),
        ("last weekday of the month 9:00", "cannot keep “last weekday”"),
        ("Mondays and on the 1st at 9", "days of the week and days of the month"),
        ("first Monday and third Friday 9:00", "“first Monday” and “third Friday” are two schedules"),
        ("Mondays at noon and Fridays at 5pm", "other times on other days"),
        ("every month on Mondays 9:00", "say which one of the month"),
        ("on the 32nd at 8", "32nd is not a day of the month"),
        ("sixth of the month 8:00", "cannot read “sixth”"),
        ("9th Monday at 8", "no month has a 9th week"),
        ("Mondays except Mondays 8:00", "no day is left"),
        ("8:00 Berlin weekdays Tokyo", "two time zones, Europe/Berlin and Asia/Tokyo"),
        ("08:00 " + "daily " * 40, "too long"),
    ],
)
def test_what_is_no_time_is_named(rule: str, hint: str) -> None:
    with pytest.raises(UnknownTimes) as caught:
        parse(rule)
    assert hint in caught.value.sentence


@pytest.mark.parametrize(
    ("rule", "closest"),
    [
        ("08:00 America/New_Yrok", "Did you mean America/New_York?"),
        ("08:00 Europe/Lodnon", "Did you mean Europe/London?"),
        ("08:00 Munchin", "Did you mean Munich?"),
        ("08:00 melborne", "Did you mean Australia/Melbourne?"),
        ("08:00 Mars/Olympus", "I do not know the time zone “Mars/Olympus”. Name a large city"),
    ],
)
def test_an_unknown_zone_is_answered_with_the_closest_one(rule: str, closest: str) -> None:
    with pytest.raises(UnknownZone) as caught:
        parse(rule)
    assert closest in caught.value.sentence


@pytest.mark.parametrize(
    ("rule", "canonical"),
    [
        ("8am mon-fri", "weekdays 08:00"),
        ("sun,sat 8am", "weekends 08:00"),
        ("8am", "daily 08:00"),
        ("monday 8am 6pm", "Mondays 08:00, 18:00"),
        ("fri mon 8am", "Mon, Fri 08:00"),
        ("every 6 hours", "every 6 hours"),
        ("00:00 and noon", "every 12 hours"),
        ("hourly on weekdays", "weekdays every hour"),
        ("every half hour", "every 30 minutes"),
        ("every hour on the hour", "every hour"),
        ("every 24 hours", "daily 00:00"),
        ("every 90 minutes", "every 90 minutes"),
        ("every hour from 9 to 17 on weekdays", "weekdays every hour from 09:00 to 17:00"),
        ("every 4 hours starting at 6:00", "every 4 hours from 02:00 to 22:00"),
        ("on the last day, the 2nd and the 23rd at 8", "2nd, 23rd and last day of the month 08:00"),
        ("third Tuesday 8:00 and last Tuesday 8:00", "third and last Tuesday of the month 08:00"),
        ("first Monday and Friday 8:00", "first Monday and Friday of the month 08:00"),
    ],
)
def test_a_rule_has_one_canonical_form(rule: str, canonical: str) -> None:
    assert parse(rule).text == canonical


@pytest.mark.parametrize("rule", ["every 10 minutes", "every minute", "08:00 and 08:10", "23:50 and 0:00"])
def test_more_often_than_every_quarter_of_an_hour_is_refused(rule: str) -> None:
    with pytest.raises(TooOften) as caught:
        parse(rule)
    assert f"“{rule}” is too often: a digest comes every 15 minutes at most." in caught.value.sentence


def test_a_schedule_of_old_that_comes_more_often_still_runs() -> None:
    schedule = Schedule(1, Channel("discord", "w", "c"), "daily 08:00, 08:10", "Europe/London", "Ada", NOW, NOW, NOW)
    assert times.read(schedule) == Times(ALL_DAYS, (EIGHT, time(8, 10)), "Europe/London")
