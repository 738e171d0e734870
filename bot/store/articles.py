"""Articles, what language work made of them, and which channel has them."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.language.stems import stems
from bot.model.article import Article, Copy, Listed
from bot.model.document import Document, Passage
from bot.model.place import Channel
from bot.store import search, tables
from bot.store.codec import Codec
from bot.store.database import Database
from bot.store.documents import read_documents, write_document
from bot.store.tables import place, within

CANDIDATES = 50
MOMENT = timedelta(microseconds=1)

_ARTICLE = Codec(Article)


@dataclass(frozen=True, slots=True)
class Given:
    """A channel that is given an article; `subscription` and `updates` as in Listed."""

    channel: Channel
    subscription: int | None = None
    updates: str | None = None


class Articles:
    """Each article is kept once, however many channels have it; a channel sees only its own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def save(
        self,
        article: Article,
        document: Document,
        passages: Sequence[Passage],
        vectors: bytes,
        terms: Mapping[str, int] | None = None,
    ) -> None:
        """Keep an article with all that was made of it, whole or not at all; one that is there is left as it is.

        `vectors` holds one row of 384 float32 for each passage, `terms` what it is compared by. Of two articles under
        one link the later is found.
        """
        async with self._database.write() as connection:
            if await _has(connection, select(tables.articles.c.id).where(tables.articles.c.id == article.id)):
                return
            row = {
                "id": article.id,
                "article": _ARTICLE.write(article),
                "document": write_document(document),
                "vectors": vectors,
                "terms": json.dumps(terms) if terms else "",
            }
            await connection.execute(insert(tables.articles).values(row))
            await _link(connection, article.id, article.links)
            await _keep_fingerprint(connection, article)
            await connection.execute(insert(tables.signs), {"article": article.id, "signs": search.signs_of(vectors)})
            await _keep_passages(connection, article, passages)

    async def add_links(self, article: str, links: Sequence[str]) -> None:
        """Make an article known under more links."""
        async with self._database.write() as connection:
            await _link(connection, article, links)

    async def get(self, article: str) -> Article | None:
        """The article with that id."""
        return next(
            iter(await self._articles(select(tables.articles.c.article).where(tables.articles.c.id == article))), None
        )

    async def by_link(self, link: str) -> Article | None:
        """The article that is known under a canonical link."""
        found = select(tables.articles.c.article).join(tables.links).where(tables.links.c.link == link)
        return next(iter(await self._articles(found)), None)

    async def near(self, fingerprint: Collection[int]) -> Sequence[Article]:
        """Articles that share hashes with a fingerprint, those that share most first, at most 50."""
        shared = tables.fingerprints.c
        found = (
            select(tables.articles.c.article)
            .join(tables.fingerprints)
            .where(shared.hash.in_([_signed(number) for number in fingerprint]))
            .group_by(tables.articles.c.id)
            .order_by(func.count().desc(), tables.articles.c.id)
            .limit(CANDIDATES)
        )
        return await self._articles(found)

    async def document(self, article: str) -> Document | None:
        """The document of an article, None when there is none in today's format."""
        return next(iter(await self.documents([article])), None)

    async def documents(self, articles: Collection[str]) -> Sequence[Document]:
        """The documents of these articles, in the order given; those that are unknown are left out."""
        async with self._database.read() as connection:
            return await read_documents(connection, articles)

    async def terms(self, articles: Collection[str]) -> Mapping[str, Mapping[str, int]]:
        """What these articles are compared by, as far as that was kept."""
        kept = tables.articles.c
        found = select(kept.id, kept.terms).where(kept.id.in_(articles), kept.terms != "")
        async with self._database.read() as connection:
            return {row.id: json.loads(row.terms) for row in await connection.execute(found)}

    async def put_in_channel(
        self,
        channel: Channel,
        article: str,
        by: str,
        at: datetime,
        subscription: int | None = None,
        updates: str | None = None,
    ) -> bool:
        """Let a channel have an article; False when it had it already. `subscription` and `updates` as in Listed.

        What is added later has a later time, by a microsecond at least: so a digest that covers a
        channel up to its newest article misses none that was waiting to be written meanwhile.
        """
        async with self._database.write() as connection:
            return await _put(connection, Given(channel, subscription, updates), article, by, at)

    async def put_in_channels(self, given: Sequence[Given], article: str, by: str, at: datetime) -> Sequence[Channel]:
        """Let several channels have an article, all or none; return those that had it not."""
        async with self._database.write() as connection:
            return [one.channel for one in given if await _put(connection, one, article, by, at)]

    async def holders(self, articles: Collection[str]) -> Mapping[str, frozenset[Channel]]:
        """The channels that have each of these articles."""
        listed = tables.channel_articles
        columns = (listed.c.article, listed.c.platform, listed.c.workspace, listed.c.channel)
        found: dict[str, set[Channel]] = {}
        async with self._database.read() as connection:
            for row in await connection.execute(select(*columns).where(listed.c.article.in_(articles))):
                found.setdefault(row.article, set()).add(Channel(row.platform, row.workspace, row.channel))
        return {article: frozenset(channels) for article, channels in found.items()}

    async def add_copy(self, channel: Channel, copy: Copy) -> bool:
        """Note where an article of the channel appeared too; False when that was known."""
        kept = tables.copies
        same = and_(within(kept, channel), kept.c.article == copy.article, kept.c.link == copy.link)
        async with self._database.write() as connection:
            if await _has(connection, select(kept.c.article).where(same)):
                return False
            row = {**place(channel), "article": copy.article, "link": copy.link, "site": copy.site}
            await connection.execute(insert(kept).values(row))
            return True

    async def copies(self, channel: Channel, articles: Collection[str]) -> Sequence[Copy]:
        """Where these articles of the channel appeared too, by link."""
        kept = tables.copies
        mine = and_(within(kept, channel), kept.c.article.in_(articles))
        found = select(kept.c.article, kept.c.link, kept.c.site).where(mine).order_by(kept.c.link)
        async with self._database.read() as connection:
            return [Copy(row.article, row.link, row.site) for row in await connection.execute(found)]

    async def in_channel(self, channel: Channel, article: str) -> bool:
        """Whether the channel has the article."""
        async with self._database.read() as connection:
            return await _has(connection, _listing(channel, article))

    async def of_channel(
        self,
        channel: Channel,
        since: datetime | None = None,
        until: datetime | None = None,
        newest: int | None = None,
        subscriptions: Collection[int] = (),
    ) -> Sequence[Listed]:
        """The channel's articles in the order of adding: those added after `since` and not after `until`.

        At most the `newest` last of them, when that is given, and only what these `subscriptions` brought, if any are.
        """
        found = (
            _rows(channel).where(*_added(since, until, subscriptions)).order_by(tables.channel_articles.c.number.desc())
        )
        return list(reversed(await self._listed(found.limit(newest))))

    async def among(self, channel: Channel, articles: Collection[str]) -> Sequence[Listed]:
        """Those of the articles with these ids that the channel has, in the order of adding."""
        listed = tables.channel_articles.c
        return await self._listed(_rows(channel).where(listed.article.in_(articles)).order_by(listed.number))

    async def settle_stories(self, channel: Channel, stories: Mapping[int, int]) -> None:
        """Keep which story articles of the channel belong to, by their numbers."""
        listed = tables.channel_articles
        async with self._database.write() as connection:
            for number, story in stories.items():
                one = and_(within(listed, channel), listed.c.number == number)
                await connection.execute(update(listed).where(one).values(story=story))

    async def numbered(self, channel: Channel, number: int) -> Listed | None:
        """The article that has this number in the channel."""
        return next(iter(await self._listed(_rows(channel).where(tables.channel_articles.c.number == number))), None)

    async def count(
        self,
        channel: Channel,
        since: datetime | None = None,
        until: datetime | None = None,
        subscriptions: Collection[int] = (),
    ) -> int:
        """How many articles of the channel were added after `since` and not after `until`, likewise."""
        listed = tables.channel_articles
        added = _added(since, until, subscriptions)
        found = select(func.count()).select_from(listed).where(within(listed, channel), *added)
        async with self._database.read() as connection:
            return await connection.scalar(found) or 0

    async def _listed(self, found: Select[Any]) -> Sequence[Listed]:
        async with self._database.read() as connection:
            return [_listed(row) for row in await connection.execute(found)]

    async def _articles(self, found: Select[str]) -> Sequence[Article]:
        async with self._database.read() as connection:
            return [_ARTICLE.read(text) for text in await connection.scalars(found)]


async def _put(connection: AsyncConnection, given: Given, article: str, by: str, at: datetime) -> bool:
    listed = tables.channel_articles
    if await _has(connection, _listing(given.channel, article)):
        return False
    newest = select(listed.c.number, listed.c.added_at).where(within(listed, given.channel))
    last = (await connection.execute(newest.order_by(listed.c.number.desc()).limit(1))).first()
    row = {
        **place(given.channel),
        "number": last.number + 1 if last else 1,
        "article": article,
        "added_at": max(at, last.added_at + MOMENT) if last else at,
        "added_by": by,
        "subscription": given.subscription,
        "updates": given.updates,
    }
    await connection.execute(insert(listed).values(row))
    return True


async def _has(connection: AsyncConnection, found: Select[str]) -> bool:
    return await connection.scalar(found) is not None


async def _link(connection: AsyncConnection, article: str, links: Sequence[str]) -> None:
    if links:
        await connection.execute(delete(tables.links).where(tables.links.c.link.in_(links)))
        rows = [{"link": link, "article": article} for link in dict.fromkeys(links)]
        await connection.execute(insert(tables.links), rows)


async def _keep_fingerprint(connection: AsyncConnection, article: Article) -> None:
    rows = [{"hash": _signed(number), "article": article.id} for number in dict.fromkeys(article.fingerprint)]
    if rows:
        await connection.execute(insert(tables.fingerprints), rows)


async def _keep_passages(connection: AsyncConnection, article: Article, passages: Sequence[Passage]) -> None:
    rows = [
        {
            "article": article.id,
            "first": passage.first,
            "last": passage.last,
            "text": passage.text,
            "words": stems(passage.text, article.language),
        }
        for passage in passages
    ]
    if rows:
        await connection.execute(insert(tables.passages), rows)
        await search.index(connection, article.id)


def _listing(channel: Channel, article: str) -> Select[str]:
    listed = tables.channel_articles
    return select(listed.c.article).where(within(listed, channel), listed.c.article == article)


def _rows(channel: Channel) -> Select[Any]:
    listed = tables.channel_articles
    columns = select(
        listed.c.number,
        listed.c.added_at,
        listed.c.added_by,
        listed.c.subscription,
        listed.c.updates,
        listed.c.story,
        tables.articles.c.article,
    )
    return columns.join(tables.articles, listed.c.article == tables.articles.c.id).where(within(listed, channel))


def _added(
    since: datetime | None, until: datetime | None, subscriptions: Collection[int]
) -> Iterator[ColumnElement[bool]]:
    if since is not None:
        yield tables.channel_articles.c.added_at > since
    if until is not None:
        yield tables.channel_articles.c.added_at <= until
    if subscriptions:
        yield tables.channel_articles.c.subscription.in_(subscriptions)


def _listed(row: Row[Any]) -> Listed:
    article = _ARTICLE.read(row.article)
    return Listed(row.number, article, row.added_at, row.added_by, row.subscription, row.updates, row.story)


def _signed(number: int) -> int:
    """A 64-bit hash as the signed integer that a database can hold."""
    return (number + 2**63) % 2**64 - 2**63
