"""The built-in engine: briefs with the articles' own sentences, on this machine, without a model server."""

import calendar
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.model.briefing import Briefing, Bullet
from bot.model.document import Actor, Document, EntityKind, Event, Precision, Sentence
from bot.summarise.differences import agreed, differences
from bot.summarise.headline import headline
from bot.summarise.orders import is_order
from bot.summarise.protocol import EngineContext, Summariser, Wish
from bot.summarise.selection import Candidate, candidates, choose
from bot.summarise.story import renewed
from bot.summarise.wording import naming

NAME = "extractive"
VERSION = "2"
MOST_ACTORS = 8
SAME_EVENT = 0.6  # the share of the shorter telling's words that the other has too

_WORD = re.compile(r"[^\W_]{3,}")


class Extractive:
    """Chooses sentences, actors and events out of documents."""

    name = NAME
    version = VERSION

    def __init__(self, context: EngineContext) -> None:
        self._workers = context.workers

    async def summarise(self, documents: Sequence[Document], wish: Wish) -> Briefing:
        """Brief the documents in a worker."""
        return await self._workers.run(compose, tuple(documents), wish)


def create(context: EngineContext) -> Summariser:
    """The entry point."""
    return Extractive(context)


def compose(documents: Sequence[Document], wish: Wish) -> Briefing:
    """Brief one document, or several about one story. Raises ValueError when there are none."""
    if not documents:
        raise ValueError("nothing to brief")
    ordered = sorted(documents, key=lambda document: document.dated)
    found = candidates(ordered)
    chosen = renewed(choose(found, wish.bullets), found, ordered)
    main = ordered[_main(ordered, found)] if found else ordered[0]
    return Briefing(
        articles=tuple(document.article for document in documents),
        headline=headline(main, _lead(ordered, main, found)),
        bullets=tuple(agreed(Bullet(c.text, (ordered[c.document].cite(c.sentence.index),)), ordered) for c in chosen),
        actors=key_actors(ordered),
        timeline=timeline(ordered),
        engine=NAME,
        language=main.language,
        differences=differences(ordered),
    )


def _main(documents: Sequence[Document], found: Sequence[Candidate]) -> int:
    """The document with the best sentence of those of the latest day: what a story is called is what is new in it."""
    latest = max(documents[candidate.document].dated.date() for candidate in found)
    new = [candidate for candidate in found if documents[candidate.document].dated.date() == latest]
    return max(new, key=lambda candidate: candidate.worth).document


def _lead(documents: Sequence[Document], main: Document, found: Sequence[Candidate]) -> Sentence | None:
    """The first sentence of the document that is fit to stand alone."""
    return next((c.sentence for c in found if documents[c.document] is main), None)


def key_actors(documents: Sequence[Document]) -> tuple[Actor, ...]:
    """The people and organisations that matter most, each once over all documents."""
    return tuple(actor for actor in merged(documents) if actor.kind in (EntityKind.PERSON, EntityKind.ORGANISATION))[
        :MOST_ACTORS
    ]


def merged(documents: Sequence[Document]) -> Sequence[Actor]:
    """Everybody in the documents, highest salience first."""
    if len(documents) == 1:
        return documents[0].actors
    from bot.language import merge_actors

    return merge_actors(documents)


def timeline(documents: Sequence[Document]) -> tuple[Event, ...]:
    """The dated events in date order; of an event told twice, the first telling is kept."""
    kept: list[Event] = []
    for event in sorted((_named(d, e) for d in documents for e in d.events), key=_expected):
        if not is_order(event.citation.text) and not any(_same(event, other) for other in kept):
            kept.append(event)
    return tuple(kept)


def _named(document: Document, event: Event) -> Event:
    return replace(event, text=naming(document, document.sentences[event.citation.sentence], event.text))


def _expected(event: Event) -> date:
    """The day that places an event: a month or year yet to end comes after the days of it that are gone."""
    if not event.future or event.precision is Precision.DAY:
        return event.when
    month = 12 if event.precision is Precision.YEAR else event.when.month
    return date(event.when.year, month, calendar.monthrange(event.when.year, month)[1])


def _same(one: Event, other: Event) -> bool:
    if (one.when, one.precision, one.until) != (other.when, other.precision, other.until):
        return False
    words, others = _words(one.text), _words(other.text)
    return len(words & others) >= SAME_EVENT * min(len(words), len(others))


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}
