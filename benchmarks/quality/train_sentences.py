"""Fits the weights by which a sentence is judged to answer a question: EVAL=… python -m benchmarks.quality.train.

Reads the dev halves of `qa` and `citation`. One line a fact, bent at quantiles; the loss is that of choosing among a
paragraph's sentences and silence. Prints what held-out articles give (4 folds), and writes bot/answer/sentences.json
with --write. Takes some minutes on one core, and always gives the same table.
"""

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality.adapters import read_paragraph
from benchmarks.quality.run import data

if TYPE_CHECKING:
    from bot.answer.question import Asked
    from bot.language.embedding import Pieces

Floats = NDArray[np.float64]
TASKS = ("qa", "citation")
FOLDS = 4
ROUNDS = 250
DECAY = 0.002
KNOTS = (0.25, 0.5, 0.75)
TABLE = Path(__file__).parents[2] / "bot" / "answer" / "sentences.json"


@dataclass(frozen=True)
class Item:
    """A question with its sentences: a row of facts for each, and which of them hold the answer."""

    task: str
    article: str
    wanted: str
    facts: Floats
    right: NDArray[np.bool_]
    answerable: bool


def main() -> None:
    """Print the figures on held-out articles; with --write fit on all and write the table."""
    folder = data(os.environ.get("EVAL"))
    sys.path.insert(0, str(folder))
    names, items = read()
    articles = sorted({item.article for item in items})
    held: list[tuple[Item, Floats]] = []
    for fold in range(FOLDS):
        out = set(articles[fold::FOLDS])
        model = Model.fitted(names, [item for item in items if item.article not in out])
        held += [(item, model.scores(item)) for item in items if item.article in out]
    for task in TASKS:
        report(task, [(item, scores) for item, scores in held if item.task == task])
    if "--write" in sys.argv:
        TABLE.write_text(json.dumps(Model.fitted(names, items).table(), indent=1) + "\n", encoding="utf-8")


def read() -> tuple[list[str], list[Item]]:
    """The facts' names, and the questions with the facts that the product sees."""
    from score import common  # type: ignore[import-not-found]  # lies beside the data
    from score.answers import normalise  # type: ignore[import-not-found]

    from bot.answer.extractive import candidates
    from bot.answer.judging import facts
    from bot.answer.question import analyse
    from bot.language import read as read_text
    from bot.language.aligning import laid
    from bot.language.embedding import pieces
    from bot.model.document import Passage

    paragraphs = {p["id"]: p for p in common.read_jsonl("qa", "paragraphs")}
    given = [(task, item) for task in TASKS for item in common.read_jsonl(task, "dev")]
    homes = {item["question"]: paragraphs[item["paragraph"]]["article"] for task, item in given if task == "qa"}
    known: dict[str, Pieces] = {}
    analysed: dict[str, Asked] = {}
    names: list[str] = []
    items = []
    for number, (task, item) in enumerate(given):
        text, question = paragraphs[item["paragraph"]]["text"], item["question"].strip()
        document = read_paragraph(text, "article")
        asked = analysed.get(question) or analyse(question, read_text(question, document.dated))
        analysed[question] = asked
        passage = Passage("article", 0, len(document.sentences) - 1, text)
        found = candidates(asked, {"article": document}, [passage])
        texts = [question, *(e.sentence.text for e in found)]
        known.update(zip(new := [t for t in dict.fromkeys(texts) if t not in known], pieces(new), strict=True))
        rows = facts(asked, found, laid(question, known[question], [known[text] for text in texts[1:]]))
        names = names or list(rows[0])
        golds = [normalise(gold) for gold in item["answers"]]
        right = [any(gold and gold in normalise(e.sentence.text) for gold in golds) for e in found]
        matrix = np.array([[row[name] for name in names] for row in rows])
        items.append(Item(task, homes[item["question"]], asked.wanted, matrix, np.array(right), bool(golds)))
        if number % 500 == 0:
            print(f"{number} of {len(given)} read", file=sys.stderr, flush=True)
    return names, items


class Model:
    """The weights while they are fitted: a column for each fact's knot and for each type of question."""

    def __init__(self, names: Sequence[str], items: Sequence[Item]) -> None:
        rows = np.concatenate([item.facts for item in items])
        self._names = names
        self._knots = [sorted({0.0, *np.quantile(column, KNOTS).round(3).tolist()}) for column in rows.T]
        self._types = sorted({item.wanted for item in items})
        wide = np.concatenate([self._wide(item) for item in items])
        self._scale = np.maximum(wide.std(axis=0), 1e-3)
        self._weights = np.zeros(wide.shape[1])

    @classmethod
    def fitted(cls, names: Sequence[str], items: Sequence[Item]) -> "Model":
        """Fit by Adam on everything at once: minus the log of what the right sentences, or silence, are given."""
        model = cls(names, items)
        wide = np.concatenate([model._wide(item) / model._scale for item in items])
        owner = np.repeat(np.arange(len(items)), [len(item.facts) for item in items])
        right = np.concatenate([item.right & item.answerable for item in items]).astype(float)
        has = np.bincount(owner, right, len(items)) > 0
        weights, mean, square = (np.zeros(wide.shape[1]) for _ in range(3))
        for step in range(1, ROUNDS + 1):
            odds = np.exp(np.clip(wide @ weights, -20, 20))
            share = odds / (1 + np.bincount(owner, odds, len(items)))[owner]
            good = np.bincount(owner, odds * right, len(items))
            aim = np.where(has[owner], odds * right / np.maximum(good, 1e-12)[owner], 0.0)
            slope = wide.T @ (share - aim) / len(items) + DECAY * weights
            mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
            weights -= 0.05 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
        model._weights = weights / model._scale
        return model

    def scores(self, item: Item) -> Floats:
        """The scores of an item's sentences."""
        scores: Floats = self._wide(item) @ self._weights
        return scores

    def table(self) -> dict[str, Any]:
        """What the product reads."""
        weights = iter(self._weights.round(3).tolist())
        facts = {
            name: [[knot, next(weights)] for knot in knots]
            for name, knots in zip(self._names, self._knots, strict=True)
        }
        return {"facts": facts, **{part: {kind: next(weights) for kind in self._types} for part in ("wanted", "typed")}}

    def _wide(self, item: Item) -> Floats:
        bent = [np.maximum(0, item.facts[:, i] - knot) for i, knots in enumerate(self._knots) for knot in knots]
        kinds = [np.full(len(item.facts), float(item.wanted == kind)) for kind in self._types]
        typed = [kind * item.facts[:, self._names.index("typed")] for kind in kinds]
        return np.column_stack([*bent, *kinds, *typed])


def report(task: str, held: Sequence[tuple[Item, Floats]]) -> None:
    """Print how often the first sentence is right, what thresholds give, and whether the confidence is true."""
    first = [bool(item.right[scores.argmax()]) and item.answerable for item, scores in held]
    sure = 1 / (1 + np.exp(-np.array([scores.max() for _, scores in held])))
    answerable = np.array([item.answerable for item, _ in held])
    right = np.array(first)
    print(f"{task}: first sentence right where there is an answer {right[answerable].mean():.3f}")
    for threshold in np.arange(0.2, 0.7, 0.05):
        good = np.where(answerable, right & (sure >= threshold), sure < threshold)
        print(
            f"  cite or abstain at {threshold:.2f}: {100 * good.mean():.1f}, answered {np.mean(sure >= threshold):.2f}"
        )
    order = sorted(zip((10 * sure).astype(int).tolist(), first, sure.tolist(), strict=True))
    for tenth, group in groupby(order, key=lambda one: one[0]):
        members = list(group)
        said, true = np.mean([m[2] for m in members]), np.mean([m[1] for m in members])
        print(f"  confidence from {tenth / 10:.1f}: n {len(members)}, mean {said:.2f}, right {true:.2f}")


if __name__ == "__main__":
    main()
