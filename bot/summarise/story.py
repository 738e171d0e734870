"""One briefing of a story out of the briefings of its articles, so that no article is read by an engine again."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from bot.model.briefing import Briefing, Bullet
from bot.model.document import Document
from bot.summarise.facts import bare_words, names, numbers
from bot.summarise.headline import stem
from bot.summarise.selection import TOO_ALIKE, Candidate
from bot.summarise.terms import likeness

SAME = 0.6  # the share of the shorter statement's words that the other has too
REPEATED = 0.85  # the share of a statement's words that a sentence which says it again must have
NEARLY_AS_GOOD = 0.5  # what a newer sentence must be worth against the older one that it replaces


def combine(whole: Briefing, parts: Sequence[Briefing], bullets: int) -> Briefing:
    """The briefing `whole` over all articles, with the headline and statements of the `parts`, newest last.

    Each article's first statement comes before any second one; of two that say the same, the first is kept, and cites
    what the other rests on too where that holds all its names. Two with other numbers do not say the same.
    """
    chosen: list[Bullet] = []
    for bullet in _in_turn(parts):
        place = next((i for i, other in enumerate(chosen) if _alike(bullet.text, other.text)), None)
        if place is None:
            chosen.append(bullet)
        elif _names(chosen[place].text) <= _names(bullet.text):
            cited = dict.fromkeys((*chosen[place].citations, *bullet.citations))
            chosen[place] = replace(chosen[place], citations=tuple(cited))
    engine = "; ".join(dict.fromkeys(part.engine for part in parts))
    return replace(whole, headline=parts[-1].headline, bullets=tuple(chosen[:bullets]), engine=engine)


def renewed(chosen: Sequence[Candidate], found: Sequence[Candidate], documents: Sequence[Document]) -> list[Candidate]:
    """The chosen sentences, with one of a later day in the place of an older one that is much like it."""
    kept: list[Candidate] = []
    for old in chosen:
        day = documents[old.document].dated.date()
        later = [
            new
            for new in found
            if documents[new.document].dated.date() > day
            and likeness(old.weights, new.weights) >= TOO_ALIKE
            and new.worth >= NEARLY_AS_GOOD * old.worth
            and not new.leans_on
            and not any(new is other for other in (*chosen, *kept))
        ]
        kept.append(max(later, key=lambda new: (documents[new.document].dated, new.worth), default=old))
    return sorted(kept, key=lambda candidate: candidate.place)


def repeats(statement: str, sentence: str) -> bool:
    """Whether a sentence has the numbers and names of the statement, and nearly all of its words."""
    words, others = _stems(statement), _stems(sentence)
    told = numbers(statement) <= numbers(sentence) and _names(statement) <= _names(sentence) | set(sentence.split())
    return told and len(words & others) >= REPEATED * len(words)


def _in_turn(parts: Sequence[Briefing]) -> Iterator[Bullet]:
    for rank in zip_longest(*(part.bullets for part in parts)):
        yield from (bullet for bullet in rank if bullet is not None)


def _alike(one: str, other: str) -> bool:
    words, others = _stems(one), _stems(other)
    return numbers(one) == numbers(other) and len(words & others) >= SAME * min(len(words), len(others))


def _stems(text: str) -> set[str]:
    return {stem(word) for word in bare_words(text)}


def _names(text: str) -> set[str]:
    return {word for name in names(text) if not name.opening for word in name.words}
