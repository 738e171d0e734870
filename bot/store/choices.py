"""What channels chose for themselves."""

from dataclasses import replace
from typing import Any

from sqlalchemy import Row, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.place import Channel
from bot.model.preferences import Length, Preferences
from bot.store import tables
from bot.store.database import Database
from bot.store.tables import place, within


class Choices:
    """One row for each channel that chose anything."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, channel: Channel) -> Preferences:
        """What the channel chose."""
        async with self._database.read() as connection:
            return await _read(connection, channel)

    async def change(self, channel: Channel, **chosen: Any) -> Preferences:
        """Put new values in place of the channel's earlier ones; names are those of Preferences."""
        async with self._database.write() as connection:
            changed = replace(await _read(connection, channel), **chosen)
            await connection.execute(delete(tables.choices).where(within(tables.choices, channel)))
            await connection.execute(
                insert(tables.choices).values(
                    **place(channel),
                    engine=changed.engine or "",
                    length=changed.length or "",
                    language=changed.language or "",
                    instructions=changed.instructions,
                    breaking=changed.breaking,
                )
            )
            return changed


async def _read(connection: AsyncConnection, channel: Channel) -> Preferences:
    found = (await connection.execute(select(tables.choices).where(within(tables.choices, channel)))).one_or_none()
    return Preferences() if found is None else _preferences(found)


def _preferences(row: Row[Any]) -> Preferences:
    length = Length(row.length) if row.length in set(Length) else None
    return Preferences(row.engine or None, length, row.language or None, row.instructions, row.breaking)
