"""What workspaces gave us when they installed the bot, as the desk encrypted it, and installations under way."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, insert, select

from bot.store import tables
from bot.store.database import Database

_KEPT = tables.installations
_STATES = tables.install_states


class Installations:
    """One row for each workspace; a state for each installation that somebody has begun."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, platform: str, workspace: str, secret: str) -> None:
        """Keep the encrypted secret of a workspace in place of its earlier one."""
        async with self._database.write() as connection:
            await connection.execute(delete(_KEPT).where(_is(platform, workspace)))
            await connection.execute(insert(_KEPT).values(platform=platform, workspace=workspace, secret=secret))

    async def of(self, platform: str, workspace: str) -> str | None:
        """The encrypted secret of a workspace."""
        async with self._database.read() as connection:
            secret: str | None = await connection.scalar(select(_KEPT.c.secret).where(_is(platform, workspace)))
            return secret

    async def all(self, platform: str) -> Sequence[tuple[str, str]]:
        """The workspaces of a platform, each with its encrypted secret, by workspace."""
        mine = select(_KEPT.c.workspace, _KEPT.c.secret).where(_KEPT.c.platform == platform)
        async with self._database.read() as connection:
            found = await connection.execute(mine.order_by(_KEPT.c.workspace))
            return [(row.workspace, row.secret) for row in found]

    async def remove(self, platform: str, workspace: str) -> None:
        """Forget a workspace's secret."""
        async with self._database.write() as connection:
            await connection.execute(delete(_KEPT).where(_is(platform, workspace)))

    async def issue_state(self, state: str, at: datetime) -> None:
        """Remember that somebody began an installation."""
        async with self._database.write(lasting=False) as connection:
            await connection.execute(insert(_STATES).values(state=state, issued_at=at))

    async def spend_state(self, state: str, since: datetime) -> bool:
        """Forget an installation that was begun; whether it was, after `since`, and was not forgotten before."""
        async with self._database.write() as connection:
            issued_at = delete(_STATES).where(_STATES.c.state == state).returning(_STATES.c.issued_at)
            begun: datetime | None = await connection.scalar(issued_at)
            return begun is not None and begun > since

    async def forget_states(self, before: datetime) -> None:
        """Forget the installations that were begun before that."""
        async with self._database.write(lasting=False) as connection:
            await connection.execute(delete(_STATES).where(_STATES.c.issued_at < before))


def _is(platform: str, workspace: str) -> ColumnElement[bool]:
    return and_(_KEPT.c.platform == platform, _KEPT.c.workspace == workspace)
