"""What was looked at, and how it is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `well` is None where there is nothing to judge."""

    name: str
    well: bool | None
    words: str
