"""Questions and answers of a channel, for follow-ups."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, select

from bot.answer.conversation import Turn
from bot.model.place import Channel
from bot.store import tables
from bot.store.codec import Codec
from bot.store.database import Database
from bot.store.tables import place, within

_TURN = Codec(Turn)


class Turns:
    """What was asked in each channel."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, channel: Channel, turn: Turn) -> None:
        """Remember a question and its answer."""
        row = {**place(channel), "at": turn.at, "turn": _TURN.write(turn)}
        async with self._database.write() as connection:
            await connection.execute(insert(tables.turns).values(row))

    async def recent(self, channel: Channel, since: datetime) -> Sequence[Turn]:
        """The turns of a channel after `since`, oldest first."""
        kept = tables.turns
        found = select(kept.c.turn).where(within(kept, channel), kept.c.at > since).order_by(kept.c.at, kept.c.id)
        async with self._database.read() as connection:
            return [_TURN.read(text) for text in await connection.scalars(found)]
