"""A store with a channel, articles to add to it, and tasks over a clock that the test turns."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from bot.digest import compose, times
from bot.model.article import Article, Listed, Source
from bot.model.briefing import Briefing, Bullet, Digest
from bot.model.delivery import EVERYTHING, Edition, Messenger, Rejection, Schedule
from bot.model.document import Document
from bot.model.place import Channel
from bot.store import Store
from bot.work.tasks import Compose, Tasks

MONDAY = datetime(2026, 5, 4, 7, tzinfo=UTC)
NEWS = Channel("memory", "harbour", "news")
SPORT = Channel("memory", "harbour", "sport")
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


class TurnedClock:
    """Shows what the test last set."""

    def __init__(self, now: datetime = MONDAY) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def url(folder: Path) -> str:
    return f"sqlite+aiosqlite:///{folder}/bot.sqlite3"


class Newsroom:
    """What tests of the tasks do again and again. Every article is a story of its own, in the order of adding."""

    def __init__(self, store: Store, messenger: Messenger, clock: TurnedClock) -> None:
        self.store = store
        self.messenger = messenger
        self.clock = clock
        self.told: list[tuple[Channel, Rejection]] = []
        self.tasks = self.tasks_with(self.compose)

    def tasks_with(self, compose: Compose) -> Tasks:
        """Tasks over the room's parts that make digests so."""
        messengers = {self.messenger.platform: self.messenger}
        return Tasks(self.store, compose, messengers, self.clock, rng=Random(1), refused=self._tell)

    async def compose(self, channel: Channel, since: datetime, until: datetime, edition: Edition) -> Digest:
        """A digest of what some feeds brought; topics are not looked at here."""
        rows = await self.store.articles.of_channel(channel, since, until, subscriptions=edition.feeds)
        groups = [compose.Group((row,)) for row in rows]
        briefings = [_briefing(group.articles) for group in groups]
        return compose.compose(groups, briefings, since, until, until.date())

    async def _tell(self, channel: Channel, reason: Rejection) -> None:
        self.told.append((channel, reason))

    async def schedule(
        self,
        rule: str = "08:00",
        channel: Channel = NEWS,
        post_empty: bool = False,
        edition: Edition = EVERYTHING,
    ) -> Schedule:
        (parsed, _), now = times.parse(rule), self.clock()
        first = times.next_after(parsed, now)
        return await self.store.schedules.add(channel, parsed.text, parsed.zone, "Ada", now, first, post_empty, edition)

    async def add(self, *titles: str, channel: Channel = NEWS, feed: int | None = None) -> None:
        """Add articles a second from now, so that a schedule made in this moment comes before them."""
        for title in titles:
            article = Article(f"{title} in {channel.id}", title, f"{title}.", Source.TEXT, self.clock())
            document = Document(article.id, title, self.clock(), "en", ())
            await self.store.articles.save(article, document, [], b"")
            await self.store.articles.put_in_channel(channel, article.id, "Ada", self.clock() + SECOND, feed)

    async def later(self, wait: timedelta) -> None:
        """Let time pass, then do what is due."""
        self.clock.now += wait
        await self.tasks.run()

    async def note(self, channel: Channel = NEWS) -> str:
        """The last result of the channel's first schedule."""
        found = await self.store.schedules.get(channel, 1)
        assert found is not None
        return found.note


def headlines(payloads: Sequence[str]) -> list[str]:
    """The messages without their keys."""
    return [payload.rpartition(" [")[0] for payload in payloads]


def _briefing(listed: Sequence[Listed]) -> Briefing:
    articles = tuple(row.article.id for row in listed)
    return Briefing(articles, Bullet(listed[0].article.title, ()), (), (), (), "extractive", "en")
