"""Chooses the sentences of a briefing: what most of the text is about, early, and without saying things twice."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from bot.model.document import Document, EntityKind, Sentence
from bot.summarise.live import entries, is_past_state
from bot.summarise.wording import standing_alone, words_in

POSITION = 1.0
FIGURES = 0.3
COMING = 0.25  # what a sentence gains that tells of a day to come
LATENESS = 0.4  # what the last sentence of an article loses, the others in proportion
QUOTATION = 0.6  # what is left of a sentence's worth when it is mostly quoted: quotes have a place of their own
BACKGROUND = 0.6  # what is left of a sentence's worth when it tells of years long past
LEANING = 0.9  # what is left where it goes on from the sentence before
LOOSE = 0.9  # what is left where only its actors tie it to the rest
RECENT = 3  # years
RARE = 4  # at most one sentence in so many
VARIETY = 0.9
EASY_WORDS = 26  # a longer sentence is worth less
LENGTH = 0.75  # how much less: the power of the proportion
TOO_ALIKE = 0.6
LEAST_COHESION = 0.2
LETTERS = 6  # of a stem
ENOUGH_SENTENCES = 6  # below this, what a sentence shares with the others says nothing

_WORD = re.compile(r"[^\W_]{4,}")
_FIGURE = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozens|hundreds|thousands)\b", re.IGNORECASE
)
_YEAR = re.compile(r"\b(?:in|since|until|from|of) ((?:19|20)\d\d)\b")
_BACK = re.compile(
    r"\b(?:in|of|from|to|at|by|for|after|before|with|on|over|about|during|since) (?:that|those|these)"
    r" (?!(?:year|week|month|day|morning|afternoon|evening|night|time|summer|winter|spring|autumn|season|who)s?\b)"
    r"([a-z]{4,})"
)
_QUOTED = re.compile(r"[“\"][^“”\"]+[”\"]")

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may become a bullet, as it would be worded, with its worth, the higher the better.

    `leans_on` is the stem of a noun that an earlier bullet must have said; empty when it stands alone.
    `entry` is its entry's number on a live page, whose latest is told first; 0 in any other article.
    """

    document: int
    sentence: Sentence
    text: str
    worth: float
    weights: Weights
    leans_on: str = ""
    entry: int = 0

    @property
    def place(self) -> tuple[int, int, int]:
        """Where it stands in the story."""
        return self.document, self.entry, self.sentence.index


class Terms:
    """The terms of some documents' sentences, weighted by how rare they are (TF-IDF, each vector of length one)."""

    def __init__(self, documents: Sequence[Document]) -> None:
        bags = {
            (d, sentence.index): Counter(terms_of(sentence))
            for d, document in enumerate(documents)
            for sentence in document.sentences
            if not sentence.heading
        }
        self._frequency = Counter(term for bag in bags.values() for term in bag)
        self._size = len(bags)
        self._titles = {term.lower() for document in documents for term in _WORD.findall(document.title)}
        self.weights = {place: self._weighted(bag) for place, bag in bags.items()}
        self.centre: Counter[str] = Counter()
        for weights in self.weights.values():
            self.centre.update(weights)

    def _weighted(self, bag: Counter[str]) -> dict[str, float]:
        raw = {
            term: (1 + math.log(count)) * (1 + math.log((1 + self._size) / (1 + self._frequency[term])))
            for term, count in bag.items()
        }
        norm = math.sqrt(sum(w * w for w in raw.values()))
        return {term: weight / norm for term, weight in raw.items()}

    def cohesion(self, place: tuple[int, int]) -> float:
        """The share of a sentence's terms that other sentences or a title use too, from 0 to 1."""
        terms = self.weights[place]
        if self._size < ENOUGH_SENTENCES or not terms:
            return 1.0
        return sum(self._frequency[term] > 1 or term in self._titles for term in terms) / len(terms)


def terms_of(sentence: Sentence) -> Sequence[str]:
    """The sentence's terms, or its longer words where language work found none."""
    return sentence.terms or [word.lower() for word in _WORD.findall(sentence.text)]


def likeness(one: Weights, other: Weights) -> float:
    """The dot product of two weighted bags of terms; the cosine when both have length one."""
    fewer, more = sorted((one, other), key=len)
    return sum(weight * more.get(term, 0.0) for term, weight in fewer.items())


def candidates(documents: Sequence[Document]) -> list[Candidate]:
    """Every sentence that can stand alone, valued by centrality, position, figures and length."""
    terms = Terms(documents)
    live = [entries(document) for document in documents]
    alone = {
        (d, sentence.index): text
        for d, document in enumerate(documents)
        for sentence in document.sentences
        if (text := standing_alone(document, sentence))
        and not is_past_state(sentence.text, live[d].get(sentence.index, 0))
    }
    known = [_known_actors(document) for document in documents]
    fit = {
        (d, index): text
        for (d, index), text in alone.items()
        if terms.cohesion((d, index)) >= LEAST_COHESION or (index in known[d] and _FIGURE.search(text))
    } or alone
    central = {place: likeness(terms.weights[place], terms.centre) for place in fit}
    most = max(central.values(), default=0.0) or 1.0
    found = []
    for (d, index), text in fit.items():
        worth = _worth(documents[d], index, text, central[d, index] / most, live[d])
        sentence = documents[d].sentences[index]
        leans_on = _stem(sentence.leans_on or _pointed_at(text))
        if leans_on in _stems(documents[d].title):
            leans_on = ""
        if terms.cohesion((d, index)) < LEAST_COHESION:
            worth *= LOOSE
        entry = live[d].get(index, 0)
        found.append(Candidate(d, sentence, text, worth, terms.weights[d, index], leans_on, entry))
    return found


def _known_actors(document: Document) -> Set[int]:
    """The sentences with an actor, by name or by pronoun, whom others speak of too."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    for mention in document.mentions:
        if mention.actor is not None:
            found[mention.actor].add(mention.sentence)
    return {sentence for sentences in found.values() if len(sentences) > 1 for sentence in sentences}


def _stems(text: str) -> set[str]:
    return {_stem(word) for word in _WORD.findall(text)}


def _pointed_at(text: str) -> str:
    """The noun of a phrase that points back to another sentence ("in that collision"), "" where there is none."""
    found = _BACK.search(text)
    return found[1] if found and _stem(found[1]) not in _stems(text[: found.start()]) else ""


def _stem(word: str) -> str:
    return word.casefold()[:LETTERS]


def _worth(document: Document, index: int, text: str, central: float, live: Mapping[int, int]) -> float:
    """Centrality (0 to 1), the lead's advantage, figures and what is to come; what is late, long or quoted loses.

    Most weights were chosen by coordinate search on 160 articles of the development half of the public data.
    """
    own = live.get(index, 0), index
    prose = [sentence.index for sentence in document.sentences if not sentence.heading]
    rank = sum((live.get(other, 0), other) < own for other in prose)
    worth = central + POSITION * min(1.0, 2 * central) / (1 + rank) - LATENESS * rank / len(prose)
    if any(m.sentence == index and m.kind is EntityKind.NUMBER for m in document.mentions):
        worth += FIGURES
    if any(event.future and event.citation.sentence == index for event in document.events):
        worth += COMING
    if _is_background(document, text):
        worth *= BACKGROUND
    if document.sentences[index].dangling:
        worth *= LEANING
    if 2 * sum(map(len, _QUOTED.findall(text))) > len(text):
        worth *= QUOTATION
    return worth * math.pow(min(1.0, EASY_WORDS / words_in(text)), LENGTH)


def _is_background(document: Document, text: str) -> bool:
    """Whether a sentence tells of years long past, in an article that is not about them."""
    if not _is_long_past(document, text):
        return False
    past = sum(_is_long_past(document, sentence.text) for sentence in document.sentences)
    return past * RARE <= len(document.sentences)


def _is_long_past(document: Document, text: str) -> bool:
    return any(int(year) < document.dated.year - RECENT for year in _YEAR.findall(text))


def choose(found: Sequence[Candidate], count: int) -> list[Candidate]:
    """The best sentences that differ, in story order (maximal marginal relevance, Carbonell and Goldstein 1998)."""
    left, chosen = list(found), list[Candidate]()
    while len(chosen) < count and (fit := [c for c in left if _is_clear(c, chosen)]):
        best = max(fit, key=lambda c: c.worth - VARIETY * _nearest(c, chosen))
        left.remove(best)
        if _nearest(best, chosen) < TOO_ALIKE:
            chosen.append(best)
    return sorted(chosen, key=lambda c: c.place)


def _is_clear(candidate: Candidate, chosen: Sequence[Candidate]) -> bool:
    """Whether what it leans on is said by a bullet that will stand before it."""
    return not candidate.leans_on or any(
        c.document == candidate.document and c.place < candidate.place and candidate.leans_on in _stems(c.text)
        for c in chosen
    )


def _nearest(candidate: Candidate, chosen: Sequence[Candidate]) -> float:
    return max((likeness(candidate.weights, c.weights) for c in chosen), default=0.0)
