"""Events that platforms told us of, so that one that is told again does nothing."""

from datetime import datetime

from sqlalchemy import delete, insert, select

from bot.store import tables
from bot.store.database import Database

_KEPT = tables.seen


class Seen:
    """The ids of events, by platform."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def first(self, platform: str, event: str, at: datetime) -> bool:
        """Remember an event; False when it was remembered already."""
        same = select(_KEPT.c.at).where(_KEPT.c.platform == platform, _KEPT.c.event == event)
        async with self._database.write(lasting=False) as connection:
            if await connection.scalar(same) is not None:
                return False
            await connection.execute(insert(_KEPT).values(platform=platform, event=event, at=at))
            return True

    async def forget(self, before: datetime) -> None:
        """Forget the events before that."""
        async with self._database.write(lasting=False) as connection:
            await connection.execute(delete(_KEPT).where(_KEPT.c.at < before))
