"""Runs tasks of the public data with our functions and with the best simple baseline, in the same run."""

import importlib
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from benchmarks.quality.tasks import TASKS, Measure, Result, Task

AT_A_TIME = 2


class NoData(Exception):
    """The public data is not where it was said to be."""


@dataclass(frozen=True, slots=True)
class Line:
    """One figure: ours, and the baseline's on the same items, None where its library is not installed."""

    task: str
    measure: Measure
    n: int
    ours: float
    beside: float | None
    errors: int
    seconds: float


def data(folder: str | None) -> Path:
    """The folder of the public data. Raises NoData, which says what to do."""
    if not folder:
        raise NoData(
            "Set EVAL to the folder of the public data and its scorers, for example: make bench-quality EVAL=…"
        )
    path = Path(folder).expanduser().resolve()
    if not (path / "score" / "common.py").is_file():
        raise NoData(
            f"There are no scorers in {path}; EVAL must be the folder that holds score/ and the tasks' folders."
        )
    return path


def run(folder: Path, names: Sequence[str], split: str, n: int | None, *, beside: bool = True) -> list[Line]:
    """Measure the tasks, some at a time, each in a process of its own; `beside` measures the baselines too."""
    with ProcessPoolExecutor(AT_A_TIME, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        found = pool.map(_lines, *zip(*((folder, name, split, n, beside) for name in names), strict=True))
        return [line for lines in found for line in lines]


def guard(folder: Path, names: Sequence[str]) -> list[Line]:
    """Measure ours alone on the samples of the dev half that the regression guard takes."""
    return [line for name in names for line in run(folder, [name], "dev", _task(name).guard, beside=False)]


def _lines(folder: Path, name: str, split: str, n: int | None, beside: bool) -> list[Line]:
    sys.path.insert(0, str(folder))
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    task = _task(name)
    scorer = importlib.import_module(task.scorer or f"score.{task.name}")
    ours: Result = scorer.score(task.predict, split=split, n=n)
    others: dict[str, Result | None] = {}
    if beside:
        for baseline in dict.fromkeys(measure.baseline or task.baseline for measure in task.measures):
            others[baseline] = _baseline(scorer.score, _baselines(scorer)[baseline], split, n)
    return [
        Line(
            task.name,
            measure,
            ours["n"],
            measure.of(ours),
            measure.of(other) if (other := others.get(measure.baseline or task.baseline)) else None,
            ours["errors"],
            ours["seconds"],
        )
        for measure in task.measures
    ]


def _baselines(scorer: Any) -> Mapping[str, Callable[[], Callable[..., object]]]:
    """A scorer's own baselines, or those that it shares with others on the same questions."""
    found: Mapping[str, Callable[[], Callable[..., object]]]
    found = scorer.BASELINES if hasattr(scorer, "BASELINES") else scorer.answers.BASELINES
    return found


def _baseline(
    score: Callable[..., Result], make: Callable[[], Callable[..., object]], split: str, n: int | None
) -> Result | None:
    try:
        return score(make(), split=split, n=n)
    except (ImportError, SystemExit):  # a scorer's own way to say that a library is missing
        return None


def _task(name: str) -> Task:
    return next(task for task in TASKS if task.name == name)
