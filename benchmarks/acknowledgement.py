"""How soon does the bot say that it has understood? python -m benchmarks.acknowledgement (part of make bench).

The real bot runs as a process against a Discord on a port of this machine. Measured is the time from an interaction's
going out through the gateway to the arrival of its acknowledgement at the REST interface, for commands one after the
other and for many at once. Everything is drawn from a seed; articles are generated.
"""

import asyncio
import statistics
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from simcord.backend.models import Channel

from benchmarks.fiction import Piece, pieces
from benchmarks.table import Row, show
from tests.wire.discord.asked import Asked
from tests.wire.discord.person import Person
from tests.wire.discord.server import WireDiscord
from tests.wire.process import BotProcess

SEED = 15
CHANNELS = 10
AT_ONCE = 50
COMMANDS = 600
IDLE = 60
QUESTIONS = (
    "Who is under pressure?",
    "What will the plan cost?",
    "When is the report published?",
    "Who met residents?",
)


@dataclass(slots=True)
class Times:
    """Seconds until commands and suggestions were acknowledged."""

    commands: list[float] = field(default_factory=list)
    suggestions: list[float] = field(default_factory=list)


def main() -> None:
    """Measure, and print a table."""
    show(asyncio.run(measure()))


async def measure(seed: int = SEED) -> list[Row]:
    """The rows of the table."""
    idle, busy = Times(), Times()
    with tempfile.TemporaryDirectory(prefix="acknowledgement-") as folder:
        async with WireDiscord() as discord:
            bot = await BotProcess.start(discord, Path(folder))
            await bot.says("discord ready")
            crowd = Crowd(discord, Random(seed), pieces(CHANNELS + IDLE + COMMANDS, seed))
            first = await crowd.first_zone()
            await crowd.settle()
            await crowd.act(IDLE, 1, idle)
            await crowd.act(COMMANDS, AT_ONCE, busy)
            await bot.stop()
    return [
        *_rows(f"command to acknowledgement, one at a time (n={len(idle.commands)})", idle.commands, ""),
        *_rows(f"  {AT_ONCE} at once (n={len(busy.commands)})", busy.commands, "≤ 500 ms"),
        *_rows(f"suggestions among these {AT_ONCE} (n={len(busy.suggestions)})", busy.suggestions, "≤ 500 ms"),
        ("the first suggestion of a time zone after the start", _milliseconds(first), "≤ 500 ms"),
    ]


def _rows(name: str, seconds: Sequence[float], aim: str) -> list[Row]:
    cuts = statistics.quantiles(seconds, n=100)
    return [(f"{name}, median", _milliseconds(cuts[49]), ""), (f"{name}, p99", _milliseconds(cuts[98]), aim)]


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


class Crowd:
    """People who use commands in some channels, each waiting for one reply before asking for the next."""

    def __init__(self, discord: WireDiscord, rng: Random, articles: Sequence[Piece]) -> None:
        server = discord.server()
        self._rng = rng
        self._articles = iter(articles)
        self._people = [discord.person(server, f"person {number}") for number in range(AT_ONCE)]
        self._channels = [discord.channel(server, f"news-{number}") for number in range(CHANNELS)]
        self._doings: dict[Callable[[Person, Channel], Asked], int] = {
            self._brief: 20,
            self._ask: 20,
            lambda who, where: who.uses(where, "actors"): 10,
            lambda who, where: who.uses(where, "sources"): 15,
            lambda who, where: who.uses(where, "timeline"): 5,
            lambda who, where: who.uses(where, "digest preview"): 10,
            lambda who, where: who.uses(where, "digest list"): 5,
            lambda who, where: who.uses(where, "help"): 5,
            lambda who, where: who.completes(where, "sources", "article", "plan"): 5,
            self._zones: 5,
        }

    async def first_zone(self) -> float:
        """Ask for time zones, and return in how many seconds they were suggested."""
        return await self._zones(self._people[0], self._channels[0]).acknowledged()

    async def settle(self) -> None:
        """Give every channel an article."""
        for channel in self._channels:
            await self._brief(self._people[0], channel).pages()

    async def act(self, count: int, at_once: int, times: Times) -> None:
        """Use so many commands, and note when they were acknowledged."""
        doings = iter(self._rng.choices(list(self._doings), list(self._doings.values()), k=count))
        for asked in await asyncio.gather(*(self._one(who, doings) for who in self._people[:at_once])):
            for each in asked:
                kind = times.suggestions if each.completes else times.commands
                kind.append(await each.acknowledged())

    async def _one(self, who: Person, doings: Iterator[Callable[[Person, Channel], Asked]]) -> list[Asked]:
        asked = []
        for do in doings:
            each = do(who, self._rng.choice(self._channels))
            asked.append(each)
            await (each.choices() if each.completes else each.pages())
        return asked

    def _zones(self, who: Person, where: Channel) -> Asked:
        return who.completes(where, "digest schedule", "zone", "lon")

    def _brief(self, who: Person, where: Channel) -> Asked:
        article = next(self._articles)
        return who.uses(where, "brief", article=f"{article.title}\n\n{article.text}")

    def _ask(self, who: Person, where: Channel) -> Asked:
        return who.uses(where, "ask", question=self._rng.choice(QUESTIONS))


if __name__ == "__main__":
    main()
