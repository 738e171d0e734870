"""Lets through only what can be traced: every statement of a briefing, whichever engine wrote it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.model.briefing import Briefing, Bullet, Difference
from bot.model.document import Actor, Citation, Document, Event, Quote
from bot.summarise.facts import bare_words, without_possessive
from bot.summarise.headline import headline
from bot.summarise.support import Support, exists, holds


@dataclass(frozen=True, slots=True)
class Dropped:
    """Something that could not be traced: which part of the briefing it was, its text, and what was wrong."""

    part: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Grounded:
    """A briefing of which everything can be traced, and what was taken out of it."""

    briefing: Briefing
    dropped: tuple[Dropped, ...]


def ground(briefing: Briefing, documents: Sequence[Document]) -> Grounded:
    """Keep what the cited sentences of the documents support, and drop the rest.

    Checked are that the sentences exist as cited, and that they hold each number (by value), date, name (through the
    actors' aliases) and quotation (word for word). A headline that fails gives way to a document's title or lead.
    """
    check = _Check(documents)
    return Grounded(
        replace(
            briefing,
            headline=check.headline(briefing.headline),
            bullets=tuple(b for bullet in briefing.bullets if (b := check.bullet("bullet", bullet))),
            actors=check.actors(briefing.actors),
            timeline=check.timeline(briefing.timeline),
            differences=check.differences(briefing.differences),
        ),
        tuple(check.dropped),
    )


def ground_actors(actors: Sequence[Actor], documents: Sequence[Document]) -> tuple[Actor, ...]:
    """The same for actors alone."""
    return _Check(documents).actors(actors)


def ground_timeline(events: Sequence[Event], documents: Sequence[Document]) -> tuple[Event, ...]:
    """The same for events alone."""
    return _Check(documents).timeline(events)


class _Check:
    """Checks parts of a briefing against documents and remembers what it dropped."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = documents
        self._by_id = {document.article: document for document in documents}
        self.dropped: list[Dropped] = []

    def headline(self, bullet: Bullet) -> Bullet:
        own = [headline(document) for document in self._documents]
        if any(bullet.text == title.text for title in own) and self._existing(bullet.citations) == bullet.citations:
            return bullet
        return self.bullet("headline", bullet) or next((title for title in own if title.text), Bullet("", ()))

    def bullet(self, part: str, bullet: Bullet) -> Bullet | None:
        citations = self._existing(bullet.citations)
        objection = Support(self._documents, citations).objection(bullet.text)
        return Bullet(bullet.text, citations) if self._passes(part, bullet.text, objection) else None

    def actors(self, actors: Sequence[Actor]) -> tuple[Actor, ...]:
        return tuple(kept for actor in actors if (kept := self._actor(actor)))

    def timeline(self, events: Sequence[Event]) -> tuple[Event, ...]:
        return tuple(event for event in events if self._event(event))

    def differences(self, found: Sequence[Difference]) -> tuple[Difference, ...]:
        """Those of which every side holds."""
        return tuple(one for one in found if all(self.bullet("difference", side) for side in one.sides))

    def _actor(self, actor: Actor) -> Actor | None:
        citations = self._existing(actor.citations)
        support = Support(self._documents, citations)
        if not self._passes("actor", actor.name, support.objection(actor.name)):
            return None
        named = replace(actor, citations=citations, aliases=tuple(a for a in actor.aliases if self._alias(support, a)))
        quotes = tuple(quote for quote in actor.quotes if self._quote(named, quote))
        affiliation = actor.affiliation if self._affiliation(actor, support) else None
        role = actor.role if self._role(named) else None
        return replace(
            named,
            quotes=quotes,
            affiliation=affiliation,
            role=role,
            role_citation=actor.role_citation if role else None,
        )

    def _event(self, event: Event) -> bool:
        support = Support(self._documents, self._existing((event.citation,)))
        objection = support.objection(event.text) or support.objection(event.expression)
        known = {
            (known.when, known.until, known.precision)
            for document in self._documents
            for known in document.events
            if known.citation == event.citation
        }
        if objection is None and (event.when, event.until, event.precision) not in known:
            objection = f"date: {event.when}"
        return self._passes("event", event.text, objection)

    def _alias(self, support: Support, alias: str) -> bool:
        return self._passes("alias", alias, support.objection(alias))

    def _affiliation(self, actor: Actor, support: Support) -> bool:
        if actor.affiliation is None:
            return False
        return self._passes("affiliation", actor.affiliation, support.objection(actor.affiliation))

    def _role(self, actor: Actor) -> bool:
        if actor.role is None:
            return False
        cited = self._existing((actor.role_citation,) if actor.role_citation else ())
        support = Support(self._documents, cited)
        objection = support.objection(actor.role)
        if objection is None and not support.mentions(actor.name, *actor.aliases) and not self._holds(actor):
            objection = "somebody else's role"
        words = [without_possessive(word) for word in bare_words(actor.role) if word != "of"]
        missing = next((word for word in words if not support.says(word)), None)
        if objection is None and missing is not None:
            objection = f"word: {missing}"
        return self._passes("role", actor.role, objection)

    def _holds(self, actor: Actor) -> bool:
        """Whether a document gives that actor the role from that sentence, though it does not name the actor."""
        names = {actor.name, *actor.aliases}
        return any(
            known.name in names and (known.role, known.role_citation) == (actor.role, actor.role_citation)
            for document in self._documents
            for known in document.actors
        )

    def _quote(self, actor: Actor, quote: Quote) -> bool:
        support = Support(self._documents, self._existing(quote.citations))
        objection = None
        if not (support.quotes(quote.words) if quote.direct else support.words_of(quote.words)):
            objection = "not word for word"
        elif not self._spoken_by(actor, quote):
            objection = "somebody else's words"
        return self._passes("quote", quote.words, objection)

    def _spoken_by(self, actor: Actor, quote: Quote) -> bool:
        """Whether a document gives those words to that actor."""
        wanted = bare_words(quote.words)
        names = {actor.name, *actor.aliases}
        return any(
            known.speaker in names and holds(bare_words(known.words), wanted)
            for document in self._documents
            for known in document.quotes
            if set(known.citations) & set(quote.citations)
        )

    def _existing(self, citations: Sequence[Citation]) -> tuple[Citation, ...]:
        return tuple(citation for citation in citations if exists(self._by_id, citation))

    def _passes(self, part: str, text: str, objection: str | None) -> bool:
        if objection is not None:
            self.dropped.append(Dropped(part, text, objection))
        return objection is None
