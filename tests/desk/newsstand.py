"""A whole bot with a feed to follow: a site on loopback, a clock that the test turns, and channels that are lists."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from pathlib import Path

from aiohttp import web

from benchmarks.fiction import Piece, pieces
from bot.app import App, build
from bot.chat.replies import Reply
from bot.chat.request import Request, Upload
from bot.chat.terminal.render import text
from bot.ingest.fetch import Fetcher, Limits
from bot.ingest.spacing import Spacing
from bot.model.place import Channel
from bot.settings import load
from bot.work.memory import MemoryMessenger
from bot.work.polls import Polls
from bot.workers import WorkerPool
from tests.ingest.sites import Site

NEWS, SPORT = Channel("memory", "harbour", "news"), Channel("memory", "harbour", "sport")
START = datetime(2026, 5, 4, 7, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Hurried:
    """A clock of its own that is put forward by whoever waits for it."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@dataclass
class Newsstand:
    """The bot, the site, and what its feed lists: each an item's XML."""

    site: Site
    bot: App
    messenger: MemoryMessenger
    items: list[str] = field(default_factory=list)
    now: datetime = START

    def clock(self) -> datetime:
        return self.now

    @property
    def feed(self) -> str:
        return self.site.url("/feed")

    @property
    def polls(self) -> Polls:
        duty = self.bot.polls.duty
        assert isinstance(duty, Polls)
        return duty

    def publish(self, number: int, *, at: datetime | None = None, teaser: str = "", page: bool = True) -> Piece:
        """Put a piece at the top of the feed, and its page on the site."""
        piece = pieces(number + 1)[number]
        path = f"/stories/{number}"
        self.items.insert(0, item(piece.title, self.site.url(f"{path}?utm_source=rss"), at or self.now, teaser))
        if page:
            body = piece.page.replace(piece.published.isoformat(), (at or self.now).isoformat())
            self.site.answers[path] = lambda _: web.Response(text=body, content_type="text/html")
        return piece

    async def later(self, **by: float) -> None:
        """Let time pass, and what is due be done."""
        self.now += timedelta(**by)
        await self.polls.run()

    async def say(self, command: str, channel: Channel = NEWS, admin: bool = True, **options: str | bool) -> Reply:
        asked = Request(channel, "t", "Ada", command, options, is_admin=admin)
        return await self.bot.router.handle(asked)

    async def read(self, command: str, channel: Channel = NEWS, **options: str | bool) -> str:
        return shown(await self.say(command, channel, True, **options))

    async def upload(self, command: str, file: Upload, channel: Channel = NEWS) -> str:
        asked = Request(channel, "t", "Ada", command, files=(file,), is_admin=True)
        return shown(await self.bot.router.handle(asked))

    async def follow(self, channel: Channel = NEWS) -> str:
        return await self.read("feed add", channel, link=self.feed, follow=True)

    async def titles(self, channel: Channel = NEWS) -> list[str]:
        """The titles of the channel's articles in the order of adding."""
        return [row.article.title for row in await self.bot.store.articles.of_channel(channel)]

    def asked_for(self, path: str) -> int:
        """How often the site was asked for a path."""
        return sum(request.path == path for request in self.site.requests)


def shown(reply: Reply) -> str:
    return " ".join(text(reply).split())


def item(title: str, link: str, at: datetime | None, teaser: str = "", guid: str = "") -> str:
    dated = f"<pubDate>{format_datetime(at)}</pubDate>" if at else ""
    id_ = f"<guid isPermaLink='false'>{guid}</guid>" if guid else ""
    return (
        f"<item><title>{escape(title)}</title><link>{escape(link)}</link>{id_}{dated}"
        f"<description>{escape(teaser)}</description></item>"
    )


def rss(items: Sequence[str], title: str = "Harbour Wire", **channel: str) -> str:
    more = "".join(f"<{name}>{value}</{name}>" for name, value in channel.items())
    return f'<rss version="2.0"><channel><title>{title}</title>{more}{"".join(items)}</channel></rss>'


@asynccontextmanager
async def newsstand(
    folder: Path, workers: WorkerPool, site: Site, feed: Mapping[str, str] | None = None
) -> AsyncIterator[Newsstand]:
    made: list[Newsstand] = []

    def clock() -> datetime:
        return made[0].now if made else START

    hurried = Hurried()
    messenger = MemoryMessenger("memory", clock)
    settings = load(_env_file=None, database_url=f"sqlite:///{folder}/bot.sqlite3")
    app = build(
        settings,
        clock=clock,
        workers=workers,
        fetcher=Fetcher(frozenset({"127.0.0.1"}), Limits(seconds=5)),
        messengers={"memory": messenger},
        spacing=Spacing(hurried, hurried.sleep),
    )
    async with app as bot:
        stand = Newsstand(site, bot, messenger)
        made.append(stand)
        site.answers["/feed"] = lambda _: web.Response(
            text=rss(stand.items, **(feed or {})), content_type="application/rss+xml"
        )
        yield stand
