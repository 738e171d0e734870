"""Schedules in plain words: "weekdays 08:00", "every morning at 7 in Berlin", "first Monday of the month 9am"."""

import re
from collections.abc import Sequence
from datetime import time
from itertools import groupby

from rapidfuzz import fuzz, process, utils

from bot.digest import words, zones
from bot.digest.rules import (
    ALL_DAYS,
    DAY_MINUTES,
    LAST,
    WEEKDAYS,
    WEEKENDS,
    WEEKS,
    Times,
    every,
    minute_of_day,
    step_text,
)
from bot.digest.words import Kind, Piece
from bot.model.errors import UnknownTimes

DAYS = frozenset({Kind.DAYS, Kind.DATES, Kind.WEEKS})
TIMES = frozenset({Kind.TIME, Kind.PART, Kind.STEP, Kind.WINDOW})

SLIP = 80.0
"""From this rapidfuzz score, of 100, on a word is taken for a slip of one of the schedule's words."""

HOURS_OF_PARTS = {"morning": 8, "lunch": 12, "afternoon": 15, "evening": 18, "night": 21}
"""The hour that is meant by a part of the day alone."""

HOURS_PER_DAY = {2: (8, 18), 3: (8, 13, 18), 4: (8, 12, 16, 20)}
"""The hours that are meant by "twice a day" and the like."""

_CLOCK = re.compile(r"(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})|(?P<whole>\d{4})|(?P<number>\d+|[a-z]+)", re.IGNORECASE)
_HALF = re.compile(r"(?P<half>[ap])\.?m\b|(?P<part>morning|afternoon|evening|night)\s*$", re.IGNORECASE)


def read(text: str) -> tuple[Times, zones.Place]:
    """Read times such as "08:00 Europe/London weekdays", "Mondays 9am" or "every 4 hours", in any order.

    Without days it is every day, without a zone UTC. Raises UnknownTimes or UnknownZone.
    """
    pieces = list(words.pieces(text))
    try:
        at = _times(pieces)
        _refuse_two(pieces)
        days, dates, weeks = _days(pieces)
        place = _place(pieces, text)
    except _Unread as wrong:
        raise UnknownTimes(rule=text, hint=f": {wrong}") from None
    return Times(days, at, place.zone, dates, weeks), place


class _Unread(Exception):
    """What could not be read, as the end of a sentence."""


def _times(pieces: Sequence[Piece]) -> tuple[time, ...]:
    steps = [piece for piece in pieces if piece.kind is Kind.STEP]
    windows = [piece for piece in pieces if piece.kind is Kind.WINDOW]
    hours = _hours(pieces)
    if len(steps) == 1 and len(windows) <= 1 and len(hours) + len(windows) <= 1:
        return _stepped(steps[0], windows, hours)
    if steps or windows:
        raise _Unread(f"I cannot read “{(windows or steps)[-1].text}” in it without a step, such as every hour")
    counts = [_per_day(piece) for piece in pieces if piece.kind is Kind.PER_DAY]
    at = hours or [time(hour) for count in counts for hour in HOURS_PER_DAY.get(count, ())]
    if not at:
        raise _Unread("there is no time of day in it")
    if counts and counts != [len(at)]:
        raise _Unread(f"{counts[0]} times a day cannot be {', '.join(f'{one:%H:%M}' for one in at)}")
    return tuple(sorted(set(at)))


def _refuse_two(pieces: Sequence[Piece]) -> None:
    """Refuse "Monday at noon and Friday at 5pm": there each day would get both times."""
    blocks = [
        (is_time, "".join(piece.text.lower() for piece in group))
        for is_time, group in groupby(
            (piece for piece in pieces if piece.kind in DAYS | TIMES), lambda p: p.kind in TIMES
        )
    ]
    days, at = ({text for is_time, text in blocks if is_time is wanted} for wanted in (False, True))
    if len(days) > 1 and len(at) > 1:
        raise _Unread("it has other times on other days; make a schedule of each")


def _stepped(piece: Piece, windows: Sequence[Piece], hours: Sequence[time]) -> tuple[time, ...]:
    named = {"": 1.0, "other": 2, "second": 2, "half": 0.5, "quarter": 0.25}
    count = named[piece["count"]] if piece["count"] in named else words.number(piece["count"])
    step = int(count * (1 if piece["unit"] == "m" else 60))
    if windows:
        first, last = (minute_of_day(_time(windows[0][end], "")) for end in ("first", "last"))
        if not 0 < step <= last - first:
            raise _Unread(f"{step_text(step)} does not fit “{windows[0].text}”")
        return every(step, first, last)
    if not 0 < step <= DAY_MINUTES or DAY_MINUTES % step:
        raise _Unread(f"{step_text(step)} does not come out even over a day")
    return every(step, minute_of_day(hours[0]) % step if hours else 0)


def _per_day(piece: Piece) -> int:
    return {"once": 1, "twice": 2}.get(piece["word"]) or words.number(piece["count"])


def _hours(pieces: Sequence[Piece]) -> list[time]:
    """The times of day, each read with the part of the day before it, or with the only one, if that comes after."""
    parts = [piece["part"] for piece in pieces if piece.kind is Kind.PART]
    part, claimed = "", 0
    at: list[time] = []
    for piece in pieces:
        if piece.kind is Kind.PART:
            if part and claimed == len(at):
                at.append(time(HOURS_OF_PARTS[part]))
            part, claimed = piece["part"], len(at)
        elif piece.kind is Kind.TIME:
            at.append(_named_time(piece, part or (parts[0] if len(parts) == 1 else "")))
    if part and claimed == len(at) and (len(parts) > 1 or not at):
        at.append(time(HOURS_OF_PARTS[part]))
    return at


def _named_time(piece: Piece, part: str) -> time:
    if piece["name"]:
        return time(0 if piece["name"] == "midnight" else 12)
    at = _time(piece["time"], part)
    if not piece["past"]:
        return at
    minutes = {"half": 30, "quarter": 15}[piece["past"]] * (1 if piece["side"] == "past" else -1)
    minute = (minute_of_day(at) + minutes) % DAY_MINUTES
    return time(minute // 60, minute % 60)


def _time(typed: str, part: str) -> time:
    clock, half = _CLOCK.match(typed), _HALF.search(typed)
    if clock is None:
        raise _Unread(f"{typed} is not a time")
    whole = clock["whole"] or "0000"
    hour = int(clock["hour"] or 0) or int(whole[:2]) or (words.number(clock["number"]) if clock["number"] else 0)
    minute = int(clock["minute"] or whole[2:])
    said = half["half"] if half and half["half"] else ""
    if said and 1 <= hour <= 12:
        hour = hour % 12 + (12 if said == "p" else 0)
    elif said:
        hour = 24
    part = (half["part"] if half else "") or part
    if not said:
        hour = _in_part(hour, part)
    if hour > 23 or minute > 59:
        raise _Unread(f"{typed} is not a time")
    if part == "morning" and hour >= 12:
        raise _Unread(f"{typed} is not in the morning")
    return time(hour, minute)


def _in_part(hour: int, part: str) -> int:
    if part == "night" and (hour < 6 or hour == 12):
        return hour % 12
    return hour + 12 if part in {"lunch", "afternoon", "evening", "night"} and 0 < hour < 12 else hour


def _days(pieces: Sequence[Piece]) -> tuple[frozenset[int], frozenset[int], frozenset[int]]:
    """Days of the week, dates in the month, and weeks in the month."""
    kinds = {piece.kind for piece in pieces}
    beyond = next((piece for piece in pieces if piece.kind is Kind.BEYOND), None)
    if beyond:
        raise _Unread(f"I cannot keep “{beyond.text}”; name days of the week or of the month, or write a cron line")
    if len(kinds & DAYS) > 1:
        raise _Unread("it names days of the week and days of the month; make two schedules of it")
    if Kind.WEEKS in kinds:
        return _weeks([piece for piece in pieces if piece.kind is Kind.WEEKS])
    if Kind.DATES in kinds or (Kind.MONTHLY in kinds and Kind.DAYS not in kinds):
        dates = [_date(one) for piece in pieces for one in words.ordinals(piece["ordinals"])]
        return ALL_DAYS, frozenset(dates or [1]), frozenset()
    if Kind.MONTHLY in kinds:
        raise _Unread("say which one of the month, for example the first Monday of the month")
    return _weekdays(pieces, Kind.WEEKLY in kinds), frozenset(), frozenset()


def _weekdays(pieces: Sequence[Piece], weekly: bool) -> frozenset[int]:
    named: set[int] = set()
    excepted: set[int] = set()
    meant = named
    for piece in pieces:
        if piece.kind is Kind.EXCEPT:
            meant = excepted
        elif piece.kind is Kind.DAYS:
            meant |= _named_days(piece)
        elif piece.kind is not Kind.FILLING:
            meant = named
    left = frozenset((named or ({0} if weekly else ALL_DAYS)) - excepted)
    if not left:
        raise _Unread("no day is left in it")
    return left


def _named_days(piece: Piece) -> frozenset[int]:
    for name, days in (("daily", ALL_DAYS), ("weekdays", WEEKDAYS), ("weekends", WEEKENDS)):
        if piece[name]:
            return days
    first = words.day_of_week(piece["first"])
    last = words.day_of_week(piece["last"] or piece["first"])
    return frozenset((first + offset) % 7 for offset in range((last - first) % 7 + 1))


def _weeks(pieces: Sequence[Piece]) -> tuple[frozenset[int], frozenset[int], frozenset[int]]:
    groups = [
        ({_week(one) for one in words.ordinals(piece["ordinals"])}, words.days(piece["days"])) for piece in pieces
    ]
    if any(days != groups[0][1] for _, days in groups):
        raise _Unread(f"“{pieces[0].text}” and “{pieces[-1].text}” are two schedules; make one of each")
    return groups[0][1], frozenset(), frozenset().union(*(weeks for weeks, _ in groups))


def _week(ordinal: str) -> int:
    week = _ordinal(ordinal)
    if week > len(WEEKS) or week == 0:
        raise _Unread(f"no month has a {ordinal} week")
    return week


def _date(ordinal: str) -> int:
    date = _ordinal(ordinal)
    if date > 31 or date == 0:
        raise _Unread(f"{ordinal} is not a day of the month")
    return date


def _ordinal(typed: str) -> int:
    if typed == "last":
        return LAST
    return WEEKS.index(typed) + 1 if typed in WEEKS else int(re.sub(r"\D", "", typed))


def _place(pieces: Sequence[Piece], text: str) -> zones.Place:
    """The place that is meant by the words that mean nothing else."""
    places = []
    for loose, group in groupby(pieces, key=lambda piece: piece.kind in {Kind.PLACE, Kind.OTHER, Kind.FILLING}):
        run = list(group)
        if loose and any(piece.kind is not Kind.FILLING for piece in run):
            places.append(_found(run, text))
    if len({place.zone for place in places}) > 1:
        raise _Unread(f"it names two time zones, {places[0].zone} and {places[1].zone}")
    return places[0] if places else zones.Place("UTC")


def _found(run: Sequence[Piece], text: str) -> zones.Place:
    """The place in a run of words, of which some at either end may be filling: "in The Hague at"."""
    named = [index for index, piece in enumerate(run) if piece.kind is not Kind.FILLING]
    for first in range(named[0] + 1):
        for last in range(len(run) - 1, named[-1] - 1, -1):
            typed = text[run[first].found.start() : run[last].found.end()]
            if zones.is_known(typed) and (len(typed.split()) > 1 or not _slip(typed)):
                return zones.resolve(typed)
    typed = text[run[named[0]].found.start() : run[named[-1]].found.end()]
    slip = _slip(typed)
    if slip:
        raise _Unread(f"I cannot read “{typed}” in it (did you mean “{slip}”?)")
    if typed.upper() == typed.lower() or (typed.islower() and "/" not in typed and not zones.is_close(typed)):
        raise _Unread(f"I cannot read “{typed}” in it")
    return zones.resolve(typed)


def _slip(typed: str) -> str | None:
    """The schedule's word that was perhaps meant: "every" for "evry", which is a town in France, too."""
    if "/" in typed:
        return None
    found = (
        process.extractOne(word, words.WORDS, scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=SLIP)
        for word in typed.split()
    )
    return next((match[0] for match in found if match), None)
