"""Which channels follow which feeds."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, false, func, insert, select, update

from bot.model.feed import Filters, Subscription
from bot.model.place import Channel
from bot.store import tables
from bot.store.codec import Codec
from bot.store.database import Database
from bot.store.feeds import feed_of
from bot.store.tables import away, covered, place, within

_SUBSCRIPTIONS = tables.subscriptions
_FILTERS = Codec(Filters)


class Subscriptions:
    """Numbered 1, 2, 3… in each channel; a number is never used again."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def follow(self, channel: Channel, feed: int, by: str, at: datetime) -> Subscription:
        """Let a channel follow a feed from `at` on, under a new number; one that it follows already stays as it is."""
        async with self._database.write() as connection:
            mine = and_(within(_SUBSCRIPTIONS, channel), _SUBSCRIPTIONS.c.feed == feed)
            same = select(_SUBSCRIPTIONS.c.number).where(mine, _SUBSCRIPTIONS.c.removed == false())
            number = await connection.scalar(same)
            if number is None:
                last = select(func.max(_SUBSCRIPTIONS.c.number)).where(within(_SUBSCRIPTIONS, channel))
                number = (await connection.scalar(last) or 0) + 1
                row = {
                    **place(channel),
                    "number": number,
                    "feed": feed,
                    "since": at,
                    "added_by": by,
                    "paused": False,
                    "filters": _FILTERS.write(Filters()),
                    "removed": False,
                }
                await connection.execute(insert(_SUBSCRIPTIONS).values(row))
            return _subscription((await connection.execute(_joined(_is(channel, number)))).one())

    async def of_channel(self, channel: Channel) -> Sequence[Subscription]:
        """The channel's subscriptions, by number."""
        mine = and_(within(_SUBSCRIPTIONS, channel), _SUBSCRIPTIONS.c.removed == false())
        return await self._subscriptions(_joined(mine).order_by(_SUBSCRIPTIONS.c.number))

    async def get(self, channel: Channel, number: int) -> Subscription | None:
        """The channel's subscription with that number."""
        return next(iter(await self._subscriptions(_joined(_is(channel, number)))), None)

    async def to_feed(self, feed: int) -> Sequence[Subscription]:
        """The subscriptions of all channels to a feed, paused ones too."""
        return await self._subscriptions(
            _joined(and_(_SUBSCRIPTIONS.c.feed == feed, _SUBSCRIPTIONS.c.removed == false()))
        )

    async def change(
        self, channel: Channel, number: int, *, paused: bool | None = None, filters: Filters | None = None
    ) -> None:
        """Pause, resume or filter a subscription."""
        changes: dict[str, object] = {}
        if paused is not None:
            changes["paused"] = paused
        if filters is not None:
            changes["filters"] = _FILTERS.write(filters)
        async with self._database.write() as connection:
            await connection.execute(update(_SUBSCRIPTIONS).where(_is(channel, number)).values(changes))

    async def resume(self, channel: Channel, number: int, at: datetime) -> None:
        """Go on with a paused subscription as if it had begun at `at`."""
        async with self._database.write() as connection:
            await connection.execute(update(_SUBSCRIPTIONS).where(_is(channel, number)).values(paused=False, since=at))

    async def at(self, place: Channel) -> Sequence[Subscription]:
        """The subscriptions of a channel, or of a whole workspace, in no order."""
        return await self._subscriptions(
            _joined(and_(covered(_SUBSCRIPTIONS, place), _SUBSCRIPTIONS.c.removed == false()))
        )

    async def renew(self, place: Channel, at: datetime) -> None:
        """Let what a channel or a whole workspace follows be as if it had begun at `at`."""
        async with self._database.write() as connection:
            await connection.execute(update(_SUBSCRIPTIONS).where(covered(_SUBSCRIPTIONS, place)).values(since=at))

    async def leave(self, channel: Channel, number: int) -> None:
        """Let a channel follow a feed no more; what it brought stays."""
        async with self._database.write() as connection:
            await connection.execute(update(_SUBSCRIPTIONS).where(_is(channel, number)).values(removed=True))

    async def _subscriptions(self, found: Select[Any]) -> Sequence[Subscription]:
        async with self._database.read() as connection:
            return [_subscription(row) for row in await connection.execute(found)]


def _is(channel: Channel, number: int) -> ColumnElement[bool]:
    return and_(within(_SUBSCRIPTIONS, channel), _SUBSCRIPTIONS.c.number == number, _SUBSCRIPTIONS.c.removed == false())


def _joined(condition: ColumnElement[bool]) -> Select[Any]:
    own = [
        _SUBSCRIPTIONS.c[name].label(f"own_{name}")
        for name in ("platform", "workspace", "channel", "number", "since", "added_by", "paused", "filters")
    ]
    return select(tables.feeds, *own, away(_SUBSCRIPTIONS).label("away")).join(_SUBSCRIPTIONS).where(condition)


def _subscription(row: Row[Any]) -> Subscription:
    return Subscription(
        row.own_number,
        Channel(row.own_platform, row.own_workspace, row.own_channel),
        feed_of(row),
        row.own_since,
        row.own_added_by,
        row.own_paused or row.away is not None,
        _FILTERS.read(row.own_filters),
    )
