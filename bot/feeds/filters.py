"""Words and phrases that an article must or must not have, as people type them: literally, never as patterns."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from bot.model.errors import (
    FilterContradiction,
    FilterWordTooLong,
    NoFilterWord,
    TooManyFilterWords,
    UnclearFilters,
)
from bot.model.feed import Filters

MOST_WORDS = 20
LONGEST_WORD = 60
EXAMPLE = 'include strike, "minimum wage"; exclude football'

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
_TOKEN = re.compile(r'"(?P<quoted>[^"]*)"|(?P<mark>[,;\n])|(?P<word>[^\s",;]+)|"')
_PLAIN = re.compile(r"[^\s,;]+")
_KINDS = ("include", "exclude")

_SAME = str.maketrans(
    dict.fromkeys("’‘ʼ＇‛`´", "'")
    | dict.fromkeys("-‐‑‒–−", " ")
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a text passes; `word` is the one that decided, "" where none did."""

    passes: bool
    word: str = ""


def matches(filters: Filters, text: str) -> Verdict:
    """Whether a text passes: no word to exclude stands in it, and one to include does, if there are any.

    Words are whole: "art" stands in "art's" and "state-of-the-art", not in "article", nor "can" in "can't". A phrase
    stands over any white space or hyphens. Case, kinds of apostrophes, and unseen characters make no difference.
    """
    folded = _folded(text)
    for word in filters.exclude:
        if _stands(word, folded):
            return Verdict(False, word)
    for word in filters.include:
        if _stands(word, folded):
            return Verdict(True, word)
    return Verdict(not filters.include)


def passing(filters: Filters, texts: Sequence[str]) -> list[bool]:
    """Which texts pass; a worker's task for many."""
    return [matches(filters, text).passes for text in texts]


def parse(typed: str, unsaid: str = "") -> Filters:
    """Read filters such as `include strike, "minimum wage"; exclude football`; nothing typed is no filters.

    Commas part words and phrases. `unsaid` is what to do with those before which it is not said, such as "include".
    Raises UnclearFilters, NoFilterWord, FilterWordTooLong, TooManyFilterWords or
    FilterContradiction.
    """
    found: dict[str, dict[str, str]] = {kind: {} for kind in _KINDS}
    for said, word in _items(typed):
        kind = said or unsaid
        if kind not in found:
            raise UnclearFilters(word=_shortened(word), example=EXAMPLE)
        if not any(character.isalnum() for character in word):
            raise NoFilterWord(word=_shortened(word))
        if len(word) > LONGEST_WORD:
            raise FilterWordTooLong(word=_shortened(word), limit=LONGEST_WORD)
        found[kind].setdefault(_folded(word), word)
    include, exclude = (found[kind] for kind in _KINDS)
    if len(include) + len(exclude) > MOST_WORDS:
        raise TooManyFilterWords(limit=MOST_WORDS)
    for folded, word in include.items():
        if folded in exclude:
            raise FilterContradiction(word=word)
    return Filters(tuple(include.values()), tuple(exclude.values()))


def text(filters: Filters) -> str:
    """Filters in their one canonical form, which `parse` reads back."""
    words = zip(_KINDS, (filters.include, filters.exclude), strict=True)
    return "; ".join(f"{kind} {', '.join(map(_quoted, listed))}" for kind, listed in words if listed)


def _items(typed: str) -> list[tuple[str, str]]:
    """Each word or phrase with what to do with it, "" where that was not said."""
    kind = ""
    phrase: list[str] = []
    items: list[tuple[str, str]] = []
    for token in _TOKEN.finditer(f"{typed.translate(_QUOTES)};"):
        word = token["word"] or ""
        if word and _kind(word) not in _KINDS:
            phrase.append(word)
            continue
        if phrase:
            items.append((kind, " ".join(phrase)))
            phrase = []
        if token["quoted"] is not None:
            items.append((kind, " ".join(token["quoted"].split())))
        if word:
            kind = _kind(word)
    return [(kind, word.strip("'‘’ ")) for kind, word in items]


def _kind(word: str) -> str:
    return word.rstrip(":").casefold()


def _stands(word: str, folded: str) -> bool:
    """Whether a word stands in folded text with nothing of another word around it, save an "'s" after it."""
    pattern = rf"(?<!\w)(?<!\w'){re.escape(_folded(word))}(?!\w|'(?!s\b)\w)"
    return re.search(pattern, folded) is not None


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text.translate(_SAME)).casefold()
    return " ".join(unicodedata.normalize("NFKC", plain).translate(_SAME).split())


def _quoted(word: str) -> str:
    return word if _PLAIN.fullmatch(word) and _kind(word) not in _KINDS else f'"{word}"'


def _shortened(word: str) -> str:
    return word if len(word) <= LONGEST_WORD else word[: LONGEST_WORD - 1] + "…"
