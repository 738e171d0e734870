"""Actors of several articles as one list."""

from collections.abc import Sequence
from dataclasses import replace

from bot.language.bodies import Bodies
from bot.language.people import Figure, People, bare_words, title_gender
from bot.model.document import Actor, Document, EntityKind


def merge(documents: Sequence[Document]) -> tuple[Actor, ...]:
    """Join the actors of documents given by date, oldest first; highest salience first."""
    return tuple(sorted(map(_joined, _groups(documents)), key=lambda actor: -actor.salience))


def names_in(documents: Sequence[Document]) -> Sequence[Sequence[str]]:
    """For each document, the names that `merge` gives its actors, in the order of the document."""
    names = {id(actor): _name(group) for group in _groups(documents) for actor in group}
    return [[names[id(actor)] for actor in document.actors] for document in documents]


def _groups(documents: Sequence[Document]) -> Sequence[Sequence[Actor]]:
    """The actors that are one and the same, in the order of the documents."""
    people, bodies = People(), Bodies()
    groups: dict[int, list[Actor]] = {}
    figures: list[Figure] = []  # keeps each alive, so that an id names one figure only
    actors = [actor for document in documents for actor in document.actors]
    for actor in sorted(actors, key=lambda actor: -len(bare_words(actor.name))):
        if actor.kind is EntityKind.PERSON:
            gender = next((g for alias in actor.aliases if (g := title_gender(alias.split()[0]))), None)
            figure = _person(people, actor, gender)
        else:
            figure = bodies.resolve(actor.name)
        figures.append(figure)
        groups.setdefault(id(figure), []).append(actor)
    place = {id(actor): index for index, actor in enumerate(actors)}
    return [sorted(group, key=lambda actor: place[id(actor)]) for group in groups.values()]


def _affiliation(group: Sequence[Actor], role: str | None) -> str | None:
    """The latest affiliation that the same role was given with: "Chancellor Jo Bly of Lowen", then "the chancellor"."""
    same = (actor.affiliation for actor in reversed(group) if role and (actor.role or "").lower() == role.lower())
    return next((affiliation for affiliation in same if affiliation), None)


def _person(people: People, actor: Actor, gender: str | None) -> Figure:
    name = bare_words(actor.name)
    if len(name) > 1:
        figure = people.introduce(actor.name, gender)
    else:
        title = {"m": "Mr", "f": "Ms", None: None}[gender]
        figure = people.resolve(actor.name, title, 0)
    figure.stretches.append((-1, 0))
    return figure


def _name(group: Sequence[Actor]) -> str:
    return max((actor.name for actor in group), key=lambda name: (len(bare_words(name)), len(name)))


def _joined(group: Sequence[Actor]) -> Actor:
    name = _name(group)
    others = dict.fromkeys(form for actor in group for form in (actor.name, *actor.aliases) if form != name)
    latest = next((actor for actor in reversed(group) if actor.role), group[-1])
    return replace(
        group[0],
        name=name,
        mentions=sum(actor.mentions for actor in group),
        citations=tuple(dict.fromkeys(citation for actor in group for citation in actor.citations)),
        aliases=tuple(others),
        role=latest.role,
        role_citation=latest.role_citation,
        affiliation=latest.affiliation or _affiliation(group, latest.role),
        quotes=tuple(replace(quote, speaker=name) for actor in group for quote in actor.quotes),
        salience=round(sum(actor.salience for actor in group), 4),
    )
