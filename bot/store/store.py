"""The store as one thing: open it, bring it up to date, and ask its parts."""

from pathlib import Path
from types import TracebackType
from typing import Self

from bot.store import tables
from bot.store.articles import Articles
from bot.store.briefings import Briefings
from bot.store.choices import Choices
from bot.store.database import BUSY_SECONDS, Database
from bot.store.deliveries import Deliveries
from bot.store.departures import Departures
from bot.store.feeds import Feeds
from bot.store.installations import Installations
from bot.store.pages import Pages
from bot.store.schedules import Schedules
from bot.store.search import Search
from bot.store.seen import Seen
from bot.store.spending import Spending
from bot.store.subscriptions import Subscriptions
from bot.store.turns import Turns
from bot.store.workspaces import Workspaces


class Store:
    """Everything that outlives the process, behind one database URL.

    Every method of every part raises StoreBusy when the database stays locked for `busy_seconds`,
    StoreFull when the disk is full, and StoreUnusable when the file cannot be opened or written; nothing of
    that call was saved then.
    """

    def __init__(self, url: str, busy_seconds: float = BUSY_SECONDS) -> None:
        self._database = Database(url, busy_seconds)
        self.articles = Articles(self._database)
        self.briefings = Briefings(self._database)
        self.choices = Choices(self._database)
        self.spending = Spending(self._database)
        self.turns = Turns(self._database)
        self.schedules = Schedules(self._database)
        self.deliveries = Deliveries(self._database)
        self.feeds = Feeds(self._database)
        self.subscriptions = Subscriptions(self._database)
        self.search = Search(self._database)
        self.pages = Pages(self._database)
        self.seen = Seen(self._database)
        self.departures = Departures(self._database)
        self.installations = Installations(self._database)
        self.workspaces = Workspaces(self._database)

    @property
    def path(self) -> Path | None:
        """The SQLite file, None for a database server."""
        return self._database.path

    async def open(self) -> None:
        """Make the database's folder where it is missing; connections are made when needed."""
        await self._database.open()

    async def close(self) -> None:
        """Close all connections."""
        await self._database.close()

    async def upgrade(self) -> None:
        """Bring the tables to the form that this version needs; does nothing when they are."""
        await self._database.upgrade()

    async def current_revision(self) -> str | None:
        """The revision of the tables as they are, None for an empty database."""
        return await self._database.current_revision()

    @staticmethod
    def expected_revision() -> str:
        """The revision of the tables that this version needs."""
        return tables.REVISION

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()
