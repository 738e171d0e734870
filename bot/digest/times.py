"""Schedules in plain words, and when they run: "weekdays 08:00" in a time zone, by the clock on the wall there.

Through changes of the clock: a time that is skipped runs at the first moment after the gap, a time that
is repeated runs at its first occurrence only.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.digest import zones as zone_names
from bot.model.delivery import Schedule
from bot.model.errors import UnknownTimes

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ALL_DAYS = frozenset(range(7))
WEEKDAYS = frozenset(range(5))
WEEKENDS = ALL_DAYS - WEEKDAYS
HOURS_IN_STEP = (1, 2, 3, 4, 6, 8, 12)
"""Steps that come out even, so that "every 4 hours" means the same hours every day."""

_DAY = r"mon(?:day)?|tue(?:s|sday)?|wed(?:nesday|s)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
_EVERY_HOURS = re.compile(r"\bevery\s+(?:(\d+)\s*)?(?:hours?|h)\b|\bhourly\b", re.IGNORECASE)
_TIME = re.compile(
    r"(?<![\w/+-])(?:(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})\s*(?P<half>[ap]\.?m\.?)?"
    r"|(?P<whole>\d{1,2})\s*(?P<its_half>[ap]\.?m\.?)|(?P<name>noon|midday|midnight))(?!\w)",
    re.IGNORECASE,
)
_RANGE = re.compile(rf"\b({_DAY})s?\s*(?:-|–|to|through)\s*({_DAY})s?\b", re.IGNORECASE)
_ONE_DAY = re.compile(rf"\b({_DAY})s?\b", re.IGNORECASE)
_NAMED_DAYS = (
    (re.compile(r"\b(?:week\s?days?|work(?:ing)?\s?days?)\b", re.IGNORECASE), WEEKDAYS),
    (re.compile(r"\bweek\s?ends?\b", re.IGNORECASE), WEEKENDS),
    (re.compile(r"\b(?:daily|every\s?day|each\s+day|every\s+morning)\b", re.IGNORECASE), ALL_DAYS),
)
_FILLING = re.compile(r"\b(?:at|on|in|and|every|each|time|o'clock)\b|[,;&()]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Times:
    """Days of the week (0 is Monday), times of the day in order, and the IANA zone that they are meant in."""

    days: frozenset[int]
    at: tuple[time, ...]
    zone: str

    @property
    def text(self) -> str:
        """The rule in its one canonical form, without the zone; `parse` reads it back."""
        step = 24 // len(self.at)
        if len(self.at) > 1 and step in HOURS_IN_STEP and self.at == _hours(step):
            when = f"every {step} hours" if step > 1 else "every hour"
            return when if self.days == ALL_DAYS else f"{_days_text(self.days)} {when}"
        return f"{_days_text(self.days)} {', '.join(f'{at:%H:%M}' for at in self.at)}"


def parse(rule: str) -> Times:
    """Read times such as "08:00 Europe/London weekdays", "Mondays 9am" or "every 4 hours", in any order.

    Without days it is every day, without a zone UTC. Raises UnknownTimes or UnknownZone.
    """
    rest, at = _take_times(rule, rule)
    rest, days = _take_days(rest)
    zone = " ".join(_FILLING.sub(" ", rest).split())
    if not at:
        raise UnknownTimes(rule=rule, hint=": there is no time of day in it")
    return Times(days or ALL_DAYS, at, _zone(zone, rule))


def read(schedule: Schedule) -> Times:
    """The times of a schedule."""
    return parse(f"{schedule.rule} {schedule.zone}")


def next_after(times: Times, after: datetime) -> datetime:
    """The first run after an aware moment, in UTC."""
    zone = ZoneInfo(times.zone)
    day = after.astimezone(zone).date() - timedelta(days=1)
    while True:
        if day.weekday() in times.days:
            for at in times.at:
                run = _moment(day, at, zone)
                if run > after:
                    return run
        day += timedelta(days=1)


def upcoming(schedule: Schedule, now: datetime, count: int) -> list[datetime]:
    """The next runs of a schedule after `now`, in its own zone."""
    times, runs, after = read(schedule), [], now
    for _ in range(count):
        after = next_after(times, after)
        runs.append(after.astimezone(ZoneInfo(times.zone)))
    return runs


def zones(typed: str) -> list[str]:
    """IANA names that match what was typed, best first, at most 25."""
    return zone_names.matching(typed)


def _moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """When the clock on the wall first shows that time, or passes it."""
    wall = datetime.combine(day, at)
    moment = wall.replace(tzinfo=zone).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == wall:
        return moment
    return _end_of_gap(wall.replace(tzinfo=zone, fold=1).astimezone(UTC), moment, zone)


def _end_of_gap(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The second in which the clock is put forward, between a moment before that and one not before it."""
    offset = after.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = (before + (after - before) / 2).replace(microsecond=0)
        if middle.astimezone(zone).utcoffset() == offset:
            after = middle
        else:
            before = middle
    return after


def _hours(step: int) -> tuple[time, ...]:
    return tuple(time(hour) for hour in range(0, 24, step))


def _take_times(text: str, rule: str) -> tuple[str, tuple[time, ...]]:
    every = _EVERY_HOURS.search(text)
    if every:
        step = int(every[1] or 1)
        if step not in HOURS_IN_STEP:
            raise UnknownTimes(rule=rule, hint=f": every {step} hours does not come out even over a day")
        return text[: every.start()] + " " + text[every.end() :], _hours(step)
    at = sorted({_time(found, rule) for found in _TIME.finditer(text)})
    return _TIME.sub(" ", text), tuple(at)


def _time(found: re.Match[str], rule: str) -> time:
    if found["name"]:
        return time(0 if found["name"].lower() == "midnight" else 12)
    hour, minute = int(found["hour"] or found["whole"]), int(found["minute"] or 0)
    half = (found["half"] or found["its_half"] or "").lower()[:1]
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    elif half:
        hour = 24
    if hour > 23 or minute > 59:
        raise UnknownTimes(rule=rule, hint=f": {found[0].strip()} is not a time")
    return time(hour, minute)


def _take_days(text: str) -> tuple[str, frozenset[int]]:
    days: set[int] = set()
    for pattern, named in _NAMED_DAYS:
        if pattern.search(text):
            days |= named
            text = pattern.sub(" ", text)
    for first, last in _RANGE.findall(text):
        start, end = _day(first), _day(last)
        days.update((start + offset) % 7 for offset in range((end - start) % 7 + 1))
    text = _RANGE.sub(" ", text)
    days.update(_day(name) for name in _ONE_DAY.findall(text))
    return _ONE_DAY.sub(" ", text), frozenset(days)


def _day(name: str) -> int:
    return next(index for index, day in enumerate(DAYS) if day.lower().startswith(name[:3].lower()))


def _days_text(days: frozenset[int]) -> str:
    named = {ALL_DAYS: "daily", WEEKDAYS: "weekdays", WEEKENDS: "weekends"}
    if days in named:
        return named[days]
    if len(days) == 1:
        return f"{DAYS[min(days)]}s"
    return ", ".join(DAYS[day][:3] for day in sorted(days))


def _zone(typed: str, rule: str) -> str:
    if not typed:
        return "UTC"
    if typed.islower() and "/" not in typed and not zone_names.is_close(typed):
        raise UnknownTimes(rule=rule, hint=f": I cannot read “{typed}” in it")
    return zone_names.resolve(typed)
