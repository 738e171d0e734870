"""Dated events: what a sentence says about when, worked out from the article's own date."""

import calendar
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.language import words
from bot.language.entities import DATELINE
from bot.language.pipeline import Prose
from bot.language.tense import Look, is_told, look_of
from bot.model.document import Precision

_MONTH = (
    r"(?P<{}>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY = r"(?P<{}>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?P<{}>(?:19|20)\d\d)"
_TO = r"(?: ?[–-] ?| to | and )"
_BEFORE = r"(?:\b(?:on|from|between|by|until|before|after) )?"
_WEEKDAY = r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
_DATED_WEEKDAY = (
    rf"(?!,? (?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH.format('m6')}|{_MONTH.format('m7')} \d))"
)
_DATES = re.compile(
    "|".join(
        (
            (
                rf"{_BEFORE}(?:the )?{_DAY.format('d1')}(?:{_TO}{_DAY.format('d1b')})? (?:of )?"
                rf"{_MONTH.format('m1')}(?:,? {_YEAR.format('y1')})?\b"
            ),
            (
                rf"{_BEFORE}{_MONTH.format('m2')} {_DAY.format('d2')}(?:{_TO}{_DAY.format('d2b')})?"
                rf"(?!\d|[:.]\d| ?(?:per cent|percent|million|people))(?:, {_YEAR.format('y2')})?"
            ),
            (
                rf"(?:(?:on|this|next|last|by|until|from|late|early) )*{_WEEKDAY}(?! ?(?:Times|Mirror|Telegraph))"
                rf"{_DATED_WEEKDAY}(?: (?:morning|afternoon|evening|night))?"
            ),
            r"\b(?P<day>yesterday|today|tomorrow|tonight)\b",
            (
                r"(?:\b(?:in|by|until|during|last|next|this|late|early|mid|the end of|end of)[ -])+"
                rf"{_MONTH.format('m3')}(?:,? {_YEAR.format('y3')})?\b"
            ),
            rf"\b{_MONTH.format('m4')},? {_YEAR.format('y4')}\b",
            (
                r"(?:\b(?:in|by|during|until|the end of|early|late) )+(?P<y5>(?:19|20)\d\d)\b"
                r"(?! (?:people|men|women|cases|jobs|workers|troops))"
            ),
            r"\b(?P<which>next|last|later this|earlier this|this coming|this) (?P<unit>week|month|year|weekend)\b",
        )
    ),
    re.IGNORECASE,
)
_VAGUE_BEFORE = re.compile(r"(?:\bsince|\bfor the|\bper|\beach|\bevery|\bborn)\s+$", re.IGNORECASE)
_QUOTATION = re.compile(r"[“\"][^”\"]*(?:[”\"]|$)")


@dataclass(frozen=True, slots=True)
class When:
    """A date found in a sentence; `expression` as written."""

    start: date
    precision: Precision
    expression: str
    future: bool
    until: date | None = None


def dates(prose: Prose, today: date) -> Iterator[When]:
    """The dates that a sentence names, at most one for each stretch of it."""
    if prose.span is None:
        return
    for match in _DATES.finditer(prose.text, dateline(prose.text)):
        if _VAGUE_BEFORE.search(prose.text, max(0, match.start() - 12), match.start()) or not _is_written_so(match):
            continue
        if match["unit"] and not is_told(prose, match.end() - 1):
            continue
        if match["day"] and any(q.start() < match.start() < q.end() for q in _QUOTATION.finditer(prose.text)):
            continue  # a speaker's own "today"
        look = look_of(prose, match.end() - 1, match.group().lower().startswith("until"))
        found = _resolved(match, today, look)
        if found:
            start, precision, until = found
            yield When(start, precision, match.group().strip(), _is_future(start, precision, today, look), until)


def dateline(text: str) -> int:
    """Where a sentence begins after its dateline ("LOWEN, May 3 (Northern Wire) —"); 0 without one."""
    match = DATELINE.match(text)
    return match.end() if match else 0


def _is_written_so(match: re.Match[str]) -> bool:
    """Months and weekdays are written with a capital: "may" and "march" are other words."""
    names = [match.group(name) for name in ("m1", "m2", "m3", "m4", "weekday")]
    return all(name is None or name[0].isupper() for name in names)


def _resolved(match: re.Match[str], today: date, look: Look | None) -> tuple[date, Precision, date | None] | None:
    part = match.groupdict()
    if part["weekday"]:
        return _weekday(match.group(), part["weekday"], today, look), Precision.DAY, None
    if part["day"]:
        shift = {"yesterday": -1, "tomorrow": 1}.get(part["day"].lower(), 0)
        return today + timedelta(days=shift), Precision.DAY, None
    if part["unit"]:
        return _unit(part["which"].lower(), part["unit"].lower(), today)
    for number in "12":
        if part[f"m{number}"]:
            return _day_of_month(
                part[f"m{number}"], part[f"d{number}"], part[f"d{number}b"], part[f"y{number}"], today, look
            )
    if part["y5"]:
        return date(int(part["y5"]), 1, 1), Precision.YEAR, None
    return date(_year(match, part, today, look), _month(part["m3"] or part["m4"]), 1), Precision.MONTH, None


def _year(match: re.Match[str], part: Mapping[str, str], today: date, look: Look | None) -> int:
    """The year of a month that is named without a day."""
    month, year = _month(part["m3"] or part["m4"]), part["y3"] or part["y4"]
    if year:
        return int(year)
    if re.search(r"\bnext\b", match.group(), re.IGNORECASE):
        return today.year + (month <= today.month)
    if re.search(r"\blast\b", match.group(), re.IGNORECASE):
        return today.year - (month >= today.month)
    return _year_of_month(month, today, look)


def _weekday(expression: str, name: str, today: date, look: Look | None) -> date:
    number = words.WEEKDAYS.index(name.lower())
    back = (today.weekday() - number) % 7
    if re.search(r"\blast\b", expression, re.IGNORECASE):
        return today - timedelta(days=back or 7)
    if re.search(r"\bnext\b", expression, re.IGNORECASE):
        return today + timedelta(days=7 - back)
    on = (number - today.weekday()) % 7
    if look is Look.AHEAD or (look is Look.NEAR and on < back):
        return today + timedelta(days=on)
    return today - timedelta(days=back)


def _unit(which: str, unit: str, today: date) -> tuple[date, Precision, date | None] | None:
    shift = {"next": 1, "last": -1}.get(which, 0)
    if unit == "year":
        return date(today.year + shift, 1, 1), Precision.YEAR, None
    if unit == "month":
        year, month = divmod(today.year * 12 + today.month - 1 + shift, 12)
        return date(year, month + 1, 1), Precision.MONTH, None
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=shift)
    if unit == "weekend":
        return monday + timedelta(days=5), Precision.DAY, monday + timedelta(days=6)
    return monday, Precision.DAY, monday + timedelta(days=6)


def _day_of_month(
    month: str, day: str, last: str | None, year: str | None, today: date, look: Look | None
) -> tuple[date, Precision, date | None] | None:
    number = _month(month)
    which = int(year) if year else _nearest_year(number, int(day), today, look)
    if int(day) > calendar.monthrange(which, number)[1]:
        return None
    start = date(which, number, int(day))
    valid = last is not None and int(day) < int(last) <= calendar.monthrange(which, number)[1]
    return start, Precision.DAY, start.replace(day=int(last)) if valid and last else None


def _nearest_year(month: int, day: int, today: date, look: Look | None) -> int:
    here = (month, day) >= (today.month, today.day)
    if look in (None, Look.NEAR):
        distance = (month - today.month) % 12
        return today.year + (not here and distance <= 3) - (here and distance > 9)
    if look is Look.AHEAD:
        return today.year + (not here)
    return today.year - (here and (month, day) != (today.month, today.day))


def _year_of_month(month: int, today: date, look: Look | None) -> int:
    if look is Look.AHEAD:
        return today.year + (month < today.month)
    return today.year - (month > today.month)


def _month(name: str) -> int:
    return next(i for i, month in enumerate(words.MONTHS, 1) if month.startswith(name.lower()[:3]))


def _is_future(start: date, precision: Precision, today: date, look: Look | None) -> bool:
    if precision is Precision.DAY:
        return start > today or (start == today and look is Look.AHEAD)
    this = start.year == today.year and (precision is Precision.YEAR or start.month == today.month)
    return look is Look.AHEAD if this else start > today


def first_of_each(found: Sequence[When]) -> list[When]:
    """One of several expressions for one date in a sentence."""
    seen: dict[tuple[date, Precision], When] = {}
    for when in found:
        seen.setdefault((when.start, when.precision), when)
    return list(seen.values())
