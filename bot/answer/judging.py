"""Judges which sentence answers a question, and how surely: facts, weighed as benchmarks.quality.train_sentences fits.

One table of weights puts the sentences in order, by what is comparable between them; another tells how likely it is
that the first one does answer, also by what may speak against it.
"""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from bot.answer.evidence import Evidence
from bot.answer.offices import gives_role
from bot.answer.question import Asked, Wanted, words
from bot.answer.spans import certain_span
from bot.language.analysis import Alignment, Kind, Match
from bot.summarise.wording import standing_alone

ABSENT = 0.6  # what counts as the nearness of a kind of word that the question does not have
NOWHERE = 0.5  # what is left of the belief in a sentence that tells no time, place or reason where one is wanted
COMPLETE = 0.6  # such a sentence was right in four of five questions written to mislead, and in 95 of 100 others
NEARLY_ALL = 0.99
MEANT = 0.8  # how near a word comes to one that means the same person
USUAL = 200  # characters of a sentence
KINDS = {Kind.VERB: "verb", Kind.NOUN: "noun", Kind.NAME: "name", Kind.QUALITY: "quality"}


@dataclass(frozen=True, slots=True)
class Weights:
    """What each fact counts for a sentence's place, and for the belief in the first one, which begins at `bias`."""

    order: Mapping[str, float]
    belief: Mapping[str, float]
    bias: float


@cache
def weights() -> Weights:
    """The table that comes with the package."""
    table = json.loads(files("bot.answer").joinpath("sentences.json").read_text(encoding="utf-8"))
    return Weights(table["order"], table["belief"], table["bias"])


def judged(asked: Asked, found: Sequence[Evidence]) -> list[Evidence]:
    """The evidence with all facts that put it in order, and its scores, the likeliest first. Runs in a worker."""
    if not found:
        return []
    from bot.language import align

    alignment = align(asked.text, [told(evidence) for evidence in found])
    order = weights().order
    known = [replace(e, facts=facts) for e, facts in zip(found, facts_of(asked, found, alignment), strict=True)]
    return sorted((replace(e, score=_sum(order, e.facts)) for e in known), key=lambda e: -e.score)


def confidence(asked: Asked, ranked: Sequence[Evidence]) -> float:
    """How likely it is that the first of the judged sentences answers the question, from 0 to 1. Runs in a worker."""
    from bot.language import match

    first, table = ranked[0], weights()
    facts = {**first.facts, **doubts(asked, ranked, match(asked.text, told(first), first.words))}
    return bounded(asked, facts, 1 / (1 + math.exp(-table.bias - _sum(table.belief, facts))))


def bounded(asked: Asked, facts: Mapping[str, float], sure: float) -> float:
    """The belief in a sentence within what its facts allow.

    One without a time, a place or a reason is never more likely than not to tell when, where or why. One that has every
    word of the question, something of the wanted type, and nothing against it, is never less likely than COMPLETE; nor
    is one that gives somebody the role that is asked for.
    """
    if asked.wanted in (Wanted.WHEN, Wanted.WHERE, Wanted.WHY) and not facts["typed"]:
        return NOWHERE * sure
    if facts["holds"]:
        return max(sure, COMPLETE)
    against = any(facts[name] for name in ("rival", "opposed", "strange_number", "denied"))
    complete = min(facts["overlap"], facts["typed"], facts["covered"]) > NEARLY_ALL
    return max(sure, COMPLETE) if complete and not against else sure


def told(evidence: Evidence) -> str:
    """The sentence as it is told: with the actor's name for the pronoun that it leans on, where it can stand alone."""
    return standing_alone(evidence.document, evidence.sentence, whole=True) or evidence.sentence.text


def doubts(asked: Asked, ranked: Sequence[Evidence], match: Match) -> dict[str, float]:
    """What is asked of the first sentence only: its share of the belief in its article, and how it matches."""
    first = ranked[0]
    rivals = [evidence.score for evidence in ranked if evidence.document is first.document]
    return {
        "share": 1 / sum(math.exp(score - first.score) for score in rivals),
        "covered": match.covered,
        "missing": match.missing,
        "rival": float(match.rival),
        "opposed": float(match.opposed),
        "strange_number": float(match.strange_number),
        "denied": float(match.denied),
        "nouns": match.nouns,
        "holds": float(gives_role(asked, first.document, first.sentence)),
    }


def facts_of(asked: Asked, found: Sequence[Evidence], alignment: Alignment) -> list[dict[str, float]]:
    """All that puts sentences in order, for each of them; `alignment` is with these sentences."""
    import numpy as np

    near = np.maximum(alignment.near, [_meant(evidence, alignment) for evidence in found])
    return [_facts(asked, found, replace(alignment, near=near), index) for index in range(len(found))]


def _meant(evidence: Evidence, alignment: Alignment) -> list[float]:
    """MEANT for each piece of the question that the sentence has in other words only: "she" is a minister."""
    only_meant = evidence.words.difference(evidence.sentence.terms, words(evidence.sentence.text))
    return [MEANT * (word in only_meant) for word in alignment.words]


def _facts(asked: Asked, found: Sequence[Evidence], alignment: Alignment, index: int) -> dict[str, float]:
    """By meaning: `near` the pieces of the question on average, `least` the one that fits least, and so by kinds.

    `around` is `near` with the sentences before and after; those that begin with `rare` weigh the pieces by their
    rarity. Those of the `whole` are of all that the article has, and `gone` of what it has elsewhere only.
    """
    evidence, rarity = found[index], alignment.rarity
    article = [i for i, other in enumerate(found) if other.document is evidence.document]
    beside = [i for i in article if abs(found[i].sentence.index - evidence.sentence.index) < 2]
    own, around, whole = (alignment.near[rows].max(axis=0) for rows in ([index], beside, article))
    kinds = {name: [i for i, kind in enumerate(alignment.kinds) if kind is wanted] for wanted, name in KINDS.items()}
    sought = alignment.sought
    return {
        **evidence.facts,
        "certain": float(certain_span(asked, evidence.document, evidence.sentence) is not None),
        "length": len(evidence.sentence.text) / USUAL,
        "meaning": float(alignment.cosines[index]),
        "near": float(own.mean()),
        "least": float(own.min()),
        "around": float(around.mean()),
        "gone": float((whole - own).max()),
        "rare_near": float(rarity @ own),
        "rare_around": float(rarity @ around),
        "rare_same": float(rarity @ alignment.same[index]),
        "seeks": float(sought is not None),
        "sought": ABSENT if sought is None else float(own[sought]),
        "whole_sought": ABSENT if sought is None else float(whole[sought]),
        "whole_least_name": min((float(whole[i]) for i in kinds["name"]), default=ABSENT),
        **{f"least_{name}": min((float(own[i]) for i in places), default=ABSENT) for name, places in kinds.items()},
        **{f"mean_{name}": _mean(float(own[i]) for i in places) for name, places in kinds.items()},
    }


def _mean(values: Iterable[float]) -> float:
    known = list(values)
    return sum(known) / len(known) if known else ABSENT


def _sum(counts: Mapping[str, float], facts: Mapping[str, float]) -> float:
    return sum(weight * facts[name] for name, weight in counts.items())
