"""Fits the weights by which passages are ranked: EVAL=… python -m benchmarks.quality.train_passages [--write].

Reads the dev half of `retrieval`. The loss is that of choosing the right paragraph among all that the search finds, for
the facts; then, these being settled, that of choosing among those that are read again, for the nearness of their words
and clauses. Prints what held-out articles give.
"""

import asyncio
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

import numpy as np

from benchmarks.quality import adapters
from benchmarks.quality.fitting import Floats, descended
from benchmarks.quality.run import data
from bot.answer.extractive import HITS, NEAR_ARTICLES
from bot.answer.likeness import FACTS, facts
from bot.answer.retrieval import REREAD, alike, candidates, cosines, telling
from bot.language.aligning import laid
from bot.language.embedding import Pieces, pieces
from bot.model.document import Passage
from bot.model.place import Channel
from bot.store import Store

FOLDS, ROUNDS, DECAY = 4, 250, 0.001
PLACES = (1, 3, 5)
AGAIN = ("nearness", "clauses")
CHANNEL = Channel("terminal", "benchmark", "passages")
TABLE = Path(__file__).parents[2] / "bot" / "answer" / "passages.json"


@dataclass(frozen=True)
class Item:
    """A question and the passages that were found: of each its paragraph, facts, and what reading it again tells."""

    article: str
    right: str
    paragraphs: Sequence[str]
    rows: Floats
    again: Floats

    @property
    def is_right(self) -> Floats:
        """1 for the passages of the paragraph that answers."""
        return np.array([float(paragraph == self.right) for paragraph in self.paragraphs])

    def place(self, scores: Floats) -> int:
        """From 1, where the right paragraph stands by these scores; 0 when it was not found."""
        order = list(dict.fromkeys(self.paragraphs[i] for i in np.argsort(-scores, kind="stable")))
        return order.index(self.right) + 1 if self.right in order else 0


def main() -> None:
    """Print the figures on held-out articles; with --write fit on all and write the table."""
    folder = data(os.environ.get("EVAL"))
    sys.path.insert(0, str(folder))
    items = asyncio.run(read())
    articles = sorted({item.article for item in items})
    first, again = [], []
    for fold in range(FOLDS):
        out = set(articles[fold::FOLDS])
        weights = fitted([item for item in items if item.article not in out])
        for item in items:
            if item.article in out:
                scores = item.rows @ weights[: len(FACTS)]
                first.append(item.place(scores))
                again.append(item.place(reread(item, weights)))
    for name, places in (("facts alone", first), ("read again", again)):
        print(f"{name}: n {len(places)}", *(f"R@{k} {np.mean([0 < p <= k for p in places]):.3f}" for k in PLACES))
    if "--write" in sys.argv:
        table = dict(zip((*FACTS, *AGAIN), fitted(items).round(2).tolist(), strict=True))
        TABLE.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


async def read() -> list[Item]:
    """The questions with what the product finds for each, from a store of all paragraphs."""
    from score import common  # type: ignore[import-not-found]  # lies beside the data

    paragraphs = common.read_jsonl("qa", "paragraphs")
    article = {p["id"]: p["article"] for p in paragraphs}
    store = Store(f"sqlite+aiosqlite:///{mkdtemp()}/passages.db")
    await adapters.fill(store, CHANNEL, paragraphs)
    items, cut = [], dict[Passage, Pieces]()
    for item in common.read_jsonl("retrieval", "dev"):
        question = item["question"]
        hits = await store.search.search(CHANNEL, telling(question), HITS)
        near = alike(question, await store.search.signs(CHANNEL), NEAR_ARTICLES)
        vectors = await store.search.vectors(CHANNEL, {hit.passage.article for hit in hits}.union(near))
        kept = candidates(hits, cosines(question, vectors))
        passages = list(dict.fromkeys([*(hit.passage for hit in hits), *kept]))
        rows = facts(question, passages, {hit.passage: hit.score for hit in hits}, kept)
        cut.update((passage, pieces([passage.text])[0]) for passage in passages if passage not in cut)
        beside = laid(question, pieces([question])[0], [cut[passage] for passage in passages])
        owners = [passage.article for passage in passages]
        again = np.column_stack([beside.near @ beside.rarity, beside.clauses]).astype(np.float64)
        items.append(Item(article[item["paragraph"]], item["paragraph"], owners, np.array(rows), again))
    await store.close()
    return items


def reread(item: Item, weights: Floats) -> Floats:
    """The scores of all passages, the best REREAD of them with what reading again tells and before the others."""
    scores = item.rows @ weights[: len(FACTS)]
    best = np.argsort(-scores, kind="stable")[:REREAD]
    again = scores - 1_000
    again[best] = scores[best] + item.again[best] @ weights[len(FACTS) :]
    return again


def fitted(items: Sequence[Item]) -> Floats:
    """The weights of the facts, and those of AGAIN beside them."""
    own = chosen([item.rows for item in items], [item.is_right for item in items])
    rows, right = [], []
    for item in items:
        scores = item.rows @ own
        best = np.argsort(-scores, kind="stable")[:REREAD]
        rows.append(np.column_stack([scores, item.again])[best])
        right.append(item.is_right[best])
    share, *again = chosen(rows, right)
    return np.append(own, np.array(again) / share)


def chosen(rows: Sequence[Floats], right: Sequence[Floats]) -> Floats:
    """The weights that choose a right row of each question, by Adam on all at once."""
    taught = [i for i, each in enumerate(right) if each.any()]
    table, aim = np.concatenate([rows[i] for i in taught]), np.concatenate([right[i] for i in taught])
    owner = np.repeat(np.arange(len(taught)), [len(rows[i]) for i in taught])
    scale = table.std(axis=0) + 1e-6
    table = table / scale

    def slope(weights: Floats) -> Floats:
        odds = np.exp(np.clip(table @ weights, -50, 50))
        share, wanted = odds / np.bincount(owner, odds)[owner], odds * aim
        found: Floats = table.T @ (share - wanted / np.bincount(owner, wanted)[owner]) / len(taught) + DECAY * weights
        return found

    found: Floats = descended(slope, table.shape[1], ROUNDS) / scale
    return found


if __name__ == "__main__":
    main()
