"""Fits the weights by which the bot tells whom a pronoun means, on the dev half of the public data.

Run it as `EVAL=… python -m benchmarks.quality.train_pronoun`: it prints what five folds give on the parts left out, and
with `--write` puts the weights of a fit on all of dev into bot/language/pronoun_weights.py. Takes about three minutes.
"""

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality.adapters import is_named
from benchmarks.quality.fitting import folds, write
from benchmarks.quality.run import data
from bot.language import coreference
from bot.language.actors import figures_of
from bot.language.antecedents import Features
from bot.language.entities import entities
from bot.language.people import Figure
from bot.language.pipeline import Prose, parse
from bot.language.pronoun_weights import WEIGHTS

TABLE = Path(coreference.__file__).with_name("pronoun_weights.py")
ROUNDS, STEPS, RATE, DECAY = 2, 400, 0.3, 0.03
Array = NDArray[np.float64]


@dataclass(frozen=True)
class Item:
    """One pronoun: what tells for each candidate, which are the two names asked about, and which of these is meant."""

    candidates: Sequence[Features]
    a: int | None
    b: int | None
    meant: str


def items(rows: Sequence[Mapping[str, Any]], proses: Sequence[Sequence[Prose]]) -> list[Item]:
    """The pronouns of the data, as the bot reads them with its present weights."""
    return [_item(row, prose) for row, prose in zip(rows, proses, strict=True)]


def _item(row: Mapping[str, Any], proses: Sequence[Prose]) -> Item:
    text = row["text"]
    at, a, b = (tuple(row[key]) for key in ("pronoun", "a", "b"))
    meant = "A" if row["a_is"] else "B" if row["b_is"] else "neither"
    names = entities(proses, text)
    figures = figures_of(names, coreference.gender_cues(names))

    for choice in coreference.choices(proses, names, figures):
        if choice.prose.offset(choice.token.i) == at[0]:
            open_to = [figure for figure, _ in choice.candidates]
            return Item([told for _, told in choice.candidates], _named(open_to, a), _named(open_to, b), meant)
    return Item([], None, None, meant)


def _named(candidates: Sequence[Figure], span: tuple[int, int]) -> int | None:
    """Which of the candidates a stretch of the text names."""
    return next((i for i, figure in enumerate(candidates) if is_named(figure, span)), None)


def fit(train: Sequence[Item], names: Sequence[str]) -> Array:
    """Weights that make the meant candidate likely among all, and the two names unlikely where neither is meant."""
    column = {name: i for i, name in enumerate(names)}
    made = [(item, _matrix(item, column)) for item in train if item.candidates]
    weights = np.zeros(len(names))
    momentum = np.zeros(len(names))
    for _ in range(STEPS):
        slope = -DECAY * weights * len(made) / 10
        for item, matrix in made:
            likely = _likely(matrix, weights)
            gold = {"A": item.a, "B": item.b, "neither": None}[item.meant]
            if gold is not None:
                slope += matrix[gold] - likely @ matrix
            elif item.meant == "neither":
                wrong = [i for i in {item.a, item.b} if i is not None]
                mass = likely[wrong].sum()
                for i in wrong:
                    slope -= likely[i] / max(1 - mass, 1e-6) * (matrix[i] - likely @ matrix)
        momentum = 0.9 * momentum + slope / len(made)
        weights += RATE * momentum
    return weights


def _matrix(item: Item, column: Mapping[str, int]) -> Array:
    matrix = np.zeros((len(item.candidates), len(column)))
    for row, told in enumerate(item.candidates):
        for name, value in told.items():
            if name in column:
                matrix[row, column[name]] = value
    return matrix


def _likely(matrix: Array, weights: Array) -> Array:
    """The share of each candidate, where nobody at all has a score of one."""
    scores = np.exp(np.clip(matrix @ weights, -30, 30))
    return np.asarray(scores / (1 + scores.sum()))


def judged(item: Item, names: Sequence[str], weights: Array) -> tuple[str, float]:
    """What the weights answer, with the confidence."""
    if not item.candidates:
        return "neither", 0.0
    likely = _likely(_matrix(item, {name: i for i, name in enumerate(names)}), weights)
    most = int(likely.argmax())
    return "A" if most == item.a else "B" if most == item.b else "neither", float(likely[most])


def figures(answers: Sequence[tuple[str, float]], meant: Sequence[str], sure: float) -> tuple[float, float, float]:
    """F1, precision and recall over the two names, where only answers at least so sure count."""
    given = [
        (one if confidence >= sure else "neither", gold) for (one, confidence), gold in zip(answers, meant, strict=True)
    ]
    right = sum(one == gold != "neither" for one, gold in given)
    told, wanted = sum(one != "neither" for one, _ in given), sum(gold != "neither" for _, gold in given)
    precision, recall = right / max(told, 1), right / max(wanted, 1)
    return 2 * precision * recall / max(precision + recall, 1e-9), precision, recall


def main() -> int:
    """Fit, print, and write where asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the table of weights")
    given = parser.parse_args()
    sys.path.insert(0, str(data(os.environ.get("EVAL"))))
    from score import common  # type: ignore[import-not-found]

    rows = common.read_jsonl("pronoun", "dev")
    proses = [parse(row["text"]) for row in rows]
    for _ in range(ROUNDS):
        made = items(rows, proses)
        names = sorted({name for item in made for told in item.candidates for name in told})
        answers: list[tuple[str, float]] = [("neither", 0.0)] * len(made)
        for train, left_out in folds(len(made)):
            weights = fit([made[i] for i in train], names)
            for i in left_out:
                answers[i] = judged(made[i], names, weights)
        meant = [item.meant for item in made]
        for sure in (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
            f1, precision, recall = figures(answers, meant, sure)
            print(f"sure {sure:.1f}: F1 {100 * f1:.1f} precision {precision:.3f} recall {recall:.3f}")
        weights = fit(made, names)
        WEIGHTS.update(dict.fromkeys(WEIGHTS, 0.0))
        WEIGHTS.update(zip(names, weights.tolist(), strict=True))
    if given.write:
        write(
            TABLE,
            "What speaks for and against a candidate, as benchmarks/quality/train_pronoun.py fitted it.",
            names,
            weights,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
