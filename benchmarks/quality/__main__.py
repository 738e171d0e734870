"""How good the local engine is on public data: make bench-quality [SPLIT=test] [TASK=ner] [N=100].

EVAL names the folder of the data with its scorers. `--guard` compares fixed samples of the dev half with the table
kept in guard.json and fails where a figure has fallen; `--keep` writes that table anew.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.quality.run import Line, NoData, data, guard, run
from benchmarks.quality.tasks import TASKS

KEPT = Path(__file__).with_name("guard.json")
SLACK = 0.005
"""A figure may fall by this part of itself before the guard fails: libraries round differently."""

WIDTHS = "{:<14} {:<38} {:>6} {:>9} {:>10} {:<17} {:>7}  {}"


def main() -> int:
    """Measure and print one table; 1 where the guard fails or a task raised errors, 2 where there is no data."""
    names = [task.name for task in TASKS]
    parser = argparse.ArgumentParser(prog="make bench-quality", description=__doc__)
    parser.add_argument("--split", choices=("dev", "test"), default="dev")
    parser.add_argument("--task", action="append", choices=names, help="one task; all when left out")
    parser.add_argument("--n", type=int, help="a sample of so many items, drawn with seed 13")
    parser.add_argument("--guard", action="store_true", help="compare samples of dev with the table that is kept")
    parser.add_argument("--keep", action="store_true", help="write that table")
    given = parser.parse_args()
    chosen = given.task or names
    try:
        folder = data(os.environ.get("EVAL"))
    except NoData as error:
        print(error, file=sys.stderr)
        return 2
    if given.guard or given.keep:
        return _guarded(guard(folder, chosen), write=given.keep)
    lines = run(folder, chosen, given.split, given.n)
    print(f"public data, {given.split} half{f', samples of {given.n} (seed 13)' if given.n else ''}\n")
    _print(lines, test=given.split == "test")
    return 1 if any(line.errors for line in lines) else 0


def _print(lines: Sequence[Line], *, test: bool) -> None:
    print(WIDTHS.format("task", "measure", "n", "ours", "baseline", "", "aim", "published, other data"))
    for line in lines:
        measure, task = line.measure, next(task for task in TASKS if task.name == line.task)
        beside = line.beside if line.beside is not None else measure.quoted if test else None
        quoted = "*" if line.beside is None and beside is not None else ""
        print(
            WIDTHS.format(
                line.task,
                measure.shown,
                line.n,
                _figure(line.ours) + ("!" if line.errors else ""),
                _figure(beside) + quoted,
                measure.baseline or task.baseline,
                _figure(measure.aim) if test else "",
                measure.anchor,
            ).rstrip()
        )
    print(
        "\n* from the data's description: the baseline's library is not installed here. ! errors, counted as nothing."
    )


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}" if abs(value) > 1.5 else f"{value:.3f}"


def _guarded(lines: Sequence[Line], *, write: bool) -> int:
    kept: dict[str, float] = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    found = {f"{line.task}: {line.measure.shown}": line.ours for line in lines}
    lower = {f"{line.task}: {line.measure.shown}" for line in lines if line.measure.lower}
    if write:
        rounded = {name: round(value, 4) for name, value in sorted((kept | found).items())}
        KEPT.write_text(json.dumps(rounded, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    fallen = {name for name in found if _fell(name in lower, kept.get(name), found[name])}
    for name, value in found.items():
        print(f"{name:<56} {_figure(kept.get(name)):>8} {_figure(value):>8}{'  fell' if name in fallen else ''}")
    return 1 if fallen and not write else 0


def _fell(lower: bool, before: float | None, now: float) -> bool:
    if before is None:
        return False
    return now > before + SLACK if lower else now < before * (1 - SLACK)


if __name__ == "__main__":
    sys.exit(main())
