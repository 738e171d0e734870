"""Articles that give different figures for one question: the latest counts, and the earlier one is told."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer.evidence import Evidence, confidence
from bot.answer.question import Asked, Wanted
from bot.answer.spans import certain_span
from bot.summarise.facts import numbers

RIVAL = 0.6  # the share of the best sentence's confidence that another article's must have to be set against it
FIGURES = frozenset({Wanted.AMOUNT, Wanted.DURATION})


@dataclass(frozen=True, slots=True)
class Correction:
    """The sentence with the latest figure, and the one with the figure that it replaces."""

    latest: Evidence
    earlier: Evidence
    replaced: str


def correction(asked: Asked, ranked: Sequence[Evidence]) -> Correction | None:
    """The correction that the ranked sentences show, where the best of two articles give different figures."""
    if asked.wanted not in FIGURES or not ranked:
        return None
    least = RIVAL * confidence(ranked[0])
    best: dict[str, tuple[Evidence, str]] = {}
    for evidence in ranked:
        span = certain_span(asked, evidence.document, evidence.sentence)
        if span is not None and confidence(evidence) >= least:
            best.setdefault(evidence.document.article, (evidence, span))
    by_date = sorted(best.values(), key=lambda found: found[0].document.dated)
    if len(by_date) < 2:
        return None
    latest, figure = by_date[-1]
    for earlier, replaced in reversed(by_date[:-1]):
        if numbers(replaced) != numbers(figure):
            return Correction(latest, earlier, replaced)
    return None
