"""When channels get their digests."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Update, and_, delete, false, func, insert, select, update

from bot.model.delivery import EVERYTHING, DeliveryState, Edition, Rejection, Schedule
from bot.model.feed import Filters
from bot.model.place import Channel
from bot.model.preferences import Length
from bot.store import tables
from bot.store.codec import Codec
from bot.store.database import Database
from bot.store.tables import away, covered, place, within

_KEPT = tables.schedules
_TOPICS = Codec(Filters)
_AWAY = away(_KEPT)
_ROWS = select(_KEPT, _AWAY.label("away"))
_ACTIVE = and_(_KEPT.c.paused == false(), _KEPT.c.removed == false(), _AWAY.is_(None))


class Schedules:
    """The schedules of each channel are numbered 1, 2, 3…; a number is never used again."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(
        self,
        channel: Channel,
        rule: str,
        zone: str,
        by: str,
        at: datetime,
        next_run_at: datetime,
        post_empty: bool = False,
        edition: Edition = EVERYTHING,
    ) -> Schedule:
        """Add a schedule; its first digest covers what is added from `at` on."""
        async with self._database.write() as connection:
            last = await connection.scalar(select(func.max(_KEPT.c.number)).where(within(_KEPT, channel)))
            schedule = Schedule(
                (last or 0) + 1,
                channel,
                rule,
                zone,
                by,
                at,
                next_run_at,
                at,
                post_empty=post_empty,
                edition=edition,
            )
            await connection.execute(insert(_KEPT).values(_row(schedule)))
            return schedule

    async def get(self, channel: Channel, schedule: int) -> Schedule | None:
        """The channel's schedule with that number."""
        return next(iter(await self._schedules(_ROWS.where(_is(channel, schedule)))), None)

    async def of_channel(self, channel: Channel) -> Sequence[Schedule]:
        """The channel's schedules, by number."""
        mine = and_(within(_KEPT, channel), _KEPT.c.removed == false())
        return await self._schedules(_ROWS.where(mine).order_by(_KEPT.c.number))

    async def due(self, now: datetime, platforms: Collection[str]) -> Sequence[Schedule]:
        """The schedules of these platforms' channels whose time has come, the longest due first."""
        due = and_(_ACTIVE, _KEPT.c.platform.in_(platforms), _KEPT.c.next_run_at <= now)
        order = (_KEPT.c.next_run_at, _KEPT.c.platform, _KEPT.c.workspace, _KEPT.c.channel, _KEPT.c.number)
        return await self._schedules(_ROWS.where(due).order_by(*order))

    async def next_due(self, platforms: Collection[str]) -> datetime | None:
        """When the next schedule of these platforms' channels is due."""
        active = and_(_ACTIVE, _KEPT.c.platform.in_(platforms))
        async with self._database.read() as connection:
            first: datetime | None = await connection.scalar(select(func.min(_KEPT.c.next_run_at)).where(active))
            return first

    async def set_paused(
        self, channel: Channel, schedule: int, paused: bool, next_run_at: datetime | None = None
    ) -> Schedule:
        """Pause or resume a schedule, which must exist; its next time stays as it is unless one is given."""
        changes: dict[str, object] = {"paused": paused}
        if next_run_at is not None:
            changes["next_run_at"] = next_run_at
        async with self._database.write() as connection:
            await connection.execute(update(_KEPT).where(_is(channel, schedule)).values(changes))
            row = (await connection.execute(_ROWS.where(_is(channel, schedule)))).one()
            return _schedule(row)

    async def at(self, place: Channel) -> Sequence[Schedule]:
        """The schedules of a channel, or of a whole workspace, in no order."""
        return await self._schedules(_ROWS.where(covered(_KEPT, place), _KEPT.c.removed == false()))

    async def replan(self, next_runs: Sequence[tuple[Schedule, datetime]]) -> None:
        """Give schedules new next times, all or none; nothing else about them changes."""
        async with self._database.write() as connection:
            for schedule, next_run_at in next_runs:
                mine = update(_KEPT).where(_is(schedule.channel, schedule.id))
                await connection.execute(mine.values(next_run_at=next_run_at))

    async def remove(self, channel: Channel, schedule: int) -> None:
        """Forget a schedule, and what of its digests is still waiting to be posted."""
        waiting = tables.deliveries
        async with self._database.write() as connection:
            await connection.execute(update(_KEPT).where(_is(channel, schedule)).values(removed=True))
            await connection.execute(
                delete(waiting).where(
                    within(waiting, channel),
                    waiting.c.schedule == schedule,
                    waiting.c.state.in_([DeliveryState.PENDING, DeliveryState.RETRY]),
                )
            )

    async def advance(
        self,
        schedule: Schedule,
        next_run_at: datetime,
        note: str,
        ran_at: datetime | None = None,
        covered_until: datetime | None = None,
    ) -> bool:
        """Move on to the next time without a digest, saying why; False when the schedule was changed meanwhile.

        `covered_until` is given when what was added until then was looked at, and none of it was for this digest.
        """
        step = moving_on(schedule, next_run_at, note, ran_at or schedule.last_run_at)
        async with self._database.write() as connection:
            done = await connection.execute(step.values(covered_until=covered_until or schedule.covered_until))
            return done.rowcount == 1

    async def _schedules(self, found: Select[Any]) -> Sequence[Schedule]:
        async with self._database.read() as connection:
            return [_schedule(row) for row in await connection.execute(found)]


def moving_on(schedule: Schedule, next_run_at: datetime, note: str, ran_at: datetime | None) -> Update:
    """The step to the next time; it changes nothing when the schedule is no longer as it was read."""
    same = and_(_is(schedule.channel, schedule.id), _ACTIVE, _KEPT.c.next_run_at == schedule.next_run_at)
    return update(_KEPT).where(same).values(next_run_at=next_run_at, note=note, last_run_at=ran_at)


def _is(channel: Channel, schedule: int) -> ColumnElement[bool]:
    return and_(within(_KEPT, channel), _KEPT.c.number == schedule, _KEPT.c.removed == false())


def _row(schedule: Schedule) -> dict[str, object]:
    return {
        **place(schedule.channel),
        "number": schedule.id,
        "rule": schedule.rule,
        "zone": schedule.zone,
        "created_by": schedule.created_by,
        "created_at": schedule.created_at,
        "next_run_at": schedule.next_run_at,
        "covered_until": schedule.covered_until,
        "paused": schedule.paused,
        "post_empty": schedule.post_empty,
        "note": schedule.note,
        "removed": False,
        "feeds": ",".join(map(str, schedule.edition.feeds)),
        "topics": _TOPICS.write(schedule.edition.topics),
        "length": schedule.edition.length or "",
        "engine": schedule.edition.engine or "",
        "picture": schedule.edition.picture,
    }


def _schedule(row: Row[Any]) -> Schedule:
    return Schedule(
        id=row.number,
        channel=Channel(row.platform, row.workspace, row.channel),
        rule=row.rule,
        zone=row.zone,
        created_by=row.created_by,
        created_at=row.created_at,
        next_run_at=row.next_run_at,
        covered_until=row.covered_until,
        last_run_at=row.last_run_at,
        paused=row.paused,
        post_empty=row.post_empty,
        note=row.note,
        edition=_edition(row),
        held=Rejection(row.away) if row.away else None,
    )


def _edition(row: Row[Any]) -> Edition:
    return Edition(
        tuple(int(number) for number in row.feeds.split(",") if number),
        _TOPICS.read(row.topics) if row.topics else Filters(),
        Length(row.length) if row.length in set(Length) else None,
        row.engine or None,
        row.picture,
    )
