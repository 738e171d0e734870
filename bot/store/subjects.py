"""What our messages are about, for those who ask under them."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, insert, select

from bot.model.place import Channel
from bot.store import tables
from bot.store.database import Database
from bot.store.tables import place, within

MOST = 20
"""So many of the last things that a thread was about are looked at."""


class Subjects:
    """The articles behind a message, or behind all that was said in a thread; ids of both are the platform's own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(
        self, channel: Channel, places: Collection[str], articles: Sequence[str], at: datetime, forget: datetime
    ) -> None:
        """Note what messages or threads are about, and forget what was noted in the channel before `forget`."""
        kept = tables.subjects
        rows = [{**place(channel), "message": message, "articles": " ".join(articles), "at": at} for message in places]
        async with self._database.write(lasting=False) as connection:
            await connection.execute(delete(kept).where(within(kept, channel), kept.c.at < forget))
            await connection.execute(insert(kept), rows)

    async def of(self, channel: Channel, message: str) -> Sequence[str]:
        """The ids of the articles that a message of ours, or a thread, is about, those noted last first."""
        kept, posted = tables.subjects, tables.deliveries
        noted = select(kept.c.articles).where(within(kept, channel), kept.c.message == message)
        digest = select(posted.c.articles).where(within(posted, channel), posted.c.message == message)
        async with self._database.read() as connection:
            found = [
                *await connection.scalars(noted.order_by(kept.c.id.desc()).limit(MOST)),
                *await connection.scalars(digest),
            ]
        return list(dict.fromkeys(article for articles in found for article in articles.split()))
