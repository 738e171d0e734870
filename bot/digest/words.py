"""The words that a schedule is written with, cut apart."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum, auto

from bot.digest.rules import DAYS, WEEKS

NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

_DAY = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)s?"
)
_NUMBER = rf"(?:\d+|{'|'.join(NUMBERS)})"
_COUNT = rf"{_NUMBER}|other|second|half|quarter"
_UNIT = r"(?P<unit>h|m)(?:ours?|rs?|in(?:ute)?s?)?\b"
_ORDINAL = rf"(?:\d+(?:st|nd|rd|th)|{'|'.join(WEEKS)}|last)"
_AND = r"(?:\s*(?:,|&|\band\b|\bor\b)\s*)+(?:the\s+)?"
_ORDINALS = rf"(?P<ordinals>{_ORDINAL}(?:{_AND}{_ORDINAL})*)"
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_MONTH = r"(?:of|in)\s+(?:(?:the|each|every|a)\s+)?month\b"
_TO = r"\s*(?:-|–|\b(?:to|through|until|till)\b)\s*"
_TIME = (
    rf"(?:\d{{1,2}}[:.h]\d{{2}}|\d{{4}}|{_NUMBER})(?:\s*(?:h|hrs|o'clock)\b)?"
    r"(?:\s*[ap]\.?m\b\.?|\s+in\s+the\s+(?:morning|afternoon|evening)|\s+at\s+night)?(?![\w:/])"
)


class Kind(StrEnum):
    """What a piece of a schedule is about."""

    PLACE = auto()
    BEYOND = auto()
    STEP = auto()
    WINDOW = auto()
    PER_DAY = auto()
    WEEKS = auto()
    DATES = auto()
    MONTHLY = auto()
    WEEKLY = auto()
    EXCEPT = auto()
    DAYS = auto()
    TIME = auto()
    PART = auto()
    FILLING = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the text; the groups of its pattern hold the parts of it."""

    kind: Kind
    found: re.Match[str]

    @property
    def text(self) -> str:
        """The piece as it was typed."""
        return self.found[0].strip()

    def __getitem__(self, group: str) -> str:
        return (self.found.groupdict().get(group) or "").lower()


_PATTERNS = [
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (Kind.PLACE, r"(?:utc|gmt)\s?[+-]\s?\d[\d:]*|[a-z_]+/\S*[a-z]"),
        (Kind.BEYOND, rf"every\s+(?:other|second|third|2nd|3rd)\s+(?:{_DAY}|day|week|month)\b(?!\s+(?:of|in)\s)"),
        (Kind.BEYOND, r"(?:every\s+fortnight|fortnightly|bi-?weekly|quarterly|yearly|annually)\b"),
        (Kind.BEYOND, rf"(?:every\s+)?(?:{_MONTHS})\b"),
        (Kind.BEYOND, rf"{_ORDINAL}\s+(?:week|work|working|business)\s?days?\b"),
        (Kind.STEP, rf"(?:every|each)\s+(?:(?P<count>{_COUNT})\s*(?:(?:of\s+)?an\s+)?)?{_UNIT}"),
        (Kind.STEP, r"hourly\b"),
        (Kind.WINDOW, rf"(?:from\s+)?(?P<first>{_TIME}){_TO}(?P<last>{_TIME})"),
        (Kind.WINDOW, rf"between\s+(?P<first>{_TIME})\s+and\s+(?P<last>{_TIME})"),
        (Kind.PER_DAY, rf"(?:(?P<word>once|twice)|(?P<count>{_NUMBER})\s*(?:times|x))\s+(?:a|per|every|each)\s+day\b"),
        (Kind.WEEKS, rf"{_ORDINALS}\s+(?P<days>{_DAY}(?:{_AND}{_DAY})*)\b"),
        (Kind.DATES, rf"{_ORDINALS}(?:\s+day)?\b"),
        (Kind.DATES, rf"(?P<ordinals>\d+(?:{_AND}\d+)*)(?=\s+{_MONTH})"),
        (Kind.DATES, r"day\s+(?P<ordinals>\d+)\b"),
        (Kind.MONTHLY, rf"{_MONTH}|(?:once\s+)?(?:a|per|every|each)\s+month\b|monthly\b"),
        (Kind.WEEKLY, r"(?:once\s+)?(?:a|per|every|each)\s+week\b|weekly\b"),
        (Kind.EXCEPT, r"(?:except|but\s+not|not)\b"),
        (Kind.DAYS, rf"(?P<first>{_DAY}){_TO}(?P<last>{_DAY})\b"),
        (Kind.DAYS, rf"(?P<first>{_DAY})(?![\w/])"),
        (Kind.DAYS, r"(?P<weekdays>(?:week|work|working|business)[\s-]?days?)\b"),
        (Kind.DAYS, r"(?P<weekends>week[\s-]?ends?)\b"),
        (Kind.DAYS, r"(?P<daily>daily|(?:every|each)\s?day|7\s+days\s+a\s+week)\b"),
        (Kind.TIME, rf"(?P<past>half|quarter)\s+(?P<side>past|to)\s+(?P<time>{_TIME})"),
        (Kind.TIME, rf"(?P<name>noon|midday|midnight)\b|(?P<time>{_TIME})"),
        (Kind.PART, r"(?P<part>morning|lunch|afternoon|evening|night)(?:s|time)?\b"),
        (
            Kind.FILLING,
            r"(?:on\s+the\s+hour|at|on|in|and|every|each|the|of|a|per|times?|o'clock|then|please|post|starting|from)\b|[][,;&.()!?]",
        ),
        (Kind.OTHER, r"[^\s,;()!?]+"),
    )
]
WORDS = (
    *(day.lower() for day in DAYS),
    *("every", "daily", "weekdays", "weekends", "weekly", "monthly", "hourly"),
    *("morning", "afternoon", "evening", "midnight", "except"),
)
"""Words that are often mistyped, and of which no large city has nearly the name."""


def pieces(text: str) -> Iterator[Piece]:
    """Cut a text into pieces from left to right, each by the first pattern that fits there."""
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        piece = next(
            Piece(kind, found) for kind, pattern in _PATTERNS if (found := pattern.match(text, at)) is not None
        )
        yield piece
        at = piece.found.end()


def number(word: str) -> int:
    """The number that a word or some digits stand for."""
    return NUMBERS.index(word) + 1 if word in NUMBERS else int(word)


def days(text: str) -> frozenset[int]:
    """All days of the week that are named in a text; 0 is Monday."""
    return frozenset(day_of_week(name) for name in re.findall(_DAY, text, re.IGNORECASE))


def day_of_week(name: str) -> int:
    """The number of a day of the week from the beginning of its name; 0 is Monday."""
    return next(index for index, day in enumerate(DAYS) if day.lower().startswith(name[:3].lower()))


def ordinals(text: str) -> list[str]:
    """The ordinal numbers in a text, one by one."""
    return re.findall(rf"{_ORDINAL}|\d+", text, re.IGNORECASE)
