from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.digest import times
from bot.digest.times import Rule, next_after
from bot.model.delivery import Schedule
from bot.model.place import Channel


def parse(typed: str) -> Rule:
    return times.parse(typed)[0]


def some_runs(rule: Rule, after: datetime, count: int) -> Iterator[datetime]:
    for _ in range(count):
        after = next_after(rule, after)
        yield after


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
