"""The outbox: messages of digests on their way to channels."""

from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, exists, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.delivery import BREAKING, Delivery, DeliveryState, Rejection, Schedule, page_key
from bot.model.place import Channel
from bot.store import tables
from bot.store.database import Database
from bot.store.schedules import moving_on
from bot.store.tables import NO_SCHEDULE, away, place, within

SHOWN = 10
"""How many of the last deliveries of a schedule are told."""

EARLIER_PART_REFUSED = "an earlier part was refused"

_KEPT = tables.deliveries
_OTHER = tables.deliveries.alias()
_STATES = (DeliveryState.PENDING, DeliveryState.RETRY)
_WAITING = _KEPT.c.state.in_(_STATES)
_OVERTAKES = exists().where(
    _OTHER.c.platform == _KEPT.c.platform,
    _OTHER.c.workspace == _KEPT.c.workspace,
    _OTHER.c.channel == _KEPT.c.channel,
    _OTHER.c.state.in_([*_STATES, DeliveryState.SENDING]),
    _OTHER.c.id < _KEPT.c.id,
)
"""An earlier message of the channel waits or is under way: nothing overtakes it."""


class Deliveries:
    """Every message is queued once, goes out in the order of queueing within its channel, and is settled once.

    What is for a channel that cannot be reached waits until it can.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def queue_digest(
        self,
        schedule: Schedule,
        key: str,
        payloads: Sequence[str],
        *,
        now: datetime,
        next_run_at: datetime,
        covered_until: datetime,
        begun_at: datetime | None = None,
    ) -> bool:
        """Queue the digest of a schedule's due time and move the schedule on, both or neither.

        `begun_at` is when its making began, if that was before `now`.
        False, and nothing done, when the schedule was changed since it was read.
        """
        async with self._database.write(lasting=False) as connection:  # the first claim makes it last
            step = moving_on(schedule, next_run_at, "", now).values(covered_until=covered_until)
            if (await connection.execute(step)).rowcount == 0:
                return False
            rows = _rows(schedule.channel, schedule.id, schedule.next_run_at, key, payloads)
            await _queue(connection, rows, now, begun_at)
            return True

    async def queue_now(self, channel: Channel, key: str, payloads: Sequence[str], now: datetime) -> None:
        """Queue a digest that somebody asked for."""
        async with self._database.write() as connection:
            await _queue(connection, _rows(channel, NO_SCHEDULE, now, key, payloads), now)

    async def queue_breaking(
        self,
        channel: Channel,
        key: str,
        payloads: Sequence[str],
        articles: Collection[str],
        due_at: datetime,
        now: datetime,
    ) -> bool:
        """Queue breaking news and remember its articles, both or neither.

        False, and nothing done, when one of the articles was posted so before.
        """
        async with self._database.write() as connection:
            if await _broken(connection, channel, articles):
                return False
            await _queue(connection, _rows(channel, BREAKING, due_at, key, payloads), now)
            await _remember(connection, channel, articles, now)
            return True

    async def add_broken(self, channel: Channel, articles: Collection[str], at: datetime) -> None:
        """Count articles as posted as breaking news, since their story was or need not be."""
        async with self._database.write() as connection:
            known = await _broken(connection, channel, articles)
            await _remember(connection, channel, [article for article in articles if article not in known], at)

    async def broken(self, channel: Channel, since: datetime) -> AbstractSet[str]:
        """The ids of the articles of the channel that count as posted as breaking news after `since`."""
        kept = tables.breaking
        found = select(kept.c.article).where(within(kept, channel), kept.c.posted_at > since)
        async with self._database.read() as connection:
            return set(await connection.scalars(found))

    async def claim(self, now: datetime, platforms: Collection[str]) -> Delivery | None:
        """Take the next message for these platforms that may go out, marked as being sent; None when there is none."""
        async with self._database.write() as connection:
            first = await _first(connection, platforms)
            if first is None or first[0] > now:
                return None
            _, found = first
            taken = update(_KEPT).where(_KEPT.c.id == found)
            await connection.execute(
                taken.values(
                    state=DeliveryState.SENDING,
                    sending_since=func.coalesce(_KEPT.c.sending_since, now),
                    attempts=_KEPT.c.attempts + 1,
                )
            )
            return _delivery((await connection.execute(select(_KEPT).where(_KEPT.c.id == found))).one())

    async def sent(self, delivery: Delivery, message: str, at: datetime | None = None) -> None:
        """Settle a message: the channel has it, since `at` if that is known."""
        await self._settle(delivery, state=DeliveryState.SENT, message=message, detail="", sent_at=at)

    async def retry(self, delivery: Delivery, at: datetime, detail: str = "") -> None:
        """Put a message back until `at`."""
        await self._settle(delivery, state=DeliveryState.RETRY, next_attempt_at=at, detail=detail)

    async def reject(self, delivery: Delivery, reason: Rejection, detail: str = "") -> bool:
        """Settle a message that the channel will not take, and with it the later parts of its digest.

        False when another one of its schedule was refused for that reason, and no digest arrived whole since.
        """
        rejected = {"state": DeliveryState.REJECTED, "reason": reason}
        own = select(_OTHER.c.schedule).where(_OTHER.c.id == delivery.id).scalar_subquery()
        alike = and_(within(_KEPT, delivery.channel), _KEPT.c.schedule == own)
        later = and_(alike, _KEPT.c.due_at == delivery.due_at, _KEPT.c.part > delivery.part, _WAITING)
        before = and_(alike, _KEPT.c.id < delivery.id)
        whole = and_(before, _KEPT.c.state == DeliveryState.SENT, _KEPT.c.part == _KEPT.c.parts)
        arrived = select(func.coalesce(func.max(_KEPT.c.id), 0)).where(whole)
        refused = select(_KEPT.c.id).where(before, _KEPT.c.state == DeliveryState.REJECTED, _KEPT.c.reason == reason)
        async with self._database.write() as connection:
            since = await connection.scalar(arrived)
            known = await connection.scalar(refused.where(_KEPT.c.id > since).limit(1))
            await connection.execute(update(_KEPT).where(_under_way(delivery)).values(**rejected, detail=detail))
            await connection.execute(update(_KEPT).where(later).values(**rejected, detail=EARLIER_PART_REFUSED))
            return known is None

    async def unsettled(self, platforms: Collection[str]) -> Sequence[Delivery]:
        """These platforms' messages marked as being sent, in order; after a crash nobody knows whether they were."""
        return await self._deliveries(and_(_KEPT.c.state == DeliveryState.SENDING, _KEPT.c.platform.in_(platforms)))

    async def next_attempt(self, platforms: Collection[str]) -> datetime | None:
        """When the next message to these platforms may go out."""
        async with self._database.read() as connection:
            first = await _first(connection, platforms)
            return first[0] if first else None

    async def of_schedule(self, channel: Channel, schedule: int) -> Sequence[Delivery]:
        """The last deliveries of a schedule, newest first, at most 10."""
        mine = and_(within(_KEPT, channel), _KEPT.c.schedule == schedule)
        found = select(_KEPT).where(mine).order_by(_KEPT.c.id.desc()).limit(SHOWN)
        async with self._database.read() as connection:
            return [_delivery(row) for row in await connection.execute(found)]

    async def last_asked_for(self, channel: Channel) -> datetime | None:
        """When somebody last asked for a digest of the channel and got one."""
        mine = and_(within(_KEPT, channel), _KEPT.c.schedule == NO_SCHEDULE)
        async with self._database.read() as connection:
            last: datetime | None = await connection.scalar(select(func.max(_KEPT.c.due_at)).where(mine))
            return last

    async def of_channel(self, channel: Channel) -> Sequence[Delivery]:
        """All deliveries to a channel, in the order of queueing."""
        return await self._deliveries(within(_KEPT, channel))

    async def _deliveries(self, condition: ColumnElement[bool]) -> Sequence[Delivery]:
        async with self._database.read() as connection:
            rows = await connection.execute(select(_KEPT).where(condition).order_by(_KEPT.c.id))
            return [_delivery(row) for row in rows]

    async def _settle(self, delivery: Delivery, **values: object) -> None:
        """What is forgotten of this, by a power failure, is found out again by looking into the channel."""
        async with self._database.write(lasting=False) as connection:
            await connection.execute(update(_KEPT).where(_under_way(delivery)).values(**values))


def _under_way(delivery: Delivery) -> ColumnElement[bool]:
    return and_(_KEPT.c.id == delivery.id, _KEPT.c.state == DeliveryState.SENDING)


def _rows(
    channel: Channel, schedule: int, due_at: datetime, key: str, payloads: Sequence[str]
) -> list[dict[str, object]]:
    return [
        {
            **place(channel),
            "schedule": schedule,
            "due_at": due_at,
            "part": part,
            "parts": len(payloads),
            "key": page_key(key, part),
            "payload": payload,
        }
        for part, payload in enumerate(payloads, start=1)
    ]


async def _first(connection: AsyncConnection, platforms: Collection[str]) -> tuple[datetime, int] | None:
    """The time and id of the message that may go out next; each state is looked through in the order of its index."""
    goes = and_(_KEPT.c.platform.in_(platforms), ~_OVERTAKES, away(_KEPT).is_(None))
    heads = select(_KEPT.c.next_attempt_at, _KEPT.c.id).where(goes)
    in_order = heads.order_by(_KEPT.c.next_attempt_at, _KEPT.c.id).limit(1)
    found = [(await connection.execute(in_order.where(_KEPT.c.state == state))).first() for state in _STATES]
    return min(((row.next_attempt_at, row.id) for row in found if row), default=None)


async def _broken(connection: AsyncConnection, channel: Channel, articles: Collection[str]) -> AbstractSet[str]:
    kept = tables.breaking
    return set(
        await connection.scalars(select(kept.c.article).where(within(kept, channel), kept.c.article.in_(articles)))
    )


async def _remember(connection: AsyncConnection, channel: Channel, articles: Collection[str], at: datetime) -> None:
    if articles:
        rows = [{**place(channel), "article": article, "posted_at": at} for article in articles]
        await connection.execute(insert(tables.breaking), rows)


async def _queue(
    connection: AsyncConnection, rows: Sequence[dict[str, object]], now: datetime, begun_at: datetime | None = None
) -> None:
    if rows:
        waiting = {
            "state": DeliveryState.PENDING,
            "attempts": 0,
            "next_attempt_at": now,
            "detail": "",
            "begun_at": begun_at or now,
        }
        await connection.execute(insert(_KEPT).values(waiting), rows)


def _delivery(row: Row[Any]) -> Delivery:
    return Delivery(
        id=row.id,
        schedule=row.schedule if row.schedule > NO_SCHEDULE else None,
        due_at=row.due_at,
        channel=Channel(row.platform, row.workspace, row.channel),
        part=row.part,
        parts=row.parts,
        key=row.key,
        payload=row.payload,
        state=DeliveryState(row.state),
        attempts=row.attempts,
        next_attempt_at=row.next_attempt_at,
        sending_since=row.sending_since,
        message=row.message,
        reason=Rejection(row.reason) if row.reason else None,
        detail=row.detail,
        begun_at=row.begun_at,
        sent_at=row.sent_at,
    )
