"""A clock that only moves when somebody waits for it, and a sleep that moves it."""

import asyncio
import heapq
from datetime import UTC, datetime, timedelta

START = datetime(2026, 5, 4, 8, tzinfo=UTC)


class SleepingClock:
    """Shows the time that its sleepers have come to; each wakes in its turn."""

    def __init__(self) -> None:
        self.now = START
        self._sleepers: list[tuple[datetime, int, asyncio.Event]] = []
        self._count = 0

    def __call__(self) -> datetime:
        return self.now

    @property
    def passed(self) -> float:
        return (self.now - START).total_seconds()

    async def sleep(self, seconds: float) -> None:
        self._count += 1
        awake = asyncio.Event()
        heapq.heappush(self._sleepers, (self.now + timedelta(seconds=seconds), self._count, awake))
        await awake.wait()

    async def pass_till_idle(self) -> None:
        """Let everybody run, and wake sleepers one by one until there are none."""
        await settle()
        while self._sleepers:
            at, _, awake = heapq.heappop(self._sleepers)
            self.now = max(self.now, at)
            awake.set()
            await settle()


async def settle() -> None:
    """Let every task run as far as it can without the clock."""
    for _ in range(20):
        await asyncio.sleep(0)
