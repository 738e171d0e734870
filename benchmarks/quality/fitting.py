"""What the scripts that fit small models share."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

FOLDS, SEED = 5, 13
RATE, KEPT, KEPT_SQUARE = 0.05, 0.9, 0.99  # of Adam (Kingma and Ba 2015)
LEAST = 0.02  # a smaller weight changes nothing


def folds(size: int) -> Iterator[tuple[Sequence[int], Sequence[int]]]:
    """The indices to fit on and those left out, five times."""
    order = np.random.default_rng(SEED).permutation(size).tolist()
    for number in range(FOLDS):
        left_out = order[number::FOLDS]
        chosen = set(left_out)
        yield [i for i in order if i not in chosen], left_out


def descended(slope: Callable[[Floats], Floats], size: int, rounds: int) -> Floats:
    """Where Adam comes to from zero, by the slope on all items at once."""
    weights, mean, square = (np.zeros(size) for _ in range(3))
    for step in range(1, rounds + 1):
        now = slope(weights)
        mean, square = KEPT * mean + (1 - KEPT) * now, KEPT_SQUARE * square + (1 - KEPT_SQUARE) * now**2
        weights = weights - RATE * (mean / (1 - KEPT**step)) / (np.sqrt(square / (1 - KEPT_SQUARE**step)) + 1e-8)
    return weights


def write(path: Path, says: str, names: Sequence[str], weights: NDArray[np.float64]) -> None:
    """Write the weights as a module with one table."""
    rows = [f'    "{name}": {weight:.2f},' for name, weight in zip(names, weights, strict=True) if abs(weight) > LEAST]
    path.write_text("\n".join([f'"""{says}"""', "", "WEIGHTS = {", *rows, "}", ""]), encoding="utf-8")
