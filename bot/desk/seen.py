"""Events that a platform tells us of more than once."""

from datetime import timedelta

from bot.model.runtime import Clock
from bot.store import Store

KEPT = timedelta(days=1)


class Seen:
    """Remembers events over a restart."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def first(self, platform: str, event: str) -> bool:
        """Whether a platform's event is told for the first time within a day; from now on it is not."""
        return await self._store.seen.first(platform, event, self._clock())
