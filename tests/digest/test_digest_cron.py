from datetime import UTC, datetime

import pytest

from bot.digest import times
from bot.digest.cron import Cron
from bot.digest.times import Rule, next_after
from bot.model.errors import NeverRuns, TooOften, UnknownTimes, UnknownZone

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)  # a Monday


def parse(typed: str) -> Rule:
    return times.parse(typed)[0]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("0 8 * * 1-5", Cron("0 8 * * 1-5", "UTC")),
        ("0  08 * *  mon-fri", Cron("0 8 * * MON-FRI", "UTC")),
        ("`0 8 * * 1-5`", Cron("0 8 * * 1-5", "UTC")),
        ("cron 0 8 * * 1-5", Cron("0 8 * * 1-5", "UTC")),
        ("0 8 * * 1-5 Europe/Berlin", Cron("0 8 * * 1-5", "Europe/Berlin")),
        ("Europe/Berlin 0 8 * * 1-5", Cron("0 8 * * 1-5", "Europe/Berlin")),
        ("0 8 * * 1-5 New York", Cron("0 8 * * 1-5", "America/New_York")),
        ("*/30 8-18/2 1,15 jan,jul *", Cron("*/30 8-18/2 1,15 JAN,JUL *", "UTC")),
        ("0 9 1 1 1", Cron("0 9 1 1 1", "UTC")),
        ("@daily", Cron("0 0 * * *", "UTC")),
        ("@Weekly Tokyo", Cron("0 0 * * 0", "Asia/Tokyo")),
        ("@hourly", Cron("0 * * * *", "UTC")),
    ],
)
def test_a_cron_line_is_kept_in_its_canonical_form(typed: str, meant: Cron) -> None:
    assert parse(typed) == meant
    assert parse(meant.text).text == meant.text


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("0 8 * * 1-5", "at 08:00 on Monday through Friday (0 8 * * 1-5)"),
        ("0 12 1,15 * *", "at 12:00 on the first and the 15th day of month (0 12 1,15 * *)"),
        ("weekdays 08:00", "weekdays 08:00"),
    ],
)
def test_a_cron_line_is_shown_in_words_and_as_it_is(line: str, words: str) -> None:
    assert times.shown(line) == words


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("0 9 13 * *", ["Wed 13 May", "Sat 13 Jun", "Mon 13 Jul"]),
        ("0 9 13 * 5", ["Fri 08 May", "Wed 13 May", "Fri 15 May"]),  # both are restricted: either will do
        ("0 9 */2 * 1", ["Mon 11 May", "Mon 25 May", "Mon 01 Jun"]),  # one begins with a star: both are wanted
        ("0 9 29 2 *", ["Tue 29 Feb", "Sun 29 Feb", "Fri 29 Feb"]),
        ("0 9 * * 7", ["Sun 10 May", "Sun 17 May", "Sun 24 May"]),
        ("0 9 * * SUN", ["Sun 10 May", "Sun 17 May", "Sun 24 May"]),
        ("0 9 30 2 1", ["Mon 01 Feb", "Mon 08 Feb", "Mon 15 Feb"]),
    ],
)
def test_dates_and_days_of_the_week(line: str, days: list[str]) -> None:
    rule, runs, after = parse(line), [], NOW
    for _ in range(3):
        after = next_after(rule, after)
        runs.append(f"{after:%a %d %b}")
    assert runs == days


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("0 25 * * *", "the hour of a cron line cannot be “25”"),
        ("61 8 * * *", "the minute of a cron line cannot be “61”"),
        ("0 8 32 * *", "the day of month of a cron line cannot be “32”"),
        ("0 8 * 13 *", "the month of a cron line cannot be “13”"),
        ("0 8 * * mon-fry", "the day of week of a cron line cannot be “mon-fry”"),
        ("0 8 * * fri-mon", "the day of week of a cron line cannot be “fri-mon”"),
        ("*/0 8 * * *", "the minute of a cron line cannot be “*/0”"),
        ("0 8 * * ?", "the day of week of a cron line cannot be “?”"),
        ("0 8 * *", "a cron line has five fields"),
        ("0 0 8 * * 1", "a cron line has five fields"),
        ("@reboot", "I know no “@reboot”"),
    ],
)
def test_what_is_wrong_in_a_cron_line_is_named(line: str, hint: str) -> None:
    with pytest.raises(UnknownTimes) as caught:
        parse(line)
    assert hint in caught.value.sentence


@pytest.mark.parametrize("line", ["0 0 31 2 *", "0 0 30 2 *", "0 0 31 4,6,9,11 *", "0 0 30-31 FEB *"])
def test_a_cron_line_that_never_comes_is_refused(line: str) -> None:
    with pytest.raises(NeverRuns) as caught:
        parse(line)
    assert f"“{line}” never comes" in caught.value.sentence


@pytest.mark.parametrize("line", ["* * * * *", "*/10 * * * *", "0,5 8 * * *", "58,2 23,0 * * *", "*/7 * 1 1 *"])
def test_a_cron_line_that_comes_too_often_is_refused(line: str) -> None:
    with pytest.raises(TooOften):
        parse(line)


def test_times_far_apart_on_days_far_apart_are_not_too_often() -> None:
    assert parse("58,13 23,0 * * 1") == Cron("58,13 23,0 * * 1", "UTC")


def test_what_stands_beside_a_cron_line_is_a_place_or_nothing() -> None:
    with pytest.raises(UnknownZone):
        parse("0 8 * * 1-5 qqqqqq")
