"""What answering needs from wherever a channel's articles are kept."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.model.document import Document, Passage
from bot.model.place import Channel


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a search found; a higher score is a better match."""

    passage: Passage
    score: float


@dataclass(frozen=True, slots=True)
class Signs:
    """All articles of a channel, by which of their passages' numbers are negative.

    `signs` has for each article one bit for each number of its embeddings, 48 bytes a passage, the first bit the
    highest: enough to tell which may be near a question, at a 32nd of the size.
    """

    articles: tuple[str, ...] = ()
    signs: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Vectors:
    """All passages of some articles and their embeddings.

    `matrix` holds one row of 384 little-endian float32 for each passage, in the passages' order,
    each row of length one, so that a dot product is the cosine.
    """

    passages: tuple[Passage, ...] = ()
    matrix: bytes = b""


class Corpus(Protocol):
    """The articles of channels. Nothing of another channel is ever returned."""

    async def search(self, channel: Channel, words: str, limit: int) -> Sequence[Hit]:
        """Passages that contain any of the words, best first by BM25.

        `words` is plain text as a person typed it; nothing in it is query syntax.
        """
        ...

    async def signs(self, channel: Channel) -> Signs:
        """The signs of all the channel's articles."""
        ...

    async def vectors(self, channel: Channel, articles: Collection[str]) -> Vectors:
        """The passages of these articles, as far as the channel has them, with their embeddings."""
        ...

    async def documents(self, articles: Collection[str]) -> Sequence[Document]:
        """The documents of the articles with these ids, in any order; unknown ids are left out."""
        ...
