"""Dated events: what a sentence says about when, worked out from the article's own date."""

import calendar
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from spacy.tokens import Token

from bot.language import words
from bot.language.entities import DATELINE
from bot.language.pipeline import Prose
from bot.language.words import word_set
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
_EXPECTED = word_set("expected due set scheduled planned likely hoping hope plan intend aim want agree promise")
_FUTURE = word_set("will would shall 'll ’ll")
_POSSIBLE = word_set("could may might should must can")
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
        if match["day"] and any(q.start() < match.start() < q.end() for q in _QUOTATION.finditer(prose.text)):
            continue  # a speaker's own "today"
        ahead = _is_ahead(prose, match.end() - 1, match.group().lower().startswith("until"))
        found = _resolved(match, today, ahead)
        if found:
            start, precision, until = found
            yield When(start, precision, match.group().strip(), _is_future(start, precision, today, ahead), until)


def dateline(text: str) -> int:
    """Where a sentence begins after its dateline ("LOWEN, May 3 (Northern Wire) —"); 0 without one."""
    match = DATELINE.match(text)
    return match.end() if match else 0


def _is_written_so(match: re.Match[str]) -> bool:
    """Months and weekdays are written with a capital: "may" and "march" are other words."""
    names = [match.group(name) for name in ("m1", "m2", "m3", "m4", "weekday")]
    return all(name is None or name[0].isupper() for name in names)


def _resolved(match: re.Match[str], today: date, ahead: bool | None) -> tuple[date, Precision, date | None] | None:
    part = match.groupdict()
    if part["weekday"]:
        return _weekday(match.group(), part["weekday"], today, ahead), Precision.DAY, None
    if part["day"]:
        shift = {"yesterday": -1, "tomorrow": 1}.get(part["day"].lower(), 0)
        return today + timedelta(days=shift), Precision.DAY, None
    if part["unit"]:
        return _unit(part["which"].lower(), part["unit"].lower(), today)
    for number in "12":
        if part[f"m{number}"]:
            return _day_of_month(
                part[f"m{number}"], part[f"d{number}"], part[f"d{number}b"], part[f"y{number}"], today, ahead
            )
    if part["y5"]:
        return date(int(part["y5"]), 1, 1), Precision.YEAR, None
    return date(_year(match, part, today, ahead), _month(part["m3"] or part["m4"]), 1), Precision.MONTH, None


def _year(match: re.Match[str], part: Mapping[str, str], today: date, ahead: bool | None) -> int:
    """The year of a month that is named without a day."""
    month, year = _month(part["m3"] or part["m4"]), part["y3"] or part["y4"]
    if year:
        return int(year)
    if re.search(r"\bnext\b", match.group(), re.IGNORECASE):
        return today.year + (month <= today.month)
    if re.search(r"\blast\b", match.group(), re.IGNORECASE):
        return today.year - (month >= today.month)
    return _year_of_month(month, today, ahead)


def _weekday(expression: str, name: str, today: date, ahead: bool | None) -> date:
    number = words.WEEKDAYS.index(name.lower())
    back = (today.weekday() - number) % 7
    if re.search(r"\blast\b", expression, re.IGNORECASE):
        return today - timedelta(days=back or 7)
    if re.search(r"\bnext\b", expression, re.IGNORECASE):
        return today + timedelta(days=7 - back)
    if ahead:
        return today + timedelta(days=(number - today.weekday()) % 7)
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
    month: str, day: str, last: str | None, year: str | None, today: date, ahead: bool | None
) -> tuple[date, Precision, date | None] | None:
    number = _month(month)
    which = int(year) if year else _nearest_year(number, int(day), today, ahead)
    if int(day) > calendar.monthrange(which, number)[1]:
        return None
    start = date(which, number, int(day))
    valid = last is not None and int(day) < int(last) <= calendar.monthrange(which, number)[1]
    return start, Precision.DAY, start.replace(day=int(last)) if valid and last else None


def _nearest_year(month: int, day: int, today: date, ahead: bool | None) -> int:
    here = (month, day) >= (today.month, today.day)
    if ahead is None:
        distance = (month - today.month) % 12
        return today.year + (not here and distance <= 3) - (here and distance > 9)
    if ahead:
        return today.year + (not here)
    return today.year - (here and (month, day) != (today.month, today.day))


def _year_of_month(month: int, today: date, ahead: bool | None) -> int:
    if ahead:
        return today.year + (month < today.month)
    return today.year - (month > today.month)


def _month(name: str) -> int:
    return next(i for i, month in enumerate(words.MONTHS, 1) if month.startswith(name.lower()[:3]))


def _is_future(start: date, precision: Precision, today: date, ahead: bool | None) -> bool:
    if precision is Precision.DAY:
        return start > today or (start == today and bool(ahead))
    this = start.year == today.year and (precision is Precision.YEAR or start.month == today.month)
    return bool(ahead) if this else start > today


def _is_ahead(prose: Prose, offset: int, is_end: bool) -> bool | None:
    """Whether the verb that the date belongs to looks forward; None when no verb tells.

    `is_end` says that the date ends something: what has been closed until Saturday is still closed.
    """
    span = prose.span
    if span is None:
        return None
    token = next((t for t in reversed(span) if prose.offset(t.i) - prose.start <= offset), span[0])
    for verb in _verbs(token):
        tense = _tense(verb)
        if tense is not None:
            return tense or (is_end and bool({"has", "have"} & {child.lower_ for child in verb.children}))
    return None


def _verbs(token: Token) -> Iterator[Token]:
    """The verbs above a date, nearest first; never the "said" that ends a sentence."""
    chain = [t for t in token.ancestors if t.pos_ in {"VERB", "AUX"}]
    if not chain or _is_speech(chain[0]):
        before = [t for t in token.sent if t.i < token.i and t.pos_ in {"VERB", "AUX"} and not _is_speech(t)]
        speech_after = chain and chain[0].i > token.i
        chain = (list(reversed(before)) + chain) if speech_after or not chain else chain
    return iter(chain)


def _is_speech(token: Token) -> bool:
    return token.lemma_.lower() in {"say", "tell", "announce", "report"}


def _tense(verb: Token) -> bool | None:
    helpers = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    if helpers & _FUTURE:
        return True
    if helpers & _POSSIBLE and not helpers & {"have"} and not any(c.dep_ == "neg" for c in verb.children):
        return True
    if _is_speech(verb) and verb.tag_ == "VBD":
        return False
    governor = verb.head
    if "to" in helpers and governor is not verb:
        return _promised(governor)
    if verb.tag_ in {"VBZ", "VBP"} or (
        verb.tag_ in {"VBG", "VBN"} and helpers & {"is", "are"} and "been" not in helpers
    ):
        return True if (not _is_speech(verb) or verb.dep_ == "relcl") and "have" not in verb.lemma_ else None
    if helpers & {"has", "have", "had"}:
        return False
    if verb.tag_ in {"VBD", "VBN"}:
        above = next((t for t in verb.ancestors if t.pos_ in {"VERB", "AUX"}), None)
        inside = verb.dep_ in {"advcl", "relcl", "ccomp"} and above is not None
        return bool(inside and above is not None and {c.lower_ for c in above.children if c.dep_ == "aux"} & _FUTURE)
    return None


def _promised(governor: Token) -> bool | None:
    """What "… to do" says by the word that governs it: "is expected to", "was due to", "plans to"."""
    if governor.lemma_.lower() not in _EXPECTED and governor.lower_ not in _EXPECTED:
        return None if governor.pos_ != "NOUN" else True
    copula = {child.lower_ for child in governor.children if child.dep_ in {"aux", "auxpass"}} | {governor.head.lower_}
    return not copula & {"was", "were", "had"}


def first_of_each(found: Sequence[When]) -> list[When]:
    """One of several expressions for one date in a sentence."""
    seen: dict[tuple[date, Precision], When] = {}
    for when in found:
        seen.setdefault((when.start, when.precision), when)
    return list(seen.values())
