"""One briefing of a story out of the briefings of its articles, so that no article is read by an engine again."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from bot.model.briefing import Briefing, Bullet
from bot.summarise.facts import bare_words
from bot.summarise.headline import stem

SAME = 0.6  # the share of the shorter statement's words that the other has too


def combine(whole: Briefing, parts: Sequence[Briefing], bullets: int) -> Briefing:
    """The briefing `whole` over all articles, with the headline and statements of the `parts`, newest last.

    Each article's first statement comes before any second one; of two that say the same, the first is kept.
    """
    chosen: list[Bullet] = []
    for bullet in _in_turn(parts):
        if not any(_alike(bullet.text, other.text) for other in chosen):
            chosen.append(bullet)
    engine = "; ".join(dict.fromkeys(part.engine for part in parts))
    return replace(whole, headline=parts[-1].headline, bullets=tuple(chosen[:bullets]), engine=engine)


def _in_turn(parts: Sequence[Briefing]) -> Iterator[Bullet]:
    for rank in zip_longest(*(part.bullets for part in parts)):
        yield from (bullet for bullet in rank if bullet is not None)


def _alike(one: str, other: str) -> bool:
    words, others = ({stem(word) for word in bare_words(text)} for text in (one, other))
    return len(words & others) >= SAME * min(len(words), len(others))
