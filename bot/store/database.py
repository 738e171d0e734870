"""One database: its connections, its transactions, and its errors in our words."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event, inspect, make_url, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from bot.model.errors import StoreBusy, StoreFull, StoreUnusable
from bot.store import tables

BUSY_SECONDS = 5.0
QUEUE_SECONDS = 30.0
"""How long a call waits for a connection; then the store is busy too."""

CONNECTIONS = 4
"""Each is a thread with a cache; SQLite has one writer at a time anyway."""


_UNUSABLE = {
    "unable to open database file": "its file cannot be opened",
    "readonly database": "its file may not be written",
    "not a database": "its file is no SQLite database",
}
"""What SQLite says, https://sqlite.org/rescode.html, and what that means."""


class Database:
    """Transactions over one URL; `sqlite:///file` means the asynchronous driver too."""

    def __init__(self, url: str, busy_seconds: float = BUSY_SECONDS) -> None:
        parsed = make_url(url)
        if parsed.drivername == "sqlite":
            parsed = parsed.set(drivername="sqlite+aiosqlite")
        self._is_sqlite = parsed.get_backend_name() == "sqlite"
        self.path = Path(parsed.database) if self._is_sqlite and parsed.database else None
        self.engine = create_async_engine(
            parsed, hide_parameters=True, pool_size=CONNECTIONS, max_overflow=0, pool_timeout=QUEUE_SECONDS
        )
        if self._is_sqlite:
            _prepare_sqlite(self.engine.sync_engine, busy_seconds)

    async def open(self) -> None:
        """Make the database's folder, for this user alone. Raises StoreUnusable."""
        if self.path is not None:
            try:
                await asyncio.to_thread(self.path.parent.mkdir, 0o700, parents=True, exist_ok=True)
            except OSError as error:
                raise StoreUnusable(why="its folder cannot be made") from error

    async def close(self) -> None:
        """Close all connections."""
        await self.engine.dispose()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that sees one state of the database and changes nothing."""
        with _in_our_words():
            async with self.engine.connect() as connection:
                yield connection

    @asynccontextmanager
    async def write(self, *, lasting: bool = True) -> AsyncIterator[AsyncConnection]:
        """A transaction that is committed whole, or not at all when it raises.

        What is not `lasting` does not wait for the disk: it may be gone after a power failure, as what can be made
        anew may be.
        """
        with _in_our_words():
            async with self.engine.connect() as connection:
                writing = await connection.execution_options(writes=True, lasting=lasting)
                async with writing.begin():
                    yield writing

    async def upgrade(self) -> None:
        """Run the migrations that are missing, all in one transaction."""
        if await self.current_revision() == tables.REVISION:
            return
        async with self.write() as connection:
            await connection.run_sync(_upgrade)

    async def current_revision(self) -> str | None:
        """The revision that the tables have, None when there are none."""
        async with self.read() as connection:
            return await connection.run_sync(_current_revision)


@contextmanager
def _in_our_words() -> Iterator[None]:
    try:
        yield
    except PoolTimeout as error:
        raise StoreBusy from error
    except (DBAPIError, sqlite3.Error) as error:
        said = str(error.orig if isinstance(error, DBAPIError) else error)
        if "is full" in said:
            raise StoreFull from error
        if "is locked" in said:
            raise StoreBusy from error
        if why := next((why for sign, why in _UNUSABLE.items() if sign in said), None):
            raise StoreUnusable(why=why) from error
        raise


def _prepare_sqlite(engine: Any, busy_seconds: float) -> None:
    """WAL, so that readers never wait for the writer; FULL for what must last, since a delivery must be known to be
    under way before it is posted, even when the power fails in between: NORMAL may forget the last commits then. It
    forgets them in order, so that a lasting commit makes all earlier ones last too.
    """

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver begins no transactions of its own; `begun` does
        cursor = connection.cursor()
        for pragma in (
            f"busy_timeout = {round(busy_seconds * 1000)}",
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        # A transaction that reads first and writes later cannot wait for its turn: SQLite refuses it at once.
        options = connection.get_execution_options()
        if options.get("writes", False):
            connection.exec_driver_sql(f"PRAGMA synchronous = {'FULL' if options['lasting'] else 'NORMAL'}")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.exec_driver_sql("BEGIN")


def _current_revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision


def _upgrade(connection: Connection) -> None:
    from bot.store import migrations

    migrations.upgrade(connection)
