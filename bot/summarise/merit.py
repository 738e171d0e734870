"""What speaks for a sentence besides its words: where it stands, what it is about, and its form."""

import math
import re
from collections.abc import Mapping, Sequence

from bot.model.document import Document
from bot.summarise.fitted import Fitted
from bot.summarise.telling import Place
from bot.summarise.terms import Terms, Weights, likeness
from bot.summarise.wording import words_in

EASY_WORDS = 25  # a longer sentence is worth less
TOP_TERMS = 8
MAIN_ACTORS = 3

_QUOTED = re.compile(r"[“\"][^“”\"]+[”\"]")


class Merits:
    """Values the sentences of some documents by facts of each, whose weights were fitted on public data."""

    def __init__(self, documents: Sequence[Document], ranks: Mapping[Place, int], terms: Terms, fitted: Fitted) -> None:
        self._documents, self._ranks, self._terms, self._fitted = documents, ranks, terms, fitted
        self._order = [_in_order(ranks, d) for d in range(len(documents))]
        central = {place: likeness(terms.weights[place], terms.centre) for place in ranks}
        most = max(central.values(), default=0.0) or 1.0
        self._central = {place: value / most for place, value in central.items()}
        self._top = {term for term, _ in terms.frequency.most_common(TOP_TERMS)}

    def of(self, place: Place, text: str, leans: bool) -> float:
        """The value of a sentence in the wording `text`; `leans` tells that an earlier one must be told with it."""
        facts = self.facts(place, text, leans)
        return sum(self._fitted.sentences.get(name, 0.0) * value for name, value in facts.items())

    def facts(self, place: Place, text: str, leans: bool) -> dict[str, float]:
        """The facts, each about 0 to 1."""
        document, sentence = self._documents[place[0]], self._documents[place[0]].sentences[place[1]]
        rank, order = self._ranks[place], self._order[place[0]]
        words, terms, central = words_in(text), self._terms.weights[place], self._central[place]
        actors = {m.actor for m in document.mentions if m.sentence == place[1] and m.actor is not None}
        most = max((actor.salience for actor in document.actors), default=0.0) or 1.0
        return {
            "nearness to the start": 1 / (1 + rank),
            "rank": math.log1p(rank),
            "late": rank / len(order),
            "second": float(rank == 1),
            "central": central,
            "central and near the start": min(1.0, 2 * central) / (1 + rank),
            "cohesion": self._terms.cohesion(place),
            "top terms": len(self._top & set(terms)) / TOP_TERMS,
            "frequency": self._terms.commonness(place),
            "like the first": likeness(terms, self._weights(order[0])) if rank else 0.0,
            "like the one before": likeness(terms, self._weights(order[rank - 1])) if rank else 0.0,
            "length": math.log(words / EASY_WORDS),
            "too long": max(0, words - EASY_WORDS) / 10,
            "quoted": float(2 * sum(map(len, _QUOTED.findall(text))) > len(text)),
            "figure": float(any(character.isdigit() for character in text)),
            "dangling": float(sentence.dangling),
            "leaning": float(leans),
            "salience": max((document.actors[actor].salience for actor in actors), default=0.0) / most,
            "two main actors": float(sum(actor < MAIN_ACTORS for actor in actors) > 1),
            "pronoun": float(any(m.pronoun for m in document.mentions if m.sentence == place[1])),
        }

    def _weights(self, place: Place) -> Weights:
        return self._terms.weights[place]


def _in_order(ranks: Mapping[Place, int], document: int) -> list[Place]:
    return sorted((place for place in ranks if place[0] == document), key=lambda place: ranks[place])
