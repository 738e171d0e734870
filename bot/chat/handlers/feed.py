"""/feed: which feeds a channel follows, and what they bring."""

import re
from collections.abc import Awaitable, Callable

from bot.chat import texts
from bot.chat.actions import SUBJECT, Action
from bot.chat.compose import choices, feeds
from bot.chat.handlers import choosing
from bot.chat.replies import Field, Prompt, Reply
from bot.chat.request import Request
from bot.desk.desk import Desk
from bot.model.errors import NoFeedFile, UnknownFeed, WrongUsage
from bot.model.feed import Subscription

ADD_EXAMPLE = "/feed add https://example.org"
FILTER_EXAMPLE = "/feed filter 1 include strike, budget; exclude football"
_NUMBERED = re.compile(r"(\d{1,9})\b[\s:,]*(.*)", re.DOTALL)


async def add(desk: Desk, request: Request) -> Reply:
    """Find a feed and ask whether to follow it; follow it where that was said or a button was pressed."""
    subject, link = request.text(SUBJECT), request.text("link")
    if subject and not link:
        return feeds.followed(await desk.feeds.follow(request.channel, int(subject), request.asker))
    if not link:
        raise WrongUsage(usage=ADD_EXAMPLE)
    found = await desk.feeds.find(request.channel, link)
    if (request.flag("follow") or subject == feeds.FOLLOW) and not found.followed:
        return feeds.followed(await desk.feeds.follow(request.channel, found.feed.id, request.asker))
    return feeds.found(found)


def window(request: Request) -> Prompt | None:
    """A window for the site, when nothing was given."""
    if request.options:
        return None
    field = Field("link", texts.FEED_FIELD, texts.FEED_PLACEHOLDER)
    return Prompt(texts.FEED_WINDOW, str(Action("feed add")), (field,), texts.FEED_SUBMIT)


async def list_(desk: Desk, request: Request) -> Reply:
    """The feeds of the channel."""
    return feeds.listed(await desk.feeds.of_channel(request.channel), request.locale, manages=request.is_admin)


async def pause(desk: Desk, request: Request) -> Reply:
    """Bring nothing more of a feed for now."""

    async def act(number: int) -> Reply:
        return feeds.changed(texts.FEED_PAUSED, await desk.feeds.pause(request.channel, number))

    return await _to_one(desk, request, choosing.number(request, "feed"), act, lambda row: not row.paused)


async def resume(desk: Desk, request: Request) -> Reply:
    """Go on with a feed; whoever asks for that here knows that the channel can be reached."""

    async def act(number: int) -> Reply:
        await desk.departures.channel_back(request.channel)
        return feeds.changed(texts.FEED_RESUMED, await desk.feeds.resume(request.channel, number))

    return await _to_one(
        desk, request, choosing.number(request, "feed"), act, lambda row: row.paused or row.feed.paused
    )


async def remove(desk: Desk, request: Request) -> Reply:
    """Follow a feed no more."""

    async def act(number: int) -> Reply:
        return feeds.changed(texts.FEED_REMOVED, await desk.feeds.remove(request.channel, number))

    return await _to_one(desk, request, choosing.number(request, "feed"), act)


async def filter_(desk: Desk, request: Request) -> Reply:
    """Choose by words what a feed brings, show it, or bring everything; the number may stand before the words.

    From the menu comes the number of the feed, with the words as its subject; from the window it is the other way.
    """
    number, typed, subject = request.number("feed"), request.text("words"), request.text(SUBJECT)
    from_menu = request.action is not None and number is not None
    if from_menu:
        typed = subject
    elif subject:
        number = choosing.number(request, "feed")
    elif number is None and (numbered := _NUMBERED.fullmatch(typed)):
        number, typed = int(numbered[1]), numbered[2]

    async def act(number: int) -> Reply:
        return feeds.filtered(await desk.feeds.filter(request.channel, number, typed))

    async def show(number: int) -> Reply:
        return feeds.filter_shown(await desk.feeds.one(request.channel, number))

    asks = not typed and (from_menu or number is None)
    return await _to_one(desk, request, number, show if asks else act, carrying=typed)


def filter_window(request: Request) -> Prompt | None:
    """A window for the words, when the button was pressed that changes them."""
    number = request.text(SUBJECT)
    if not number:
        return None
    field = Field("words", texts.FILTER_FIELD, texts.FILTER_PLACEHOLDER, required=False)
    return Prompt(texts.FILTER_WINDOW, str(Action("feed filter", number)), (field,), texts.FILTER_SUBMIT)


async def check(desk: Desk, request: Request) -> Reply:
    """Why something was delivered or not: of a feed by its number, or of an article by its link."""

    async def act(number: int) -> Reply:
        return feeds.checked([await desk.feeds.check(request.channel, number)], request.locale)

    asked = request.text(SUBJECT) or request.text("feed")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else None
    if number is not None or not asked:
        return await _to_one(desk, request, number, act)
    if not {".", "/"} & set(asked):  # no link has neither
        raise UnknownFeed
    return feeds.checked(await desk.feeds.check_link(request.channel, asked), request.locale)


async def import_(desk: Desk, request: Request) -> Reply:
    """Follow the feeds of an OPML file."""
    if not request.files:
        raise NoFeedFile
    return feeds.imported(await desk.feeds.import_(request.channel, request.files[0].data, request.asker))


async def export(desk: Desk, request: Request) -> Reply:
    """The feeds of the channel as an OPML file."""
    return feeds.exported(await desk.feeds.export(request.channel))


async def _to_one(
    desk: Desk,
    request: Request,
    number: int | None,
    act: Callable[[int], Awaitable[Reply]],
    fits: Callable[[Subscription], bool] = lambda row: True,
    carrying: str = "",
) -> Reply:
    """Do something to the feed of that number, or else to the only one that fits, or to one from a menu.

    What is chosen there comes with the text that the menu is `carrying`, as far as there is room.
    """
    if number is not None:
        return await act(number)
    rows = choosing.preferred(await desk.feeds.of_channel(request.channel), fits)
    if not rows:
        return feeds.listed([], request.locale)
    return await choosing.one_of(request, "feed", choices.feeds(rows), act, carrying)
