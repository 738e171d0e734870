"""The terms of sentences, weighted by how rare they are."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from bot.model.document import Document, Sentence

ENOUGH_SENTENCES = 6  # below this, what a sentence shares with the others says nothing

_WORD = re.compile(r"[^\W_]{4,}")

Weights = Mapping[str, float]


class Terms:
    """The terms of some documents' sentences, weighted by how rare they are (TF-IDF, each vector of length one)."""

    def __init__(self, documents: Sequence[Document]) -> None:
        bags = {
            (d, sentence.index): Counter(terms_of(sentence))
            for d, document in enumerate(documents)
            for sentence in document.sentences
            if not sentence.heading
        }
        self.frequency = Counter(term for bag in bags.values() for term in bag)
        self._size = len(bags)
        self._titles = {term.lower() for document in documents for term in _WORD.findall(document.title)}
        self.weights = {place: self._weighted(bag) for place, bag in bags.items()}
        self.centre: Counter[str] = Counter()
        for weights in self.weights.values():
            self.centre.update(weights)

    def _weighted(self, bag: Counter[str]) -> dict[str, float]:
        raw = {
            term: (1 + math.log(count)) * (1 + math.log((1 + self._size) / (1 + self.frequency[term])))
            for term, count in bag.items()
        }
        norm = math.sqrt(sum(w * w for w in raw.values()))
        return {term: weight / norm for term, weight in raw.items()}

    def cohesion(self, place: tuple[int, int]) -> float:
        """The share of a sentence's terms that other sentences or a title use too, from 0 to 1."""
        terms = self.weights[place]
        if self._size < ENOUGH_SENTENCES or not terms:
            return 1.0
        return sum(self.frequency[term] > 1 or term in self._titles for term in terms) / len(terms)

    def commonness(self, place: tuple[int, int]) -> float:
        """The share of sentences that use a term of this one, the mean over its terms."""
        terms = self.weights[place]
        return sum(self.frequency[term] for term in terms) / (len(terms) or 1) / self._size


def terms_of(sentence: Sentence) -> Sequence[str]:
    """The sentence's terms, or its longer words where language work found none."""
    return sentence.terms or [word.lower() for word in _WORD.findall(sentence.text)]


def likeness(one: Weights, other: Weights) -> float:
    """The dot product of two weighted bags of terms; the cosine when both have length one."""
    fewer, more = sorted((one, other), key=len)
    return sum(weight * more.get(term, 0.0) for term, weight in fewer.items())
