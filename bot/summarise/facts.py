"""Takes the checkable facts out of a text: numbers by value, quotations, capitalised names, links."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Number:
    """A number by value; "third" and "3rd" are `ordinal`, "dozens" and "hundreds" are `vague`."""

    value: Decimal
    ordinal: bool = False
    vague: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A run of capitalised words; `opening` says that its first word may owe its capital to the sentence."""

    words: tuple[str, ...]
    opening: bool


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as far as it is written: "4 May" has no year."""

    month: int
    day: int | None = None
    year: int | None = None

    def __str__(self) -> str:
        return " ".join(str(part) for part in (self.day, MONTHS[self.month - 1].title(), self.year) if part)


_YEAR_LONG = "january february march april may june july august september october november december"
MONTHS = tuple(_YEAR_LONG.split())
_MONTH = rf"(?P<{{}}>{'|'.join(month.title() for month in MONTHS)})"
_YEAR = r"(?:,?\s+(?P<{}>\d{{4}}))?"
_DATE = re.compile(
    rf"\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH.format('m1')}\b{_YEAR.format('y1')}"
    rf"|\b{_MONTH.format('m2')}(?:\s+(?:the\s+)?(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!,\d{{3}}))?{_YEAR.format('y2')}"
    r"|\b(?P<y3>\d{4})-(?P<m3>\d\d)-(?P<d3>\d\d)\b"
)

_SMALL = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_NTH = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_UNITS = {word: Decimal(n) for n, word in enumerate(_SMALL.split())}
_UNITS |= {word: Decimal(10 * n) for n, word in enumerate(_TENS.split(), start=2)}
_ORDINALS = {word: Decimal(n) for n, word in enumerate(_NTH.split(), start=1)}
_SCALES = {
    "hundred": Decimal(100),
    "thousand": Decimal(10**3),
    "million": Decimal(10**6),
    "billion": Decimal(10**9),
    "trillion": Decimal(10**12),
    "dozen": Decimal(12),
}
_SUFFIXES = {"k": "thousand", "m": "million", "mn": "million", "bn": "billion", "tn": "trillion"}
_TOKEN = re.compile(
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:(?P<nth>st|nd|rd|th)\b|(?P<suffix>k|mn?|bn|tn)\b)?"
    r"|(?P<word>[^\W\d_]+)",
    re.IGNORECASE,
)
ROUNDING = Decimal("0.05")
"""The share by which a rounded figure may differ from an exact one."""

_AT_LEAST = re.compile(r"\b(?:at least|more than|over|no fewer than|not less than)\b", re.IGNORECASE)
_AT_MOST = re.compile(r"\b(?:at most|up to|fewer than|less than|under|no more than|nearly|almost)\b", re.IGNORECASE)
_ROUNDED = re.compile(
    r"\b(?:about|around|some|roughly|approximately|nearly|almost|close to|more than|over|under|an estimated|thousands?"
    r"|hundreds?|dozens?)\b",
    re.IGNORECASE,
)
_GLUE = frozenset({"", " ", "-", "\u00a0", "\u2011"})
_WORD = re.compile(r"\w+(?:[’'.&-]\w+)*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:…]\s)[\s“”\"‘’'(\[–—-]*$|[“\"‘]$")
_QUOTATION = re.compile(r"“([^“”]+)”?|\"([^\"]+)\"|(?<!\w)‘([^‘]+?)’(?!\w)|(?<!\w)'([^']+?)'(?!\w)")
_LINK = re.compile(
    r"\w://|\bwww\.|\b[\w-]+\.(?:com|org|net|io|info|biz|co|ly|me|tv|app|link|xyz|example)\b|\S@\S|(?<!\w)@\w|\]\(",
    re.IGNORECASE,
)


def numbers(text: str) -> set[Number]:
    """Every number in the text: "1,000", "1000" and "one thousand" are equal, so are "two" and "2"."""
    found: set[Number] = set()
    reading = _Reading()
    end = 0
    for token in _TOKEN.finditer(text):
        glued = text[end : token.start()] in _GLUE
        end = token.end()
        if not (glued and reading.takes(token)):
            found |= reading.finished()
            reading = _Reading()
            reading.takes(token)
        if (vague := _vague(token)) is not None:
            found.add(vague)
    return found | reading.finished()


class _Reading:
    """A number while its words are being read."""

    def __init__(self) -> None:
        self._total: Decimal | None = None
        self._part = Decimal(0)
        self._last: Decimal | None = None
        self._ordinal = False

    def takes(self, token: re.Match[str]) -> bool:
        """Whether the token belongs to this number; if so, it is counted in."""
        word = (token["word"] or "").lower()
        if self._ordinal:
            return False
        if token["digits"]:
            return self._takes_digits(token)
        if word == "and":
            return self._last is not None and self._last >= 100
        if word in _ORDINALS:
            self._ordinal = self._adds(_ORDINALS[word])
            return self._ordinal
        if word in _SCALES:
            return self._scales(_SCALES[word])
        return word in _UNITS and self._adds(_UNITS[word])

    def finished(self) -> set[Number]:
        """The number, if one was read."""
        return set() if self._total is None else {Number(self._total + self._part, self._ordinal)}

    def _takes_digits(self, token: re.Match[str]) -> bool:
        if self._total is not None:
            return False
        self._total, self._part = Decimal(0), Decimal(token["digits"].replace(",", ""))
        self._last = self._part
        self._ordinal = token["nth"] is not None
        if token["suffix"]:
            self._scales(_SCALES[_SUFFIXES[token["suffix"].lower()]])
        return True

    def _adds(self, value: Decimal) -> bool:
        fits = self._last is None or (self._last >= 100 > value) or (20 <= self._last < 100 and value < 10)
        if fits:
            self._total = self._total or Decimal(0)
            self._part += value
            self._last = value
        return fits

    def _scales(self, scale: Decimal) -> bool:
        total, part = self._total or Decimal(0), Decimal(1) if self._total is None else self._part
        self._total, self._part = (total, part * scale) if scale < 1000 else (total + part * scale, Decimal(0))
        self._last = scale
        return True


def agree(one: str, other: str, *, bounds: bool = True) -> bool:
    """Whether two figures with the words before them can be one: equal, or one of them rounded ("about 2,000", 1,987).

    With `bounds`, "at least 12" and 14 are one too.
    """
    ones, others = ({number.value for number in numbers(text)} for text in (one, other))
    if ones == others:
        return True
    if len(ones) != 1 or len(others) != 1:
        return False
    (a,), (b,) = ones, others
    if (_ROUNDED.search(one) or _ROUNDED.search(other)) and abs(a - b) <= ROUNDING * max(a, b):
        return True
    return bounds and (_bounded(one, a, b) or _bounded(other, b, a))


def _bounded(text: str, bound: Decimal, value: Decimal) -> bool:
    return bool(_AT_LEAST.search(text) and value >= bound) or bool(_AT_MOST.search(text) and value <= bound)


def _vague(token: re.Match[str]) -> Number | None:
    word = (token["word"] or "").lower()
    scale = _SCALES.get(word.removesuffix("s")) if word.endswith("s") else None
    if word == "half":
        return Number(Decimal("0.5"))
    return None if scale is None else Number(scale, vague=True)


def dates(text: str) -> tuple[list[WrittenDate], str]:
    """The dates written in the text, and the text without them."""
    found = []
    for match in _DATE.finditer(text):
        day, month, year = (
            next((v for k, v in match.groupdict().items() if k[0] == part and v), None) for part in "dmy"
        )
        assert month is not None
        number = int(month) if month.isdigit() else MONTHS.index(month.lower()) + 1
        found.append(WrittenDate(number, int(day) if day else None, int(year) if year else None))
    return found, _DATE.sub(" · ", text)


def quotations(text: str) -> list[str]:
    """What stands in quotation marks, without them."""
    return [next(part for part in found.groups() if part) for found in _QUOTATION.finditer(text)]


def bare_words(text: str) -> tuple[str, ...]:
    """The words of a text in one spelling: lower case, straight apostrophes, no other punctuation."""
    return tuple(word.casefold().replace("’", "'") for word in _WORD.findall(text.replace("…", " ")))


def names(text: str) -> Iterator[Name]:
    """The runs of capitalised words; possessive endings are left out."""
    run: list[str] = []
    opening, end = False, 0
    for found in _WORD.finditer(text):
        if run and (not found[0][0].isupper() or text[end : found.start()] != " "):
            yield Name(tuple(run), opening)
            run = []
        if found[0][0].isupper():
            if not run:
                opening = bool(_SENTENCE_START.search(text[: found.start()]))
            run.append(without_possessive(found[0]))
        end = found.end()
    if run:
        yield Name(tuple(run), opening)


def without_possessive(word: str) -> str:
    """The word without "’s" or a closing apostrophe."""
    return re.sub(r"[’'](?:s)?$", "", word)


def has_link(text: str) -> bool:
    """Whether the text holds a link, an e-mail address or a handle."""
    return bool(_LINK.search(text))
