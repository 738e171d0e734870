"""What workspaces spent on a language model today."""

from datetime import date

from sqlalchemy import ColumnElement, and_, delete, insert, select, update

from bot.store import tables
from bot.store.database import Database


class Spending:
    """One row for each account and UTC day; days gone by are forgotten."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def spent(self, account: str, day: date) -> int:
        """Tokens spent on that day so far."""
        found = select(tables.spending.c.tokens).where(_same(account, day))
        async with self._database.read() as connection:
            return await connection.scalar(found) or 0

    async def add(self, account: str, day: date, tokens: int) -> int:
        """Add tokens and return what is now spent."""
        kept = tables.spending
        more = update(kept).where(_same(account, day)).values(tokens=kept.c.tokens + tokens).returning(kept.c.tokens)
        async with self._database.write() as connection:
            total: int | None = await connection.scalar(more)
            if total is None:
                total = tokens
                await connection.execute(delete(kept).where(kept.c.day < day))
                await connection.execute(insert(kept).values(account=account, day=day, tokens=tokens))
            return total


def _same(account: str, day: date) -> ColumnElement[bool]:
    return and_(tables.spending.c.account == account, tables.spending.c.day == day)
