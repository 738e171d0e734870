"""Does a digest arrive once, whole and in order, whenever the bot dies? python -m benchmarks.crash (make bench-crash).

The real bot runs as a process against a Discord or a Slack on a port of this machine, is killed with SIGKILL at a
chosen point of the delivery, and is started again, until the digests are posted; then come new ones. What the channels
hold in the end is compared with what the outbox rendered.
"""

import argparse
import asyncio
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from benchmarks.newsdesk import Newsdesk, key
from benchmarks.reaper import ANY_TIME, LOOKING, POINTS, QUEUEING, STRAYING, Reaper
from benchmarks.stages import OnDiscord, OnSlack, Stage
from bot.store import Store

CHANNELS = 3
NOWHERE = ""
_FAULTS = ("lost", "doubled", "disordered", "altered")


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
    def faults(self) -> dict[str, int]:
        """How many messages are not as they should be, and how."""
        return {name: getattr(self, name) for name in _FAULTS}

    def compare(self, rendered: Mapping[str, Sequence[str]], held: Sequence[Sequence[str]]) -> None:
        """Count the faults of one channel: the texts that were queued for it, by key, and those that it holds."""
        keys = [key(told) for told in held]
        times = Counter(keys)
        arrived = [each for each in rendered if each in times]
        self.messages += len(held)
        self.lost += len(rendered) - len(arrived)
        self.doubled += len(keys) - len(times)
        self.disordered += sum(one != other for one, other in zip(arrived, dict.fromkeys(keys), strict=False))
        self.altered += sum(rendered.get(each) != told for each, told in zip(keys, held, strict=True))


async def run(kills: int, seed: int, points: Sequence[str], stage: Stage) -> Outcome:
    """Kill the bot so many times on a platform, then let it finish, and count what went wrong."""
    began, rng, outcome = time.monotonic(), Random(seed), Outcome()
    with tempfile.TemporaryDirectory(prefix="crash-") as folder:
        async with stage.world as world, Store(f"sqlite:///{folder}/bot.sqlite3") as store:
            await store.upgrade()
            desk = Newsdesk(store, stage.channels(CHANNELS), rng)
            await desk.open()
            reaper = Reaper(stage, Path(folder), desk, rng)
            turns = Turns(store, stage.platform, rng, points)
            while outcome.kills.total() < kills:
                await desk.make_due()
                outcome.digests += CHANNELS
                while not await desk.posted():
                    point = await turns.next() if outcome.kills.total() < kills else NOWHERE
                    if await reaper.life(point):
                        outcome.kills[point] += 1
                        turns.had(point)
            for channel in desk.channels:
                queued = await store.deliveries.of_channel(channel)
                outcome.compare({row.key: stage.rendered(row) for row in queued}, stage.held(channel))
            if world.gaps:
                raise RuntimeError(f"the test's platform does not know: {world.gaps}")
    outcome.seconds = time.monotonic() - began
    return outcome


class Turns:
    """Where the bot is to die next: at every point as often, in an order drawn anew each time."""

    def __init__(self, store: Store, platform: str, rng: Random, points: Sequence[str]) -> None:
        self._store = store
        self._platforms = (platform,)
        self._rng = rng
        self._points = points
        self._left: list[str] = []

    async def next(self) -> str:
        """A point that can be met now, a rare one first; any time when there is none."""
        if not self._left:
            self._left = self._rng.sample(self._points, len(self._points))
        queueing = bool(await self._store.schedules.due(datetime.now(UTC), self._platforms))
        sending = bool(await self._store.deliveries.unsettled(self._platforms))
        possible = {
            point: queueing if point in QUEUEING else sending if point == LOOKING else True for point in self._left
        }
        rare = [point for point in self._left if possible[point] and point in (*QUEUEING, LOOKING)]
        return next((point for point in (*rare, *self._left) if possible[point]), ANY_TIME)

    def had(self, point: str) -> None:
        """The bot died there."""
        if point in self._left:
            self._left.remove(point)


def main() -> int:
    """Print how often the bot died where, and what the channels lack or hold twice."""
    asked = argparse.ArgumentParser(description="Kill the bot at every step of a delivery, again and again.")
    asked.add_argument("--kills", type=int, default=200)
    asked.add_argument("--seed", type=int, default=20261125)
    asked.add_argument("--no-nonce", action="store_true", help="let Discord ignore nonces")
    asked.add_argument("--slack", action="store_true", help="on Slack, which has no nonces")
    given = asked.parse_args()
    stage = OnSlack() if given.slack else OnDiscord(nonce=not given.no_nonce)
    points = POINTS if given.slack or given.no_nonce else [*POINTS, STRAYING]
    outcome = asyncio.run(run(given.kills, given.seed, points, stage))
    nonces = "without nonces" if STRAYING not in points else "nonces honoured"
    print(f"{stage.platform}, {nonces}, seed {given.seed}, {outcome.seconds:.0f} s\n")
    for point in points:
        print(f"{point:<60} {outcome.kills[point]:>5}")
    print(f"{'kills':<60} {outcome.kills.total():>5}\n")
    for name, count in {"digests": outcome.digests, "messages": outcome.messages, **outcome.faults}.items():
        print(f"{name:<60} {count:>5}")
    return int(any(outcome.faults.values()))


if __name__ == "__main__":
    raise SystemExit(main())
