"""Fits the weights by which sentences are chosen, on the dev half of the public data: writes bot/summarise/weights.py.

Two logistic models tell how likely a reference is to use a word of the article, or two neighbouring ones. A ridge
regression over sentences tells how much better than others the sets of three are that a sentence is in.
Run it as `EVAL=… python -m benchmarks.quality.train_summary`; it prints what five folds give on the articles left out,
what the weights give on the articles that they were fitted on, and the best that three sentences can have.
Takes five minutes.
"""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import bot.summarise.weights
from benchmarks.quality.adapters import read_paragraph
from benchmarks.quality.fitting import folds
from benchmarks.quality.run import data
from bot.model.document import Document
from bot.summarise.fitted import FITTED, Fitted
from bot.summarise.merit import Merits
from bot.summarise.selection import Candidate, candidates, choose, ranks_of
from bot.summarise.telling import Gram, Occurrences, grams
from bot.summarise.terms import Terms
from bot.summarise.wording import words_in

BULLETS = 3
FIRST = 18  # of an article's sentences that can be bullets, those in whose sets of three a sentence is valued
RIDGE = 500.0
STEPS = 12  # of Newton's method
KINDS = ("rouge1", "rouge2", "rougeLsum")
SAYS = "What words, pairs of words and sentences are worth: written by benchmarks/quality/train_summary.py."
Array = NDArray[np.float64]
Table = list[dict[str, float]]


@dataclass(frozen=True, slots=True)
class Item:
    """An article with its reference, and facts of its words, pairs and sentences with what is to be told of each."""

    document: Document
    reference: str
    words: Table
    used: Array
    pairs: Table
    pairs_used: Array
    sentences: Table
    gains: Array


def read(row: dict[str, str]) -> Item:
    """The facts of an article."""
    document = read_paragraph(row["text"], row["id"])
    ranks = ranks_of([document])
    occurrences = Occurrences([document], ranks)
    reference = set(grams(row["reference"]))
    words = [gram for gram in occurrences.at if len(gram) == 1]
    pairs = [gram for gram in occurrences.at if len(gram) == 2]
    merits = Merits([document], ranks, Terms([document]), FITTED)
    found = sorted(candidates([document]), key=lambda c: ranks[c.document, c.sentence.index])[:FIRST]
    return Item(
        document,
        row["reference"],
        [occurrences.facts(gram) for gram in words],
        np.array([gram in reference for gram in words], float),
        [occurrences.facts(gram) for gram in pairs],
        np.array([gram in reference for gram in pairs], float),
        [merits.facts((0, c.sentence.index), c.text, bool(c.leans_on)) for c in found],
        gains(found, reference, words_in(row["reference"])),
    )


def gains(found: Sequence[Candidate], reference: set[Gram], length: int) -> Array:
    """For each sentence how much better than the mean the sets of three are that it is in, in F1 of words and pairs."""
    told = [(set(c.tells) & reference, words_in(c.text)) for c in found]
    total, times = np.zeros(len(found)), np.zeros(len(found))
    for chosen in combinations(range(len(found)), min(BULLETS, len(found))):
        both = set[Gram]().union(*(told[i][0] for i in chosen))
        words = sum(len(gram) == 1 for gram in both)
        size = sum(told[i][1] for i in chosen) + length
        total[list(chosen)] += 100 * 2 * (2 * words + (len(both) - words)) / size
        times[list(chosen)] += 1
    return np.asarray(total / times - total.sum() / times.sum())


def fit(items: Sequence[Item]) -> Fitted:
    """The three tables of weights."""
    return Fitted(
        logistic([item.words for item in items], [item.used for item in items]),
        logistic([item.pairs for item in items], [item.pairs_used for item in items]),
        ridge([item.sentences for item in items], [item.gains for item in items]),
    )


def logistic(facts: Sequence[Table], told: Sequence[Array]) -> dict[str, float]:
    """The weights of a logistic model, with a light penalty, by Newton's method."""
    x, names = matrix(facts)
    y = np.concatenate(told)
    spread = np.where(x.std(axis=0) > 0, x.std(axis=0), 1.0)
    x = x / spread
    weights = np.zeros(len(names))
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        curve = (x * (likely * (1 - likely))[:, None]).T @ x + np.eye(len(names))
        weights = weights + np.linalg.solve(curve, x.T @ (y - likely) - weights)
    return dict(zip(names, (weights / spread).tolist(), strict=True))


def ridge(facts: Sequence[Table], gained: Sequence[Array]) -> dict[str, float]:
    """The weights of a ridge regression, in which each article counts as much as another."""
    x, names = matrix(facts)
    y = np.concatenate(gained)
    shares = np.concatenate([np.full(len(gain), 1 / len(gain)) for gain in gained])
    shares *= len(y) / shares.sum()
    mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-9
    scaled = (x - mean) / spread
    curve = (scaled * shares[:, None]).T @ scaled + RIDGE * np.eye(len(names))
    weights = np.linalg.solve(curve, scaled.T @ (shares * (y - np.average(y, weights=shares))))
    return dict(zip(names, (weights / spread).tolist(), strict=True))


def matrix(facts: Sequence[Table]) -> tuple[Array, list[str]]:
    """The facts as rows, and their names."""
    names = list(next(table for table in facts if table)[0])
    return np.array([[row[name] for name in names] for table in facts for row in table]), names


def chosen(item: Item, fitted: Fitted) -> str:
    """The summary, a sentence a line."""
    return "\n".join(c.text for c in choose(candidates([item.document], fitted), BULLETS))


def best(item: Item, scorer: Any) -> str:
    """The sentences, taken one by one, that give the highest ROUGE: the most that could be hoped for."""
    texts = [c.text for c in candidates([item.document])]
    taken: list[int] = []
    for _ in range(min(BULLETS, len(texts))):
        sets = [sorted({*taken, i}) for i in range(len(texts)) if i not in taken]
        taken = max(sets, key=lambda s: rouge(item, "\n".join(texts[i] for i in s), scorer).sum())
    return "\n".join(texts[i] for i in taken)


def rouge(item: Item, summary: str, scorer: Any) -> Array:
    """ROUGE-1, 2 and Lsum, F1 in per cent."""
    found = scorer.score(item.reference, summary)
    return np.array([100 * found[kind].fmeasure for kind in KINDS])


def write(path: Path, fitted: Fitted) -> None:
    """Write the weights as a module with three tables."""
    lines = [f'"""{SAYS}"""']
    tables = (("WORDS", fitted.words), ("PAIRS", fitted.pairs), ("SENTENCES", fitted.sentences))
    for name, weights in tables:
        lines += ["", f"{name} = {{", *(f'    "{fact}": {weight:.3f},' for fact, weight in weights.items()), "}"]
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")


def main() -> int:
    """Fit, print and write."""
    sys.path.insert(0, str(data(os.environ.get("EVAL"))))
    from score import common  # type: ignore[import-not-found]

    scorer = import_module("rouge_score.rouge_scorer").RougeScorer(KINDS, use_stemmer=True)
    items = [read(row) for row in common.read_jsonl("summarisation", "dev")]
    held_out = []
    for train, left_out in folds(len(items)):
        fitted = fit([items[i] for i in train])
        held_out += [rouge(items[i], chosen(items[i], fitted), scorer) for i in left_out]
    print("on articles left out, ROUGE-1, 2, Lsum:", np.mean(held_out, axis=0).round(2))
    fitted = fit(items)
    own = [rouge(item, chosen(item, fitted), scorer) for item in items]
    print("on the articles fitted on:", np.mean(own, axis=0).round(2))
    write(Path(bot.summarise.weights.__file__), fitted)
    print("best three:", np.mean([rouge(item, best(item, scorer), scorer) for item in items], axis=0).round(2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
