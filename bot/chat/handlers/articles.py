"""/actors, /timeline and /sources: what the articles of a channel hold, all together or one alone."""

from collections.abc import Sequence

from bot.chat.actions import SUBJECT
from bot.chat.charts import actor_map, connected, timeline_picture
from bot.chat.compose import articles
from bot.chat.replies import Reply
from bot.chat.request import Request
from bot.desk.desk import OVERVIEW, Desk
from bot.model.article import Listed
from bot.model.errors import Expired, NoArticlesYet

EVIDENCE = 3
"""Up to so many articles, /sources shows the sentences of each at once."""


async def actors(desk: Desk, request: Request) -> Reply:
    """Who acts, with a picture of who is named together."""
    listed, older = await _chosen(desk, request, OVERVIEW)
    article = _only(request, listed)
    found = await desk.actors(request.channel, article)
    shown, connections = connected(found, await desk.connections(request.channel, article))
    picture = await desk.draw(actor_map, shown, connections) if request.pictures and connections else None
    return articles.actors(found, listed, request.locale, older, connections, picture)


async def timeline(desk: Desk, request: Request) -> Reply:
    """What is dated, with a picture where it is more than one event."""
    listed, older = await _chosen(desk, request, OVERVIEW)
    found = await desk.timeline(request.channel, _only(request, listed))
    picture = await desk.draw(timeline_picture, found, request.locale) if request.pictures and len(found) > 1 else None
    return articles.timeline(found, listed, request.locale, older, picture)


async def sources(desk: Desk, request: Request) -> Reply:
    """The articles, with the sentences that their briefings rest on when they are few."""
    listed, older = await _chosen(desk, request, articles.SOURCES)
    if len(listed) > EVIDENCE:
        return articles.sources(listed, request.locale, older)
    made = [(row, await desk.brief(request.channel, row.article.id)) for row in listed]
    return articles.evidence(made, request.locale)


async def _chosen(desk: Desk, request: Request, newest: int) -> tuple[Sequence[Listed], int]:
    """The article of the option or button, or the channel's newest and how many older ones there are.

    Raises Expired, UnknownArticle or NoArticlesYet.
    """
    subject, number = request.text(SUBJECT), request.number("article")
    if subject:
        found = await desk.sources(request.channel, [subject])
        if not found:
            raise Expired
        return found, 0
    if number is not None:
        return [await desk.source(request.channel, number)], 0
    listed = await desk.sources(request.channel, newest=newest)
    if not listed:
        raise NoArticlesYet
    return listed, max(0, await desk.count(request.channel) - len(listed))


def _only(request: Request, listed: Sequence[Listed]) -> str | None:
    chosen = request.text(SUBJECT) or request.number("article") is not None
    return listed[0].article.id if chosen else None
