"""Suggestions while a person types an option."""

import asyncio
from collections.abc import Iterable, Sequence

from bot.chat import texts
from bot.chat.command import Choice
from bot.chat.compose.schedules import place
from bot.chat.request import Request
from bot.chat.safe import line, shorten
from bot.desk.desk import Desk
from bot.digest.compose import Group
from bot.digest.times import shown
from bot.model import languages
from bot.model.preferences import Length

LABEL = 100
"""Characters of a suggestion, Discord's limit and the lowest."""

SUGGESTED = 200
"""How many of a channel's newest articles are suggested; any other can be given by its number."""

PATIENCE = 2.0
"""Seconds; Discord shows nothing that comes after three."""

_TIMES = (
    "08:00 weekdays",
    "08:00 every day",
    "07:00 weekdays",
    "09:00 weekdays",
    "18:00 every day",
    "08:00 and 18:00 weekdays",
    "09:00 Monday",
    "17:00 Friday",
    "every 4 hours",
    "every hour from 9:00 to 17:00 weekdays",
    "first Monday of the month 9:00",
)


async def engines(desk: Desk, request: Request, typed: str) -> Sequence[Choice]:
    """The engines that are installed."""
    return _matching((Choice(name, name) for name in desk.engines()), typed)


async def lengths(desk: Desk, request: Request, typed: str) -> Sequence[Choice]:
    """How long a briefing can be."""
    return _matching((Choice(length, length) for length in Length), typed)


async def named_languages(desk: Desk, request: Request, typed: str) -> Sequence[Choice]:
    """The languages that have a name here."""
    return _matching((Choice(name, name) for name in sorted(languages.NAMES.values())), typed)


async def own_languages(desk: Desk, request: Request, typed: str) -> Sequence[Choice]:
    """The same, and the articles' own."""
    own = _matching([Choice(texts.LANGUAGE_NONE, languages.OWN)], typed)
    return [*own, *await named_languages(desk, request, typed)]


async def articles(desk: Desk, request: Request, typed: str) -> Sequence[Choice]:
    """The channel's newest articles."""
    listed = await desk.sources(request.channel, newest=SUGGESTED)
    return _matching(
        (Choice(shorten(f"{row.number} · {line(row.article.title)}", LABEL), row.number) for row in listed), typed
    )


async def stories(desk: Desk, request: Request, typed: str) -> Sequence[Choice]:
    """The stories of the channel's newest articles, each by its newest one; the articles if that takes too long."""
    try:
        async with asyncio.timeout(PATIENCE):
            found = await asyncio.shield(desk.stories(request.channel))  # for the next letter
    except TimeoutError:
        return await articles(desk, request, typed)
    return _matching((_story(group) for group in found), typed)


def _story(group: Group) -> Choice:
    newest, count = group.articles[-1], len(group.articles)
    more = f" · {texts.count(count, 'article')}" if count > 1 else ""
    title = shorten(line(newest.article.title) or texts.UNTITLED, LABEL - len(more))
    return Choice(title + more, newest.number)


async def schedules(desk: Desk, request: Request, typed: str) -> Sequence[Choice]:
    """The channel's schedules."""
    rows = await desk.schedules.of_channel(request.channel)
    return _matching(
        (Choice(shorten(f"{row.id} · {shown(row.rule)}, {row.zone}", LABEL), row.id) for row in rows), typed
    )


async def feeds(desk: Desk, request: Request, typed: str) -> Sequence[Choice]:
    """The channel's feeds."""
    rows = await desk.feeds.of_channel(request.channel)
    return _matching(
        (Choice(shorten(f"{row.number} · {line(row.feed.title)}", LABEL), row.number) for row in rows), typed
    )


async def feeds_as_text(desk: Desk, request: Request, typed: str) -> Sequence[Choice]:
    """The same where a link may be given too."""
    return [Choice(choice.label, str(choice.value)) for choice in await feeds(desk, request, typed)]


async def several_feeds(desk: Desk, request: Request, typed: str) -> Sequence[Choice]:
    """The channel's feeds, each after those that were typed before it."""
    before, comma, last = typed.rpartition(",")
    taken = {number.strip() for number in before.split(",")}
    found = [one for one in await feeds(desk, request, last) if str(one.value) not in taken]
    start = f"{before.strip()}, " if comma else ""
    wanted = [Choice(shorten(start + one.label, LABEL), f"{start}{one.value}") for one in found]
    return [one for one in wanted if len(str(one.value)) <= LABEL]


async def times(desk: Desk, request: Request, typed: str) -> Sequence[Choice]:
    """Usual times; what was typed comes first, as it stands."""
    usual = _matching((Choice(rule, rule) for rule in _TIMES), typed)
    own = [Choice(typed.strip(), typed.strip())] if 0 < len(typed.strip()) <= LABEL else []
    return [*own, *(choice for choice in usual if choice not in own)]


async def zones(desk: Desk, request: Request, typed: str) -> Sequence[Choice]:
    """Time zones, best match first, those found by a city with the city."""
    return [Choice(shorten(place(found), LABEL), found.zone) for found in await desk.places(typed)]


def _matching(choices: Iterable[Choice], typed: str) -> list[Choice]:
    wanted = typed.strip().casefold()
    return [choice for choice in choices if wanted in choice.label.casefold()]
