"""What the scripts that fit small models share."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FOLDS, SEED = 5, 13
LEAST = 0.02  # a smaller weight changes nothing


def folds(size: int) -> Iterator[tuple[Sequence[int], Sequence[int]]]:
    """The indices to fit on and those left out, five times."""
    order = np.random.default_rng(SEED).permutation(size).tolist()
    for number in range(FOLDS):
        left_out = order[number::FOLDS]
        chosen = set(left_out)
        yield [i for i in order if i not in chosen], left_out


def write(path: Path, says: str, names: Sequence[str], weights: NDArray[np.float64]) -> None:
    """Write the weights as a module with one table."""
    rows = [f'    "{name}": {weight:.2f},' for name, weight in zip(names, weights, strict=True) if abs(weight) > LEAST]
    path.write_text("\n".join([f'"""{says}"""', "", "WEIGHTS = {", *rows, "}", ""]), encoding="utf-8")
