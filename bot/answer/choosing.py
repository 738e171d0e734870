"""Chooses the phrase of a sentence that answers a question, by weights that benchmarks.quality.train_phrases fits."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bot.answer.question import Wanted


@dataclass(frozen=True, slots=True)
class Choice:
    """A phrase, and the share of the belief that it has among all phrases of its sentence."""

    text: str
    share: float


@dataclass(frozen=True, slots=True)
class Weights:
    """What each fact about a phrase counts, and what its group counts for each type of question ("when date")."""

    facts: Mapping[str, float]
    groups: Mapping[str, float]

    def score(self, wanted: Wanted, group: str, facts: Mapping[str, float]) -> float:
        """How well a phrase answers, for comparison with others of its sentence."""
        own = sum(weight * facts[name] for name, weight in self.facts.items())
        return own + self.groups.get(f"{wanted} {group}", 0.0)


@cache
def weights() -> Weights:
    """The table that comes with the package."""
    table = json.loads(files("bot.answer").joinpath("phrases.json").read_text(encoding="utf-8"))
    return Weights(table["facts"], table["groups"])


def choice(question: str, wanted: Wanted, sentence: str) -> Choice | None:
    """The likeliest phrase of the sentence; None where it has none. Runs in a worker."""
    from bot.language import phrases

    table = weights()
    found = [(table.score(wanted, p.group, p.facts), p.text) for p in phrases(question, sentence)]
    if not found:
        return None
    best, text = max(found)
    return Choice(text, 1 / sum(math.exp(score - best) for score, _ in found))
