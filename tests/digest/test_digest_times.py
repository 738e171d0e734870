from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.digest import times
from bot.digest.times import ALL_DAYS, WEEKDAYS, WEEKENDS, Times, next_after, parse
from bot.model.delivery import Schedule
from bot.model.errors import UnknownTimes, UnknownZone
from bot.model.place import Channel

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
        ("Mondays 9", "no time of day"),
        ("08:00 evry dya", "cannot read “evry dya”"),
        ("every 5 hours", "every 5 hours does not come out even"),
        ("every 0 hours", "every 0 hours does not come out even"),
    ],
)
def test_what_is_no_time_is_named(rule: str, hint: str) -> None:
    with pytest.raises(UnknownTimes) as caught:
        parse(rule)
    assert hint in caught.value.sentence


@pytest.mark.parametrize(
    ("rule", "closest"),
    [
        ("08:00 America/New_Yrok", "Use a name such as Europe/London or America/New_York."),
        ("08:00 Europe/Lodnon", "Use a name such as Europe/London."),
        ("08:00 Mars/Olympus", "Use a name such as Europe/London."),
        ("08:00 Springfield", "Use a name such as Europe/London."),
    ],
)
def test_an_unknown_zone_is_answered_with_the_closest_one(rule: str, closest: str) -> None:
    with pytest.raises(UnknownZone) as caught:
        parse(rule)
    assert caught.value.sentence.endswith(closest)


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
    ],
)
def test_a_rule_has_one_canonical_form(rule: str, canonical: str) -> None:
    assert parse(rule).text == canonical


rules = st.builds(
    Times,
    st.frozensets(st.integers(0, 6), min_size=1),
    st.frozensets(st.builds(time, st.integers(0, 23), st.integers(0, 59)), min_size=1, max_size=4).map(
        lambda at: tuple(sorted(at))
    ),
    st.sampled_from(
        (
            "UTC", "Europe/London", "America/New_York", "Australia/Lord_Howe", "America/St_Johns", "Asia/Kathmandu",
            "Africa/Casablanca", "America/Sao_Paulo", "Asia/Gaza", "Pacific/Apia", "Antarctica/Troll", "Asia/Tehran",
        )
    ),
)  # fmt: skip
moments = st.datetimes(datetime(2005, 1, 1), datetime(2031, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@settings(deadline=None)
@given(rules)
def test_the_canonical_form_means_the_same(rule: Times) -> None:
    assert parse(f"{rule.text} {rule.zone}") == rule


@settings(max_examples=200, deadline=None)
@given(rules, moments)
def test_runs_follow_the_clock_on_the_wall(rule: Times, start: datetime) -> None:
    zone = ZoneInfo(rule.zone)
    runs = list(some_runs(rule, start, 12))
    assert all(earlier < later for earlier, later in zip([start, *runs], runs, strict=False))
    for run in runs:
        wall = run.astimezone(zone)
        if wall.time() in rule.at and wall.weekday() in rule.days:
            assert wall.fold == 0
        else:
            assert jumped(run, zone), f"{wall} is neither in the rule nor the end of a gap"


@settings(max_examples=60, deadline=None)
@given(rules, moments)
def test_no_run_is_missed_or_made_up(rule: Times, start: datetime) -> None:
    """Against an oracle that looks at the wall every minute."""
    end = start + timedelta(days=3)
    runs = [run for run in some_runs(rule, start, 3 * len(rule.at) + 5) if run <= end]
    assert runs == list(minute_by_minute(rule, start, end))


def some_runs(rule: Times, after: datetime, count: int) -> Iterator[datetime]:
    for _ in range(count):
        after = next_after(rule, after)
        yield after


def jumped(run: datetime, zone: ZoneInfo) -> bool:
    before = (run - timedelta(seconds=1)).astimezone(zone).utcoffset()
    at = run.astimezone(zone).utcoffset()
    assert before is not None
    assert at is not None
    return at > before


def minute_by_minute(rule: Times, start: datetime, end: datetime) -> Iterator[datetime]:
    zone = ZoneInfo(rule.zone)
    minute = start.replace(second=0, microsecond=0)
    wall = minute.astimezone(zone)
    highest = wall.replace(tzinfo=None)
    if wall.fold:  # the first occurrence of this hour is over, so the wall has shown more than it shows now
        earlier = (minute - timedelta(hours=3)).astimezone(UTC)
        highest = max((earlier + timedelta(minutes=n)).astimezone(zone).replace(tzinfo=None) for n in range(181))
    while minute < end:
        minute += timedelta(minutes=1)
        shown = minute.astimezone(zone).replace(tzinfo=None)
        if shown <= highest:
            continue
        if start < minute <= end and any(
            (highest + timedelta(minutes=n)).time() in rule.at
            and (highest + timedelta(minutes=n)).weekday() in rule.days
            for n in range(1, int((shown - highest) / timedelta(minutes=1)) + 1)
        ):
            yield minute
        highest = shown


LONDON = "08:00 Europe/London daily"


@pytest.mark.parametrize(
    ("rule", "after", "expected"),
    [
        (LONDON, "2026-03-28T12:00+00:00", "2026-03-29T07:00+00:00"),  # the clock went forward at night
        (LONDON, "2026-10-24T12:00+00:00", "2026-10-25T08:00+00:00"),  # and back
        ("01:30 Europe/London", "2026-03-28T12:00+00:00", "2026-03-29T01:00+00:00"),  # skipped: at the end of the gap
        ("01:30 Europe/London", "2026-10-24T12:00+00:00", "2026-10-25T00:30+00:00"),  # repeated: the first one
        ("01:30 Europe/London", "2026-10-25T00:30+00:00", "2026-10-26T01:30+00:00"),  # and not the second
        ("02:10 Australia/Lord_Howe", "2026-10-03T12:00+00:00", "2026-10-03T15:30+00:00"),  # a gap of half an hour
        ("08:00 Pacific/Apia", "2011-12-29T20:00+00:00", "2011-12-30T10:00+00:00"),  # a day that never was
        ("08:00 weekdays", "2028-02-28T09:00+00:00", "2028-02-29T08:00+00:00"),  # a leap day
        ("Mondays 9am", "2026-05-04T09:00+00:00", "2026-05-11T09:00+00:00"),  # strictly after
        ("Mondays 9am", "2026-05-04T08:59+00:00", "2026-05-04T09:00+00:00"),
    ],
)
def test_named_days(rule: str, after: str, expected: str) -> None:
    assert next_after(parse(rule), datetime.fromisoformat(after)) == datetime.fromisoformat(expected)


def test_a_skipped_and_an_even_later_time_run_once_where_they_fall_together() -> None:
    rule = parse("01:30 and 02:00 Europe/London")
    runs = list(some_runs(rule, datetime(2026, 3, 28, 12, tzinfo=UTC), 3))
    assert [f"{run:%d %H:%M}" for run in runs] == ["29 01:00", "30 00:30", "30 01:00"]


def test_upcoming_times_are_in_the_zone_of_the_schedule() -> None:
    now = datetime(2026, 3, 27, 12, tzinfo=UTC)
    schedule = Schedule(1, Channel("discord", "w", "c"), "daily 08:00", "Europe/London", "Ada", now, now, now)
    upcoming = times.upcoming(schedule, now, 3)
    assert [run.isoformat() for run in upcoming] == [
        "2026-03-28T08:00:00+00:00",
        "2026-03-29T08:00:00+01:00",
        "2026-03-30T08:00:00+01:00",
    ]


def test_a_year_of_weekdays_is_as_long_as_the_calendar_says() -> None:
    runs = [
        run
        for run in some_runs(parse("08:00 America/New_York weekdays"), datetime(2027, 12, 31, 23, tzinfo=UTC), 270)
        if run.year == 2028
    ]
    first = date(2028, 1, 1)
    assert len(runs) == sum((first + timedelta(days=day)).weekday() < 5 for day in range(366))
