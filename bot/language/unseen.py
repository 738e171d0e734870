"""Names that the recogniser passed over: what the article names elsewhere, known places, and what its context tells."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from spacy.tokens import Span, Token

from bot.language import places, words
from bot.language.kinds import BODIES, GEOGRAPHY, ORGANISATION_WORD, is_demonym, is_first_name
from bot.language.name import CALENDAR, ORGANISATION, PERSON, PLACE, Name
from bot.language.pipeline import Prose
from bot.language.words import word_set
from bot.model.document import EntityKind

LEAST_CAPITALS = 0.75  # of a line's letters, for a line that is set in capitals
_THINGS = word_set(
    """cup open prix prize award awards day war coast sea ocean act bill law treaty pact deal summit festival fair tour
    show series index championship championships games olympics world national house street wall east west north south
    new great old big black white red green blue god lord bible koran christmas easter internet web"""
)
SHORTEST = 4  # letters of a name that is known again in such a line


def unseen(proses: Sequence[Prose], names: Sequence[Name]) -> Iterator[Name]:
    """The names that are not among those recognised, without overlap."""
    taken = {(name.prose.index, i) for name in names for i in range(name.first, name.last)}
    again = _known_again(names)
    shouted = {text.upper(): kind for text, kind in again.items() if len(text) >= SHORTEST}
    for prose in proses:
        if prose.span is None:
            continue
        free = [t for t in prose.span if (prose.index, t.i) not in taken]
        for name in _of_sentence(prose, prose.span, free, again, shouted):
            if taken.isdisjoint((prose.index, i) for i in range(name.first, name.last)):
                taken.update((prose.index, i) for i in range(name.first, name.last))
                yield name


def surnames(names: Iterable[Name]) -> frozenset[str]:
    """Words that are a name of a person on their own: surnames of full names, and names after a title."""
    found = set()
    for name in names:
        if name.kind is PERSON:
            last = name.tokens[-1].text
            if last.lower().rstrip(".") in words.NAME_SUFFIXES and len(name.tokens) > 1:
                last = name.tokens[-2].text
            if (name.honorific or len(name.tokens) > 1) and len(last) > 1:
                found.add(last)
                found.update(_joined_surname(name))
    return frozenset(found)


def _joined_surname(name: Name) -> set[str]:
    """A surname with its particle, as it is written inside the name and at the head of a sentence ("al-", "Al-")."""
    last = name.text.split()[-1]
    return {last, last[0].upper() + last[1:]} if "-" in last else set()


def _known_again(names: Sequence[Name]) -> Mapping[str, EntityKind]:
    """Words that are a whole name in this article, or the end of a body's ("Rovers"), with its kind."""
    known = {name.text: name.kind for name in names if name.kind in (ORGANISATION, PLACE) and len(name.tokens) == 1}
    ends = {name.tokens[-1].text: ORGANISATION for name in names if name.kind is ORGANISATION and len(name.tokens) == 2}
    known = {text: kind for text, kind in (ends | known).items() if text[0].isupper() and not text.isdigit()}
    return known | dict.fromkeys(surnames(names), PERSON)


def _of_sentence(
    prose: Prose,
    span: Span,
    free: Sequence[Token],
    again: Mapping[str, EntityKind],
    shouted: Mapping[str, EntityKind],
) -> Iterator[Name]:
    in_capitals = is_shouted(prose.text)
    known = shouted if in_capitals else again
    for token in free:
        named = in_capitals or (token.pos_ == "PROPN" and not _in_longer(token, span))
        if (kind := known.get(token.text)) and (named or (kind is PERSON and not _in_longer(token, span))):
            yield Name(prose, token.i, token.i + 1, kind)
    yield from _known_places(prose, free, in_capitals)
    yield from _bracketed(prose, span, free)
    if not in_capitals:
        yield from _runs(prose, span, free)


def is_shouted(text: str) -> bool:
    """Whether a line is set in capitals."""
    letters = [letter for letter in text if letter.isalpha()]
    return bool(letters) and sum(map(str.isupper, letters)) >= LEAST_CAPITALS * len(letters)


def _in_longer(token: Token, span: Span) -> bool:
    around = [token.doc[i] for i in (token.i - 1, token.i + 1) if span.start < i < span.end]
    return token.lower_ in CALENDAR or any(n.text[0].isupper() and n.pos_ == "PROPN" for n in around)


def _known_places(prose: Prose, free: Sequence[Token], in_capitals: bool) -> Iterator[Name]:
    at = 0
    while at < len(free):
        found = 0
        for length in range(min(places.LONGEST, len(free) - at), 0, -1):
            window = free[at : at + length]
            if _is_place(window) and (in_capitals or not _borders_a_name(window)):
                yield Name(prose, window[0].i, window[-1].i + 1, PLACE)
                found = length
                break
        at += found or 1


def _is_place(window: Sequence[Token]) -> bool:
    together = window[-1].i - window[0].i == len(window) - 1
    return (
        together
        and all(token.text[0].isupper() or token.lower_ in {"of", "es", "de"} for token in window)
        and " ".join(token.lower_ for token in window) in places.NAMES
    )


def _borders_a_name(window: Sequence[Token]) -> bool:
    """Whether more capitalised words stand at its side, so that it is a part of some other name."""
    doc = window[0].doc
    first, last = window[0].i - 1, window[-1].i + 1
    before = doc[first] if first >= window[0].sent.start else None
    after = doc[last] if last < len(doc) else None
    return any(t is not None and t.pos_ == "PROPN" and t.text[0].isupper() for t in (before, after))


def _bracketed(prose: Prose, span: Span, free: Sequence[Token]) -> Iterator[Name]:
    """The acronym that follows an organisation's name in brackets."""
    for token in free:
        inside = span.start + 1 < token.i < span.end - 1
        if inside and token.text.isupper() and token.text.isalpha() and 2 < len(token) < 8:
            doc = token.doc
            initials = doc[max(span.start, token.i - 12) : token.i - 1]
            letters = "".join(t.text[0] for t in initials if t.text[0].isupper())
            if doc[token.i - 1].text == "(" and doc[token.i + 1].text == ")" and letters.endswith(token.text):
                yield Name(prose, token.i, token.i + 1, ORGANISATION)


def _runs(prose: Prose, span: Span, free: Sequence[Token]) -> Iterator[Name]:
    """Capitalised words that are an organisation's name by one of them or the noun before, or look like a person's."""
    for _, run in groupby(enumerate(t for t in free if _is_part(t)), key=lambda pair: pair[1].i - pair[0]):
        tokens = [token for _, token in run]
        if len(tokens) < 2 or _borders_a_name(tokens):
            continue
        before = tokens[0].doc[tokens[0].i - 1].lower_ if tokens[0].i > span.start else ""
        if before in BODIES or any(t.lower_ in ORGANISATION_WORD for t in tokens[1:]):
            if not is_first_name(tokens[0]):
                yield Name(prose, tokens[0].i, tokens[-1].i + 1, ORGANISATION)
        elif len(tokens) == 2 and all(_is_like_a_persons(token) for token in tokens) and before not in {"the", "a"}:
            yield Name(prose, tokens[0].i, tokens[-1].i + 1, PERSON)


def _is_like_a_persons(token: Token) -> bool:
    word = token.lower_
    known = word in places.NAMES or is_demonym(word) or word in words.ROLES | words.OFFICE_TITLES | GEOGRAPHY | _THINGS
    return token.text.istitle() and token.text.isalpha() and not token.ent_type_ and len(word) > 2 and not known


def _is_part(token: Token) -> bool:
    return token.text[0].isupper() and token.pos_ == "PROPN" and token.lower_ not in CALENDAR
