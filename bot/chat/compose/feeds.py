"""Replies about feeds."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from bot.chat import dates, texts
from bot.chat.actions import Action
from bot.chat.compose import choices
from bot.chat.replies import (
    Attachment,
    Bullets,
    Button,
    Buttons,
    Footer,
    Heading,
    Item,
    Menu,
    MenuItem,
    Notice,
    Part,
    Reply,
    Style,
    Text,
    Tone,
)
from bot.chat.safe import shorten
from bot.desk.feeds import Found, Health, Imported
from bot.feeds import filters
from bot.feeds.news import Outcome
from bot.model.feed import Feed, Filters, Known, Subscription

TITLE = 200
REFUSED = 10
FOLLOW = "follow"
"""The subject of a menu of links that are to be followed at once."""


def found(made: Found) -> Reply:
    """A feed with its newest headlines, and a button to follow it."""
    feed = made.feed
    parts: list[Part] = [Heading(shorten(feed.title, TITLE), link=feed.site), Text(feed.url)]
    if made.entries:
        headlines = tuple(Item(shorten(entry.entry.title, TITLE), marks=()) for entry in made.entries)
        parts += [Text(texts.FEED_NEWEST), Bullets(headlines)]
    else:
        parts.append(Text(texts.FEED_EMPTY))
    parts += [Text(oddity) for oddity in feed.oddities[:3]]
    others = [choices.item(other.title or other.href, other.href, other.href) for other in made.others]
    menu = Menu(str(Action("feed add", FOLLOW)), "link", texts.FEED_OTHERS, tuple(_choosable(others)))
    parts += [menu] if menu.items else []
    if made.followed:
        return Reply((*parts, Notice(texts.FEED_KNOWN)))
    button = Button(texts.BUTTON_FOLLOW, str(Action("feed add", str(feed.id))), Style.PRIMARY)
    return Reply((*parts, Buttons((button,)), Footer(texts.FEED_CONFIRM.format(url=feed.url))))


def _choosable(items: Iterable[MenuItem]) -> Iterable[MenuItem]:
    """Those whose address a menu can give back."""
    return islice((item for item in items if len(item.value) <= choices.VALUE), choices.MOST)


def followed(made: Subscription) -> Reply:
    """That a channel follows a feed from now on."""
    text = texts.FEED_FOLLOWED.format(number=made.number, title=shorten(made.feed.title, TITLE))
    return Reply((Notice(text, Tone.DONE), Footer(texts.FEED_NO_FLOOD)))


def listed(made: Sequence[Subscription], locale: str, *, manages: bool = False) -> Reply:
    """The feeds of a channel, each with how it is, and a button for what whoever `manages` them or not may do."""
    if not made:
        return Reply((Notice(texts.NO_FEEDS),), private=True)
    items = tuple(
        Item(_state(one, locale), lead=f"{one.number} {shorten(one.feed.title, TITLE)}", button=_button(one, manages))
        for one in made
    )
    return Reply((Heading(texts.FEEDS), Bullets(items), Footer(texts.FEEDS_HINT)), private=True)


def changed(text: str, made: Subscription) -> Reply:
    """That a subscription was paused, resumed or removed; `text` is the sentence of `texts` that says so."""
    said = text.format(number=made.number, title=shorten(made.feed.title, TITLE))
    return Reply((Notice(said, Tone.DONE),))


def _button(one: Subscription, manages: bool) -> Button:
    """The button that pauses a feed or goes on with it; for those who may not, one that says how it is."""
    label, command = texts.BUTTON_CHECK, "feed check"
    if manages:
        stopped = one.paused or one.feed.paused
        label, command = (texts.BUTTON_RESUME, "feed resume") if stopped else (texts.BUTTON_PAUSE, "feed pause")
    return Button(label, str(Action(command, str(one.number))))


def filter_shown(made: Subscription) -> Reply:
    """By which words a feed's articles are chosen now, and a button that changes them."""
    button = Button(texts.BUTTON_FILTER, str(Action("feed filter", str(made.number))), Style.PRIMARY)
    return Reply((Text(_filters(made)), Buttons((button,))), private=True)


def filtered(made: Subscription) -> Reply:
    """By which words a feed's articles are chosen from now on."""
    return Reply((Notice(_filters(made), Tone.DONE),))


def _filters(made: Subscription) -> str:
    form = texts.FEED_UNFILTERED if made.filters == Filters() else texts.FEED_FILTERED
    return form.format(number=made.number, title=shorten(made.feed.title, TITLE), filters=filters.text(made.filters))


def checked(made: Sequence[Health], locale: str) -> Reply:
    """What became of entries, and how their feeds are."""
    parts: list[Part] = []
    for health in made:
        one = health.subscription
        parts.append(Heading(f"{one.number} {shorten(one.feed.title, TITLE)}", 2 if parts else 1))
        parts.append(Text(_state(one, locale)))
        parts += [Text(oddity) for oddity in one.feed.oddities]
        items = tuple(
            Item(_fate(each.entry, each.fate.reason, locale), lead=shorten(each.entry.entry.title, TITLE))
            for each in health.entries
        )
        parts.append(Bullets(items) if items else Text(texts.FEED_EMPTY))
        if any(each.fate.outcome is Outcome.BEFORE for each in health.entries):
            parts.append(Footer(texts.FEED_SINCE.format(when=dates.moment(one.since, locale))))
    return Reply(tuple(parts), private=True)


def imported(made: Imported) -> Reply:
    """What became of a list of feeds."""
    said = texts.FEEDS_IMPORTED.format(feeds=texts.count(made.added, "feed"), known=made.known)
    parts: list[Part] = [Notice(said, Tone.DONE if made.added else Tone.INFO)]
    if made.refused:
        rows = tuple(Item(f"{why}.", lead=shorten(title, TITLE)) for title, why in made.refused[:REFUSED])
        parts += [Text(texts.FEEDS_REFUSED.format(feeds=texts.count(len(made.refused), "feed"))), Bullets(rows)]
    return Reply(tuple(parts))


def exported(data: bytes) -> Reply:
    """The feeds of a channel as a file."""
    return Reply((Notice(texts.FEEDS_EXPORTED, Tone.DONE), Attachment("feeds.opml", data)), private=True)


def _state(one: Subscription, locale: str) -> str:
    return " · ".join(_facts(one, locale))


def _facts(one: Subscription, locale: str) -> Iterator[str]:
    yield one.feed.url.removeprefix("https://")
    if one.paused:
        yield texts.FEED_IS_PAUSED
    elif one.feed.paused:
        yield texts.FEED_GAVE_UP.format(problem=one.feed.problem)
    elif one.feed.failures:
        yield texts.FEED_FAILS.format(since=_since(one.feed, locale), problem=one.feed.problem)
    else:
        yield texts.FEED_NEXT.format(when=dates.moment(one.feed.next_poll_at, locale))
    if one.filters != Filters():
        yield filters.text(one.filters)


def _since(feed: Feed, locale: str) -> str:
    return dates.moment(feed.failing_since, locale) if feed.failing_since else ""


def _fate(known: Known, reason: str, locale: str) -> str:
    when = dates.moment(known.entry.published, locale) if known.entry.published else texts.FEED_UNDATED
    return f"{reason} · {when}"
