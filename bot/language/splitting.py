"""Where paragraphs and sentences begin and end, by rules alone; works for any language that spaces its words.

Rules and not the parser decide, so that a sentence never ends inside an abbreviation or a short quotation,
closing quotation marks stay with what they close, and every offset is exact.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from bot.language.words import word_set

Span = tuple[int, int]

LONGEST = 1_000  # characters of one sentence; what is longer is a table or a defect
QUOTED_LONGEST = 320  # a quotation up to this long is not divided

_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?![^\S\n]*\n))*")
_END = re.compile(r"[.!?…。！？]+[\"'”’“»)\]]*(?=\s|$|[“「])|[。！？]|\n")
_ABBREVIATIONS = word_set(
    """mr mrs ms dr prof sen rep gov gen col capt lt maj sgt cmdr adm rev hon st mt sir messrs mme mlle sr sra jr co
    corp inc ltd plc vs no nos art fig vol pp p ch sec approx est dept jan feb mar apr jun jul aug sep sept oct nov
    dec e.g i.e cf al ave blvd rd sq ft in lb oz u.s u.k u.n e.u u.a.e d.c a.m p.m ph.d supt insp pvt cpl brig"""
) | word_set(
    """z.b u.a d.h o.ä u.ä i.d.r v.a bzw ca evtl ggf inkl mio mrd nr std tel usw vgl zzgl hrsg bspw sog dipl mm mmes
    mlles mgr p.ex sra srta dña excmo ee.uu ee uu ud uds núm pág págs avda aprox pdte gral depto"""
)
_GERMAN_ORDINAL = re.compile(r"\b(?:der|die|das|dem|den|des|am|zum|zur|vom|im|beim)\s\d{1,2}$")
_GERMAN_DAY = re.compile(
    r"\.\s(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Jahrhundert)\b"
)
_GERMAN_QUOTATION = re.compile(f"„[^„“”]{{1,{QUOTED_LONGEST}}}[“”]")
_MAY_END = word_set("u.s u.k u.n e.u u.a.e d.c a.m p.m jr sr inc co corp ltd plc al est no in ave rd sq ft")
_LAST_WORD = re.compile(r"[^\s(“\"‘']+$")
_OPENS_SENTENCE = re.compile(r"[\s\"'“‘(\[«—–-]*[^\W_]")
_STARTERS = word_set(
    """the a an he she it they we i you his her its their this that these those but and in on at mr mrs ms when while
    after before as if for however meanwhile according officials no some many most there what who both"""
)
_STRAIGHT = re.compile(r"(?P<opens>(?<![^\s(\[—–-])\"(?=[^\s.,;:!?)]))|(?P<closes>(?<=[^\s(\[])\"(?![^\W_]))|\"")
_QUOTES = (("“", "”"), ("«", "»"), ("‘", "’"))


def paragraphs(text: str) -> list[Span]:
    """The paragraphs of a text: what blank lines separate, without the space around it."""
    return [(m.start(), m.start() + len(m.group().rstrip())) for m in _PARAGRAPH.finditer(text)]


def sentences(text: str, start: int, end: int) -> list[Span]:
    """The sentences of one paragraph, as offsets into the text, without the space around them."""
    paragraph = text[start:end]
    closed = _quotations(paragraph)
    cuts = [0, *(cut for cut in _cuts(paragraph) if not _is_inside(closed, cut)), len(paragraph)]
    spans = (piece for a, b in pairwise(cuts) for piece in _pieces(paragraph, a, b))
    return [(start + a, start + b) for a, b in spans]


def _cuts(paragraph: str) -> Iterator[int]:
    for match in _END.finditer(paragraph):
        if match.end() < len(paragraph) and _ends_sentence(paragraph, match):
            yield match.end()


def _ends_sentence(paragraph: str, match: re.Match[str]) -> bool:
    mark = match.group()
    if mark == "\n" or mark[0] in "。！？":
        return True
    following = _OPENS_SENTENCE.match(paragraph, match.end(), match.end() + 12)
    if not following:
        return True
    first = following.group()[-1]
    if first.islower():
        return False
    if mark == "." and _is_ordinal(paragraph, match.start()):
        return False
    return mark[0] != "." or not _is_abbreviation(paragraph, match.start(), following.end() - 1)


def _is_ordinal(paragraph: str, stop: int) -> bool:
    """Whether a number before a stop is German for a place in a row: "am 3. Mai", "der 2. Senat"."""
    if not paragraph[stop - 1 : stop].isdigit():
        return False
    before = paragraph[max(0, stop - 12) : stop]
    return _GERMAN_ORDINAL.search(before) is not None or _GERMAN_DAY.match(paragraph, stop) is not None


def _is_abbreviation(paragraph: str, stop: int, following: int) -> bool:
    word = _LAST_WORD.search(paragraph, max(0, stop - 24), stop)
    if not word:
        return False
    name = word.group().lower()
    next_word = re.match(r"\w+", paragraph[following : following + 24])
    starts = next_word is not None and next_word.group().lower() in _STARTERS
    if len(name) == 1 and name.isalpha():
        return not starts or name == "i"
    if re.fullmatch(r"(?:[a-z]\.)+[a-z]", name) or name in _MAY_END:
        return not starts
    return name in _ABBREVIATIONS


def _quotations(paragraph: str) -> list[Span]:
    """Closed quotations that are short enough to stay whole, in order and without overlap."""
    found: list[Span] = []
    for opening, closing in _QUOTES[:2]:
        quotation = re.compile(f"{opening}[^{opening}{closing}]{{1,{QUOTED_LONGEST}}}{closing}")
        found.extend(match.span() for match in quotation.finditer(paragraph))
    found.extend(match.span() for match in _GERMAN_QUOTATION.finditer(paragraph))
    found.extend(_straight(paragraph))
    return sorted(found)


def _straight(paragraph: str) -> Iterator[Span]:
    """Quotations in straight marks; one that is not closed before the next opens is none, and spoils no other."""
    opening = -1
    for match in _STRAIGHT.finditer(paragraph):
        if match.lastgroup == "opens" or (match.lastgroup is None and opening < 0):
            opening = match.start()
        elif opening >= 0:
            if match.start() - opening <= QUOTED_LONGEST:
                yield opening, match.end()
            opening = -1


def _is_inside(spans: list[Span], cut: int) -> bool:
    at = bisect_right(spans, (cut, 0)) - 1
    return at >= 0 and spans[at][0] < cut < spans[at][1]


def _pieces(paragraph: str, start: int, end: int) -> Iterator[Span]:
    while True:
        while start < end and paragraph[start].isspace():
            start += 1
        while end > start and paragraph[end - 1].isspace():
            end -= 1
        if start == end:
            return
        if end - start <= LONGEST:
            yield start, end
            return
        space = paragraph.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = space if space > 0 else start + LONGEST
        yield start, cut
        start = cut
