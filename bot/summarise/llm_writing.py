"""From what a model wrote to a briefing with our own citations."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.model.briefing import Briefing, Bullet
from bot.model.document import Actor, Citation, Document, Event, Quote
from bot.summarise.extractive import MOST_ACTORS, key_actors, timeline
from bot.summarise.facts import bare_words
from bot.summarise.grounding import Dropped
from bot.summarise.llm_numbering import Numbered
from bot.summarise.llm_shapes import Brief, Named, Spoken, Statement
from bot.summarise.support import holds

UNKNOWN = "not an actor of the article"
UNSAID = "not a quotation of the article"
LONGEST = 500


@dataclass(frozen=True, slots=True)
class Draft:
    """A briefing before it is checked, and what could not even be looked up."""

    briefing: Briefing
    dropped: tuple[Dropped, ...]


def bullet_of(statement: Statement, numbered: Numbered) -> Bullet:
    """A statement on one line with the sentences it points at."""
    return Bullet(" ".join(statement.text.split())[:LONGEST], numbered.cited(statement.sentences))


def draft(brief: Brief, numbered: Numbered, documents: Sequence[Document], engine: str, bullets: int) -> Draft:
    """The briefing that a model meant; runs in a worker.

    Whom and what it picks comes from the documents, in whole: an actor's names, role and quotes, an event's date.
    """
    dropped: list[Dropped] = []
    known = _Cast(documents, numbered, dropped)
    actors = known.actors(brief.actors, brief.quotes)
    statements = [bullet_of(statement, numbered) for statement in brief.bullets if statement.text.strip()]
    return Draft(
        Briefing(
            articles=tuple(document.article for document in documents),
            headline=bullet_of(brief.headline, numbered),
            bullets=tuple(dict.fromkeys(statements))[:bullets],
            actors=actors or key_actors(documents),
            timeline=_events(numbered.cited(brief.timeline), documents),
            engine=engine,
            language=documents[0].language,
        ),
        tuple(dropped),
    )


def _events(picked: Sequence[Citation], documents: Sequence[Document]) -> tuple[Event, ...]:
    """The dated events of the picked sentences; all of them when none was picked."""
    everything = timeline(documents)
    return tuple(event for event in everything if event.citation in picked) or everything


class _Cast:
    """Finds whom a model means among the actors of the documents."""

    def __init__(self, documents: Sequence[Document], numbered: Numbered, dropped: list[Dropped]) -> None:
        self._actors = key_actors(documents)
        self._numbered = numbered
        self._dropped = dropped

    def actors(self, named: Sequence[Named], spoken: Sequence[Spoken]) -> tuple[Actor, ...]:
        """The actors in the model's order, each with the quotes that the model picked first."""
        found = [actor for one in named if (actor := self._actor(one))]
        picked = [quote for one in spoken if (quote := self._quote(one))]
        return tuple(_quoted(actor, picked) for actor in dict.fromkeys(found))[:MOST_ACTORS]

    def _actor(self, named: Named) -> Actor | None:
        wanted = " ".join(named.name.split()).casefold()
        known = next((a for a in self._actors if wanted in {name.casefold() for name in (a.name, *a.aliases)}), None)
        if known is None:
            self._dropped.append(Dropped("actor", named.name, UNKNOWN))
            return None
        if known.role or not named.role or named.sentence is None:
            return known
        cited = self._numbered.cited([named.sentence])
        return replace(known, role=named.role, role_citation=cited[0]) if cited else known

    def _quote(self, spoken: Spoken) -> Quote | None:
        wanted = bare_words(spoken.words)
        everything = (quote for actor in self._actors for quote in actor.quotes)
        known = next((quote for quote in everything if wanted and holds(bare_words(quote.words), wanted)), None)
        if known is None:
            self._dropped.append(Dropped("quote", spoken.words, UNSAID))
        return known


def _quoted(actor: Actor, picked: Sequence[Quote]) -> Actor:
    first = [quote for quote in dict.fromkeys(picked) if quote in actor.quotes]
    return replace(actor, quotes=tuple(dict.fromkeys([*first, *actor.quotes])))
