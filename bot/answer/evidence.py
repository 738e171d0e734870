"""What the words of a sentence say for its answering a question."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.answer.question import Asked, looks_ahead, stem, words
from bot.answer.spans import has_type
from bot.model.document import Document, Passage, Sentence

AKIN = 0.7  # what a word of the same family counts ("postpone", "postponement") against the word itself
NEIGHBOUR = 0.5  # what a word of the sentence before, or of the title, counts against one of the sentence itself


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence and what speaks for and against it.

    `words` are its own, with the names and roles of everybody it mentions, also by pronoun. `facts` are numbers from 0
    to 1, or near it: `overlap` is the share of the question's weight that those words carry, `context` the same with
    the neighbours and the title; `typed` tells whether the sentence holds the wanted type, `timely` whether both look
    ahead or neither does. `score` is for comparison with other sentences.
    """

    document: Document
    sentence: Sentence
    words: frozenset[str]
    facts: Mapping[str, float]
    score: float = 0.0


WEIGHTS = {"overlap": 4.0, "context": 2.0, "typed": 1.6, "timely": 0.5}


class Vocabulary:
    """A bag of words that knows their stems."""

    def __init__(self, known: Iterable[str]) -> None:
        self.words = frozenset(known)
        self._stems = frozenset(stem(word) for word in self.words)

    def match(self, term: str) -> float:
        """1 for a word that is there, AKIN for one of its family, else 0."""
        if term in self.words:
            return 1.0
        return AKIN if stem(term) in self._stems else 0.0


class Reading:
    """One document, read for a question."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.title = frozenset(words(document.title))
        self._names = [
            frozenset(w for name in (a.name, *a.aliases, a.role or "") for w in words(name)) for a in document.actors
        ]

    @cached_property
    def sentences(self) -> list[Vocabulary]:
        """The words of each sentence, with the names and roles of everybody it mentions, also by pronoun or alias."""
        actors: dict[int, set[int]] = {}
        for mention in self.document.mentions:
            if mention.actor is not None:
                actors.setdefault(mention.sentence, set()).add(mention.actor)
        return [
            Vocabulary(frozenset(s.terms).union(words(s.text), *(self._names[a] for a in actors.get(s.index, ()))))
            for s in self.document.sentences
        ]

    @cached_property
    def whole(self) -> Vocabulary:
        """The words of the whole document."""
        return Vocabulary(self.title.union(*(v.words for v in self.sentences)))

    def around(self, index: int) -> Vocabulary:
        """The words of the sentences before and after one, and of the title."""
        near = self.sentences[max(0, index - 1) : index] + self.sentences[index + 1 : index + 2]
        return Vocabulary(self.title.union(*(v.words for v in near)))


def weigh(asked: Asked, documents: Mapping[str, Document], passages: Sequence[Passage]) -> list[Evidence]:
    """Evidence for every sentence of the passages, each once, the likeliest by its words first.

    `score` is by WEIGHTS, which are set by hand: they need only tell which sentences are worth a closer look.
    """
    readings = {article: Reading(document) for article, document in documents.items()}
    rarity = _rarity([v for reading in readings.values() for v in reading.sentences], asked.terms)
    places = dict.fromkeys(
        (p.article, index) for p in passages if p.article in documents for index in range(p.first, p.last + 1)
    )
    found = [_weighed(asked, readings[article], index, rarity) for article, index in places]
    return sorted(found, key=lambda evidence: -evidence.score)


def _rarity(bags: Sequence[Vocabulary], terms: Iterable[str]) -> dict[str, float]:
    """How much each term tells: rare ones more (inverse sentence frequency)."""
    frequency = Counter({term: sum(term in bag.words for bag in bags) for term in terms})
    return {term: math.log(1 + (1 + len(bags)) / (1 + count)) for term, count in frequency.items()}


def _weighed(asked: Asked, reading: Reading, index: int, rarity: Mapping[str, float]) -> Evidence:
    sentence = reading.document.sentences[index]
    own, around = reading.sentences[index], reading.around(index)
    total = sum(rarity.values()) or 1.0
    direct = {term: own.match(term) for term in asked.terms}
    known = {term: max(direct[term], NEIGHBOUR * around.match(term)) for term in asked.terms}
    facts = {
        "overlap": sum(rarity[term] * direct[term] for term in asked.terms) / total,
        "context": sum(rarity[term] * known[term] for term in asked.terms) / total,
        "typed": has_type(asked, reading.document, sentence),
        "timely": float(looks_ahead(asked.text) == looks_ahead(sentence.text)),
    }
    score = sum(weight * facts[name] for name, weight in WEIGHTS.items())
    return Evidence(reading.document, sentence, own.words, facts, score)
