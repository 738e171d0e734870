"""/feed: which feeds a channel follows, and what they bring."""

import re

from bot.chat import texts
from bot.chat.actions import SUBJECT
from bot.chat.compose import feeds
from bot.chat.replies import Reply
from bot.chat.request import Request
from bot.desk.desk import Desk
from bot.model.errors import NoFeedFile, WrongUsage

FILTER_EXAMPLE = "/feed filter 1 include strike, budget; exclude football"
_NUMBERED = re.compile(r"(\d{1,9})\b[\s:,]*(.*)", re.DOTALL)


async def add(desk: Desk, request: Request) -> Reply:
    """Find a feed and ask whether to follow it; follow it where that was said or a button was pressed."""
    if subject := request.text(SUBJECT):
        return feeds.followed(await desk.feeds.follow(request.channel, int(subject), request.asker))
    found = await desk.feeds.find(request.channel, request.text("link"))
    if request.flag("follow") and not found.followed:
        return feeds.followed(await desk.feeds.follow(request.channel, found.feed.id, request.asker))
    return feeds.found(found)


async def list_(desk: Desk, request: Request) -> Reply:
    """The feeds of the channel."""
    return feeds.listed(await desk.feeds.of_channel(request.channel))


async def pause(desk: Desk, request: Request) -> Reply:
    """Bring nothing more of a feed for now."""
    return feeds.changed(texts.FEED_PAUSED, await desk.feeds.pause(request.channel, _number(request)))


async def resume(desk: Desk, request: Request) -> Reply:
    """Go on with a feed; whoever asks for that here knows that the channel can be reached."""
    await desk.departures.channel_back(request.channel)
    return feeds.changed(texts.FEED_RESUMED, await desk.feeds.resume(request.channel, _number(request)))


async def remove(desk: Desk, request: Request) -> Reply:
    """Follow a feed no more."""
    return feeds.changed(texts.FEED_REMOVED, await desk.feeds.remove(request.channel, _number(request)))


async def filter_(desk: Desk, request: Request) -> Reply:
    """Choose by words what a feed brings; the number may stand before them."""
    number, typed = request.number("feed"), request.text("words")
    if number is None:
        numbered = _NUMBERED.match(typed)
        if numbered is None:
            raise WrongUsage(usage=FILTER_EXAMPLE)
        number, typed = int(numbered[1]), numbered[2]
    return feeds.filtered(await desk.feeds.filter(request.channel, number, typed))


async def check(desk: Desk, request: Request) -> Reply:
    """Why something was delivered or not: of a feed by its number, or of an article by its link."""
    asked = request.text("feed")
    if asked.isascii() and asked.isdigit() and len(asked) < 10:
        return feeds.checked([await desk.feeds.check(request.channel, int(asked))])
    return feeds.checked(await desk.feeds.check_link(request.channel, asked))


async def import_(desk: Desk, request: Request) -> Reply:
    """Follow the feeds of an OPML file."""
    if not request.files:
        raise NoFeedFile
    return feeds.imported(await desk.feeds.import_(request.channel, request.files[0].data, request.asker))


async def export(desk: Desk, request: Request) -> Reply:
    """The feeds of the channel as an OPML file."""
    return feeds.exported(await desk.feeds.export(request.channel))


def _number(request: Request) -> int:
    return int(request.options["feed"])
