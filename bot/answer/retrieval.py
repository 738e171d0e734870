"""Finds the passages that may answer a question, by their words and by their meaning."""

from collections.abc import Sequence

from bot.answer.corpus import Hit, Vectors
from bot.model.document import Passage

MEANING = 2.0  # what a cosine counts against a share of the best word score; best on the dev part, flat from 1 to 2
CANDIDATES = 40


def nearest(question: str, hits: Sequence[Hit], vectors: Vectors, limit: int) -> list[Passage]:
    """The passages that match the question best, best first; runs in a worker.

    `hits` are those that share words with it, best first; `vectors` are those of the newest articles.
    """
    return fuse(hits, cosines(question, vectors), limit)


def cosines(question: str, vectors: Vectors) -> dict[Passage, float]:
    """How near each passage's embedding lies to the question's."""
    if not vectors.passages:
        return {}
    import numpy as np

    from bot.language import DIMENSIONS, embed

    matrix = np.frombuffer(vectors.matrix, dtype="<f4").reshape(len(vectors.passages), DIMENSIONS)
    near = matrix @ np.frombuffer(embed([question]), dtype="<f4")
    return dict(zip(vectors.passages, near.tolist(), strict=True))


def fuse(hits: Sequence[Hit], near: dict[Passage, float], limit: int) -> list[Passage]:
    """One ranking out of two: the share of the best word score, and the cosine."""
    best = max((hit.score for hit in hits), default=0.0) or 1.0
    scores = {passage: MEANING * near[passage] for passage in sorted(near, key=near.__getitem__)[-CANDIDATES:]}
    for hit in hits:
        scores[hit.passage] = hit.score / best + MEANING * near.get(hit.passage, 0.0)
    return sorted(scores, key=lambda passage: -scores[passage])[:limit]
