"""What language work hands back for one article; cheap to import."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.model.document import Citation, Document, Passage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DIMENSIONS = 384

_PLAIN = """
    a an the of in on at to for from by with and or is are was were be been being do does did what who whom whose
    which when where why how that this these those it its as has have had not many much long will would can could
    should may might there their his her he she they than s
"""
PLAIN = frozenset(_PLAIN.split())
"""English words that tell nothing about what is asked."""


class Kind(StrEnum):
    """What sort of word a piece of a question is of."""

    VERB = "verb"
    NOUN = "noun"
    NAME = "name"
    QUALITY = "quality"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Alignment:
    """How some texts match the telling pieces of a question: its words, or parts of rare ones.

    `near` has a row for each text and a column for each piece: the highest cosine of the piece, as it is meant there,
    with any of the text. `same` tells in the same shape whether the very piece is in the text. `rarity` is how much
    each piece tells, 1 in all; `words` and `kinds` what it is; `sought` the column of the noun that follows "what" or
    "which". `cosines` are those of the question and each text as wholes, `clauses` the highest of the question and a
    clause.
    """

    near: "NDArray[np.float32]"
    same: "NDArray[np.float32]"
    rarity: "NDArray[np.float32]"
    words: Sequence[str]
    kinds: Sequence[Kind]
    sought: int | None
    cosines: "NDArray[np.float32]"
    clauses: "NDArray[np.float32]"


@dataclass(frozen=True, slots=True)
class Match:
    """How the telling words of a question are met in one sentence.

    `covered` is the share of them that it has, in any form; `missing` how near the others come to words that it has, 1
    where there are none. `rival` tells whether it has another name or number of a missing one's kind, `opposed` whether
    it has the opposite of a missing word, `strange_number` whether a number is missing, `denied` whether the question
    says no and the sentence does not. `nouns` is how many nouns the question has, 1 for three or more.
    """

    covered: float
    missing: float
    rival: bool
    opposed: bool
    strange_number: bool
    denied: bool
    nouns: float


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of a sentence that could answer a question; `start` counts in the sentence.

    `group` is what it names or counts ("person", "date", …, "other"); `facts` tell how it lies to the question.
    """

    start: int
    text: str
    group: str
    facts: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known beside a sentence: what its article calls people, and which words (in lower case) it has.

    `people` are the names and the role of each actor, `around` all the words of the article, which may tell what a
    subject leaves out ("the contract" of an article about a harbour contract), `before` those of the title and of
    the sentence before, which "it" or "there" may stand for.
    """

    people: tuple[frozenset[str], ...] = ()
    around: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Affirmation:
    """What a sentence answers to a question that wants a yes or no; `source` says so, None is the article itself."""

    yes: bool
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Contrast:
    """Sentences of different articles that tell of one thing; `figures` are the counts in them where they count."""

    citations: tuple[Citation, ...]
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Analysis:
    """An article's document with its passages and their vectors.

    `vectors` holds float32 numbers, little-endian, shape (len(passages), DIMENSIONS), each row of length one.
    """

    document: Document
    passages: tuple[Passage, ...]
    vectors: bytes
