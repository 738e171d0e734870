"""Workspaces and channels that cannot be reached for now."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime

from sqlalchemy import delete, insert, select

from bot.model.delivery import Rejection
from bot.model.place import WHOLE, Channel
from bot.store import tables
from bot.store.database import Database
from bot.store.tables import place, within

_KEPT = tables.departures


class Departures:
    """One row for each channel, or each workspace as a whole, that left.

    While there is one, schedules and feeds rest there, and messages wait: all queries look here themselves.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def begin(self, left: Channel, why: Rejection, at: datetime) -> bool:
        """Note that it left; False when it had before, and only the reason may have changed."""
        same = within(_KEPT, left)
        async with self._database.write() as connection:
            earlier: datetime | None = await connection.scalar(select(_KEPT.c.left_at).where(same))
            await connection.execute(delete(_KEPT).where(same))
            row = {**place(left), "reason": why, "left_at": earlier or at}
            await connection.execute(insert(_KEPT).values(row))
            return earlier is None

    async def end(self, back: Channel) -> None:
        """Note that it is back."""
        async with self._database.write() as connection:
            await connection.execute(delete(_KEPT).where(within(_KEPT, back)))

    async def has(self, left: Channel) -> bool:
        """Whether that channel, or that workspace as a whole, left."""
        async with self._database.read() as connection:
            return await connection.scalar(select(_KEPT.c.left_at).where(within(_KEPT, left))) is not None

    async def workspaces(self, platform: str) -> AbstractSet[str]:
        """The workspaces of a platform that left."""
        whole = select(_KEPT.c.workspace).where(_KEPT.c.platform == platform, _KEPT.c.channel == WHOLE)
        async with self._database.read() as connection:
            return set(await connection.scalars(whole))

    async def over(self, before: datetime) -> Sequence[tuple[str, str]]:
        """The workspaces that left before that, each with its platform, in the order in which they left."""
        whole = select(_KEPT.c.platform, _KEPT.c.workspace).where(_KEPT.c.channel == WHOLE, _KEPT.c.left_at < before)
        async with self._database.read() as connection:
            return [(row.platform, row.workspace) for row in await connection.execute(whole.order_by(_KEPT.c.left_at))]
