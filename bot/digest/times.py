"""When schedules run: what the clock on the wall shows in their zone, turned into moments.

One policy for every kind of rule: each time that the rule names runs once. A time that is skipped when the clock is
put forward runs at the first moment after the gap, once with all the others that fall there; a time that is repeated
when it is put back runs at its first occurrence only.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice, pairwise, takewhile
from zoneinfo import ZoneInfo

from bot.digest import cron, wording, zones
from bot.digest.cron import Cron
from bot.digest.rules import Times
from bot.digest.zones import Place
from bot.model.delivery import Schedule
from bot.model.errors import TooOften, UnknownTimes

Rule = Times | Cron

SHORTEST = timedelta(minutes=15)
"""No schedule that is made now may come more often; an older one still runs."""

LONGEST = 200
"""Characters of a schedule; nothing sensible is longer."""

SEVERAL_DAYS = 400
"""How many runs are looked at for the shortest time between two: some days of one every quarter of an hour."""


def parse(text: str) -> tuple[Rule, Place]:
    """Read what a person typed, plain words or a cron line with a place or zone; tell which place was meant.

    Without a zone it is UTC. Raises UnknownTimes, UnknownZone, TooOften or NeverRuns.
    """
    if len(text) > LONGEST:
        raise UnknownTimes(rule=f"{text[:LONGEST]}…", hint=": they are too long")
    rule, place = _read(text)
    shortest = _closest(rule)
    if shortest is not None and shortest < SHORTEST:
        raise TooOften(rule=text, minutes=int(SHORTEST.total_seconds() // 60))
    return rule, place


def read(schedule: Schedule) -> Rule:
    """The rule of a schedule."""
    return replace(_read(schedule.rule)[0], zone=schedule.zone)


def shown(rule: str) -> str:
    """A canonical rule for people: a cron line in words, too."""
    return f"{Cron(rule, 'UTC').words} ({rule})" if cron.is_line(rule) else rule


def next_after(rule: Rule, after: datetime) -> datetime:
    """The first run after an aware moment, in UTC."""
    zone = ZoneInfo(rule.zone)
    walls = rule.walls(after.astimezone(zone).replace(tzinfo=None))
    return next(run for wall in walls if (run := _moment(wall, zone)) > after)


def upcoming(schedule: Schedule, now: datetime, count: int) -> list[datetime]:
    """The next runs of a schedule after `now`, in its own zone."""
    rule, runs, after = read(schedule), [], now
    for _ in range(count):
        after = next_after(rule, after)
        runs.append(after.astimezone(ZoneInfo(rule.zone)))
    return runs


def places(typed: str) -> list[Place]:
    """Places and zones that match what was typed, best first, at most 25."""
    return zones.matching(typed)


def _read(text: str) -> tuple[Rule, Place]:
    found = cron.find(text)
    if found is None:
        return wording.read(text)
    place = zones.resolve(found.rest) if found.rest else Place("UTC")
    return Cron(found.line, place.zone), place


def _closest(rule: Rule) -> timedelta | None:
    """The shortest time between two runs within a year, None for a rule without two."""
    start = datetime(2028, 1, 1)  # noqa: DTZ001 - a clock on the wall; a leap year
    year = takewhile(lambda wall: wall < start + timedelta(days=400), rule.walls(start))
    return min((later - earlier for earlier, later in pairwise(islice(year, SEVERAL_DAYS))), default=None)


def _moment(wall: datetime, zone: ZoneInfo) -> datetime:
    """When the clock on the wall first shows that, or passes it."""
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
