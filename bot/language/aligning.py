"""Lays the words of a question beside those of texts: late interaction, as in ColBERT (Khattab and Zaharia 2020)."""

import math
import re
from collections.abc import Sequence

import numpy as np

from bot.language.analysis import PLAIN, Alignment, Kind
from bot.language.embedding import Pieces, pieces
from bot.language.pipeline import parse

FIRST_WORD = 1_990  # the vocabulary's number of its most frequent words; before them are marks and letters
PART = "##"
CLOSING = frozenset(".!?;")
SOUGHT = re.compile(r"\b(?:what|which)\b", re.IGNORECASE)
SOUGHT_WITHIN = 20  # characters after "what" or "which"
KINDS = {
    "VERB": Kind.VERB,
    "AUX": Kind.VERB,
    "NOUN": Kind.NOUN,
    "PROPN": Kind.NAME,
    "NUM": Kind.NAME,
    "ADJ": Kind.QUALITY,
    "ADV": Kind.QUALITY,
}


def aligned(question: str, texts: Sequence[str]) -> Alignment:
    """Lay a question beside texts. One without telling words is taken whole."""
    asked, *others = pieces([question, *texts])
    return laid(question, asked, others)


def laid(question: str, asked: Pieces, others: Sequence[Pieces]) -> Alignment:
    """The same for pieces that are there already."""
    telling = [i for i, word in enumerate(asked.words) if _tells(word)] or list(range(len(asked.words)))
    rows = asked.vectors[telling]
    near = np.array([(rows @ other.vectors.T).max(axis=1, initial=0.0) for other in others], dtype=np.float32)
    same = np.array([_shared(asked, telling, other) for other in others], dtype=np.float32)
    rarity = np.array([_rarity(asked.words[i], asked.numbers[i]) for i in telling], dtype=np.float32)
    kinds = _kinds(question, [asked.starts[i] for i in telling])
    return Alignment(
        near.reshape(len(others), len(telling)),
        same.reshape(len(others), len(telling)),
        rarity / max(float(rarity.sum()), 1e-9),
        [asked.words[i] for i in telling],
        kinds,
        _sought(question, [asked.starts[i] for i in telling], kinds),
        np.array([float(asked.vector @ other.vector) for other in others], dtype=np.float32),
        np.array([_best_clause(asked, other) for other in others], dtype=np.float32),
    )


def _tells(word: str) -> bool:
    bare = word.removeprefix(PART)
    return bare not in PLAIN and any(character.isalnum() for character in bare)


def _shared(asked: Pieces, telling: Sequence[int], other: Pieces) -> list[bool]:
    there = set(other.words)
    return [asked.words[i] in there for i in telling]


def _best_clause(asked: Pieces, other: Pieces) -> float:
    if not other.words:
        return 0.0
    following = zip(other.words, other.starts, other.starts[1:], strict=False)
    ends = [i + 1 for i, (word, at, then) in enumerate(following) if word in CLOSING and then > at + len(word)]
    clauses = np.add.reduceat(other.vectors, [0, *ends])
    return float((clauses @ asked.vector / np.linalg.norm(clauses, axis=1)).max())


def _rarity(word: str, number: int) -> float:
    """Higher for what is further down the vocabulary; a part of a word that is not in it is rare."""
    return 0.81 if word.startswith(PART) else (math.log(max(number - FIRST_WORD, 10)) / 10) ** 2


def _kinds(question: str, starts: Sequence[int]) -> list[Kind]:
    tokens = [
        (prose.offset(token.i), len(token), KINDS.get(token.pos_, Kind.OTHER))
        for prose in parse(question)
        if prose.span is not None
        for token in prose.span
    ]
    return [next((kind for at, size, kind in tokens if at <= start < at + size), Kind.OTHER) for start in starts]


def _sought(question: str, starts: Sequence[int], kinds: Sequence[Kind]) -> int | None:
    word = SOUGHT.search(question)
    if word is None:
        return None
    within = range(word.end(), word.end() + SOUGHT_WITHIN)
    return next((i for i, start in enumerate(starts) if start in within and kinds[i] is Kind.NOUN), None)
