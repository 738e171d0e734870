"""Digests as replies."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from bot.chat import dates, texts
from bot.chat.actions import AND, Action
from bot.chat.compose.articles import actor_items, moments
from bot.chat.compose.references import TITLE, Numbered, References, source
from bot.chat.replies import (
    Actors,
    Bullets,
    Button,
    Drawing,
    Footer,
    Heading,
    Item,
    Link,
    Notice,
    Part,
    Reply,
    SourceItem,
    Sources,
    Text,
    Timeline,
    Tone,
)
from bot.chat.safe import shorten
from bot.desk.windows import BEGINNING
from bot.model.briefing import Digest, Story

STORY_ACTORS = 3
NAMED = 4
"""So many articles' ids fit into a button."""
LEAST_DRAWN = 2
"""One event is no timeline."""


def digest(made: Digest) -> Reply:
    """A digest as it is posted: each story with its bullets, actors and articles, numbered through."""
    return _digest(made, lambda story: story.why)


def preview(made: Digest, feeds: Mapping[int, str], asker: str) -> Reply:
    """A digest that is not posted, with what brought each story here; `feeds` are their names by number."""
    shown = _digest(made, lambda story: _origin(story, feeds, asker))
    return Reply((Notice(texts.PREVIEW), *shown.parts), private=True)


def posting(messages: int) -> Reply:
    """That a digest is on its way, in that many messages; 0 when there was nothing to post."""
    if not messages:
        return Reply((Notice(texts.NOTHING_TO_POST),), private=True)
    text = texts.POSTING if messages == 1 else texts.POSTING_PARTS.format(parts=messages)
    return Reply((Notice(text, Tone.DONE),), private=True)


def _digest(made: Digest, why: Callable[[Story], str]) -> Reply:
    since = "" if made.since == BEGINNING else texts.SINCE.format(when=_since(made))
    heading = texts.BREAKING if made.breaking else texts.DIGEST.format(date=dates.day(made.until, made.language))
    parts: list[Part] = [Heading(made.title or heading)]
    if not made.stories:
        return Reply((*parts, Text(texts.NOTHING_NEW.format(since=since))))
    parts.append(Text(_covers(made, since)))
    rows = list(_numbered(made.stories, bool(made.lead)))
    if made.lead:
        cited = References(row for story in rows for row in story)
        parts += [Text(sentence.text, marks=cited.marks(sentence.citations)) for sentence in made.lead]
    for story, own in zip(made.stories, rows, strict=True):
        parts += _story(story, own, why(story), made.language)
        if made.picture and story is made.stories[0] and len(story.briefing.timeline) >= LEAST_DRAWN:
            parts.append(Drawing(story.briefing.timeline, made.language))
    if made.more:
        parts += [
            Heading(texts.MORE_STORIES, 2),
            Sources(tuple(source(article, made.language) for article in made.more)),
        ]
    if made.left_out:
        parts.append(Text(texts.LEFT_OUT.format(stories=texts.count(made.left_out, "story", "stories"))))
    if made.older:
        parts.append(Text(texts.OLDER.format(articles=texts.count(made.older, "article"))))
    engines = ", ".join(dict.fromkeys(story.briefing.engine for story in made.stories))
    parts.append(Footer(texts.DIGEST_ENGINES.format(engines=engines)))
    return Reply(tuple(parts))


def _since(made: Digest) -> str:
    return dates.moment(made.since.astimezone(made.until.tzinfo), made.language)


def _covers(made: Digest, since: str) -> str:
    if made.breaking:
        return texts.BREAKING_COVERS.format(outlets=texts.count(made.breaking, "outlet"))
    stories = len(made.stories) + len(made.more) + made.left_out
    return texts.DIGEST_COVERS.format(
        articles=texts.count(made.articles, "article"), stories=texts.count(stories, "story", "stories"), since=since
    )


def _numbered(stories: Sequence[Story], lead: bool = False) -> Iterator[list[Numbered]]:
    """The articles of each story, numbered through; a story's only article has a number where a lead may cite it."""
    first = 1
    for story in stories:
        clear = len(story.articles) == 1 and not lead
        yield [Numbered(None if clear else first + place, article) for place, article in enumerate(story.articles)]
        first += len(story.articles)


def _story(story: Story, rows: Sequence[Numbered], why: str, locale: str) -> list[Part]:
    cited = References(rows)
    made = story.briefing
    headline = made.headline.text if len(rows) == 1 else None
    parts: list[Part] = [Heading(shorten(made.headline.text, TITLE), 3, button=_ask(story))]
    parts += [Text(text) for text in (why, _goes_on(story, locale)) if text]
    parts.append(Bullets(tuple(Item(bullet.text, marks=cited.marks(bullet.citations)) for bullet in made.bullets)))
    for difference in made.differences:
        parts.append(Text(texts.CHANGED if difference.changed else texts.DIFFER))
        parts.append(Bullets(tuple(Item(side.text, marks=cited.marks(side.citations)) for side in difference.sides)))
    if story.coming:
        coming = tuple(
            replace(moment, upcoming=False) for moment in moments(story.coming, cited, locale)
        )  # the line above says so
        parts += [Text(texts.COMES_NEXT), Timeline(coming)]
    if made.actors:
        parts.append(Actors(actor_items(made.actors[:STORY_ACTORS], cited, quotes=0)))
    places = _elsewhere(story)
    parts.append(Sources(tuple(_source(row, headline, places.get(row.article.id, ()), locale) for row in rows)))
    return parts


def _ask(story: Story) -> Button:
    """The button that asks about a story; about its newest articles where there are too many to name."""
    articles = AND.join(article.id for article in story.articles[-NAMED:])
    return Button(texts.BUTTON_ASK_STORY, str(Action("ask", articles)))


def _goes_on(story: Story, locale: str) -> str:
    """What the story was before, if it was told."""
    if not story.earlier:
        return ""
    before = story.updates or story.earlier[-1]
    text = texts.UPDATE if story.updates else texts.CONTINUES
    headline = shorten(before.title, TITLE) or texts.UNTITLED
    return text.format(headline=headline, when=dates.short(before.dated, locale))


def _elsewhere(story: Story) -> Mapping[str, Sequence[Link]]:
    """The other outlets that have a story's articles, each once, by the article that they have."""
    ids = [article.id for article in story.articles]
    named = {article.site for article in story.articles}
    places: dict[str, list[Link]] = {}
    for copy in story.copies:
        if copy.site not in named:
            named.add(copy.site)
            of = copy.article if copy.article in ids else ids[-1]
            places.setdefault(of, []).append(Link(copy.site, copy.link))
    return places


def _source(row: Numbered, headline: str | None, also: Sequence[Link], locale: str) -> SourceItem:
    return replace(source(row.article, locale, row.number, headline=headline), also=tuple(also))


def _origin(story: Story, feeds: Mapping[int, str], asker: str) -> str:
    """Why a story is in a digest: how many articles it has, and who brought them."""
    names = [feeds.get(number, str(number)) for number in story.feeds]
    others = len([person for person in story.people if person != asker])
    people = [texts.YOU] * (asker in story.people) + [texts.count(others, "other", "others")] * (others > 0)
    parts = [story.why or texts.count(len(story.articles), "article")]
    if names:
        parts.append((texts.WHY_FEED if len(names) == 1 else texts.WHY_FEEDS).format(feeds=texts.listed(names)))
    if people:
        parts.append(texts.WHY_ADDED.format(people=texts.listed(people)))
    return " · ".join(parts)
