"""Channels with articles and a digest that is due, put straight into the bot's database."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from string import ascii_lowercase

from bot.digest import times
from bot.digest.compose import MOST_STORIES
from bot.model.article import Article, Source
from bot.model.briefing import Briefing, Bullet
from bot.model.document import Citation, Document
from bot.model.place import Channel
from bot.store import Store
from bot.summarise import extractive

SCHEDULE = 1
STORIES = MOST_STORIES
BULLETS = 7
WORDS = 80
"""Words of a bullet."""

PARTS = 7
"""Messages of such a digest on Discord."""


def key(told: Sequence[str]) -> str:
    """The key in the last line of a message."""
    return told[-1].rpartition("ref ")[2]


class Newsdesk:
    """Makes digests due, each with stories of its own, and says what is still on its way."""

    def __init__(self, store: Store, channels: Sequence[Channel], rng: Random) -> None:
        self.store = store
        self.channels = channels
        self._rng = rng

    async def open(self) -> None:
        """Give each channel a schedule, whose own time is many hours off."""
        now = datetime.now(UTC)
        rule, _ = times.parse(f"{(now - timedelta(hours=1)):%H}:00")
        for channel in self.channels:
            first = times.next_after(rule, now)
            await self.store.schedules.add(channel, rule.text, rule.zone, "Ada", now, first)

    async def fill(self) -> None:
        """Add articles to each channel, each a story of its own."""
        for channel in self.channels:
            for _ in range(STORIES):
                await self._add(channel)

    async def make_due(self) -> None:
        """Add articles to each channel, and put its digest's time a minute back."""
        await self.fill()
        for channel in self.channels:
            due = datetime.now(UTC) - timedelta(minutes=1)
            await self.store.schedules.set_paused(channel, SCHEDULE, False, due)

    async def posted(self) -> bool:
        """Whether all digests that were due are posted as far as the bot knows."""
        platforms = {channel.platform for channel in self.channels}
        return not (
            await self.store.schedules.due(datetime.now(UTC), platforms)
            or await self.store.deliveries.unsettled(platforms)
            or await self.store.deliveries.next_attempt(platforms)
        )

    async def _add(self, channel: Channel) -> None:
        now = datetime.now(UTC)
        title = self._words(6)
        article = Article(title, title, self._words(WORDS), Source.TEXT, now)
        bullets = tuple(self._bullet(article) for _ in range(BULLETS))
        briefing = Briefing((article.id,), Bullet(title, bullets[0].citations), bullets, (), (), extractive.NAME, "en")
        await self.store.articles.save(article, Document(article.id, title, now, "en", ()), [], b"")
        await self.store.briefings.put(briefing, extractive.NAME, extractive.VERSION)
        await self.store.articles.put_in_channel(channel, article.id, "Ada", now)

    def _bullet(self, article: Article) -> Bullet:
        text = self._words(WORDS)
        return Bullet(text, (Citation(article.id, 0, text),))

    def _words(self, count: int) -> str:
        """Words that no other story has, so that no two are taken for one."""
        words = ["".join(self._rng.choices(ascii_lowercase, k=8)) for _ in range(count)]
        return f"{' '.join(words).capitalize()}."
