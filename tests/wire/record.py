"""What the bot sent to a platform, and how far each of it has come."""

import asyncio
from collections.abc import Callable

from tests.wire.moments import Call, Meddler, Moment

PATIENCE = 60.0


class Record:
    """Notes every moment of every call. `gaps` is what the bot asked and the test's platform does not know."""

    def __init__(self) -> None:
        self.meddlers: list[Meddler] = []
        self.reached: list[tuple[Call, Moment]] = []
        self.gaps: list[str] = []
        self._news = asyncio.Event()

    async def reach(self, call: Call, moment: Moment) -> None:
        """Note that a call has come so far, and let the meddlers do what they want."""
        self.reached.append((call, moment))
        self.notice()
        for meddler in list(self.meddlers):
            await meddler(call, moment)

    def notice(self) -> None:
        """Let those who wait look again."""
        self._news.set()

    async def until(self, happened: Callable[[], bool], seconds: float = PATIENCE) -> None:
        """Wait until something is so that follows from the bot's calls, or from what is noticed."""
        async with asyncio.timeout(seconds):
            while not happened():
                self._news.clear()
                await self._news.wait()

    async def seen(
        self, method: str, path: str, moment: Moment = Moment.ANSWERED, count: int = 1, seconds: float = PATIENCE
    ) -> Call:
        """Wait for a call, by its number since the beginning, to come so far."""
        await self.until(lambda: len(self.calls(method, path, moment)) >= count, seconds)
        return self.calls(method, path, moment)[count - 1]

    def calls(self, method: str, path: str, moment: Moment = Moment.ARRIVED) -> list[Call]:
        """The calls of a kind that have come so far."""
        return [call for call, at in self.reached if at is moment and call.matches(method, path)]
