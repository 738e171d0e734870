"""What is kept for a time only, and when that is over."""

import logging
from datetime import datetime, timedelta

from bot.desk import departures, installations, pages, seen
from bot.model.runtime import Clock
from bot.store import Store

EVERY = timedelta(hours=1)

log = logging.getLogger(__name__)


class Tidying:
    """A duty. What is stopped in the middle is gone on with the next time."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._next: datetime | None = None

    async def run(self) -> None:
        """Forget what nobody can use any more, and all that workspaces had which left long ago."""
        now = self._clock()
        if self._next is not None and now < self._next:
            return
        await self._store.pages.forget(now - pages.KEPT)
        await self._store.seen.forget(now - seen.KEPT)
        await self._store.installations.forget_states(now - installations.STATE_LASTS)
        await self._erase(now - departures.KEPT)
        self._next = now + EVERY

    async def next_wake(self) -> datetime | None:
        """An hour after the last time."""
        return self._next

    async def _erase(self, left_before: datetime) -> None:
        for platform, workspace in await self._store.departures.over(left_before):
            if await self._store.workspaces.erase(platform, workspace, left_before):
                log.info("workspace erased", extra={"platform": platform, "workspace": workspace})
