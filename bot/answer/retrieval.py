"""Finds the passages that may answer a question, by their words and by their meaning."""

from collections.abc import Sequence

from bot.answer.corpus import Hit, Vectors
from bot.model.document import Passage

DIMENSIONS = 384
RANK_OFFSET = 60.0  # of reciprocal rank fusion (Cormack, Clarke and Büttcher 2009)
BY_WORDS, BY_MEANING = 1.0, 0.6


def nearest(question: str, hits: Sequence[Hit], vectors: Vectors, limit: int) -> list[Passage]:
    """The passages that match the question best, best first; runs in a worker.

    `hits` are those that share words with it, best first; `vectors` are all there are.
    """
    return fuse([hit.passage for hit in hits], by_meaning(question, vectors, limit * 4), limit)


def by_meaning(question: str, vectors: Vectors, limit: int) -> list[Passage]:
    """The passages whose embeddings lie nearest to the question's, nearest first."""
    if not vectors.passages:
        return []
    import numpy as np  # noqa: PLC0415 - loaded in worker processes only

    from bot.language import embed  # noqa: PLC0415

    matrix = np.frombuffer(vectors.matrix, dtype="<f4").reshape(len(vectors.passages), DIMENSIONS)
    cosines = matrix @ np.frombuffer(embed([question]), dtype="<f4")
    return [vectors.passages[i] for i in np.argsort(-cosines, kind="stable")[:limit]]


def fuse(by_words: Sequence[Passage], by_meaning: Sequence[Passage], limit: int) -> list[Passage]:
    """One ranking out of two, by the reciprocals of their ranks."""
    scores: dict[Passage, float] = {}
    for weight, ranking in ((BY_WORDS, by_words), (BY_MEANING, by_meaning)):
        for rank, passage in enumerate(ranking):
            scores[passage] = scores.get(passage, 0.0) + weight / (RANK_OFFSET + rank)
    return sorted(scores, key=lambda passage: -scores[passage])[:limit]
