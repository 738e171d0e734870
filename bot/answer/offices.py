"""Whether a sentence gives somebody the role that a question asks for: "Who is the mayor of Lowen?"."""

from bot.answer.question import Asked, words
from bot.model.document import Actor, Document, EntityKind, Sentence

_GONE = frozenset({"former", "ex", "late", "then"})
_LINKS = frozenset({"of", "the", "a", "an", "for", "at", "in", "s"})


def gives_role(asked: Asked, document: Document, sentence: Sentence) -> bool:
    """Whether the role that some actor has by this sentence is the one that is asked for.

    A role that does not say whose it is ("the chief executive") is that of the organisation that the article is about.
    """
    return asked.role and any(
        actor.role_citation is not None
        and actor.role_citation.sentence == sentence.index
        and _is_asked(asked, document, actor)
        for actor in document.actors
    )


def _is_asked(asked: Asked, document: Document, actor: Actor) -> bool:
    role, wanted = set(words(actor.role or "")), {w for term in asked.terms for w in words(term)} - _LINKS
    names = {word for name in asked.names for word in words(name)}
    if not wanted - names <= role or (role & _GONE) - wanted or not wanted - names:
        return False
    own = {*role, *words(actor.affiliation or "")}
    if names <= own:
        return True
    belongs = actor.affiliation is not None or any(word[:1].isupper() for word in (actor.role or "").split())
    return not belongs and names <= _subject(document)


def _subject(document: Document) -> set[str]:
    """The words of the names of the organisation that an article is about."""
    first = next((actor for actor in document.actors if actor.kind is EntityKind.ORGANISATION), None)
    return set() if first is None else {word for name in (first.name, *first.aliases) for word in words(name)}
