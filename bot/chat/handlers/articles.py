"""/actors, /timeline and /sources: what the articles of a channel hold, all together or one alone."""

from collections.abc import Sequence

from bot.chat.actions import SUBJECT
from bot.chat.compose import articles
from bot.chat.replies import Reply
from bot.chat.request import Request
from bot.desk.desk import Desk
from bot.model.article import Listed
from bot.model.errors import Expired, NoArticlesYet, UnknownArticle

EVIDENCE = 3
"""Up to so many articles, /sources shows the sentences of each at once."""


async def actors(desk: Desk, request: Request) -> Reply:
    """Who acts."""
    listed = await _chosen(desk, request)
    return articles.actors(await desk.actors(request.channel, _only(request, listed)), listed)


async def timeline(desk: Desk, request: Request) -> Reply:
    """What is dated."""
    listed = await _chosen(desk, request)
    return articles.timeline(await desk.timeline(request.channel, _only(request, listed)), listed)


async def sources(desk: Desk, request: Request) -> Reply:
    """The articles, with the sentences that their briefings rest on when they are few."""
    listed = await _chosen(desk, request)
    if len(listed) > EVIDENCE:
        return articles.sources(listed)
    return articles.evidence([(row, await desk.brief(request.channel, row.article.id)) for row in listed])


async def _chosen(desk: Desk, request: Request) -> Sequence[Listed]:
    """All articles of the channel, or the one of the option or button. Raises a UserError when there is none."""
    listed = await desk.sources(request.channel)
    subject, number = request.text(SUBJECT), request.number("article")
    if subject:
        found = [row for row in listed if row.article.id == subject]
        if not found:
            raise Expired
        return found
    if not listed:
        raise NoArticlesYet
    if number is None:
        return listed
    found = [row for row in listed if row.number == number]
    if not found:
        raise UnknownArticle
    return found


def _only(request: Request, listed: Sequence[Listed]) -> str | None:
    chosen = request.text(SUBJECT) or request.number("article") is not None
    return listed[0].article.id if chosen else None
