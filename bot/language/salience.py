"""Who matters most in an article."""

import math
import re
from dataclasses import dataclass

# For `parts`, by benchmarks/quality/train_salience.py on public data in which readers marked what matters.
WEIGHTS = (1.1, 1.7, 0.8, 0.3, 2.9, 0.8)
NEARNESS = 4.4  # of a name to what the article is about, see bot/language/weighing.py
# An editor's: whoever speaks and people come before others, countries after them.
QUOTED, MOST_QUOTES = 0.3, 4
PERSON_LEAN = 0.3
GOVERNMENT = 0.8
LEAD_LENGTH = 300  # characters
_VERB = re.compile(r"\s+(?:\w+(?:s|ed)|to|will)\b")


@dataclass(frozen=True, slots=True)
class Presence:
    """Where an article of `length` characters speaks of somebody.

    `first` is the offset of the first mention in its text; `title` says how far into the title the name stands, from
    0 to 1, None where it does not; `leads` that it seems to be followed by a verb there. `share` is the part of all
    mentions.
    """

    first: int
    length: int
    share: float
    title: float | None = None
    leads: bool = False
    quotes: int = 0
    is_person: bool = False
    is_place: bool = False


def salience(presence: Presence) -> float:
    """How much somebody matters: early and often named, in the title, speaking."""
    worth = sum(weight * part for weight, part in zip(WEIGHTS, parts(presence), strict=True))
    worth += QUOTED * min(presence.quotes, MOST_QUOTES) + PERSON_LEAN * presence.is_person
    return round(worth - GOVERNMENT * presence.is_place, 4)


def parts(presence: Presence) -> tuple[float, ...]:
    """What counts, from 0 to 1: how early, in the lead, in the title, at its head, how often, leading the title."""
    if presence.title is None:
        early = (1 - presence.first / max(presence.length, 1)) ** 2
        return early, math.exp(-presence.first / LEAD_LENGTH), 0.0, 0.0, presence.share, 0.0
    return 1.0, 1.0, 1.0, 1 - presence.title, presence.share, float(presence.leads)


def leads(title: str, end: int) -> bool:
    """Whether a name that ends there in a title seems to be followed by a verb: "Voss quits", "Voss to quit"."""
    return _VERB.match(title, end) is not None
