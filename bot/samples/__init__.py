"""Three sample articles: fiction, written for this project, about one visit as three outlets tell it."""

from importlib.resources import files
from pathlib import Path

NAMES = ("harbour-courier.md", "northern-ledger.md", "meridian-wire.md")


def paths() -> tuple[Path, ...]:
    """Where the sample articles lie, in the order they were published."""
    return tuple(Path(str(files(__name__) / name)) for name in NAMES)
