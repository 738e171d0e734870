"""What language work hands back for one article; cheap to import."""

from dataclasses import dataclass

from bot.model.document import Document, Passage

DIMENSIONS = 384


@dataclass(frozen=True, slots=True)
class Analysis:
    """An article's document with its passages and their vectors.

    `vectors` holds float32 numbers, little-endian, shape (len(passages), DIMENSIONS), each row of length one.
    """

    document: Document
    passages: tuple[Passage, ...]
    vectors: bytes
