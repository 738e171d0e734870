"""How like a question each of some passages is: facts from its words and its meaning, and what they weigh together."""

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import cache
from importlib.resources import files
from itertools import pairwise

from bot.answer.corpus import Hit
from bot.answer.question import stem, words
from bot.language.stems import plain_words
from bot.model.document import Passage

FACTS = ("words", "meaning", "clause", "pairs", "forms", "length", "together")
"""The columns of `facts`.

`words` is the share of the best score by BM25, `meaning` the cosine; `clause` the share of the question's weight that
the stems of the passage's best clause carry, `forms` that of the words of the whole passage as they are, `together`
that of the stems of all found passages of its article. `pairs` is the share of the question's neighbouring words that
stand together in the passage too, at most a word between them, `length` the logarithm of its length.
"""

USUAL = 300  # characters of a passage
_CLAUSE = re.compile(r"(?<=[.!?;])\s+")


def rank(question: str, hits: Sequence[Hit], near: Mapping[Passage, float]) -> list[Hit]:
    """The passages that were found by their words, and those whose cosines are given, likest first."""
    passages = list(dict.fromkeys([*(hit.passage for hit in hits), *near]))
    rows = facts(question, passages, {hit.passage: hit.score for hit in hits}, near)
    known = [weights()[name] for name in FACTS]
    found = [Hit(p, sum(w * f for w, f in zip(known, row, strict=True))) for p, row in zip(passages, rows, strict=True)]
    return sorted(found, key=lambda hit: -hit.score)


def facts(
    question: str, passages: Sequence[Passage], scores: Mapping[Passage, float], near: Mapping[Passage, float]
) -> list[tuple[float, ...]]:
    """A row of FACTS for each passage; what is rare is told by the passages themselves."""
    asked, plain = words(question), plain_words(question)
    told = [word for word in asked if word not in plain] or asked
    pairs = {(stem(a), stem(b)) for a, b in pairwise(asked) if not {a, b} & plain}
    best = max(scores.values(), default=0.0) or 1.0
    forms = [words(passage.text) for passage in passages]
    stems = [[stem(form) for form in each] for each in forms]
    by_form, by_stem = _rarity(told, forms), _rarity(map(stem, told), stems)
    together: dict[str, set[str]] = {}
    for passage, each in zip(passages, stems, strict=True):
        together.setdefault(passage.article, set()).update(each)
    return [
        (
            scores.get(passage, 0.0) / best,
            near.get(passage, 0.0),
            max(_share(by_stem, set(map(stem, words(clause)))) for clause in _CLAUSE.split(passage.text)),
            len(pairs & _neighbours(each)) / (len(pairs) or 1),
            _share(by_form, set(form)),
            math.log(max(len(passage.text), 1) / USUAL),
            _share(by_stem, together[passage.article]),
        )
        for passage, form, each in zip(passages, forms, stems, strict=True)
    ]


@cache
def weights() -> Mapping[str, float]:
    """What each fact weighs, and what is found when a passage is read again: `nearness` of its words, and `clauses`.

    `benchmarks.quality.train_passages` fits them.
    """
    found: Mapping[str, float] = json.loads(files("bot.answer").joinpath("passages.json").read_text(encoding="utf-8"))
    return found


def _neighbours(stems: Sequence[str]) -> set[tuple[str, str]]:
    return {*pairwise(stems), *zip(stems, stems[2:], strict=False)}


def _rarity(told: Iterable[str], bags: Sequence[Iterable[str]]) -> dict[str, float]:
    known = [frozenset(bag) for bag in bags]
    return {
        word: math.log(1 + (1 + len(known)) / (1 + sum(word in bag for bag in known))) for word in dict.fromkeys(told)
    }


def _share(weights: Mapping[str, float], there: Set[str]) -> float:
    return sum(weight for word, weight in weights.items() if word in there) / (sum(weights.values()) or 1.0)
