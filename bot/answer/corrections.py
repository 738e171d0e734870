"""Articles that give different figures, days or places for one question: the latest counts, the others are told."""

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from bot.answer.choosing import choice
from bot.answer.evidence import Evidence
from bot.answer.question import Asked, Wanted, stem, words
from bot.answer.spans import certain_span, spans
from bot.model.document import Document, EntityKind, Event, Precision
from bot.summarise.facts import agree, numbers

RIVAL = 2.0  # how far below the best sentence's score another article's may be to be set against it
SURE = 0.55  # of what is believed of a sentence's phrases: such a one has an F1 of four in five on held-out articles
MOST = 2  # answers that are told beside the latest one
CONTRARY = frozenset({Wanted.AMOUNT, Wanted.DURATION, Wanted.WHEN, Wanted.WHERE, Wanted.WHAT})

_BREAK = re.compile(r"[,;:]\s|\s(?:and|but|while|as|when)\s|\s[–—]\s")


_TOTAL = re.compile(
    r"\b(?:number|total|toll) of (?P<what>[^.,;]+?) (?:has |have |had )?"
    r"(?:ros|ris|climb|grew|grow|increas|jump|fell|fall|dropp|st[ao]nd|stood|reach)\w* (?:\w+ ){0,2}?(?:to |at )?"
    r"(?P<figure>\d[\d,]*(?:\.\d+)?(?: (?:million|billion))?)"
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence and the stretch of it that answers; `value` is what that says however it is put."""

    evidence: Evidence
    span: str
    value: Hashable


@dataclass(frozen=True, slots=True)
class Correction:
    """The sentence with the latest answer, and those with others: of the same day, and of days before."""

    latest: Evidence
    beside: tuple[Claim, ...]
    earlier: tuple[Claim, ...]


def correction(asked: Asked, ranked: Sequence[Evidence]) -> Correction | None:
    """The correction that the ranked sentences show, where the best of two articles say different things."""
    if asked.wanted not in CONTRARY or not ranked:
        return None
    claims = _claims(asked, ranked)
    latest = max(claims, key=lambda claim: claim.evidence.document.dated, default=None)
    if latest is None:
        return None
    best = next(claim for claim in claims if claim.value == latest.value)
    others: list[Claim] = []
    for claim in sorted(claims, key=lambda claim: claim.evidence.document.dated, reverse=True):
        known = (latest, *others)
        if claim.evidence.document is not latest.evidence.document and not any(
            _may_both_be(asked.wanted, claim, other) for other in known
        ):
            others.append(claim)
    day = latest.evidence.document.dated.date()
    beside = [claim for claim in others if claim.evidence.document.dated.date() == day]
    earlier = [claim for claim in others if claim not in beside]
    told = tuple(beside[:MOST]), tuple(earlier[: MOST - len(beside[:MOST])])
    return Correction(best.evidence, *told) if others else None


def stretch(asked: Asked, evidence: Evidence) -> str | None:
    """What answers in the sentence, where the rules for its type point at it and its own words fit the question."""
    found = certain_span(asked, evidence.document, evidence.sentence)
    if found is None and asked.wanted is Wanted.WHEN:
        days = [span.text for span in spans(asked, evidence.document, evidence.sentence) if _days(evidence, span.text)]
        found = days[0] if len(days) == 1 else None
    if found is None and asked.wanted is Wanted.AMOUNT:
        total = _TOTAL.search(evidence.sentence.text)
        found = total["figure"] if total and stem(asked.focus or "") in map(stem, words(total["what"])) else None
    return found if found is not None and fits(asked, evidence.sentence.text, found) else None


def fits(asked: Asked, text: str, span: str) -> bool:
    """Whether a count among others stands in the clause that has most of the question: of "killed 12 and injured 85"
    only 85 tells how many were injured.
    """
    if asked.wanted is not Wanted.AMOUNT or asked.age or len(numbers(text)) < 2:
        return True
    telling = {stem(term) for term in asked.terms - asked.names} - {stem(asked.focus or "")}
    clauses = [(len(telling & {stem(word) for word in words(c)}), c) for c in _BREAK.split(text) if numbers(c)]
    own = max((count for count, clause in clauses if span in clause), default=0)
    others = [count for count, clause in clauses if span not in clause]
    return own > max(others, default=0) or not any(count for count, _ in clauses)


def _claims(asked: Asked, ranked: Sequence[Evidence]) -> list[Claim]:
    found = []
    for evidence in ranked:
        rival = RIVAL * (2 if _TOTAL.search(evidence.sentence.text) else 1)  # no type is seen in a total
        if evidence.score < ranked[0].score - rival:
            continue
        span = _measured(asked, evidence) if asked.wanted is Wanted.WHAT else stretch(asked, evidence)
        value = _value(asked.wanted, evidence, span) if span is not None else None
        if span is not None and value:
            found.append(Claim(evidence, span, value))
        elif asked.wanted is Wanted.WHAT and not found:
            return []
    return found


def _measured(asked: Asked, evidence: Evidence) -> str | None:
    """A figure that answers "what was the magnitude?": a phrase that is clearly the likeliest, and a number."""
    if not numbers(evidence.sentence.text):
        return None
    chosen = choice(asked.text, asked.wanted, evidence.sentence.text)
    sure = chosen is not None and chosen.share >= SURE and chosen.text[:1].isdigit()
    return chosen.text if chosen is not None and sure else None


def _value(wanted: Wanted, evidence: Evidence, span: str) -> Hashable:
    """What a span says however it is put: its numbers, its day or its place; None where that is vague."""
    if wanted is Wanted.WHERE:
        return frozenset(words(span))
    if wanted is Wanted.WHEN:
        days = {event.when for event in _days(evidence, span)}
        return days.pop() if len(days) == 1 else None
    return frozenset(numbers(span))


def _days(evidence: Evidence, span: str) -> list[Event]:
    """The days that a stretch of the sentence names, as events."""
    return [
        event
        for event in evidence.document.events
        if event.citation.sentence == evidence.sentence.index
        and event.precision is Precision.DAY
        and event.until is None
        and (event.expression in span or span in event.expression)
    ]


def _may_both_be(wanted: Wanted, one: Claim, other: Claim) -> bool:
    """Whether the claims are one, or can be true together.

    Two places can, one within the other, unless neither article names the other's. Figures can that are rounded or
    bounded: "about 2,000" and "1,987".
    """
    if one.value == other.value:
        return True
    if wanted is Wanted.WHERE:
        return _names(one.evidence.document, other.span) or _names(other.evidence.document, one.span)
    if wanted is Wanted.WHEN:
        return False
    same_day = one.evidence.document.dated.date() == other.evidence.document.dated.date()
    return agree(_hedged(one), _hedged(other), bounds=same_day)


def _hedged(claim: Claim) -> str:
    """The span with the words before it, which may say that it is a bound or rounded."""
    text = claim.evidence.sentence.text
    return " ".join((*text[: text.find(claim.span)].split()[-3:], claim.span))


def _names(document: Document, place: str) -> bool:
    wanted = set(words(place))
    return any(m.kind is EntityKind.PLACE and wanted & set(words(m.text)) for m in document.mentions)
