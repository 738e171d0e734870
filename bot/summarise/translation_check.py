"""Whether a translation says what the original says, as far as that can be told from a translation back."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from bot.model.document import EntityKind
from bot.summarise.facts import Number, bare_words, dates, has_link, names, numbers, without_possessive
from bot.summarise.llm_claims import denies
from bot.summarise.orders import is_order
from bot.summarise.support import holds, kin

SAME_MEANING = 0.7
"""The least cosine of an original and its translation back; docs/decisions/006 says what that lets through."""

LONGER = 3  # times as many characters as the original, with a little more for a role of one word
ONE = Number(Decimal(1))  # many languages have one word for "a" and "one"

_ANY_DAY = datetime(2000, 1, 1, tzinfo=UTC)

_DIGITS = re.compile(r"\d+(?:[.,'’ \u00a0\u202f]\d{3})*(?:[.,]\d+)?")
_GROUPING = re.compile(r"[.,'’ \u00a0\u202f](?=\d{3}(?!\d))")
_QUOTED = re.compile(r"[„«»“‚‹]([^“”«»„‘’‹›\"]+)[“”«»‘’›]|\"([^\"]+)\"")
_HALF_OF_DAY = re.compile(r"\d\s*[ap]\.?m\b", re.IGNORECASE)
_NAMED = frozenset({EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE})


@dataclass(frozen=True, slots=True)
class Pair:
    """A statement, what it became in another language, and what that became in the first language again."""

    original: str
    said: str
    back: str


def objections(pairs: Sequence[Pair], people: Collection[str]) -> list[str | None]:
    """For each pair the first thing that is wrong, in words; None where nothing is. Runs in a worker.

    `people` are names that must stay as they are spelt, in languages of the same letters.
    """
    found = [_objection(pair, people) for pair in pairs]
    unlike = _unlike([pair for pair, why in zip(pairs, found, strict=True) if why is None])
    return ["another meaning" if why is None and next(unlike) else why for why in found]


def _objection(pair: Pair, people: Collection[str]) -> str | None:
    if not pair.said or not pair.back:
        return "nothing"
    if has_link(pair.said) or is_order(pair.back):
        return "a link, or an order to the reader"
    if len(pair.said) > LONGER * len(pair.original) + 40:
        return "more than the original"
    if wrong := next(_changed_quotations(pair), None):
        return f"quotation: {wrong}"
    if wrong := next(_lost_names(pair, people), None):
        return f"lost: {wrong}"
    if wrong := next(_new_digits(pair), None):
        return f"number: {wrong}"
    if _figures(pair.original) != _figures(pair.back):
        return "other numbers or dates"
    if wrong := next(_new_names(pair), None):
        return f"name: {wrong}"
    return "a denial, or none" if denies(pair.original) != denies(pair.back) else None


def _changed_quotations(pair: Pair) -> Iterator[str]:
    own = bare_words(pair.original)
    for found in _QUOTED.finditer(pair.said):
        words = found[1] or found[2]
        if not holds(own, bare_words(words)):
            yield words


def _lost_names(pair: Pair, people: Collection[str]) -> Iterator[str]:
    """Words of people's names that the original has and the translation has not."""
    if not _is_latin(pair.said):
        return
    wanted = {word for name in people for word in bare_words(name) if len(word) > 2}
    said = pair.said.casefold()
    for name in names(pair.original):
        for word in name.words:
            if word.casefold() in wanted and word.casefold() not in said:
                yield word


def _new_digits(pair: Pair) -> Iterator[str]:
    """Figures of the translation that the original has in no form; a figure may be in thousands, millions, …."""
    own = {_plain(found[0]) for found in _DIGITS.finditer(pair.original)}
    own |= {number.value for number in numbers(pair.original)}
    own |= {value / 1000**power for value in own for power in (1, 2, 3, 4)}
    if _HALF_OF_DAY.search(pair.original):
        own |= {value + 12 for value in own}
    for found in _DIGITS.finditer(pair.said):
        if not {_plain(found[0]), *map(Decimal, re.findall(r"\d+", found[0]))} & own:
            yield found[0]


def _plain(digits: str) -> Decimal:
    """The value of digits however they are grouped and wherever their comma stands."""
    return Decimal(_GROUPING.sub("", digits).replace(",", "."))


def _figures(text: str) -> tuple[set[Number], set[tuple[int, int | None, int | None]]]:
    written, rest = dates(text)
    return numbers(rest) - {ONE}, {(day.month, day.day, day.year) for day in written}


def _new_names(pair: Pair) -> Iterator[str]:
    """Names of the translation back that the original does not have."""
    from bot.language import read

    own = {without_possessive(word) for word in bare_words(pair.original)}
    told = [word for name in names(pair.back) for word in (name.words[1:] if name.opening else name.words)]
    made = read(pair.back, _ANY_DAY)
    told += [word for mention in made.mentions if mention.kind in _NAMED for word in re.findall(r"\w+", mention.text)]
    for word in told:
        plain = without_possessive(word.casefold())
        if word[:1].isupper() and plain not in own and not any(kin(plain, known) for known in own):
            yield word


def _unlike(pairs: Sequence[Pair]) -> Iterator[bool]:
    """Whether each statement and its translation back mean different things."""
    import numpy as np

    from bot.language import DIMENSIONS, embed

    texts = [text for pair in pairs for text in (pair.original, pair.back)]
    vectors = np.frombuffer(embed(texts), dtype="<f4").reshape(-1, 2, DIMENSIONS)
    return iter(((vectors[:, 0] * vectors[:, 1]).sum(axis=1) < SAME_MEANING).tolist())


def _is_latin(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return 2 * sum("LATIN" in unicodedata.name(letter, "") for letter in letters) > len(letters)
