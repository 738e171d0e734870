"""Kills the bot at chosen points of a delivery, on any platform."""

import asyncio
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from random import Random

from benchmarks.newsdesk import Newsdesk
from benchmarks.stages import Stage
from tests.wire.moments import Call, CutOff, Failed, Moment
from tests.wire.process import BotProcess
from tests.wire.stepped import AFTER, BEFORE, Commit

LIFE_SECONDS = 90.0
LATEST = 3.0
"""Seconds after its start at which a bot dies at any time."""

FURTHEST = 3
"""A bot dies when it comes to its point for the first, second or third time."""

LOST = "request under way, lost with the bot"
LATE = "request under way, handled after the bot's death"
STRAYING = "request under way, handled when its successor has looked"
UNANSWERED = "message arrived, not answered"
HALF = "message arrived, half answered"
ANSWERED = "message arrived, answered"
LIMITED = "waiting for a rate limit"
RECONNECTING = "gateway reconnecting, request under way"
LOOKING = "looking whether a message arrived"
ANY_TIME = "any time"
COMMITS = [f"{when} the commit: {commit}" for commit in Commit for when in (BEFORE, AFTER)]
QUEUEING = [point for point in COMMITS if Commit.QUEUED in point]
POINTS = [*COMMITS, LOST, LATE, UNANSWERED, HALF, ANSWERED, LIMITED, RECONNECTING, LOOKING, ANY_TIME]
"""All but STRAYING, which no bot can tell from LOST: only nonces help, and Discord keeps them for minutes."""


def _at(stage: Stage) -> Mapping[str, tuple[str, str, Moment]]:
    """The calls and moments of the points that are met on the wire."""
    return {
        LOST: (*stage.post, Moment.ARRIVED),
        LATE: (*stage.post, Moment.ARRIVED),
        STRAYING: (*stage.post, Moment.ARRIVED),
        UNANSWERED: (*stage.post, Moment.HANDLED),
        HALF: (*stage.post, Moment.HALF),
        ANSWERED: (*stage.post, Moment.ANSWERED),
        LIMITED: (*stage.post, Moment.LIMITED),
        RECONNECTING: (*stage.again, Moment.ARRIVED),
        LOOKING: (*stage.look, Moment.ARRIVED),
    }


class Reaper:
    """Runs one bot after the other, and kills each at its point."""

    def __init__(self, stage: Stage, folder: Path, desk: Newsdesk, rng: Random) -> None:
        self._stage = stage
        self._at = _at(stage)
        self._folder = folder
        self._desk = desk
        self._rng = rng
        self._bot: BotProcess | None = None
        self._point = ANY_TIME
        self._left = 0
        self._killed = False
        self._over = asyncio.Event()
        self._connected = 0
        stage.world.meddlers.append(self._meddle)

    async def life(self, point: str) -> bool:
        """Run a bot until it is killed at a point or all is posted, which ends it as an operator would.

        Whether it was killed. Raises RuntimeError when it ended otherwise.
        """
        self._point, self._killed = point, False
        self._left = 1 if point in QUEUEING else self._rng.randint(1, FURTHEST)
        self._over.clear()
        self._connected = len(self._stage.world.calls(*self._stage.connected, Moment.ANSWERED))
        async with self._born() as bot, asyncio.timeout(LIFE_SECONDS):
            if point == ANY_TIME:
                try:
                    async with asyncio.timeout(self._rng.uniform(0, LATEST)):
                        await self._over.wait()
                except TimeoutError:
                    await self._kill()
            await self._over.wait()
            if not self._killed and (code := await bot.stop()):
                raise RuntimeError(f"the bot ended with {code}: {bot.lines[-5:]}")
        return self._killed

    @asynccontextmanager
    async def _born(self) -> AsyncIterator[BotProcess]:
        (told, tell), (hear, answer) = os.pipe(), os.pipe()
        run = ("-m", "tests.wire.stepped", str(tell), str(hear))
        bot = self._bot = await BotProcess.start(self._stage.world, self._folder, run=run, fds=(tell, hear))
        os.close(tell)
        os.close(hear)
        listening = asyncio.create_task(self._listen(told, answer))
        try:
            yield bot
        finally:
            self._bot = None
            await bot.kill()
            await listening
            os.close(answer)

    async def _listen(self, told: int, answer: int) -> None:
        """Hear of each commit, and let the bot go on unless this is its point."""
        reader, loop = asyncio.StreamReader(), asyncio.get_running_loop()
        transport, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(told, "rb"))
        with suppress(BrokenPipeError):  # killed meanwhile
            async for line in reader:
                when, commit = line.decode().strip().split(":")
                if self._point == f"{when} the commit: {commit}" and self._is_it():
                    await self._kill()
                    break
                if (when, commit) == (AFTER, Commit.SETTLED) and await self._desk.posted():
                    self._over.set()
                os.write(answer, b".")
        transport.close()

    async def _meddle(self, call: Call, moment: Moment) -> None:
        if self._bot is None or self._killed:
            return
        if call.matches(*self._stage.post) and moment is Moment.ARRIVED:
            await self._prepare()
        method, path, at = self._at.get(self._point, ("", "", None))
        if moment is not at or not call.matches(method, path) or not self._is_it():
            return
        await self._kill()
        if self._point == LOST:
            raise CutOff
        if self._point == STRAYING:
            looked = len(self._stage.world.calls("GET", call.path, Moment.ANSWERED))
            await self._stage.world.seen("GET", call.path, Moment.ANSWERED, count=looked + 1)

    async def _prepare(self) -> None:
        """Bring about what the point needs, when a message arrives."""
        if self._point == LIMITED:
            raise self._stage.limited(1.0)
        if Commit.PUT_BACK in self._point:
            raise Failed(429, {"Retry-After": "1"})
        if self._point == RECONNECTING:
            self._left = 1
            await self._stage.world.seen(*self._stage.connected, Moment.ANSWERED, count=self._connected + 1)
            await self._stage.disconnect()
            await self._over.wait()

    def _is_it(self) -> bool:
        self._left -= 1
        return self._left == 0

    async def _kill(self) -> None:
        assert self._bot is not None
        self._killed = True
        await self._bot.kill()
        self._over.set()
