"""A window of articles as stories, the most important first."""

import re
from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import chain

from bot.digest.versions import Versions
from bot.model.article import Article, Copy, Listed
from bot.model.briefing import Briefing, Bullet, Digest, Story
from bot.model.document import Document, EntityKind, Event, Precision
from bot.summarise.story import repeats

MOST_STORIES = 5
"""How many stories are told in full; MOST_LINES more have a line each."""

MOST_LINES = 15
MOST_COMING = 2
TITLE_WEIGHT = 2
_WORD = re.compile(r"[^\W\d_]{3,}")
_SENTENCE_END = re.compile(r"(?<=[.!?”])\s+")
_NAMED = re.compile(r"\w+")
_PARTS = {
    EntityKind.PERSON: "name",
    EntityKind.ORGANISATION: "name",
    EntityKind.PLACE: "name",
    EntityKind.GROUP: "name",
    EntityKind.DATE: "date",
}


@dataclass(frozen=True, slots=True)
class Group:
    """New articles about one thing, in the order of adding, and what they go on from.

    `copies` are other places where they appeared. `earlier` are the older articles about it, oldest first; `updates`
    is the one of them that one of the new ones is a later version of.
    """

    articles: tuple[Listed, ...]
    copies: tuple[Copy, ...] = ()
    earlier: tuple[Listed, ...] = ()
    updates: Listed | None = None

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the new articles."""
        return tuple(listed.article.id for listed in self.articles)

    @property
    def outlets(self) -> int:
        """How many different sites carry what is new; texts and files count one each."""
        sites = {listed.article.site or listed.article.id for listed in self.articles}
        return len(sites | {copy.site for copy in self.copies})

    @property
    def added_at(self) -> datetime:
        """When the last of the new ones was added."""
        return max(listed.added_at for listed in self.articles)


def terms(article: Article, document: Document | None) -> Mapping[str, int]:
    """What an article is compared by, as `bot.digest.stories` reads it; one without a document by its title alone."""
    found = Counter[str]()
    for word in _WORD.findall(article.title):
        found[word.casefold()] += TITLE_WEIGHT
    if document is not None:
        found.update(term for sentence in document.sentences for term in sentence.terms)
        for mention in document.mentions:
            if mention.kind is EntityKind.NUMBER:
                found[f"number {mention.text.casefold()}"] += 1
            elif (part := _PARTS.get(mention.kind)) and not mention.pronoun:
                found.update(f"{part} {word}" for word in _NAMED.findall(mention.text.casefold()))
    return found


def group(versions: Versions, stories: Mapping[str, int], since: datetime, copies: Sequence[Copy] = ()) -> list[Group]:
    """The stories with something that was added after `since`, the most important first.

    `stories` says which story each article belongs to, by the article's id. A story counts by what is new in it: by
    outlets, then by articles, then by how new they are.
    """
    appeared: dict[str, list[Copy]] = defaultdict(list)
    for copy in copies:
        appeared[versions.root(copy.article)].append(copy)
    told: dict[int, list[Listed]] = defaultdict(list)
    for listed in versions.newest:
        told[stories[listed.article.id]].append(listed)
    groups = []
    for members in told.values():
        new = [listed for listed in members if listed.added_at > since]
        if new:
            before = [older for listed in new if (older := versions.before(listed, since)) is not None]
            earlier = [*(listed for listed in members if listed.added_at <= since), *before]
            groups.append(
                Group(
                    tuple(new),
                    tuple(chain.from_iterable(appeared[versions.root(listed.article.id)] for listed in new)),
                    tuple(sorted(earlier, key=lambda listed: listed.number)),
                    max(before, key=lambda listed: listed.number, default=None),
                )
            )
    return sorted(groups, key=lambda made: (made.outlets, len(made.articles), made.added_at), reverse=True)


def compose(
    groups: Sequence[Group], briefings: Sequence[Briefing], since: datetime, until: datetime, day: date
) -> Digest:
    """The digest of a window: the first groups, each with its briefing, then a line for each of some more.

    Those after them are counted as left out. What is coming is seen from `day`.
    """
    told = len(briefings)
    stories = [_story(made, briefing, day) for made, briefing in zip(groups, briefings, strict=False)]
    more = groups[told : told + MOST_LINES]
    return Digest(
        since,
        until,
        tuple(stories),
        left_out=len(groups) - told - len(more),
        articles=sum(len(made.articles) for made in groups),
        more=tuple(made.articles[-1].article for made in more),
    )


def _story(made: Group, briefing: Briefing, day: date) -> Story:
    return Story(
        tuple(listed.article for listed in made.articles),
        _news(briefing, made.earlier),
        _why(made),
        made.copies,
        tuple(listed.article for listed in made.earlier),
        made.updates.article if made.updates else None,
        _coming(briefing.timeline, day),
        tuple(sorted({row.subscription for row in made.articles if row.subscription is not None})),
        tuple(dict.fromkeys(row.added_by for row in made.articles if row.subscription is None)),
    )


def _news(briefing: Briefing, earlier: Sequence[Listed]) -> Briefing:
    """The briefing without statements that earlier articles made, in these words or nearly, if others are left."""
    known = [sentence for listed in earlier for sentence in _SENTENCE_END.split(listed.article.text)]
    new = tuple(bullet for bullet in briefing.bullets if not _is_told(bullet, known))
    return replace(briefing, bullets=new) if new else briefing


def _is_told(bullet: Bullet, known: Sequence[str]) -> bool:
    return any(repeats(bullet.text, sentence) for sentence in known) or (
        bool(bullet.citations) and all(any(c.text in sentence for sentence in known) for c in bullet.citations)
    )


def _why(made: Group) -> str:
    count, outlets = len(made.articles), made.outlets
    if outlets == 1 and count == 1:
        return ""
    articles = "1 article" if count == 1 else f"{count} articles"
    unsure = count > 1 and any(listed.article.site is None for listed in made.articles)
    return articles if outlets == 1 or unsure else f"{articles} from {outlets} outlets"


def _coming(events: Sequence[Event], day: date) -> tuple[Event, ...]:
    """The next of the dated events that were to come when they were reported, and are still.

    One of which only the month or year is known comes after those with a day in it.
    """
    coming = [event for event in events if event.future and _end(event) >= day]
    return tuple(
        sorted(coming, key=lambda event: event.when if event.precision is Precision.DAY else _end(event))[:MOST_COMING]
    )


def _end(event: Event) -> date:
    """The last day that an event can be on."""
    end = event.until or event.when
    if event.precision is Precision.DAY:
        return end
    month = 12 if event.precision is Precision.YEAR else end.month
    return date(end.year, month, monthrange(end.year, month)[1])
