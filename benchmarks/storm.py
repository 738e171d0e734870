"""Eight o'clock: every feed has news, and every channel's digest is due: python -m benchmarks.storm (make bench-storm).

The real bot runs as a process against feeds on loopback, each under an address of its own, and a Discord over real
sockets that keeps to Discord's rate limits (50 calls a second in all, 5 messages in 5 seconds for each channel).
"""

import argparse
import asyncio
import json
import math
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from pathlib import Path
from random import Random
from string import ascii_lowercase

import psutil
from aiohttp import web

from benchmarks.fiction import Piece, pieces
from bot.model.feed import Feed
from bot.model.place import Channel
from bot.store import Store
from tests.wire.discord.rates import GLOBAL, MESSAGES, Rates
from tests.wire.discord.server import WireDiscord
from tests.wire.moments import Moment
from tests.wire.process import BotProcess

FOLLOWED = 3
"""Feeds that each channel follows."""

PARAGRAPHS = 2
OWN_PARAGRAPHS = 4
SENTENCES = 2
WORDS = 16
"""An article has PARAGRAPHS that read like any other's, and OWN_PARAGRAPHS in words that only its story has, so that
articles are no more alike than news is: else everything would be one story.
"""

OUTLETS = 2
"""Feeds that carry a story, each with an article of its own."""
CHANNELS_IN_SERVER = 500
ASKED = 40
ASK_EVERY = 1.0
"""Seconds from one question to the next while digests are posted."""

QUESTIONS = ("Who was under pressure?", "What will it cost?", "When is the decision expected?", "Who met residents?")
SCHEDULE = 1
LEAD_TIME = timedelta(seconds=45)
PATIENCE = 3 * 3600.0
PLATFORMS = ["discord"]
CREATES = "/channels/*/messages"


@dataclass(slots=True)
class Outcome:
    """What was measured; times in seconds, memory in bytes."""

    articles: int
    analysed: Counter[str] = field(default_factory=Counter)
    pages: Counter[str] = field(default_factory=Counter)
    reading: float = 0.0
    messages: int = 0
    digests: int = 0
    posting: float = 0.0
    idle: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)
    main_memory: int = 0
    worker_memory: int = 0


class Press:
    """Feeds on loopback: number n is served under the n-th address."""

    def __init__(self, feeds: int, articles: int, seed: int) -> None:
        self.hosts = [f"127.1.{number // 250}.{number % 250 + 1}" for number in range(feeds)]
        self.asked: Counter[str] = Counter()
        self._pieces = [
            _told(piece, piece.number % max(1, articles // OUTLETS), seed)
            for piece in pieces(articles, seed, PARAGRAPHS)
        ]
        self._published = datetime.now(UTC)
        self._port = 0

    @property
    def addresses(self) -> list[str]:
        """Where each feed is."""
        return [f"http://{host}:{self._port}/feed" for host in self.hosts]

    def link(self, number: int) -> str:
        """Where an article is."""
        return f"http://{self.hosts[number % len(self.hosts)]}:{self._port}/{number}"

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Serve them, dated now."""
        app = web.Application()
        app.router.add_get("/feed", self._feed)
        app.router.add_get("/{number:\\d+}", self._page)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        for host in self.hosts:
            await web.TCPSite(runner, host, self._port).start()
            self._port = self._port or runner.addresses[0][1]
        yield
        await runner.cleanup()

    async def _feed(self, request: web.Request) -> web.Response:
        items = "".join(self._item(piece, request.host) for piece in self._of(request.host))
        feed = f'<rss version="2.0"><channel><title>Wire {request.host}</title>{items}</channel></rss>'
        return web.Response(text=feed, content_type="application/rss+xml", headers={"Cache-Control": "max-age=86400"})

    async def _page(self, request: web.Request) -> web.Response:
        self.asked[request.path] += 1
        piece = self._pieces[int(request.match_info["number"])]
        dated = piece.page.replace(piece.published.isoformat(), self._published.isoformat())
        return web.Response(text=dated, content_type="text/html")

    def _of(self, host: str) -> Sequence[Piece]:
        return self._pieces[self.hosts.index(host.partition(":")[0]) :: len(self.hosts)]

    def _item(self, piece: Piece, host: str) -> str:
        date = format_datetime(self._published)
        link = f"http://{host}/{piece.number}"
        return f"<item><title>{escape(piece.title)}</title><link>{link}</link><pubDate>{date}</pubDate></item>"


def _told(piece: Piece, story: int, seed: int) -> Piece:
    """The piece with paragraphs in a story's own words, which each of its articles puts in an order of its own."""
    words = ["".join(Random(f"{seed} {story} {n}").choices(ascii_lowercase, k=8)) for n in range(60)]
    order = Random(piece.number)

    def sentence() -> str:
        return f"The {' '.join(order.sample(words, WORDS))}."

    own = (" ".join(sentence() for _ in range(SENTENCES)) for _ in range(OWN_PARAGRAPHS))
    title = " ".join(order.sample(words, 5)).capitalize()
    return replace(piece, title=title, paragraphs=(*piece.paragraphs, *own))


async def run(feeds: int, articles: int, channels: int, seed: int) -> Outcome:
    """Let everything be read, ask a while, then let all digests be due at once and ask meanwhile."""
    outcome, press = Outcome(articles), Press(feeds, articles, seed)
    with tempfile.TemporaryDirectory(prefix="storm-") as folder:
        async with WireDiscord() as discord, press.open(), Store(f"sqlite:///{folder}/bot.sqlite3") as store:
            await store.upgrade()
            discord.rates = Rates(MESSAGES, GLOBAL)
            made = _channels(discord, channels)
            await _subscribe(store, made, press.addresses, Random(seed))
            settings = {"FETCH_ALLOW_HOSTS": ",".join(press.hosts)}
            async with _running(discord, Path(folder), settings, outcome) as bot:
                await _read(bot, outcome)
                outcome.pages = press.asked
            due = await _set(store, made)  # which a bot that runs would not notice for minutes
            async with _running(discord, Path(folder), settings, outcome) as bot:
                await bot.says("discord ready")
                asker = Asker(discord, made[0])
                await asker.ask(0)  # so that its worker is warm
                for number in range(ASKED):
                    outcome.idle.append(await asker.ask(number))
                await _storm(store, discord, due, asker, outcome)
    return outcome


@asynccontextmanager
async def _running(
    discord: WireDiscord, folder: Path, settings: Mapping[str, str], outcome: Outcome
) -> AsyncIterator[BotProcess]:
    bot = await BotProcess.start(discord, folder, settings)
    memory = asyncio.create_task(_watch(bot, outcome))
    try:
        yield bot
    finally:
        memory.cancel()
        await bot.stop()


def _channels(discord: WireDiscord, count: int) -> list[Channel]:
    made = []
    for number in range(count):
        if number % CHANNELS_IN_SERVER == 0:
            server = discord.server(f"Newsroom {number // CHANNELS_IN_SERVER}")
        channel = discord.channel(server, f"news-{number}")
        made.append(Channel("discord", str(server.id), str(channel.id)))
    return made


async def _subscribe(store: Store, channels: Sequence[Channel], addresses: Sequence[str], rng: Random) -> None:
    now = datetime.now(UTC)
    ids = []
    for address in addresses:
        feed = Feed(0, address, address, None, now, timedelta(hours=1))
        ids.append((await store.feeds.add(feed, [])).id)
    long_ago = now - timedelta(days=1)
    for channel in channels:
        for feed_id in rng.sample(ids, FOLLOWED):
            await store.subscriptions.follow(channel, feed_id, "Ada", long_ago)
        await store.schedules.add(channel, "daily 08:00", "UTC", "Ada", long_ago, now + timedelta(days=1))


async def _read(bot: BotProcess, outcome: Outcome) -> None:
    """Wait until every article was read and given out."""
    began, seen, given = time.monotonic(), 0, 0
    async with asyncio.timeout(PATIENCE):
        while given < outcome.articles:
            await asyncio.sleep(0.5)
            lines, seen = bot.lines[seen:], len(bot.lines)
            for line in lines:
                if '"article given"' in line:
                    given += 1
                elif '"article analysed"' in line:
                    outcome.analysed[json.loads(line)["article"]] += 1
    outcome.reading = time.monotonic() - began


class Asker:
    """Somebody who asks one question after the other in a channel."""

    def __init__(self, discord: WireDiscord, channel: Channel) -> None:
        self._channel = discord.backend.channels[int(channel.id)]
        self._who = discord.person(discord.backend.guilds[int(channel.workspace)])

    async def ask(self, number: int) -> float:
        """Ask, and return how long the answer took."""
        began = time.monotonic()
        await self._who.uses(self._channel, "ask", question=QUESTIONS[number % len(QUESTIONS)]).pages()
        return time.monotonic() - began


async def _set(store: Store, channels: Sequence[Channel]) -> datetime:
    """Let all schedules be due at one time, soon."""
    due = datetime.now(UTC) + LEAD_TIME + len(channels) * timedelta(milliseconds=15)
    for channel in channels:
        await store.schedules.set_paused(channel, SCHEDULE, False, due)
    return due


async def _storm(store: Store, discord: WireDiscord, due: datetime, asker: Asker, outcome: Outcome) -> None:
    if datetime.now(UTC) > due:
        raise RuntimeError("the digests were due before everything was ready")
    await asyncio.sleep((due - datetime.now(UTC)).total_seconds())
    began = time.monotonic()
    done = asyncio.create_task(_posted(store, due))
    number = 0
    while not done.done():
        took = await asker.ask(number)
        outcome.busy.append(took)
        number += 1
        await asyncio.wait({done}, timeout=max(0.0, ASK_EVERY - took))
    await done
    posts = discord.calls("POST", CREATES, Moment.ANSWERED)
    outcome.messages = len(posts)
    outcome.digests = len({call.path for call in posts})
    outcome.posting = max(call.at for call in posts) - began


async def _posted(store: Store, due: datetime) -> None:
    """Wait until every digest that was due is posted."""
    async with asyncio.timeout(PATIENCE):
        while True:  # another process does it, and tells nobody
            if not await _waiting(store, due):
                return
            await asyncio.sleep(1)


async def _waiting(store: Store, due: datetime) -> bool:
    return bool(
        await store.schedules.due(due, PLATFORMS)
        or await store.deliveries.next_attempt(PLATFORMS)
        or await store.deliveries.unsettled(PLATFORMS)
    )


async def _watch(bot: BotProcess, outcome: Outcome) -> None:
    process = psutil.Process(bot.process.pid)
    while True:
        outcome.main_memory = max(outcome.main_memory, process.memory_info().rss)
        workers = [child.memory_info().rss for child in process.children(recursive=True)]
        outcome.worker_memory = max([outcome.worker_memory, *workers])
        await asyncio.sleep(1)


def p99(times: Sequence[float]) -> float:
    """The 99th percentile, as the smallest value that 99 % are not above."""
    return sorted(times)[math.ceil(0.99 * len(times)) - 1]


def main() -> None:
    """Print what was measured, each beside its aim."""
    asked = argparse.ArgumentParser(description="Every feed has news and every digest is due.")
    asked.add_argument("--feeds", type=int, default=500)
    asked.add_argument("--articles", type=int, default=5_000)
    asked.add_argument("--channels", type=int, default=2_000)
    asked.add_argument("--seed", type=int, default=13)
    given = asked.parse_args()
    found = asyncio.run(run(given.feeds, given.articles, given.channels, given.seed))
    floor = found.messages / (GLOBAL.calls / GLOBAL.seconds)
    again = sum(count - 1 for count in found.analysed.values())
    rows = [
        ("feeds, articles, channels, seed", f"{given.feeds}, {given.articles}, {given.channels}, {given.seed}", ""),
        ("articles fetched / more than once", f"{len(found.pages)} / {_repeated(found.pages)}", "all / 0"),
        ("articles analysed / more than once", f"{len(found.analysed)} / {again}", "all / 0"),
        ("articles read a second", f"{found.articles / found.reading:.1f}", ""),
        ("channels with a digest, messages", f"{found.digests}, {found.messages}", "all"),
        ("due to last message", f"{found.posting:.0f} s", ""),
        ("  ÷ what the rate limit alone would take", f"{found.posting / floor:.2f}", "≤ 1.2"),
        (f"/ask, p99, idle (n={len(found.idle)})", f"{p99(found.idle):.2f} s", ""),
        (f"/ask, p99, meanwhile (n={len(found.busy)})", f"{p99(found.busy):.2f} s", ""),
        ("  ÷ idle", f"{p99(found.busy) / p99(found.idle):.2f}", "≤ 3"),
        ("main process, peak", f"{found.main_memory / 1e6:.0f} MB", ""),
        ("worker process, peak", f"{found.worker_memory / 1e6:.0f} MB", ""),
    ]
    for name, measured, aim in rows:
        print(f"{name:<44} {measured:>28}   {aim}".rstrip())


def _repeated(counts: Counter[str]) -> int:
    return sum(count - 1 for count in counts.values())


if __name__ == "__main__":
    main()
