"""Questions and answers of a channel, for follow-ups."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, insert, select

from bot.answer.conversation import Turn
from bot.model.place import Channel
from bot.store import tables
from bot.store.codec import Codec
from bot.store.database import Database
from bot.store.tables import place, within

MOST = 500
"""So many turns are looked through for those that a question follows up."""

_TURN = Codec(Turn)


class Turns:
    """What was asked in each channel."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, channel: Channel, turn: Turn, forget: datetime) -> None:
        """Remember a question and its answer, and forget what was asked in the channel before `forget`."""
        row = {**place(channel), "at": turn.at, "turn": _TURN.write(turn)}
        kept = tables.turns
        async with self._database.write() as connection:
            await connection.execute(delete(kept).where(within(kept, channel), kept.c.at < forget))
            await connection.execute(insert(kept).values(row))

    async def recent(self, channel: Channel, since: datetime) -> Sequence[Turn]:
        """The last turns of a channel after `since`, oldest first."""
        kept = tables.turns
        newest_first = (kept.c.at.desc(), kept.c.id.desc())
        mine = (within(kept, channel), kept.c.at > since)
        found = select(kept.c.turn).where(*mine).order_by(*newest_first).limit(MOST)
        async with self._database.read() as connection:
            return [_TURN.read(text) for text in reversed((await connection.scalars(found)).all())]
