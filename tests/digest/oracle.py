"""When schedules run, found without any arithmetic: by looking at the clock on the wall in every minute."""

from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)
LONGEST_JUMP = timedelta(hours=26)
"""More than any clock was ever put forward or back."""

Matches = Callable[[datetime], bool]


@dataclass(frozen=True)
class Case:
    """A schedule as somebody types it, without a zone, and whether it means what the clock on the wall shows."""

    typed: str
    matches: Matches

    def __repr__(self) -> str:
        return repr(self.typed)


def runs(rules: Sequence[Matches], zone: str, start: datetime, end: datetime) -> list[list[datetime]]:
    """All runs of each rule after the start, up to and including the end.

    The clock on the wall passes a time when it shows that time, or a later one, for the first time.
    """
    found: list[list[datetime]] = [[] for _ in rules]
    highest: datetime | None = None
    for moment, shown in watch(zone, start - LONGEST_JUMP, end):
        passed: set[int] = set()
        while highest is not None and highest < shown:
            highest += MINUTE
            passed.update(number for number, matches in enumerate(rules) if matches(highest))
        highest = highest or shown
        if moment > start:
            for number in passed:
                found[number].append(moment)
    return found


def watch(zone: str, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Every minute of that time, and what the clock on the wall shows in it."""
    there, moment = ZoneInfo(zone), start.replace(second=0, microsecond=0)
    while moment <= end:
        yield moment, moment.astimezone(there).replace(tzinfo=None)
        moment += MINUTE


def turns(zone: str, year: int) -> list[datetime]:
    """The days of a year, in UTC, after which the clock in a zone is put forward or back."""
    there = ZoneInfo(zone)
    days = [datetime.fromisoformat(f"{year}-01-01T00:00+00:00") + timedelta(days=day) for day in range(365)]
    return [
        day
        for day in days
        if day.astimezone(there).utcoffset() != (day + timedelta(days=1)).astimezone(there).utcoffset()
    ]


def is_last_day(shown: datetime) -> bool:
    return shown.day == monthrange(shown.year, shown.month)[1]


def is_last_of_its_weekdays(shown: datetime) -> bool:
    return (shown + timedelta(days=7)).month != shown.month
