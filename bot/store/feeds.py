"""Feeds, and what becomes of their entries."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, and_, delete, exists, false, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.feed import Entry, EntryState, Feed, Known
from bot.store import tables
from bot.store.codec import Codec
from bot.store.database import Database
from bot.store.tables import away

_FEEDS = tables.feeds
_ENTRIES = tables.entries
_SUBSCRIPTIONS = tables.subscriptions
_ENTRY = Codec(Entry)
_ODDITIES = Codec(tuple[str, ...])

REMEMBERED = timedelta(days=90)
"""How long an entry is known after the feed listed it last; one that comes back later is news again."""

_FOLLOWED = exists().where(
    _SUBSCRIPTIONS.c.feed == _FEEDS.c.id,
    _SUBSCRIPTIONS.c.removed == false(),
    _SUBSCRIPTIONS.c.paused == false(),
    away(_SUBSCRIPTIONS).is_(None),
)
_POLLED = and_(_FEEDS.c.paused == false(), _FOLLOWED)


class Feeds:
    """Each feed and each of its entries is kept once, however many channels follow it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def by_url(self, url: str) -> Feed | None:
        """The feed at that address."""
        return next(iter(await self._feeds(select(_FEEDS).where(_FEEDS.c.url == url))), None)

    async def get(self, feed: int) -> Feed | None:
        """The feed with that id."""
        return next(iter(await self._feeds(select(_FEEDS).where(_FEEDS.c.id == feed))), None)

    async def add(self, feed: Feed, entries: Sequence[Known]) -> Feed:
        """Keep a feed that nobody follows yet, with the entries it has: they are none of its news.

        `feed.id` is not looked at. One that is known at that address is left as it is, and returned.
        """
        async with self._database.write() as connection:
            found = (await connection.execute(select(_FEEDS).where(_FEEDS.c.url == feed.url))).one_or_none()
            if found is not None:
                return feed_of(found)
            made = await connection.execute(insert(_FEEDS).values(_row(feed)).returning(_FEEDS))
            kept = feed_of(made.one())
            await _keep(connection, kept.id, entries)
            return kept

    async def due(self, now: datetime, limit: int) -> Sequence[Feed]:
        """The feeds that some channel follows and whose time has come, the longest due first."""
        found = select(_FEEDS).where(_POLLED, _FEEDS.c.next_poll_at <= now).order_by(_FEEDS.c.next_poll_at).limit(limit)
        return await self._feeds(found)

    async def next_due(self) -> datetime | None:
        """When the next feed is to be polled."""
        async with self._database.read() as connection:
            first: datetime | None = await connection.scalar(select(func.min(_FEEDS.c.next_poll_at)).where(_POLLED))
            return first

    async def fingerprints(self, feed: int) -> Mapping[str, str]:
        """The fingerprints of a feed's entries that are remembered, by key."""
        found = select(_ENTRIES.c.key, _ENTRIES.c.fingerprint).where(_ENTRIES.c.feed == feed)
        async with self._database.read() as connection:
            return {row.key: row.fingerprint for row in await connection.execute(found)}

    async def polled(
        self, feed: Feed, now: datetime, entries: Sequence[Known] = (), listed: Collection[str] = ()
    ) -> None:
        """Keep how a poll went, with the entries that are new or updated, both or neither.

        `listed` are the keys of all entries that the feed lists now; others are forgotten when they were not listed
        for a long time. A feed that moved to the address of another one gives its channels to that one.
        """
        async with self._database.write() as connection:
            feed = await _moved(connection, feed)
            await connection.execute(update(_FEEDS).where(_FEEDS.c.id == feed.id).values(_row(feed)))
            await _keep(connection, feed.id, entries)
            if listed:
                await _listed(connection, feed.id, listed, now)

    async def waiting(self, now: datetime, limit: int) -> Sequence[Known]:
        """New and updated entries whose articles are to be read now, a feed's own in the order in which they came.

        The feeds take turns, so that no site that is asked slowly holds up the others.
        """
        turn = func.row_number().over(partition_by=_ENTRIES.c.feed, order_by=_ENTRIES.c.id)
        due = select(_ENTRIES).where(_ENTRIES.c.next_attempt_at <= now)
        return await self._entries(due.order_by(turn, _ENTRIES.c.id).limit(limit))

    async def next_waiting(self) -> datetime | None:
        """When the next entry's article is to be read."""
        async with self._database.read() as connection:
            first: datetime | None = await connection.scalar(select(func.min(_ENTRIES.c.next_attempt_at)))
            return first

    async def settle(self, entry: Known) -> None:
        """Keep what became of an entry: its state, article, problem and next attempt."""
        values = {
            "state": entry.state,
            "attempts": entry.attempts,
            "next_attempt_at": entry.next_attempt_at,
            "article": entry.article,
            "problem": entry.problem,
        }
        async with self._database.write() as connection:
            await connection.execute(update(_ENTRIES).where(_ENTRIES.c.id == entry.id).values(values))

    async def entries(self, feed: int, newest: int) -> Sequence[Known]:
        """The newest entries of a feed that are remembered, newest first."""
        found = select(_ENTRIES).where(_ENTRIES.c.feed == feed)
        return await self._entries(found.order_by(_ENTRIES.c.first_seen.desc(), _ENTRIES.c.id.desc()).limit(newest))

    async def revive(self, feed: Feed) -> None:
        """Keep a feed that somebody wants to be tried again."""
        async with self._database.write() as connection:
            await connection.execute(update(_FEEDS).where(_FEEDS.c.id == feed.id).values(_row(feed)))

    async def _feeds(self, found: Select[Any]) -> Sequence[Feed]:
        async with self._database.read() as connection:
            return [feed_of(row) for row in await connection.execute(found)]

    async def _entries(self, found: Select[Any]) -> Sequence[Known]:
        async with self._database.read() as connection:
            return [_known(row) for row in await connection.execute(found)]


def _row(feed: Feed) -> dict[str, object]:
    return {
        "url": feed.url,
        "title": feed.title,
        "site": feed.site,
        "next_poll_at": feed.next_poll_at,
        "interval": round(feed.interval.total_seconds()),
        "etag": feed.etag,
        "modified": feed.modified,
        "checksum": feed.checksum,
        "failures": feed.failures,
        "failing_since": feed.failing_since,
        "problem": feed.problem,
        "paused": feed.paused,
        "oddities": _ODDITIES.write(feed.oddities),
    }


def feed_of(row: Row[Any]) -> Feed:
    """The feed in a row that has its columns."""
    return Feed(
        row.id,
        row.url,
        row.title,
        row.site,
        row.next_poll_at,
        timedelta(seconds=row.interval),
        row.etag,
        row.modified,
        row.checksum,
        row.failures,
        row.failing_since,
        row.problem,
        row.paused,
        _ODDITIES.read(row.oddities),
    )


def _known(row: Row[Any]) -> Known:
    return Known(
        row.id,
        row.feed,
        _ENTRY.read(row.entry),
        row.fingerprint,
        row.first_seen,
        EntryState(row.state),
        row.attempts,
        row.next_attempt_at,
        row.article,
        row.problem,
    )


async def _keep(connection: AsyncConnection, feed: int, entries: Sequence[Known]) -> None:
    """Keep entries under their keys, in place of what was kept there; an update keeps when it was first seen."""
    for known in entries:
        row = {
            "feed": feed,
            "key": known.entry.key,
            "entry": _ENTRY.write(known.entry),
            "fingerprint": known.fingerprint,
            "first_seen": known.first_seen,
            "listed_at": known.first_seen,
            "state": known.state,
            "attempts": known.attempts,
            "next_attempt_at": known.next_attempt_at,
            "problem": known.problem,
        }
        same = and_(_ENTRIES.c.feed == feed, _ENTRIES.c.key == known.entry.key)
        changed = {name: value for name, value in row.items() if name not in {"feed", "key", "first_seen"}}
        if (await connection.execute(update(_ENTRIES).where(same).values(changed))).rowcount == 0:
            await connection.execute(insert(_ENTRIES).values(row))


async def _listed(connection: AsyncConnection, feed: int, keys: Collection[str], now: datetime) -> None:
    """Note which entries a feed still lists, and forget those that it has not listed for long."""
    mine = _ENTRIES.c.feed == feed
    await connection.execute(update(_ENTRIES).where(mine, _ENTRIES.c.key.in_(keys)).values(listed_at=now))
    gone = and_(mine, _ENTRIES.c.listed_at < now - REMEMBERED, _ENTRIES.c.next_attempt_at.is_(None))
    await connection.execute(delete(_ENTRIES).where(gone))


async def _moved(connection: AsyncConnection, feed: Feed) -> Feed:
    """The feed, at its old address where its new one is another feed's: that one takes over its channels."""
    other = select(_FEEDS.c.id).where(_FEEDS.c.url == feed.url, _FEEDS.c.id != feed.id)
    taking_over = await connection.scalar(other)
    if taking_over is None:
        return feed
    followers = tables.subscriptions
    await connection.execute(update(followers).where(followers.c.feed == feed.id).values(feed=taking_over))
    old = await connection.scalar(select(_FEEDS.c.url).where(_FEEDS.c.id == feed.id))
    return replace(feed, url=str(old))
