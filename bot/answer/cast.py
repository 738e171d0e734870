"""Who the articles are about, as far as a follow-up question needs to know them."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.answer.question import words
from bot.model.document import Actor, Document, EntityKind


class Called(StrEnum):
    """The pronoun that stands for somebody."""

    SHE = "she"
    HE = "he"
    IT = "it"
    UNKNOWN = "they"


@dataclass(frozen=True, slots=True)
class Member:
    """An actor by name, with the other names and the role under which a question may mean it."""

    name: str
    called: Called = Called.UNKNOWN
    aliases: tuple[str, ...] = ()
    role: str | None = None


_PRONOUNS = {
    Called.SHE: frozenset({"she", "her", "hers", "herself"}),
    Called.HE: frozenset({"he", "him", "his", "himself"}),
}
_TITLES = {
    Called.SHE: re.compile(r"^(?:Ms|Mrs|Miss|Mme|Madame|Lady|Dame|Queen|Princess|Baroness|Duchess|Sister)\b"),
    Called.HE: re.compile(r"^(?:Mr|Mister|Sir|Lord|King|Prince|Baron|Duke|Monsieur|Brother)\b"),
}
_ROLES = {
    Called.SHE: re.compile(r"\b\w*(?:woman|mother|wife|sister|daughter|queen|princess|actress)\b", re.IGNORECASE),
    Called.HE: re.compile(r"\b\w*(?:(?<!wo)man|father|husband|brother|son|king|prince)\b", re.IGNORECASE),
}


def cast_of(documents: Iterable[Document]) -> tuple[Member, ...]:
    """The actors of the documents: first those of the newest one, each by its weight in all of them."""
    by_date = sorted(documents, key=lambda document: document.dated, reverse=True)
    found: dict[str, Member] = {}
    weights: dict[str, float] = {}
    for document in by_date:
        for rank, actor in enumerate(document.actors):
            weights[actor.name] = weights.get(actor.name, 0.0) + 1 / (1 + rank)
            known = found.get(actor.name)
            if known is None or known.called is Called.UNKNOWN:
                found[actor.name] = Member(actor.name, _called(document, rank, actor), actor.aliases, actor.role)
    newest = {actor.name for document in by_date[:1] for actor in document.actors}
    return tuple(sorted(found.values(), key=lambda m: (m.name not in newest, -weights[m.name])))


def _called(document: Document, index: int, actor: Actor) -> Called:
    if actor.kind is EntityKind.ORGANISATION:
        return Called.IT
    for called, title in _TITLES.items():
        if any(title.match(name) for name in (actor.name, *actor.aliases)):
            return called
    for called, role in _ROLES.items():
        if actor.role and role.search(actor.role):
            return called
    pronouns = Counter(m.text.lower() for m in document.mentions if m.actor == index and m.pronoun)
    counts = {called: sum(pronouns[word] for word in forms) for called, forms in _PRONOUNS.items()}
    most = max(counts, key=lambda called: counts[called])
    return most if counts[most] else Called.UNKNOWN


def meant(text: str, cast: Sequence[Member]) -> list[Member]:
    """Those of the cast whom a text names, by name, alias or full role, in the order of the text."""
    told = words(text)
    places = {member.name: _first_place(told, member) for member in cast}
    return sorted((m for m in cast if places[m.name] is not None), key=lambda m: places[m.name] or 0)


def _first_place(told: Sequence[str], member: Member) -> int | None:
    last_name = member.name.split()[-1:] if member.called is not Called.IT else []
    names = [*(words(name) for name in (member.name, *member.aliases, *last_name)), words(member.role or "")]
    found = [i for name in names if name for i in range(len(told)) if told[i : i + len(name)] == name]
    return min(found, default=None)
