"""Articles that give different figures, days or places for one question: the latest counts, the earlier one is told."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from bot.answer.evidence import Evidence
from bot.answer.question import Asked, Wanted, words
from bot.answer.spans import certain_span
from bot.model.document import Document, EntityKind, Precision
from bot.summarise.facts import numbers

RIVAL = 2.0  # how far below the best sentence's score another article's may be to be set against it
CONTRARY = frozenset({Wanted.AMOUNT, Wanted.DURATION, Wanted.WHEN, Wanted.WHERE})


@dataclass(frozen=True, slots=True)
class Correction:
    """The sentence with the latest answer, and the one with the answer that it replaces."""

    latest: Evidence
    earlier: Evidence
    replaced: str


def correction(asked: Asked, ranked: Sequence[Evidence]) -> Correction | None:
    """The correction that the ranked sentences show, where the best of two articles say different things."""
    if asked.wanted not in CONTRARY or not ranked:
        return None
    least = ranked[0].score - RIVAL
    claims = [
        _Claim(evidence, span, value)
        for evidence in ranked
        if evidence.score >= least
        and (span := certain_span(asked, evidence.document, evidence.sentence)) is not None
        and (value := _value(asked.wanted, evidence, span))
    ]
    latest = max(claims, key=lambda claim: claim.evidence.document.dated, default=None)
    if latest is None:
        return None
    best = next(claim for claim in claims if claim.value == latest.value)
    other = next((claim for claim in claims if _is_replaced(asked.wanted, claim, latest)), None)
    return None if other is None else Correction(best.evidence, other.evidence, other.span)


@dataclass(frozen=True, slots=True)
class _Claim:
    evidence: Evidence
    span: str
    value: Hashable


def _value(wanted: Wanted, evidence: Evidence, span: str) -> Hashable:
    """What a span says however it is put: its numbers, its day or its place; None where that is vague."""
    if wanted is Wanted.WHERE:
        return frozenset(words(span))
    if wanted is Wanted.WHEN:
        days = {
            event.when
            for event in evidence.document.events
            if event.citation.sentence == evidence.sentence.index
            and event.precision is Precision.DAY
            and event.until is None
            and (event.expression in span or span in event.expression)
        }
        return days.pop() if len(days) == 1 else None
    return frozenset(numbers(span))


def _is_replaced(wanted: Wanted, one: _Claim, latest: _Claim) -> bool:
    """Whether the claim is from an earlier article and cannot be true beside the latest one.

    Two places can, one within the other, unless neither article names the other's.
    """
    if one.value == latest.value or one.evidence.document.dated >= latest.evidence.document.dated:
        return False
    if wanted is not Wanted.WHERE:
        return True
    return not _names(one.evidence.document, latest.span) and not _names(latest.evidence.document, one.span)


def _names(document: Document, place: str) -> bool:
    wanted = set(words(place))
    return any(m.kind is EntityKind.PLACE and wanted & set(words(m.text)) for m in document.mentions)
