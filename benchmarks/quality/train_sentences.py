"""Fits the weights by which sentences are judged: EVAL=… python -m benchmarks.quality.train_sentences [--write].

Reads the dev halves of `qa` and `citation`. The order of sentences is fitted on the questions that have an answer, as a
choice among a paragraph's sentences; the belief in the first one on all, as a logistic regression. Prints what held-out
articles give. Takes about ten minutes on one core.
"""

import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality.adapters import DATED, read_paragraph
from benchmarks.quality.fitting import Floats, descended
from benchmarks.quality.run import data
from bot.answer.judging import bounded, doubts, facts_of, told

if TYPE_CHECKING:
    from bot.answer.evidence import Evidence
    from bot.answer.question import Asked
    from bot.language.analysis import Match
    from bot.language.embedding import Pieces
    from bot.language.matching import Read

TASKS = ("qa", "citation")
FOLDS, ROUNDS, DECAY = 4, 300, 0.002
TABLE = Path(__file__).parents[2] / "bot" / "answer" / "sentences.json"
ORDER = (
    "overlap", "context", "typed", "timely", "certain", "length", "near", "around", "gone", "rare_near", "rare_same",
    "sought", "least_verb", "least_noun", "least_name", "least_quality", "mean_verb", "mean_name",
)  # fmt: skip
BELIEF = (
    "share", "meaning", "least", "rare_near", "rare_around", "seeks", "whole_sought", "whole_least_name", "typed",
    "covered", "missing", "rival", "opposed", "strange_number", "denied", "nouns",
)  # fmt: skip


@dataclass(frozen=True)
class Item:
    """A question with the sentences of a paragraph, and which of them hold the answer."""

    task: str
    article: str
    asked: "Asked"
    found: Sequence["Evidence"]
    right: NDArray[np.bool_]

    @property
    def answerable(self) -> bool:
        """Whether the paragraph holds the answer in one sentence."""
        return bool(self.right.any())


def main() -> None:
    """Print the figures on held-out articles; with --write fit on all and write the table."""
    folder = data(os.environ.get("EVAL"))
    sys.path.insert(0, str(folder))
    items = read()
    articles = sorted({item.article for item in items})
    held: list[tuple[Item, bool, float]] = []
    for fold in range(FOLDS):
        out = set(articles[fold::FOLDS])
        judge = Judge.fitted([item for item in items if item.article not in out])
        held += [(item, *judge.judged(item)) for item in items if item.article in out]
    for task in TASKS:
        report(task, [one for one in held if one[0].task == task])
    calibration(held)
    if "--write" in sys.argv:
        TABLE.write_text(json.dumps(Judge.fitted(items).table(), indent=1) + "\n", encoding="utf-8")


def read() -> list[Item]:
    """The questions with the facts that the product sees."""
    from score import common  # type: ignore[import-not-found]  # lies beside the data
    from score.answers import normalise  # type: ignore[import-not-found]

    from bot.answer.evidence import weigh
    from bot.language.aligning import laid
    from bot.model.document import Passage

    paragraphs = {p["id"]: p for p in common.read_jsonl("qa", "paragraphs")}
    given = [(task, item) for task in TASKS for item in common.read_jsonl(task, "dev")]
    homes = {item["question"]: paragraphs[item["paragraph"]]["article"] for task, item in given if task == "qa"}
    items = []
    for number, (task, item) in enumerate(given):
        text, asked = paragraphs[item["paragraph"]]["text"], analysed(item["question"].strip())
        document = read_paragraph(text, "article")
        passage = Passage("article", 0, len(document.sentences) - 1, text)
        found = weigh(asked, {"article": document}, [passage])
        alignment = laid(asked.text, pieces_of(asked.text), [pieces_of(told(e)) for e in found])
        known = [replace(e, facts=facts) for e, facts in zip(found, facts_of(asked, found, alignment), strict=True)]
        golds = [gold for answer in item["answers"] if (gold := normalise(answer))]
        right = [any(gold in normalise(e.sentence.text) for gold in golds) for e in found]
        items.append(Item(task, homes[item["question"]], asked, known, np.array(right)))
        if number % 500 == 0:
            print(f"{number} of {len(given)} read", file=sys.stderr, flush=True)
    return items


@cache
def analysed(question: str) -> "Asked":
    """A question taken apart."""
    from bot.answer.question import analyse
    from bot.language import read as read_text

    return analyse(question, read_text(question, DATED))


@cache
def pieces_of(text: str) -> "Pieces":
    """The pieces of one text."""
    from bot.language.embedding import pieces

    return pieces([text])[0]


@cache
def tokens_of(text: str) -> "Read":
    """A text with its tokens and pieces."""
    from bot.language.matching import Read, tokens

    return Read(tokens(text), pieces_of(text))


@cache
def match(question: str, sentence: str, meant: frozenset[str]) -> "Match":
    """How a sentence matches a question."""
    from bot.language.matching import compared

    return compared(tokens_of(question), tokens_of(sentence), meant)


class Judge:
    """The two tables of weights while they are fitted."""

    def __init__(self, order: Floats) -> None:
        self._order = order
        self._belief, self._bias = np.zeros(len(BELIEF)), 0.0

    @classmethod
    def fitted(cls, items: Sequence[Item]) -> "Judge":
        """Fit the order first, then the belief in the sentences that it puts first."""
        taught = [item for item in items if item.task == "qa" and item.answerable]
        judge = cls(order_of(taught))
        firsts = [judge._first(item) for item in items]
        rows = np.array([_row(facts) for facts, _ in firsts])
        true = np.array([right for _, right in firsts], dtype=float)
        judge._belief, judge._bias = belief_of(rows, true)
        return judge

    def judged(self, item: Item) -> tuple[bool, float]:
        """Whether the first sentence holds the answer, and how surely it is believed to."""
        facts, right = self._first(item)
        return right, bounded(item.asked, facts, float(1 / (1 + np.exp(-self._bias - _row(facts) @ self._belief))))

    def table(self) -> dict[str, Any]:
        """What the product reads."""
        return {
            "order": dict(zip(ORDER, self._order.round(3).tolist(), strict=True)),
            "belief": dict(zip(BELIEF, self._belief.round(3).tolist(), strict=True)),
            "bias": round(self._bias, 3),
        }

    def _first(self, item: Item) -> tuple[dict[str, float], bool]:
        scores = _rows(item, ORDER) @ self._order
        places = np.argsort(-scores, kind="stable").tolist()
        ranked = [replace(item.found[place], score=float(scores[place])) for place in places]
        first = ranked[0]
        about = doubts(item.asked, ranked, match(item.asked.text, told(first), first.words))
        return {**first.facts, **about}, bool(item.right[places[0]])


def _row(facts: Mapping[str, float]) -> Floats:
    return np.array([facts[name] for name in BELIEF])


def _rows(item: Item, names: Sequence[str]) -> Floats:
    return np.array([[evidence.facts[name] for name in names] for evidence in item.found])


def order_of(items: Sequence[Item]) -> Floats:
    """The weights that best choose the right sentences among those of each item."""
    rows = np.concatenate([_rows(item, ORDER) for item in items])
    owner = np.repeat(np.arange(len(items)), [len(item.found) for item in items])
    right = np.concatenate([item.right for item in items]).astype(float)
    scale = rows.std(axis=0) + 0.05
    rows = rows / scale

    def slope(weights: Floats) -> Floats:
        odds = np.exp(np.clip(rows @ weights, -30, 30))
        share, good = odds / np.bincount(owner, odds)[owner], odds * right
        aim = good / np.bincount(owner, good)[owner]
        found: Floats = rows.T @ (share - aim) / len(items) + DECAY * weights
        return found

    weights: Floats = descended(slope, rows.shape[1], ROUNDS) / scale
    return weights


def belief_of(rows: Floats, true: Floats) -> tuple[Floats, float]:
    """The weights and the bias of a logistic regression."""
    mean, scale = rows.mean(axis=0), rows.std(axis=0) + 0.001
    wide = np.column_stack([(rows - mean) / scale, np.ones(len(rows))])

    def slope(weights: Floats) -> Floats:
        found: Floats = wide.T @ (1 / (1 + np.exp(-wide @ weights)) - true) / len(true) + DECAY * weights
        return found

    fitted = descended(slope, wide.shape[1], ROUNDS)
    weights = fitted[:-1] / scale
    return weights, float(fitted[-1] - mean @ weights)


def report(task: str, held: Sequence[tuple[Item, bool, float]]) -> None:
    """Print how often the first sentence is right where there is an answer, and what thresholds give."""
    answerable = np.array([item.answerable for item, _, _ in held])
    right, sure = np.array([one[1] for one in held]), np.array([one[2] for one in held])
    print(f"{task}: first sentence right where there is an answer {right[answerable].mean():.3f}")
    for threshold in np.arange(0.3, 0.75, 0.05):
        good = np.where(answerable, right & (sure >= threshold), sure < threshold)
        answered = np.mean(sure >= threshold)
        print(f"  cite or abstain at {threshold:.2f}: {100 * good.mean():.1f}, answered {answered:.2f}")


def calibration(held: Sequence[tuple[Item, bool, float]]) -> None:
    """Print how often the first sentence is right for each tenth of the confidence, both tasks together."""
    order = sorted((int(10 * sure), right, sure) for _, right, sure in held)
    for tenth, group in groupby(order, key=lambda one: one[0]):
        members = list(group)
        said, true = np.mean([m[2] for m in members]), np.mean([m[1] for m in members])
        print(f"| {tenth / 10:.1f} to {(tenth + 1) / 10:.1f} | {len(members)} | {said:.2f} | {true:.2f} |")


if __name__ == "__main__":
    main()
