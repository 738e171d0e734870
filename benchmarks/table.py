"""How benchmarks print what they measured."""

from collections.abc import Iterable

Row = tuple[str, str, str]
"""What was measured, the figure, and the aim ("" for none)."""


def show(rows: Iterable[Row]) -> None:
    """Print a table."""
    print(f"{'what':<64} {'measured':>12}   aim")
    for name, measured, aim in rows:
        print(f"{name:<64} {measured:>12}   {aim}")
