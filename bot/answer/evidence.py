"""Judges how well one sentence answers a question."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.answer.question import Asked, words
from bot.answer.spans import has_type
from bot.model.document import Document, Passage, Sentence

NEIGHBOUR = 0.5  # what a word of the sentence before, or of the title, counts against one of the sentence itself


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence and what speaks for it, each from 0 to 1.

    `overlap` is the share of the question's weight that the sentence's words carry, `context` the same with its
    neighbours and title, `names` the share of the question's names, `typed` whether it holds the wanted type,
    `meaning` the cosine to the question.
    """

    document: Document
    sentence: Sentence
    overlap: float
    context: float
    names: float
    typed: float
    meaning: float = 0.0

    @property
    def features(self) -> tuple[float, ...]:
        """The numbers that are weighed, in the order of the weights."""
        return self.overlap, self.context, self.names, self.typed, self.meaning


WEIGHTS = (4.0, 2.0, 1.0, 1.6, 4.0)
BIAS = -6.2


def confidence(evidence: Evidence) -> float:
    """How likely it is that the sentence answers the question, from 0 to 1 (a logistic model)."""
    total = BIAS + sum(w * f for w, f in zip(WEIGHTS, evidence.features, strict=True))
    return 1 / (1 + math.exp(-total))


class Rarity:
    """How much a term tells: rare ones more (inverse sentence frequency over some documents)."""

    def __init__(self, documents: Iterable[Document]) -> None:
        bags = [known_terms(document, sentence) for document in documents for sentence in document.sentences]
        self._size = len(bags)
        self._frequency = Counter(term for bag in bags for term in bag)

    def __call__(self, term: str) -> float:
        """The weight of a term, above 0."""
        return math.log(1 + (1 + self._size) / (1 + self._frequency[term]))


def known_terms(document: Document, sentence: Sentence) -> frozenset[str]:
    """The terms of a sentence, with the names of everybody that it mentions, also by pronoun or alias."""
    actors = {m.actor for m in document.mentions if m.sentence == sentence.index and m.actor is not None}
    names = {
        word
        for index in actors
        for name in (document.actors[index].name, *document.actors[index].aliases, document.actors[index].role or "")
        for word in words(name)
    }
    return frozenset(sentence.terms) | names | frozenset(words(sentence.text))


def weigh(asked: Asked, documents: Mapping[str, Document], passages: Sequence[Passage]) -> list[Evidence]:
    """Evidence for every sentence of the passages, each once, without cosines."""
    rarity = Rarity(documents.values())
    places = dict.fromkeys(
        (p.article, index) for p in passages if p.article in documents for index in range(p.first, p.last + 1)
    )
    return [_weighed(asked, documents[a], documents[a].sentences[i], rarity) for a, i in places]


def _weighed(asked: Asked, document: Document, sentence: Sentence, rarity: Rarity) -> Evidence:
    own = known_terms(document, sentence)
    around = frozenset(words(document.title)) | _neighbours(document, sentence)
    total = sum(rarity(term) for term in asked.terms) or 1.0
    direct = sum(rarity(term) for term in asked.terms if term in own)
    nearby = sum(rarity(term) for term in asked.terms if term not in own and term in around)
    return Evidence(
        document,
        sentence,
        overlap=direct / total,
        context=(direct + NEIGHBOUR * nearby) / total,
        names=len(asked.names & (own | around)) / len(asked.names) if asked.names else 1.0,
        typed=has_type(asked, document, sentence),
    )


def _neighbours(document: Document, sentence: Sentence) -> frozenset[str]:
    near = [s for s in document.sentences[max(0, sentence.index - 1) : sentence.index + 2] if s is not sentence]
    return frozenset[str]().union(*(known_terms(document, s) for s in near))
