"""All that is kept of a workspace, whatever the table."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from itertools import islice

from sqlalchemy import Select, delete, exists, select, union, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.llm.budget import account_of
from bot.model.place import WHOLE, Channel
from bot.store import search, tables
from bot.store.database import Database
from bot.store.tables import covered, within

AT_ONCE = 100
"""So many articles are erased in one transaction: nobody else can write meanwhile."""

_THEIRS = tuple(table for table in tables.metadata.sorted_tables if "workspace" in table.c)
_OF_ARTICLES = (tables.passages, tables.signs, tables.fingerprints, tables.links, tables.copies, tables.breaking)


class Workspaces:
    """Which there are, and their end."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, platform: str) -> AbstractSet[str]:
        """The workspaces of a platform of which anything is kept."""
        found = union(*(select(table.c.workspace).where(table.c.platform == platform) for table in _THEIRS))
        async with self._database.read() as connection:
            return set(await connection.scalars(found))

    async def erase(self, platform: str, workspace: str, left_before: datetime) -> bool:
        """Forget a workspace that left before that, with the articles and feeds that only its channels have.

        It is done in steps that are whole; what is stopped in the middle is gone on with by another call. False when
        the workspace did not leave, or came back meanwhile: what is not erased by then stays.
        """
        whole = Channel(platform, workspace, WHOLE)
        articles = await self._articles(whole)
        briefings = await self._briefings(articles)
        for some in _batches(articles):
            async with self._database.write() as connection:
                if not await _is_gone(connection, whole, left_before):
                    return False
                await _erase_articles(connection, whole, some, briefings)
        async with self._database.write() as connection:
            if not await _is_gone(connection, whole, left_before):
                return False
            await _erase_rest(connection, whole)
            return True

    async def _articles(self, whole: Channel) -> Sequence[str]:
        """The articles that its channels have, and those that feeds brought which they alone follow."""
        listed, entries = tables.channel_articles, tables.entries
        had = select(listed.c.article).where(covered(listed, whole))
        brought = select(entries.c.article).where(entries.c.feed.in_(_own_feeds(whole)), entries.c.article.is_not(None))
        async with self._database.read() as connection:
            return sorted(await connection.scalars(union(had, brought)))

    async def _briefings(self, articles: Collection[str]) -> Mapping[str, Sequence[str]]:
        """The keys of the briefings that each of these articles is in."""
        wanted, found = set(articles), dict[str, list[str]]()
        async with self._database.read() as connection:
            for key in await connection.scalars(select(tables.briefings.c.articles).distinct()):
                for article in wanted.intersection(key.split()):
                    found.setdefault(article, []).append(key)
        return found


def _own_feeds(whole: Channel) -> Select[tuple[int]]:
    """The feeds that nobody but its channels follows or ever followed."""
    mine, others = tables.subscriptions, tables.subscriptions.alias()
    elsewhere = exists().where(others.c.feed == mine.c.feed, ~covered(others, whole))
    return select(mine.c.feed).where(covered(mine, whole), ~elsewhere).distinct()


def _batches(articles: Sequence[str]) -> Iterator[Sequence[str]]:
    rest = iter(articles)
    while some := list(islice(rest, AT_ONCE)):
        yield some


async def _is_gone(connection: AsyncConnection, whole: Channel, left_before: datetime) -> bool:
    left = tables.departures
    return (
        await connection.scalar(select(left.c.left_at).where(within(left, whole), left.c.left_at < left_before))
        is not None
    )


async def _erase_articles(
    connection: AsyncConnection, whole: Channel, articles: Collection[str], briefings: Mapping[str, Sequence[str]]
) -> None:
    """Take articles from the workspace's channels, and erase those that no channel has any more."""
    listed = tables.channel_articles
    for table in (listed, tables.copies, tables.breaking):
        await connection.execute(delete(table).where(covered(table, whole), table.c.article.in_(articles)))
    held = set(await connection.scalars(select(listed.c.article).where(listed.c.article.in_(articles))))
    nobodys = set(articles) - held
    if not nobodys:
        return
    entries, made = tables.entries, tables.briefings
    await connection.execute(update(entries).where(entries.c.article.in_(nobodys)).values(article=None))
    await search.unindex(connection, nobodys)
    for table in _OF_ARTICLES:
        await connection.execute(delete(table).where(table.c.article.in_(nobodys)))
    keys = {key for article in nobodys for key in briefings.get(article, ())}
    await connection.execute(delete(made).where(made.c.articles.in_(keys)))
    await connection.execute(delete(tables.articles).where(tables.articles.c.id.in_(nobodys)))


async def _erase_rest(connection: AsyncConnection, whole: Channel) -> None:
    feeds = (await connection.scalars(_own_feeds(whole))).all()
    for table in _THEIRS:
        await connection.execute(delete(table).where(covered(table, whole)))
    await connection.execute(delete(tables.entries).where(tables.entries.c.feed.in_(feeds)))
    await connection.execute(delete(tables.feeds).where(tables.feeds.c.id.in_(feeds)))
    await connection.execute(delete(tables.spending).where(tables.spending.c.account == account_of(whole)))
