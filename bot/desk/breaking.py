"""Breaking news: a story that many outlets carry within a day is posted at once, and once."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import timedelta
from weakref import WeakValueDictionary

from bot.desk.digests import Digests
from bot.desk.windows import MOST_ARTICLES, Windows
from bot.digest import outbox
from bot.digest.compose import Group
from bot.digest.outbox import digest_key
from bot.model.delivery import BREAKING, Messenger
from bot.model.errors import TooFewOutlets
from bot.model.place import Channel
from bot.model.runtime import Clock
from bot.store import Store

WITHIN = timedelta(hours=24)
LEAST_OUTLETS = 2
"""One outlet would make every article breaking news."""

REMEMBERED = timedelta(days=7)
"""How long a story that was posted is known again by its articles."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Found:
    """Stories that are breaking news, and articles that joined one that was posted before."""

    news: Sequence[Group]
    joined: Sequence[str]


def _nothing() -> None:
    pass


class Breaking:
    """Looks for breaking news whenever it is called; `wake` is called when some waits to be delivered."""

    def __init__(
        self, store: Store, windows: Windows, digests: Digests, messengers: Mapping[str, Messenger], clock: Clock
    ) -> None:
        self._store = store
        self._windows = windows
        self._digests = digests
        self._messengers = messengers
        self._clock = clock
        self._locks: WeakValueDictionary[Channel, asyncio.Lock] = WeakValueDictionary()
        self.wake: Callable[[], None] = _nothing

    async def choose(self, channel: Channel, outlets: int) -> None:
        """Post a story at once when so many outlets carry it; 0 is never. Raises TooFewOutlets.

        Stories that so many carry already are no news any more.
        """
        if 0 < outlets < LEAST_OUTLETS:
            raise TooFewOutlets(least=LEAST_OUTLETS)
        async with self._lock(channel):
            await self._store.choices.change(channel, breaking=outlets)
            if outlets:
                found = await self._look(channel, outlets)
                await self._store.deliveries.add_broken(channel, [*found.joined, *_ids(found.news)], self._clock())

    async def post(self, channel: Channel) -> None:
        """Post what became breaking news, if anything did; to be called when a channel was given articles.

        What goes wrong is logged: the next article is the next chance, and whoever calls has other channels to serve.
        """
        try:
            await self._post(channel)
        except Exception:
            log.exception("breaking news not looked for", extra={"channel": channel.key})

    async def _post(self, channel: Channel) -> None:
        outlets = (await self._store.choices.of(channel)).breaking
        messenger = self._messengers.get(channel.platform)
        if not outlets or messenger is None:
            return
        async with self._lock(channel):
            found = await self._look(channel, outlets)
            await self._store.deliveries.add_broken(channel, found.joined, self._clock())
            if found.news:
                await self._queue(channel, messenger, found.news, outlets)

    async def _look(self, channel: Channel, outlets: int) -> Found:
        now = self._clock()
        posted = await self._store.deliveries.broken(channel, now - REMEMBERED)
        listed = await self._store.articles.of_channel(channel, now - WITHIN, newest=MOST_ARTICLES)
        if not listed:
            return Found([], [])
        known = await self._store.articles.among(channel, posted - {row.article.id for row in listed})
        return decide(await self._windows.group(channel, [*known, *listed], now - WITHIN), outlets, posted)

    async def _queue(self, channel: Channel, messenger: Messenger, news: Sequence[Group], outlets: int) -> None:
        now = self._clock()
        digest = await self._digests.tell(channel, news, now - WITHIN, now)
        due_at = max(group.added_at for group in news)  # no two stories have the same
        key = digest_key(channel, BREAKING, due_at)
        pages = messenger.pages(replace(digest, breaking=outlets), key)
        about = outbox.subjects(digest, pages)
        if await self._store.deliveries.queue_breaking(channel, key, pages, _ids(news), due_at, now, about):
            log.info("breaking news", extra={"channel": channel.key, "stories": len(news)})
            self.wake()

    def _lock(self, channel: Channel) -> asyncio.Lock:
        return self._locks.setdefault(channel, asyncio.Lock())


def decide(groups: Sequence[Group], outlets: int, posted: AbstractSet[str]) -> Found:
    """Which stories are breaking news, by what was posted before."""
    news, joined = [], []
    for group in groups:
        if posted.isdisjoint([*group.ids, *(row.article.id for row in group.earlier)]):
            news += [group] if group.outlets >= outlets else []
        else:
            joined += [article for article in group.ids if article not in posted]
    return Found(news, joined)


def _ids(groups: Sequence[Group]) -> list[str]:
    return [article for group in groups for article in group.ids]
