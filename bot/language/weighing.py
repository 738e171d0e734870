"""Whose names are near to what an article is about, by the meaning of both."""

from collections.abc import Sequence
from dataclasses import replace
from statistics import mean

import numpy as np
from numpy.typing import NDArray

from bot.language.analysis import DIMENSIONS
from bot.language.salience import NEARNESS
from bot.language.words import AGENCIES
from bot.model.document import Actor, Document, EntityKind

MOST = 8  # organisations whose names are compared


def compared(document: Document) -> list[str]:
    """The texts whose vectors `weighed` needs: the title and the names of the first organisations; none without two."""
    names = [document.actors[place].name for place in _bodies(document)]
    return [document.title, *names] if len(names) > 1 else []


def weighed(document: Document, opening: bytes, vectors: bytes) -> Document:
    """The document with its actors ordered by nearness, too; `opening` is the vector of its first passage.

    It counts for organisations that are nearer than others: a person's name has no meaning of its own.
    """
    if not vectors:
        return document
    title, *names = _rows(vectors)
    near = nearness(names, [*([title] if document.title else []), _rows(opening)[0]])
    usual = mean(near)
    more = {place: NEARNESS * max(0.0, found - usual) for place, found in zip(_bodies(document), near, strict=True)}
    actors = [
        replace(actor, salience=round(actor.salience + more.get(place, 0.0), 4))
        for place, actor in enumerate(document.actors)
    ]
    order = sorted(range(len(actors)), key=lambda place: -actors[place].salience)
    rank = {place: number for number, place in enumerate(order)}
    return replace(
        document,
        actors=tuple(actors[place] for place in order),
        mentions=tuple(
            mention if mention.actor is None else replace(mention, actor=rank[mention.actor])
            for mention in document.mentions
        ),
    )


def _bodies(document: Document) -> list[int]:
    return [place for place, actor in enumerate(document.actors) if _has_meaning(actor)][:MOST]


def _has_meaning(actor: Actor) -> bool:
    return actor.kind is not EntityKind.PERSON and actor.name.lower() not in AGENCIES


def nearness(names: Sequence[NDArray[np.float32]], about: Sequence[NDArray[np.float32]]) -> list[float]:
    """The cosine of each name and the mean of what it is compared with, no less than 0; all of length one."""
    middle = np.sum(about, axis=0)
    middle = middle / max(float(np.linalg.norm(middle)), 1e-9)
    return [max(0.0, float(name @ middle)) for name in names]


def _rows(vectors: bytes) -> NDArray[np.float32]:
    return np.frombuffer(vectors, dtype="<f4").reshape(-1, DIMENSIONS)
