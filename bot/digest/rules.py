"""What a schedule says: what the clock on the wall shows when it runs, whatever the zone does with its clock."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ALL_DAYS = frozenset(range(7))
WEEKDAYS = frozenset(range(5))
WEEKENDS = ALL_DAYS - WEEKDAYS
WEEKS = ("first", "second", "third", "fourth", "fifth")
LAST = -1
"""Stands for the last day of a month, and for the last Monday in it."""

DAY_MINUTES = 24 * 60
SERIES = 4
"""From this many evenly spaced times on, a rule is written as a step."""


@dataclass(frozen=True, slots=True)
class Times:
    """Days, times of the day in order, and the IANA zone that they are meant in.

    A day counts when its day of the week (0 is Monday) is in `days` and, where they are given, its date is in
    `dates` and it is that one of its weekdays in the month (`weeks`: 1 to 5); LAST counts from the end of the month.
    A month without a 31st has no run for it.
    """

    days: frozenset[int]
    at: tuple[time, ...]
    zone: str
    dates: frozenset[int] = frozenset()
    weeks: frozenset[int] = frozenset()

    @property
    def text(self) -> str:
        """The rule in its one canonical form, without the zone; `wording.read` reads it back."""
        days = self._days_text()
        series = _series(self.at)
        if series is None:
            return f"{days} {', '.join(f'{at:%H:%M}' for at in self.at)}"
        return series if days == "daily" else f"{days} {series}"

    def walls(self, after: datetime) -> Iterator[datetime]:
        """What the clock shows at each run after that, in order, as naive times."""
        day = after.date()
        while True:
            if self._on(day):
                yield from (wall for at in self.at if (wall := datetime.combine(day, at)) > after)
            day += timedelta(days=1)

    def _on(self, day: date) -> bool:
        left = monthrange(day.year, day.month)[1] - day.day
        return (
            day.weekday() in self.days
            and (not self.dates or day.day in self.dates or (left == 0 and LAST in self.dates))
            and (not self.weeks or (day.day + 6) // 7 in self.weeks or (left < 7 and LAST in self.weeks))
        )

    def _days_text(self) -> str:
        if self.dates:
            dates = [ordinal(date) for date in sorted(self.dates - {LAST})]
            return f"{_listed([*dates, *(['last day'] if LAST in self.dates else [])])} of the month"
        if self.weeks:
            weeks = [WEEKS[week - 1] for week in sorted(self.weeks - {LAST})]
            names = _listed([DAYS[day] for day in sorted(self.days)])
            return f"{_listed([*weeks, *(['last'] if LAST in self.weeks else [])])} {names} of the month"
        named = {ALL_DAYS: "daily", WEEKDAYS: "weekdays", WEEKENDS: "weekends"}
        if self.days in named:
            return named[self.days]
        if len(self.days) == 1:
            return f"{DAYS[min(self.days)]}s"
        return ", ".join(DAYS[day][:3] for day in sorted(self.days))


def every(step: int, first: int = 0, last: int = DAY_MINUTES - 1) -> tuple[time, ...]:
    """The times of a day from one minute of it to another, each `step` minutes after the one before."""
    return tuple(time(minute // 60, minute % 60) for minute in range(first, last + 1, step))


def minute_of_day(at: time) -> int:
    """How many minutes after midnight."""
    return at.hour * 60 + at.minute


def step_text(step: int) -> str:
    """Such as "every 4 hours", for a step in minutes."""
    if step == 60:
        return "every hour"
    return f"every {step // 60} hours" if step % 60 == 0 else f"every {step} minutes"


def ordinal(number: int) -> str:
    """Such as "1st" and "12th"."""
    ending = "th" if number in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _series(at: tuple[time, ...]) -> str | None:
    minutes = [minute_of_day(one) for one in at]
    steps = {later - earlier for earlier, later in pairwise(minutes)}
    if len(steps) != 1:
        return None
    [step] = steps
    if step * len(at) == DAY_MINUTES and minutes[0] == 0:
        return step_text(step)
    return f"{step_text(step)} from {at[0]:%H:%M} to {at[-1]:%H:%M}" if len(at) >= SERIES else None


def _listed(words: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
