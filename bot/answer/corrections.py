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
    figures = [
        _Figure(evidence, span)
        for evidence in ranked
        if confidence(evidence) >= least
        and (span := certain_span(asked, evidence.document, evidence.sentence)) is not None
        and numbers(span)
    ]
    latest = max(figures, key=lambda figure: figure.evidence.document.dated, default=None)
    if latest is None:
        return None
    best = next(figure for figure in figures if numbers(figure.span) == numbers(latest.span))
    other = next((f for f in figures if numbers(f.span) != numbers(latest.span) and _is_before(f, latest)), None)
    return None if other is None else Correction(best.evidence, other.evidence, other.span)


@dataclass(frozen=True, slots=True)
class _Figure:
    evidence: Evidence
    span: str


def _is_before(one: _Figure, other: _Figure) -> bool:
    return one.evidence.document.dated < other.evidence.document.dated
