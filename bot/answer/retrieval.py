"""Finds the passages that may answer a question, by their words and by their meaning."""

import re
from collections.abc import Sequence

from bot.answer.corpus import Hit, Vectors
from bot.language.analysis import PLAIN
from bot.model.document import Passage

MEANING = 2.0  # what a cosine counts against a share of the best word score; best on the dev part, flat from 1 to 2
CANDIDATES = 40
REREAD = (
    8  # passages laid beside the question word by word; each takes about 35 ms, and the right one is seldom after them
)
WORDS_MET, RARE_MET = 2.0, 6.0  # what the nearness of the question's words counts, each alike and by rarity


def telling(question: str) -> str:
    """The words of a question that are worth searching for: without those that every article has."""
    return " ".join(word for word in re.findall(r"\w+", question) if word.lower() not in PLAIN) or question


def nearest(question: str, hits: Sequence[Hit], vectors: Vectors, limit: int) -> list[Passage]:
    """The passages that match the question best, best first; runs in a worker.

    `hits` are those that share words with it, best first; `vectors` are those of the newest articles.
    """
    found = fuse(hits, cosines(question, vectors), max(limit, REREAD))
    return [hit.passage for hit in (*reread(question, found[:REREAD]), *found[REREAD:])][:limit]


def cosines(question: str, vectors: Vectors) -> dict[Passage, float]:
    """How near each passage's embedding lies to the question's."""
    if not vectors.passages:
        return {}
    import numpy as np

    from bot.language import DIMENSIONS, embed

    matrix = np.frombuffer(vectors.matrix, dtype="<f4").reshape(len(vectors.passages), DIMENSIONS)
    near = matrix @ np.frombuffer(embed([question]), dtype="<f4")
    return dict(zip(vectors.passages, near.tolist(), strict=True))


def fuse(hits: Sequence[Hit], near: dict[Passage, float], limit: int) -> list[Hit]:
    """One ranking out of two: the share of the best word score, and the cosine."""
    best = max((hit.score for hit in hits), default=0.0) or 1.0
    scores = {passage: MEANING * near[passage] for passage in sorted(near, key=near.__getitem__)[-CANDIDATES:]}
    for hit in hits:
        scores[hit.passage] = hit.score / best + MEANING * near.get(hit.passage, 0.0)
    found = [Hit(passage, score) for passage, score in scores.items()]
    return sorted(found, key=lambda hit: -hit.score)[:limit]


def reread(question: str, found: Sequence[Hit]) -> list[Hit]:
    """The passages in the order that also counts how near each word of the question comes to one of theirs."""
    if len(found) < 2:
        return list(found)
    from bot.language import align

    alignment = align(question, [hit.passage.text for hit in found])
    met = WORDS_MET * alignment.near.mean(axis=1) + RARE_MET * alignment.near @ alignment.rarity
    again = [Hit(hit.passage, hit.score + count) for hit, count in zip(found, met.tolist(), strict=True)]
    return sorted(again, key=lambda hit: -hit.score)
