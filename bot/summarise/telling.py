"""How likely a summary is to use a word of the articles, or two neighbouring ones: a logistic model over facts."""

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from bot.model.document import Document, EntityKind
from bot.summarise.fitted import Fitted

LETTERS = 6  # of a stem
EARLY, RATHER_EARLY = 3, 8  # sentences

_WORD = re.compile(r"[^\W_]+")
_NAMED = frozenset((EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE, EntityKind.GROUP))

Gram = tuple[str, ...]
Place = tuple[int, int]
"""A document's number and a sentence's index in it."""


def grams(text: str) -> Iterator[Gram]:
    """The stems of a text's words, and each two that are neighbours."""
    stems = [stem(word) for word in _WORD.findall(text)]
    yield from ((one,) for one in stems)
    yield from pairwise(stems)


def stem(word: str) -> str:
    """The beginning of a word, in lower case."""
    return word.casefold()[:LETTERS]


class Occurrences:
    """Where the words and pairs of some documents stand, and what kind of words they are.

    `ranks` has the place of each sentence of prose among those of its document, from 0.
    """

    def __init__(self, documents: Sequence[Document], ranks: Mapping[Place, int]) -> None:
        self._content = {stem(term) for document in documents for s in document.sentences for term in s.terms}
        self._salience: dict[str, float] = {}
        self._size = len(ranks)
        self.at: defaultdict[Gram, list[int]] = defaultdict(list)
        for d, document in enumerate(documents):
            self._note_names(document)
            for sentence in document.sentences:
                if (d, sentence.index) in ranks:
                    for gram in set(grams(sentence.text)):
                        self.at[gram].append(ranks[d, sentence.index])

    def _note_names(self, document: Document) -> None:
        most = max((actor.salience for actor in document.actors), default=0.0) or 1.0
        for mention in document.mentions:
            if mention.kind in _NAMED and not mention.pronoun:
                salience = 0.0 if mention.actor is None else document.actors[mention.actor].salience / most
                for word in _WORD.findall(mention.text):
                    self._salience[stem(word)] = max(salience, self._salience.get(stem(word), 0.0))

    def facts(self, gram: Gram) -> dict[str, float]:
        """What is known of a word or pair that stands in the documents."""
        at = self.at[gram]
        first, often = min(at), math.log(len(at))
        plain = sum(word not in self._content and word not in self._salience for word in gram) / len(gram)
        return {
            "": 1.0,
            "plain": plain,
            "often": often,
            "often and plain": often * plain,
            "often and in the first sentence": often * (first == 0),
            "share": len(at) / self._size,
            "once": float(len(at) == 1),
            "in the first sentence": float(first == 0),
            "in the second": float(1 in at),
            "early": float(first < EARLY),
            "often early": sum(rank < EARLY for rank in at) / EARLY,
            "often rather early": sum(rank < RATHER_EARLY for rank in at) / RATHER_EARLY,
            "nearness to the start": 1 / (1 + first),
            "first at": math.log(1 + first),
            "reach": (max(at) - first) / self._size,
            "name": sum(word in self._salience for word in gram) / len(gram),
            "salience": sum(self._salience.get(word, 0.0) for word in gram) / len(gram),
            "figure": float(any(word.isdigit() for word in gram)),
            "letters": sum(map(len, gram)) / len(gram) / LETTERS,
            "length of the article": math.log(self._size),
        }


def likelihoods(documents: Sequence[Document], ranks: Mapping[Place, int], fitted: Fitted) -> dict[Gram, float]:
    """For each word and pair how likely a summary is to use it, from 0 to 1."""
    occurrences = Occurrences(documents, ranks)
    found = {}
    for gram in occurrences.at:
        weights = fitted.words if len(gram) == 1 else fitted.pairs
        score = sum(weights.get(name, 0.0) * value for name, value in occurrences.facts(gram).items())
        found[gram] = 1 / (1 + math.exp(-score))
    return found
