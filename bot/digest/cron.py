"""Cron lines as schedules: five fields, read by cronsim, by the clock on the wall.

As in Debian's cron, a day counts when its date or its day of the week fits, if both are restricted; if one of the two
begins with a star, both must fit.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from typing import NamedTuple

from cronsim import CronSim, CronSimError

from bot.model.errors import NeverRuns, UnknownTimes

FIELDS = ("minute", "hour", "day-of-month", "month", "day-of-week")
_NAMES = {
    "@hourly": "0 * * * *",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *",
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
}
_NUMBERS = re.compile(r"[\d*][\d*,/-]*")
_DATE = re.compile(r"[\dLW*?][\dLW*,/-]*", re.IGNORECASE)
_NAMED = re.compile(
    r"(?:[\d*]|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)\b)[\w*,/#-]*",
    re.IGNORECASE,
)
_KINDS = (_NUMBERS, _NUMBERS, _DATE, _NAMED, _NAMED)
_SOME_LEAP_YEAR = datetime(2028, 1, 1)  # noqa: DTZ001 - a clock on the wall


class Found(NamedTuple):
    """A cron line in its canonical form, and what stands before and after it."""

    line: str
    rest: str


@dataclass(frozen=True, slots=True)
class Cron:
    """A cron line in its canonical form, and the IANA zone that it is meant in."""

    text: str
    zone: str

    def walls(self, after: datetime) -> Iterator[datetime]:
        """What the clock shows at each run after that, in order, as naive times."""
        return CronSim(self.text, after)

    @property
    def words(self) -> str:
        """The line in words, such as "at 08:00 on Monday through Friday"."""
        words = CronSim(self.text, _SOME_LEAP_YEAR).explain()
        return words[:1].lower() + words[1:]


def find(text: str) -> Found | None:
    """Look for a cron line in a text; None where there is none. Raises UnknownTimes or NeverRuns."""
    words = text.replace("`", " ").split()
    for start, word in enumerate(words):
        if word.startswith("@") and word[1:].isalpha():
            if word.lower() not in _NAMES:
                raise UnknownTimes(rule=text, hint=f": I know no “{word}”")
            return Found(_NAMES[word.lower()], " ".join(words[:start] + words[start + 1 :]))
        fields = words[start : start + len(FIELDS)]
        if _fits(fields):
            after = words[start + len(FIELDS) :]
            if len(fields) < len(FIELDS) or (after and _NUMBERS.fullmatch(after[0])):
                raise UnknownTimes(rule=text, hint=": a cron line has five fields, such as 0 8 * * 1-5")
            before = words[:start] if words[:start] != ["cron"] else []
            return Found(_line(fields, text), " ".join(before + after))
    return None


def is_line(rule: str) -> bool:
    """Whether a canonical rule is a cron line."""
    return _fits(rule.split())


def _fits(words: list[str]) -> bool:
    """Whether these can be meant as fields of a cron line: they begin so and have a star, or all five look so."""
    fitting = list(takewhile(bool, (kind.fullmatch(word) for kind, word in zip(_KINDS, words, strict=False))))
    return len(fitting) == len(FIELDS) or (len(fitting) > 2 and any("*" in word for word in words[:3]))


def _line(fields: list[str], text: str) -> str:
    line = " ".join(re.sub(r"(?<![\w])0+(?=\d)", "", field).upper() for field in fields)
    try:
        next(CronSim(line, _SOME_LEAP_YEAR))
    except StopIteration:
        raise NeverRuns(line=line) from None
    except CronSimError as wrong:
        place = next(index for index, name in enumerate(FIELDS) if name in str(wrong))
        field = fields[place]
        if FIELDS[place] == "day-of-month" and _reads(field):
            raise NeverRuns(line=line) from None
        hint = f": the {FIELDS[place].replace('-', ' ')} of a cron line cannot be “{field}”"
        raise UnknownTimes(rule=text, hint=hint) from None
    return line


def _reads(date: str) -> bool:
    """Whether this can be the days of a month, of January at least."""
    try:
        CronSim(f"0 0 {date} 1 *", _SOME_LEAP_YEAR)
    except CronSimError:
        return False
    return True
