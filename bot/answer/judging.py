"""Judges how likely a sentence is to answer a question: a few facts, weighed as a training run found best.

The weights are in sentences.json, which `python -m benchmarks.quality.train_sentences` writes. Each fact adds a line
that may bend at a few knots; the sum is the logarithm of the odds that the sentence answers.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from bot.answer.evidence import Evidence
from bot.answer.question import Asked, Wanted
from bot.answer.spans import certain_span
from bot.language.analysis import Alignment, Kind

FOUND_SOMEWHERE = 0.6  # what counts as the nearness of a kind of word that the question does not have
KINDS = {Kind.VERB: "verb", Kind.NOUN: "noun", Kind.NAME: "name", Kind.QUALITY: "quality"}


@dataclass(frozen=True, slots=True)
class Weights:
    """The table: for each fact its knots and the slope that begins at each, and what the type of the question adds.

    `wanted` is added for the type, `typed` is multiplied with whether the sentence holds something of it.
    """

    facts: Mapping[str, Sequence[tuple[float, float]]]
    wanted: Mapping[str, float]
    typed: Mapping[str, float]

    def score(self, wanted: Wanted, facts: Mapping[str, float]) -> float:
        """The logarithm of the odds that a sentence with these facts answers."""
        lines = sum(slope * max(0.0, facts[name] - knot) for name, knots in self.facts.items() for knot, slope in knots)
        return lines + self.wanted[wanted] + self.typed[wanted] * facts["typed"]


@cache
def weights() -> Weights:
    """The table that comes with the package."""
    table = json.loads(files("bot.answer").joinpath("sentences.json").read_text(encoding="utf-8"))
    return Weights(table["facts"], table["wanted"], table["typed"])


def judged(asked: Asked, found: Sequence[Evidence]) -> list[Evidence]:
    """The evidence with its scores, the likeliest first; runs in a worker."""
    if not found:
        return []
    from bot.language import align

    table = weights()
    known = facts(asked, found, align(asked.text, [evidence.sentence.text for evidence in found]))
    scored = [replace(e, score=table.score(asked.wanted, about)) for e, about in zip(found, known, strict=True)]
    return sorted(scored, key=lambda evidence: -evidence.score)


def facts(asked: Asked, found: Sequence[Evidence], alignment: Alignment) -> list[dict[str, float]]:
    """All that is weighed about each sentence, seen among the others; `alignment` is with these sentences."""
    return [_facts(asked, found, alignment, index) for index in range(len(found))]


def _facts(asked: Asked, found: Sequence[Evidence], alignment: Alignment, index: int) -> dict[str, float]:
    """By meaning: `near` the pieces of the question on average, `least` the one that fits least.

    `around` is `near` with the sentences before and after, `whole` with all of the article; those that begin with
    `rare` weigh the pieces by their rarity. `same` is the weight of the pieces that the article has in the same form.
    """
    evidence, rarity = found[index], alignment.rarity
    article = [i for i, other in enumerate(found) if other.document is evidence.document]
    beside = [i for i in article if abs(found[i].sentence.index - evidence.sentence.index) < 2]
    own = alignment.near[index]
    around, whole = alignment.near[beside].max(axis=0), alignment.near[article].max(axis=0)
    meaning = float(alignment.cosines[index])
    near = float(own.mean())
    least = {
        f"least_{name}": min((float(own[i]) for i, k in enumerate(alignment.kinds) if k is kind), default=None)
        for kind, name in KINDS.items()
    }
    return {
        "overlap": evidence.overlap,
        "context": evidence.context,
        "absent": evidence.absent,
        "strangers": evidence.strangers,
        "named": evidence.named,
        "typed": evidence.typed,
        "negated": evidence.negated,
        "timely": evidence.timely,
        "length": evidence.length,
        "certain": float(certain_span(asked, evidence.document, evidence.sentence) is not None),
        "meaning": meaning,
        "meant_and_said": meaning * evidence.overlap,
        "near": near,
        "near_and_said": near * evidence.overlap,
        "least": float(own.min()),
        "around": float(around.mean()),
        "whole_least": float(whole.min()),
        "rare_near": float(rarity @ own),
        "rare_around": float(rarity @ around),
        "rare_whole": float(rarity @ whole),
        "same": float(rarity @ alignment.same[article].max(axis=0)),
        "sought": FOUND_SOMEWHERE if alignment.sought is None else float(own[alignment.sought]),
        **{name: FOUND_SOMEWHERE if value is None else value for name, value in least.items()},
    }
