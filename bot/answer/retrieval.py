"""Finds the passages that may answer a question, by their words and by their meaning."""

import re
from collections.abc import Mapping, Sequence

from bot.answer.corpus import Hit, Signs, Vectors
from bot.answer.likeness import rank, weights
from bot.language.stems import other_stems, plain_words
from bot.model.document import Passage

CANDIDATES = 40
REREAD = (
    8  # passages laid beside the question word by word; each takes about 35 ms, and the right one is seldom after them
)


def telling(question: str) -> str:
    """What of a question is worth searching for: its words without those that every article has, and their stems.

    By the stems the forms of words in German, French and Spanish articles are found.
    """
    plain = plain_words(question)
    told = " ".join(word for word in re.findall(r"\w+", question) if word.lower() not in plain) or question
    return " ".join((told, *other_stems(told)))


def alike(question: str, signs: Signs, limit: int) -> list[str]:
    """The articles of the passages whose signs agree most with the question's, best first; runs in a worker."""
    if not any(signs.signs):
        return []
    import numpy as np

    from bot.language import DIMENSIONS, embed

    size = DIMENSIONS // 8
    asked = np.packbits(np.frombuffer(embed([question]), dtype="<f4") < 0)
    differing = np.bitwise_count(np.frombuffer(b"".join(signs.signs), dtype=np.uint8).reshape(-1, size) ^ asked)
    owners = np.repeat(np.arange(len(signs.articles)), [len(bits) // size for bits in signs.signs])
    best = owners[differing.sum(axis=1, dtype=np.int64).argsort(kind="stable")]
    return [signs.articles[number] for number in list(dict.fromkeys(best.tolist()))[:limit]]


def nearest(question: str, hits: Sequence[Hit], vectors: Vectors, limit: int) -> list[Passage]:
    """The passages that match the question best, best first; runs in a worker.

    `hits` are those that share words with it, best first; `vectors` are those of their articles and of others.
    """
    found = rank(question, hits, candidates(hits, cosines(question, vectors)))
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


def candidates(hits: Sequence[Hit], near: Mapping[Passage, float]) -> dict[Passage, float]:
    """The cosines of the hits, and the highest of the others."""
    best = sorted(near, key=near.__getitem__)[-CANDIDATES:]
    return {passage: near[passage] for passage in (*(hit.passage for hit in hits), *best) if passage in near}


def reread(question: str, found: Sequence[Hit]) -> list[Hit]:
    """The passages in the order that also counts how near the question's words come to theirs, and it to a clause."""
    if len(found) < 2:
        return list(found)
    from bot.language import align

    alignment = align(question, [hit.passage.text for hit in found])
    known = weights()
    met = known["nearness"] * alignment.near @ alignment.rarity + known["clauses"] * alignment.clauses
    again = [Hit(hit.passage, hit.score + count) for hit, count in zip(found, met.tolist(), strict=True)]
    return sorted(again, key=lambda hit: -hit.score)
