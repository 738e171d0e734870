"""Does a digest arrive once, whole and in order, whenever the bot dies? python -m benchmarks.crash (make bench-crash).

The real bot runs as a process against a Discord on a port of this machine, is killed with SIGKILL at a chosen point
of the delivery, and is started again, until the digests are posted; then come new ones. What the channels hold in
the end is compared with what the outbox rendered.
"""

import argparse
import asyncio
import os
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from benchmarks.newsdesk import Newsdesk
from bot.chat.discord import components
from bot.chat.discord.pages import Page
from bot.model.delivery import Delivery
from bot.model.place import Channel
from bot.store import Store
from tests.wire.discord.moments import GATEWAY, Call, CutOff, Failed, Limited, Moment
from tests.wire.discord.rates import GLOBAL, MESSAGES, Rates
from tests.wire.discord.server import WireDiscord
from tests.wire.discord.world import texts
from tests.wire.process import BotProcess
from tests.wire.stepped import AFTER, BEFORE, Commit

CHANNELS = 3
LIFE_SECONDS = 90.0
LATEST = 3.0
"""Seconds after its start at which a bot dies at any time."""

DROPPED = "message on its way, lost with the bot"
LATE = "message on its way, arrives after the bot's death"
UNANSWERED = "message arrived, not answered"
HALF = "message arrived, half answered"
ANSWERED = "message arrived, answered"
LIMITED = "waiting for a rate limit"
RECONNECTING = "gateway reconnecting, message on its way"
LOOKING = "looking whether a message arrived"
ANY_TIME = "any time"
COMMITS = [f"{when} the commit: {commit}" for commit in Commit for when in (BEFORE, AFTER)]
POINTS = [*COMMITS, DROPPED, LATE, UNANSWERED, HALF, ANSWERED, LIMITED, RECONNECTING, LOOKING, ANY_TIME]

_MESSAGES = "/channels/*/messages"
_AT = {
    DROPPED: ("POST", _MESSAGES, Moment.ARRIVED),
    LATE: ("POST", _MESSAGES, Moment.ARRIVED),
    UNANSWERED: ("POST", _MESSAGES, Moment.HANDLED),
    HALF: ("POST", _MESSAGES, Moment.HALF),
    ANSWERED: ("POST", _MESSAGES, Moment.ANSWERED),
    LIMITED: ("POST", _MESSAGES, Moment.LIMITED),
    RECONNECTING: (GATEWAY, "RESUME", Moment.ARRIVED),
    LOOKING: ("GET", _MESSAGES, Moment.ARRIVED),
}
_IN_A_FRESH_ROUND = [point for point in COMMITS if Commit.QUEUED in point]
_AFTER_A_DEATH_WHILE_SENDING = [LOOKING]


@dataclass(slots=True)
class Outcome:
    """What came of it. `altered` counts messages whose text is not the rendered one."""

    kills: Counter[str] = field(default_factory=Counter)
    digests: int = 0
    messages: int = 0
    lost: int = 0
    doubled: int = 0
    disordered: int = 0
    altered: int = 0
    seconds: float = 0.0

    @property
    def faults(self) -> int:
        """How many messages are not as they should be."""
        return self.lost + self.doubled + self.disordered + self.altered

    def compare(self, queued: Sequence[Delivery], held: Sequence[tuple[str, list[str]]]) -> None:
        """Count the faults of one channel: what was queued for it, and the keys and texts of what it holds."""
        rendered = {delivery.key: components.view(Page.load(delivery.payload)).to_components() for delivery in queued}
        keys = [key for key, _ in held]
        times = Counter(keys)
        firsts = [key for key in dict.fromkeys(keys) if key in rendered]
        self.messages += len(held)
        self.lost += sum(1 for key in rendered if key not in times)
        self.doubled += sum(count - 1 for count in times.values())
        self.disordered += sum(
            1 for one, other in zip(firsts, [k for k in rendered if k in times], strict=True) if one != other
        )
        self.altered += sum(1 for key, told in held if key not in rendered or texts(rendered[key]) != told)


class Reaper:
    """Kills one bot after the other, each at its point."""

    def __init__(self, discord: WireDiscord, folder: Path, rng: Random) -> None:
        self._discord = discord
        self._folder = folder
        self._rng = rng
        self._point = ANY_TIME
        self._nth = 1
        self._bot: BotProcess | None = None
        self._over = asyncio.Event()
        self._killed = False
        self._identified = 0
        discord.meddlers.append(self._meddle)

    async def life(self, point: str, desk: Newsdesk) -> bool:
        """Run a bot until it is killed at a point, or all is posted; whether it was killed."""
        self._point, self._nth, self._killed = point, self._rng.randint(1, CHANNELS), False
        self._over.clear()
        self._identified = len(self._discord.calls(GATEWAY, "IDENTIFY", Moment.ANSWERED))
        async with self._born(desk) as bot, asyncio.timeout(LIFE_SECONDS):
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
    async def _born(self, desk: Newsdesk) -> AsyncIterator[BotProcess]:
        (tell_read, tell), (hear, hear_write) = os.pipe(), os.pipe()
        run = ("-m", "tests.wire.stepped", str(tell), str(hear))
        bot = self._bot = await BotProcess.start(self._discord, self._folder, run=run, fds=(tell, hear))
        os.close(tell)
        os.close(hear)
        listening = asyncio.create_task(self._listen(tell_read, hear_write, desk))
        try:
            yield bot
        finally:
            self._bot = None
            await bot.kill()
            await listening
            os.close(hear_write)

    async def _listen(self, told: int, answers: int, desk: Newsdesk) -> None:
        """Hear of each commit, and let the bot go on unless this is its point."""
        reader = asyncio.StreamReader()
        loop = asyncio.get_running_loop()
        transport, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(told, "rb"))
        async for line in reader:
            when, commit = line.decode().strip().split(":")
            if self._point == f"{when} the commit: {commit}" and self._due():
                await self._kill()
                break
            if (when, commit) == (AFTER, Commit.SETTLED) and await desk.posted():
                self._over.set()
            os.write(answers, b".")
        transport.close()

    async def _meddle(self, call: Call, moment: Moment) -> None:
        if self._bot is None or self._killed:
            return
        if call.matches("POST", _MESSAGES) and moment is Moment.ARRIVED:
            await self._prepare()
        if self._point not in _AT:
            return
        method, path, at = _AT[self._point]
        if moment is at and call.matches(method, path) and self._due():
            await self._kill()
            if self._point == DROPPED:
                raise CutOff

    async def _prepare(self) -> None:
        """Bring about what the point needs, when the first message arrives."""
        if self._point == LIMITED:
            raise Limited(1.0)
        if Commit.PUT_BACK in self._point and self._due():
            self._nth = 1
            raise Failed(429, {"Retry-After": "1"})
        if self._point == RECONNECTING:
            self._nth = 1
            await self._discord.seen(GATEWAY, "IDENTIFY", Moment.ANSWERED, count=self._identified + 1)
            await self._discord.gateway.close(4000)
            await self._over.wait()

    def _due(self) -> bool:
        self._nth -= 1
        return self._nth == 0

    async def _kill(self) -> None:
        assert self._bot is not None
        self._killed = True
        await self._bot.kill()
        self._over.set()


async def run(kills: int, seed: int, nonce: bool) -> Outcome:
    """Kill the bot so many times, then let it finish, and count what went wrong."""
    began, rng, outcome = time.monotonic(), Random(seed), Outcome()
    with tempfile.TemporaryDirectory(prefix="crash-") as name:
        async with WireDiscord() as discord, Store(f"sqlite:///{name}/bot.sqlite3") as store:
            await store.upgrade()
            discord.honours_nonce = nonce
            discord.rates = Rates(MESSAGES, GLOBAL)
            server = discord.server()
            channels = [
                Channel("discord", str(server.id), str(discord.channel(server, f"news-{n}").id))
                for n in range(CHANNELS)
            ]
            desk = Newsdesk(store, channels, rng)
            await desk.open()
            reaper = Reaper(discord, Path(name), rng)
            cycle: list[str] = []
            while outcome.kills.total() < kills:
                await desk.make_due()
                outcome.digests += CHANNELS
                while not await desk.posted():
                    point = await _next(cycle, rng, store) if outcome.kills.total() < kills else ""
                    if await reaper.life(point, desk):
                        outcome.kills[point] += 1
            for channel in channels:
                posted = [texts(message.components) for message in discord.posted(int(channel.id))]
                held = [(told[-1].rpartition("ref ")[2], told) for told in posted]
                outcome.compare(await store.deliveries.of_channel(channel), held)
            assert discord.gaps == []
    outcome.seconds = time.monotonic() - began
    return outcome


async def _next(cycle: list[str], rng: Random, store: Store) -> str:
    """The next point of a cycle through all of them, in an order drawn anew each time, that can be met now."""
    if not cycle:
        cycle += rng.sample(POINTS, len(POINTS))
    now_due = await store.schedules.next_due(["discord"])
    fresh = now_due is not None and not await store.deliveries.next_attempt(["discord"])
    sending = bool(await store.deliveries.unsettled(["discord"]))
    for point in cycle:
        if point in _IN_A_FRESH_ROUND and not fresh:
            continue
        if point in _AFTER_A_DEATH_WHILE_SENDING and not sending:
            continue
        cycle.remove(point)
        return point
    return ANY_TIME


def main() -> int:
    """Print how often the bot died where, and what the channels lack or have twice."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--kills", type=int, default=200)
    asked.add_argument("--seed", type=int, default=20261125)
    asked.add_argument("--no-nonce", action="store_true", help="let Discord ignore nonces")
    given = asked.parse_args()
    outcome = asyncio.run(run(given.kills, given.seed, not given.no_nonce))
    print(f"seed {given.seed}, nonces {'ignored' if given.no_nonce else 'honoured'}, {outcome.seconds:.0f} s")
    for point in POINTS:
        print(f"{point:<52} {outcome.kills[point]:>4}")
    for name in ("digests", "messages", "lost", "doubled", "disordered", "altered"):
        print(f"{name:<52} {getattr(outcome, name):>4}")
    print(f"{'kills':<52} {outcome.kills.total():>4}")
    return 1 if outcome.faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
