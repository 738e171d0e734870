"""Replies about articles: briefings, actors, timelines, sources."""

from collections.abc import Sequence

from bot.chat import dates, texts
from bot.chat.actions import Action
from bot.chat.compose import choices
from bot.chat.compose.references import TITLE, Numbered, References, origin, source
from bot.chat.replies import (
    ActorItem,
    Actors,
    Bullets,
    Button,
    Buttons,
    Footer,
    Heading,
    Item,
    Menu,
    Moment,
    Notice,
    Part,
    Picture,
    QuoteItem,
    Quotes,
    Reply,
    Sources,
    Style,
    Text,
    Timeline,
    Tone,
)
from bot.chat.roles import role
from bot.chat.safe import shorten
from bot.desk.intake import Added
from bot.model import languages
from bot.model.article import Article, Listed
from bot.model.briefing import Briefing
from bot.model.document import Actor, Connection, Event, Quote

BRIEF_ACTORS = 5
BRIEF_QUOTES = 3
BRIEF_EVENTS = 6
BRIEF_PAST = 2
QUOTE_WORDS = 4
"""Fewer words are a scrap of a quote, which means little away from its sentence."""
ACTORS = 12
QUOTES_EACH = 3
CONNECTIONS = 8
EVENTS = 30
SOURCES = 100


def briefing(made: Briefing, added: Added, locale: str) -> Reply:
    """One article's briefing, with buttons that lead on from it."""
    article = added.article
    cited = References([Numbered(None, article)])
    cited.marks(made.headline.citations)
    parts: list[Part] = [
        *_notices(added, locale),
        Heading(shorten(made.headline.text, TITLE)),
        Sources((source(article, locale, headline=made.headline.text),)),
    ]
    parts.append(Bullets(tuple(Item(bullet.text, marks=cited.marks(bullet.citations)) for bullet in made.bullets)))
    if made.actors:
        parts += [Heading(texts.BRIEFING_ACTORS, 2), Actors(actor_items(made.actors[:BRIEF_ACTORS], cited, quotes=0))]
    quotes = _spoken(made.actors)[:BRIEF_QUOTES]
    if quotes:
        parts += [Heading(texts.BRIEFING_QUOTES, 2), Quotes(tuple(_quote(quote, cited) for quote in quotes))]
    if made.timeline:
        parts += [Heading(texts.BRIEFING_TIMELINE, 2), Timeline(moments(_nearest(made.timeline), cited, locale))]
    from_ = texts.count(len(made.articles), "article")
    parts += [_buttons(article), Footer(texts.BRIEFED_FROM.format(engine=made.engine, articles=from_))]
    return Reply(tuple(parts), about=made.articles)


def actors(
    found: Sequence[Actor],
    listed: Sequence[Listed],
    locale: str,
    older: int = 0,
    connections: Sequence[Connection] = (),
    picture: Picture | None = None,
) -> Reply:
    """Who acts in the articles, with what they said, and who is named together; `older` articles are left out."""
    cited = References.to_channel(listed, single=len(listed) == 1)
    parts: list[Part] = [Heading(_about(texts.ACTORS, listed)), *_pictures(picture)]
    if found:
        parts.append(Actors(actor_items(found[:ACTORS], cited, QUOTES_EACH)))
        parts += [*_more(len(found) - ACTORS), *_connections(connections, cited), cited.sources(locale)]
    else:
        parts.append(Text(texts.NO_ACTORS))
    return Reply((*parts, *_left_out(listed, older)))


def timeline(
    found: Sequence[Event], listed: Sequence[Listed], locale: str, older: int = 0, picture: Picture | None = None
) -> Reply:
    """What is dated in the articles, in order; `older` articles are left out."""
    cited = References.to_channel(listed, single=len(listed) == 1)
    parts: list[Part] = [Heading(_about(texts.TIMELINE, listed)), *_pictures(picture)]
    if found:
        parts.append(Timeline(moments(found[-EVENTS:], cited, locale)))
        parts += [*_more(len(found) - EVENTS), cited.sources(locale)]
    else:
        parts.append(Text(texts.NO_EVENTS))
    return Reply((*parts, *_left_out(listed, older)))


def sources(listed: Sequence[Listed], locale: str, older: int = 0) -> Reply:
    """The newest articles of a channel, newest first, and how many `older` ones there are."""
    parts: list[Part] = [
        Heading(texts.SOURCES),
        Sources(tuple(source(row.article, locale, row.number) for row in listed)),
    ]
    if older:
        parts.append(Text(texts.MORE_SOURCES.format(articles=texts.count(older, "article"))))
    if len(listed) <= choices.MOST:
        parts.append(Menu(str(Action("sources")), "article", texts.SOURCES_MENU, tuple(choices.articles(listed))))
    return Reply((*parts, Footer(texts.SOURCES_HINT)))


def _nearest(events: Sequence[Event]) -> Sequence[Event]:
    """The events around the article's own day, in their order: what comes next, and what happened last."""
    past = [event for event in events if not event.future]
    coming = [event for event in events if event.future]
    kept_past = past[-max(BRIEF_PAST, BRIEF_EVENTS - len(coming)) :]
    return [event for event in events if event in kept_past or event in coming[: BRIEF_EVENTS - len(kept_past)]]


def evidence(made: Sequence[tuple[Listed, Briefing]], locale: str) -> Reply:
    """Articles with the sentences that their briefings rest on."""
    items = []
    for row, briefed in made:
        bullets = (briefed.headline, *briefed.bullets)
        sentences = dict.fromkeys(citation.text for bullet in bullets for citation in bullet.citations)
        items.append(source(row.article, locale, row.number, tuple(sentences)))
    return Reply((Heading(texts.SOURCES), Sources(tuple(items))))


def actor_items(found: Sequence[Actor], cited: References, quotes: int) -> tuple[ActorItem, ...]:
    """Actors with at most that many quotes each."""
    return tuple(
        ActorItem(
            actor.name,
            role(actor),
            _other_names(actor),
            actor.mentions,
            tuple(_quote(quote, cited) for quote in actor.quotes[:quotes]),
            cited.marks([actor.role_citation] if actor.role_citation else actor.citations[:1]),
        )
        for actor in found
    )


def moments(events: Sequence[Event], cited: References, locale: str) -> tuple[Moment, ...]:
    """Dated events, each with its date in words."""
    return tuple(
        Moment(dates.event(event, locale), event.text, event.future, cited.marks([event.citation])) for event in events
    )


def _other_names(actor: Actor) -> tuple[str, ...]:
    """The aliases that are more than a part of the name: "Ms Dolak", but not "Dolak"."""
    words = set(actor.name.split())
    return tuple(alias for alias in actor.aliases if not set(alias.split()) <= words)


def _pictures(picture: Picture | None) -> list[Part]:
    return [picture] if picture else []


def _connections(connections: Sequence[Connection], cited: References) -> list[Part]:
    if not connections:
        return []
    items = (
        Item(
            texts.IN_SENTENCES.format(sentences=texts.count(len(each.citations), "sentence")),
            texts.PAIR.format(one=each.one, other=each.other),
            cited.marks(each.citations),
        )
        for each in connections[:CONNECTIONS]
    )
    return [Heading(texts.CONNECTIONS, 2), Bullets(tuple(items)), *_more(len(connections) - CONNECTIONS)]


def _spoken(found: Sequence[Actor]) -> list[Quote]:
    """The first whole direct quote of each actor, most important actor first."""
    firsts = (
        next((quote for quote in actor.quotes if quote.direct and len(quote.words.split()) >= QUOTE_WORDS), None)
        for actor in found
    )
    return [quote for quote in firsts if quote]


def _quote(quote: Quote, cited: References) -> QuoteItem:
    return QuoteItem(quote.words, quote.speaker or "", quote.direct, cited.marks(quote.citations))


def _about(what: str, listed: Sequence[Listed]) -> str:
    if len(listed) != 1:
        return what
    return texts.IN_ARTICLE.format(what=what, title=shorten(listed[0].article.title, TITLE) or texts.UNTITLED)


def _more(count: int) -> list[Part]:
    return [Text(texts.MORE.format(count=count))] if count > 0 else []


def _left_out(listed: Sequence[Listed], older: int) -> list[Part]:
    if not older:
        return []
    return [Footer(texts.NEWEST.format(newest=len(listed), all=texts.count(len(listed) + older, "article")))]


def _notices(added: Added, locale: str) -> list[Part]:
    return [*_about_adding(added, locale), *_about_language(added.article)]


def _about_language(article: Article) -> list[Part]:
    if article.language in languages.UNDERSTOOD:
        return []
    return [Notice(texts.PARTLY_READ.format(language=languages.name(article.language)))]


def _about_adding(added: Added, locale: str) -> list[Part]:
    if added.copy_of is not None:
        where = origin(added.copy_of, locale)
        title = shorten(added.copy_of.title, TITLE) or texts.UNTITLED
        return [Notice(texts.COPY.format(title=title, origin=f" ({where})" if where else ""), Tone.WARNING)]
    return [Notice(texts.KNOWN)] if added.known else []


def _buttons(article: Article) -> Buttons:
    def button(label: str, command: str, style: Style = Style.SECONDARY) -> Button:
        return Button(label, str(Action(command, article.id)), style)

    return Buttons(
        (
            button(texts.BUTTON_ASK, "ask", Style.PRIMARY),
            button(texts.BUTTON_ACTORS, "actors"),
            button(texts.BUTTON_TIMELINE, "timeline"),
            button(texts.BUTTON_SOURCES, "sources"),
        )
    )
