"""What channels chose for themselves."""

from sqlalchemy import delete, insert, select

from bot.model.place import Channel
from bot.store import tables
from bot.store.database import Database
from bot.store.tables import place, within


class Choices:
    """One row for each channel that chose anything."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def engine(self, channel: Channel) -> str | None:
        """The name of the engine that the channel chose, None when it chose none."""
        found = select(tables.choices.c.engine).where(within(tables.choices, channel))
        async with self._database.read() as connection:
            return await connection.scalar(found)

    async def set_engine(self, channel: Channel, engine: str) -> None:
        """Keep the channel's choice in place of an earlier one."""
        async with self._database.write() as connection:
            await connection.execute(delete(tables.choices).where(within(tables.choices, channel)))
            await connection.execute(insert(tables.choices).values(**place(channel), engine=engine))
