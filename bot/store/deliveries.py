"""The outbox: messages of digests on their way to channels."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.delivery import Delivery, DeliveryState, Rejection, Schedule, page_key
from bot.model.place import Channel
from bot.store import tables
from bot.store.database import Database
from bot.store.schedules import moving_on
from bot.store.tables import NO_SCHEDULE, place, within

SHOWN = 10
"""How many of the last deliveries of a schedule are told."""

EARLIER_PART_REFUSED = "an earlier part was refused"

_KEPT = tables.deliveries
_WAITING = _KEPT.c.state.in_([DeliveryState.PENDING, DeliveryState.RETRY])
_UNSETTLED = _KEPT.c.state.in_([DeliveryState.PENDING, DeliveryState.RETRY, DeliveryState.SENDING])
_HEADS = (
    select(func.min(_KEPT.c.id))
    .where(_UNSETTLED)
    .group_by(_KEPT.c.platform, _KEPT.c.workspace, _KEPT.c.channel)
    .scalar_subquery()
)
_NEXT_OF_CHANNEL = and_(_KEPT.c.id.in_(_HEADS), _WAITING)
"""The one message of each channel that may go out now; nothing overtakes it, and none while one is under way."""


class Deliveries:
    """Every message is queued once, goes out in the order of queueing within its channel, and is settled once."""

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
    ) -> bool:
        """Queue the digest of a schedule's due time and move the schedule on, both or neither.

        False, and nothing done, when the schedule was changed since it was read.
        """
        async with self._database.write() as connection:
            step = moving_on(schedule, next_run_at, "", now).values(covered_until=covered_until)
            if (await connection.execute(step)).rowcount == 0:
                return False
            rows = _rows(schedule.channel, schedule.id, schedule.next_run_at, key, payloads)
            await _queue(connection, rows, now)
            return True

    async def queue_now(self, channel: Channel, key: str, payloads: Sequence[str], now: datetime) -> None:
        """Queue a digest that somebody asked for."""
        async with self._database.write() as connection:
            await _queue(connection, _rows(channel, NO_SCHEDULE, now, key, payloads), now)

    async def claim(self, now: datetime, platforms: Collection[str]) -> Delivery | None:
        """Take the next message for these platforms that may go out, marked as being sent; None when there is none."""
        due = and_(_NEXT_OF_CHANNEL, _KEPT.c.platform.in_(platforms), _KEPT.c.next_attempt_at <= now)
        async with self._database.write() as connection:
            found = await connection.scalar(
                select(_KEPT.c.id).where(due).order_by(_KEPT.c.next_attempt_at, _KEPT.c.id).limit(1)
            )
            if found is None:
                return None
            taken = update(_KEPT).where(_KEPT.c.id == found)
            await connection.execute(
                taken.values(
                    state=DeliveryState.SENDING,
                    sending_since=func.coalesce(_KEPT.c.sending_since, now),
                    attempts=_KEPT.c.attempts + 1,
                )
            )
            return _delivery((await connection.execute(select(_KEPT).where(_KEPT.c.id == found))).one())

    async def sent(self, delivery: Delivery, message: str) -> None:
        """Settle a message: the channel has it."""
        await self._settle(delivery, state=DeliveryState.SENT, message=message, detail="")

    async def retry(self, delivery: Delivery, at: datetime, detail: str = "") -> None:
        """Put a message back until `at`."""
        await self._settle(delivery, state=DeliveryState.RETRY, next_attempt_at=at, detail=detail)

    async def reject(self, delivery: Delivery, reason: Rejection, detail: str = "") -> None:
        """Settle a message that the channel will not take, and with it the later parts of its digest."""
        rejected = {"state": DeliveryState.REJECTED, "reason": reason}
        later = and_(
            within(_KEPT, delivery.channel),
            _KEPT.c.schedule == (delivery.schedule or NO_SCHEDULE),
            _KEPT.c.due_at == delivery.due_at,
            _KEPT.c.part > delivery.part,
            _WAITING,
        )
        async with self._database.write() as connection:
            await connection.execute(update(_KEPT).where(_under_way(delivery)).values(**rejected, detail=detail))
            await connection.execute(update(_KEPT).where(later).values(**rejected, detail=EARLIER_PART_REFUSED))

    async def unsettled(self, platforms: Collection[str]) -> Sequence[Delivery]:
        """These platforms' messages marked as being sent, in order; after a crash nobody knows whether they were."""
        return await self._deliveries(and_(_KEPT.c.state == DeliveryState.SENDING, _KEPT.c.platform.in_(platforms)))

    async def next_attempt(self, platforms: Collection[str]) -> datetime | None:
        """When the next message to these platforms may go out."""
        waiting = and_(_NEXT_OF_CHANNEL, _KEPT.c.platform.in_(platforms))
        async with self._database.read() as connection:
            first: datetime | None = await connection.scalar(select(func.min(_KEPT.c.next_attempt_at)).where(waiting))
            return first

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
        async with self._database.write() as connection:
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


async def _queue(connection: AsyncConnection, rows: Sequence[dict[str, object]], now: datetime) -> None:
    if rows:
        waiting = {"state": DeliveryState.PENDING, "attempts": 0, "next_attempt_at": now, "detail": ""}
        await connection.execute(insert(_KEPT).values(waiting), rows)


def _delivery(row: Row[Any]) -> Delivery:
    return Delivery(
        id=row.id,
        schedule=row.schedule or None,
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
    )
