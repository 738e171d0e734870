"""Chooses the sentences of a briefing: together they tell what a summary would, in few words, each thing once."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from bot.model.document import Document, Sentence
from bot.summarise.fitted import FITTED, Fitted
from bot.summarise.live import entries, is_past_state
from bot.summarise.merit import Merits
from bot.summarise.telling import Gram, Place, grams, likelihoods, stem
from bot.summarise.terms import Terms, Weights, likeness
from bot.summarise.wording import standing_alone, words_in

COMING = 2.2  # what a sentence gains that tells of a day to come: readers ask for that
BACKGROUND = 4.0  # what a sentence loses that tells of years long past
SILENCE = 6.0  # what one loses that tells only that somebody told nothing
FULL_WORDS, TERSE = 10, 0.3  # what a sentence loses for each word by which it is shorter
LOOSE = 0.5  # what one loses that only its actors tie to the rest
SHORTNESS = 20  # words added to a summary's length, so that few words are good but fewest are not best
RECENT = 3  # years
RARE = 4  # at most one sentence in so many
TOO_ALIKE = 0.6
LEAST_COHESION = 0.2

_WORD = re.compile(r"[^\W_]{4,}")
_FIGURE = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozens|hundreds|thousands)\b", re.IGNORECASE
)
_SILENCE = re.compile(
    r"\b(?:declined to (?:say|comment)|(?:did|has|have|had) not (?:immediately )?(?:respond|reply|comment)|"
    r"could not (?:immediately )?be reached|refused to comment)"
)
_YEAR = re.compile(r"\b(?:in|since|until|from|of) ((?:19|20)\d\d)\b")
_BACK = re.compile(
    r"\b(?:in|of|from|to|at|by|for|after|before|with|on|over|about|during|since) (?:that|those|these)"
    r" (?!(?:year|week|month|day|morning|afternoon|evening|night|time|summer|winter|spring|autumn|season|who)s?\b)"
    r"([a-z]{4,})"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may become a bullet, as it would be worded.

    `tells` is how likely a summary is to use each of its words and pairs of words; `merit` is what else speaks for it.
    `leans_on` is the stem of a noun that an earlier bullet must have said; empty when it stands alone.
    `entry` is its entry's number on a live page, whose latest is told first; 0 in any other article.
    """

    document: int
    sentence: Sentence
    text: str
    merit: float
    tells: Mapping[Gram, float]
    weights: Weights
    leans_on: str = ""
    entry: int = 0

    @property
    def place(self) -> tuple[int, int, int]:
        """Where it stands in the story."""
        return self.document, self.entry, self.sentence.index

    @property
    def worth(self) -> float:
        """Its value as the only bullet, the higher the better."""
        return value([self])


def value(chosen: Sequence[Candidate]) -> float:
    """How good some sentences are as a summary: what they tell for their length, each word once, and their merits."""
    told = {gram: likely for candidate in chosen for gram, likely in candidate.tells.items()}
    length = sum(words_in(candidate.text) for candidate in chosen)
    return 100 * sum(told.values()) / (length + SHORTNESS) + sum(candidate.merit for candidate in chosen)


def candidates(documents: Sequence[Document], fitted: Fitted = FITTED) -> list[Candidate]:
    """Every sentence that can stand alone, with what it is worth."""
    terms = Terms(documents)
    live = [entries(document) for document in documents]
    ranks = ranks_of(documents)
    merits, likely = Merits(documents, ranks, terms, fitted), likelihoods(documents, ranks, fitted)
    found = []
    for (d, index), text in _fit(documents, terms, live).items():
        document, sentence = documents[d], documents[d].sentences[index]
        leans_on = stem(sentence.leans_on or _pointed_at(text))
        if leans_on in _stems(document.title):
            leans_on = ""
        merit = merits.of((d, index), text, bool(leans_on)) + _for_readers(document, index, text)
        if terms.cohesion((d, index)) < LEAST_COHESION:
            merit -= LOOSE
        tells = {gram: likely.get(gram, 0.0) for gram in grams(text)}
        entry = live[d].get(index, 0)
        found.append(Candidate(d, sentence, text, merit, tells, terms.weights[d, index], leans_on, entry))
    return found


def ranks_of(documents: Sequence[Document]) -> dict[Place, int]:
    """The place of each sentence of prose among those of its document; a live page begins with its latest entry."""
    found = {}
    for d, document in enumerate(documents):
        prose = [sentence.index for sentence in document.sentences if not sentence.heading]
        live = entries(document)
        in_order = sorted(prose, key=lambda index: (live.get(index, 0), index))
        found.update({(d, index): rank for rank, index in enumerate(in_order)})
    return found


def _fit(documents: Sequence[Document], terms: Terms, live: Sequence[Mapping[int, int]]) -> dict[Place, str]:
    """The sentences that can stand alone, as they would be worded, without those that nothing ties to the rest."""
    alone = {
        (d, sentence.index): text
        for d, document in enumerate(documents)
        for sentence in document.sentences
        if (text := standing_alone(document, sentence))
        and not is_past_state(sentence.text, live[d].get(sentence.index, 0))
    }
    known = [_known_actors(document) for document in documents]
    return {
        (d, index): text
        for (d, index), text in alone.items()
        if terms.cohesion((d, index)) >= LEAST_COHESION or (index in known[d] and _FIGURE.search(text))
    } or alone


def _known_actors(document: Document) -> Set[int]:
    """The sentences with an actor, by name or by pronoun, whom others speak of too."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    for mention in document.mentions:
        if mention.actor is not None:
            found[mention.actor].add(mention.sentence)
    return {sentence for sentences in found.values() if len(sentences) > 1 for sentence in sentences}


def _stems(text: str) -> set[str]:
    return {stem(word) for word in _WORD.findall(text)}


def _pointed_at(text: str) -> str:
    """The noun of a phrase that points back to another sentence ("in that collision"), "" where there is none."""
    found = _BACK.search(text)
    return found[1] if found and stem(found[1]) not in _stems(text[: found.start()]) else ""


def _for_readers(document: Document, index: int, text: str) -> float:
    """What readers ask for beyond the data: full statements, and what is to come rather than what is long past."""
    coming = any(event.future and event.citation.sentence == index for event in document.events)
    terse = max(0, FULL_WORDS - words_in(text)) * TERSE
    silent = SILENCE * bool(_SILENCE.search(text))
    return COMING * coming - BACKGROUND * _is_background(document, text) - terse - silent


def _is_background(document: Document, text: str) -> bool:
    """Whether a sentence tells of years long past, in an article that is not about them."""
    if not _is_long_past(document, text):
        return False
    past = sum(_is_long_past(document, sentence.text) for sentence in document.sentences)
    return past * RARE <= len(document.sentences)


def _is_long_past(document: Document, text: str) -> bool:
    return any(int(year) < document.dated.year - RECENT for year in _YEAR.findall(text))


def choose(found: Sequence[Candidate], count: int) -> list[Candidate]:
    """The sentences that are best together, taken one by one, in story order."""
    left, chosen = list(found), list[Candidate]()
    while len(chosen) < count and (fit := [c for c in left if _is_clear(c, chosen)]):
        best = max(fit, key=lambda c: value([*chosen, c]))
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
