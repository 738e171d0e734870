"""Fits the weights by which the bot ranks actors, on the dev half of the public data: a logistic model over pairs.

Run it as `EVAL=… python -m benchmarks.quality.train_salience`; it prints what five folds give on the articles left out,
and the weights of a fit on all of dev for bot/language/salience.py, where they stand rounded: WEIGHTS, then NEARNESS.
Takes two minutes.
"""

import os
import sys
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality.adapters import near_names, presences
from benchmarks.quality.fitting import folds
from benchmarks.quality.run import data
from bot.language.salience import parts

RELEVANT = 2
STEPS, RATE, DECAY = 600, 0.3, 0.01
Array = NDArray[np.float64]


def fit(articles: Sequence[tuple[Array, NDArray[np.bool_]]]) -> Array:
    """Weights under which what matters comes before what does not, in the same article."""
    pairs = [(x[y][:, None] - x[~y][None]).reshape(-1, x.shape[1]) for x, y in articles if 0 < y.sum() < len(y)]
    spread = np.vstack([x for x, _ in articles]).std(axis=0) + 1e-9
    weights = momentum = np.zeros(len(spread))
    for _ in range(STEPS):
        slope = -DECAY * weights
        for differences in pairs:
            scaled = differences / spread
            wrong = 1 / (1 + np.exp(np.clip(scaled @ weights, -30, 30)))
            slope = slope + (wrong[:, None] * scaled).mean(axis=0) / len(articles)
        momentum = 0.9 * momentum + slope
        weights = weights + RATE * momentum
    return np.asarray(weights / spread)


def main() -> int:
    """Fit and print."""
    sys.path.insert(0, str(data(os.environ.get("EVAL"))))
    from score import common, salience  # type: ignore[import-not-found]

    rows = common.read_jsonl("salience", "dev")
    made = [
        (
            np.column_stack(
                (
                    [parts(one) for one in presences(row["title"], row["text"], row["entities"])],
                    near_names(row["title"], row["text"], row["entities"]),
                )
            ),
            np.array([entity["score"] >= RELEVANT for entity in row["entities"]]),
        )
        for row in rows
    ]
    precision, first = [], []
    for train, left_out in folds(len(made)):
        weights = fit([made[i] for i in train])
        for i in left_out:
            x, y = made[i]
            order = np.argsort(-(x @ weights), kind="stable")
            precision.append(salience.average_precision(y[order].tolist()))
            first.append(float(y[order[0]]))
    print(f"left out: MAP {np.mean(precision):.3f} first place {np.mean(first):.3f}")
    print("weights", fit(made).round(2).tolist())
    return 0


if __name__ == "__main__":
    sys.exit(main())
