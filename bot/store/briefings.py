"""Briefings, so that no engine writes the same one twice."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, delete, insert, select

from bot.model.briefing import Briefing
from bot.store import tables
from bot.store.codec import Codec, OtherFormat
from bot.store.database import Database

_BRIEFING = Codec(Briefing)


class Briefings:
    """One briefing for each set of articles, engine and version of the engine."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, articles: Sequence[str], engine: str, version: str) -> Briefing | None:
        """The briefing of these articles together, whatever their order."""
        found = select(tables.briefings.c.briefing).where(_same(articles, engine, version))
        async with self._database.read() as connection:
            text = await connection.scalar(found)
        if text is None:
            return None
        try:
            return _BRIEFING.read(text)
        except OtherFormat:
            return None

    async def put(self, briefing: Briefing, engine: str, version: str) -> None:
        """Keep what an engine made in place of what it made earlier; `briefing.engine` may say more than its name."""
        row = {
            "articles": _key(briefing.articles),
            "engine": engine,
            "version": version,
            "briefing": _BRIEFING.write(briefing),
        }
        async with self._database.write(lasting=False) as connection:
            await connection.execute(delete(tables.briefings).where(_same(briefing.articles, engine, version)))
            await connection.execute(insert(tables.briefings).values(row))


def _key(articles: Sequence[str]) -> str:
    return " ".join(sorted(set(articles)))


def _same(articles: Sequence[str], engine: str, version: str) -> ColumnElement[bool]:
    kept = tables.briefings.c
    return and_(kept.articles == _key(articles), kept.engine == engine, kept.version == version)
