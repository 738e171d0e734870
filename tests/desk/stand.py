"""A whole bot whose channels are lists, a clock that the test turns, and articles that are read by hand."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.app import App, build
from bot.chat.replies import Reply
from bot.chat.request import Request
from bot.chat.terminal.render import text
from bot.model.article import Article, Copy, Source
from bot.model.document import Document, Event, Precision, Sentence
from bot.model.feed import Feed
from bot.model.place import Channel
from bot.model.runtime import Workers
from bot.settings import load
from bot.work.memory import MemoryMessenger

MONDAY = datetime(2026, 5, 4, 7, tzinfo=UTC)
NEWS = Channel("memory", "harbour", "news")
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
FEEDS = ("Harbour Courier", "Ledger")

PIER = (
    "Engineers reopened the pier at Port Velm after the storm damaged its pillars.",
    "The storm had closed the pier at Port Velm, and engineers repaired its pillars.",
    "Port Velm pier pillars were repaired by engineers after the storm.",
    "The pier at Port Velm stands again since engineers mended its pillars after the storm.",
)
GRAIN = (
    "Ministers agreed a grain export quota with Orlania in a night of talks.",
    "The grain quota that ministers agreed with Orlania limits the export of wheat.",
)
MATCH = "Tann scored twice as the harbour team won the cup."


class Stand:
    """What tests of digests do again and again."""

    def __init__(self, app: App, messenger: MemoryMessenger) -> None:
        self.app = app
        self.messenger = messenger
        self.now = MONDAY

    async def put(
        self,
        name: str,
        words: str,
        site: str | None = None,
        *,
        feed: int | None = None,
        updates: str | None = None,
        by: str = "Ada",
        coming: datetime | None = None,
    ) -> str:
        """Put an article into the channel a minute from now; return its id."""
        self.now += timedelta(minutes=1)
        link = f"https://{site}.example/{name}" if site else None
        article = Article(name, words.partition(".")[0], words, Source.LINK, self.now, "en", link, site=site)
        await self.app.store.articles.save(article, _document(article, coming), [], b"")
        await self.app.store.articles.put_in_channel(NEWS, name, by, self.now, feed, updates)
        return name

    async def copy(self, article: str, site: str) -> None:
        """Let an article have appeared elsewhere too."""
        await self.app.store.articles.add_copy(NEWS, Copy(article, f"https://{site.lower()}.example/copy", site))

    async def follow(self, *titles: str) -> None:
        """Follow feeds; they are numbered from 1."""
        for title in titles:
            address = f"https://{title.split()[0].lower()}.example/feed"
            feed = await self.app.store.feeds.add(Feed(0, address, title, None, self.now + 99 * DAY, HOUR), [])
            await self.app.store.subscriptions.follow(NEWS, feed.id, "Ada", self.now)

    async def say(self, command: str, asker: str = "Ada", **options: str) -> Reply:
        """A command of somebody who may manage the channel."""
        return await self.app.router.handle(Request(NEWS, "t", asker, command, options, is_admin=True))

    async def read(self, command: str, asker: str = "Ada", **options: str) -> str:
        """The reply as a person reads it, on one line."""
        return " ".join(text(await self.say(command, asker, **options)).split())

    async def later(self, wait: timedelta) -> None:
        """Let time pass, then do what is due."""
        self.now += wait
        work = self.app.work
        await work.start()
        await asyncio.sleep(0)  # so that it has begun when it is asked to end
        await work.stop()

    @property
    def posted(self) -> list[str]:
        """What stands in the channel, without keys."""
        return [payload.rpartition(" [")[0] for payload in self.messenger.texts(NEWS)]


@asynccontextmanager
async def opened(folder: Path, workers: Workers) -> AsyncIterator[Stand]:
    """A stand over an empty database."""
    turned: list[Stand] = []

    def clock() -> datetime:
        return turned[0].now if turned else MONDAY

    messenger = MemoryMessenger("memory", clock)
    settings = load(_env_file=None, database_url=f"sqlite:///{folder}/bot.sqlite3")
    async with build(settings, workers=workers, clock=clock, messengers={"memory": messenger}) as app:
        turned.append(Stand(app, messenger))
        yield turned[0]


def _document(article: Article, coming: datetime | None) -> Document:
    sentences = []
    start = 0
    for index, words in enumerate(part for part in article.text.split("\n\n") if part):
        terms = tuple(word.strip(".,").lower() for word in words.split() if len(word) > 3)
        sentences.append(Sentence(index, words, start, start + len(words), index, terms))
        start += len(words) + 2
    made = Document(article.id, article.title, article.fetched, "en", tuple(sentences), site=article.site)
    if coming is None:
        return made
    return replace(made, events=(Event(coming.date(), Precision.DAY, "then", sentences[0].text, made.cite(0), True),))
