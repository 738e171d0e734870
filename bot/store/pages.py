"""Pages of replies, for the buttons that turn them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select

from bot.model.place import Channel
from bot.store import tables
from bot.store.database import Database
from bot.store.tables import place, within

_KEPT = tables.kept_pages


@dataclass(frozen=True, slots=True)
class Kept:
    """One page, in the platform's own form; `number` counts from 1 to `count`."""

    text: str
    number: int
    count: int


class Pages:
    """The pages of one reply are kept together, under an id, for its channel alone."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, channel: Channel, id_: str, pages: Sequence[str], at: datetime) -> None:
        """Keep the pages of a reply, at least one, under a new id."""
        rows = [
            {**place(channel), "id": id_, "number": number, "total": len(pages), "page": page, "kept_at": at}
            for number, page in enumerate(pages, start=1)
        ]
        async with self._database.write(lasting=False) as connection:
            await connection.execute(insert(_KEPT), rows)

    async def get(self, channel: Channel, id_: str, number: int, since: datetime) -> Kept | None:
        """A page that was kept for the channel after `since`."""
        same = (within(_KEPT, channel), _KEPT.c.id == id_, _KEPT.c.number == number, _KEPT.c.kept_at > since)
        async with self._database.read() as connection:
            row = (await connection.execute(select(_KEPT.c.page, _KEPT.c.total).where(*same))).one_or_none()
            return Kept(row.page, number, row.total) if row else None

    async def forget(self, before: datetime) -> None:
        """Forget what was kept before that."""
        async with self._database.write(lasting=False) as connection:
            await connection.execute(delete(_KEPT).where(_KEPT.c.kept_at < before))
