"""What a digest looks at: the articles of a window, those before it that they may go on from, and their stories."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.digest import compose, stories
from bot.digest.compose import Group
from bot.digest.versions import Versions
from bot.feeds import filters
from bot.model.article import Listed
from bot.model.delivery import Edition
from bot.model.place import Channel
from bot.model.runtime import Workers
from bot.store import Store

MOST_ARTICLES = 200
"""Grouping takes time with the square of their number: about a second for so many, with as many earlier ones."""

SEARCHED = 1000
"""How many of the newest articles of a window are looked through for topics."""

EARLIER = timedelta(days=7)
"""How long before the window an article may have been added that a story goes on from."""

AT_ONCE = 50
"""How many documents are held in memory together."""

BEGINNING = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Window:
    """The articles that a digest is made of; `older` counts those of the window that were added before them."""

    listed: Sequence[Listed]
    older: int


class Windows:
    """Finds articles and groups them; what burns CPU is done by workers."""

    def __init__(self, store: Store, workers: Workers) -> None:
        self._store = store
        self._workers = workers

    async def of(self, channel: Channel, since: datetime, until: datetime, edition: Edition) -> Window:
        """The newest MOST_ARTICLES that were added after `since` and not after `until`, and are for the edition."""
        most = SEARCHED if edition.topics else MOST_ARTICLES
        found = await self._store.articles.of_channel(channel, since, until, most, edition.feeds)
        wanted = await self._about(found, edition)
        older = await self._store.articles.count(channel, since, until, edition.feeds) - len(found)
        kept = wanted[-MOST_ARTICLES:]
        return Window(kept, max(0, older) + len(wanted) - len(kept))

    async def stories(self, channel: Channel, window: Window, since: datetime, edition: Edition) -> Sequence[Group]:
        """The window's stories, the most important first, grouped together with what was added in the week before."""
        if not window.listed:
            return []
        return await self.group(channel, [*await self._before(channel, since, edition), *window.listed], since)

    async def group(self, channel: Channel, listed: Sequence[Listed], since: datetime) -> Sequence[Group]:
        """The stories of these articles that something was added to after `since`, the most important first."""
        replaced = {row.updates for row in listed if row.updates} - {row.article.id for row in listed}
        whole = [*await self._store.articles.among(channel, replaced), *listed]
        told = await self._stories(channel, whole)
        new = [row.article.id for row in listed if row.added_at > since]
        return compose.group(Versions(whole), told, since, await self._store.articles.copies(channel, new))

    async def _stories(self, channel: Channel, listed: Sequence[Listed]) -> Mapping[str, int]:
        """The story of each article, whoever is asking; new ones may show that one of the week before is two."""
        settled = {row.article.id: row.story for row in listed if row.story is not None}
        if len(settled) == len(listed):
            return settled
        last = max(row.added_at for row in listed)
        first = min(row.added_at for row in listed if row.story is None)
        around = await self._store.articles.of_channel(channel, _week_before(first), last, 2 * MOST_ARTICLES)
        rows = sorted({row.number: row for row in (*around, *listed)}.values(), key=lambda row: row.number)
        numbers, known = [row.number for row in rows], [row.story for row in rows]
        found = await self._workers.run(stories.assign, numbers, await self._terms(rows), known)
        changed = {row.number: story for row, story in zip(rows, found, strict=True) if row.story != story}
        await self._store.articles.settle_stories(channel, changed)
        return {row.article.id: story for row, story in zip(rows, found, strict=True)}

    async def _before(self, channel: Channel, since: datetime, edition: Edition) -> Sequence[Listed]:
        if since - BEGINNING < EARLIER:
            return []
        found = await self._store.articles.of_channel(channel, since - EARLIER, since, MOST_ARTICLES, edition.feeds)
        return await self._about(found, edition)

    async def _about(self, listed: Sequence[Listed], edition: Edition) -> Sequence[Listed]:
        """Those that have the edition's topics."""
        if not listed or not edition.topics:
            return listed
        texts = [f"{row.article.title}\n{row.article.text}" for row in listed]
        passes = await self._workers.run(filters.passing, edition.topics, texts)
        return [row for row, wanted in zip(listed, passes, strict=True) if wanted]

    async def _terms(self, listed: Sequence[Listed]) -> Sequence[Mapping[str, int]]:
        """What each article is compared by; of one that was kept before terms were, as its document says."""
        terms = dict(await self._store.articles.terms([row.article.id for row in listed]))
        missing = [row.article for row in listed if row.article.id not in terms]
        for first in range(0, len(missing), AT_ONCE):
            articles = missing[first : first + AT_ONCE]
            documents = await self._store.articles.documents([article.id for article in articles])
            known = {document.article: document for document in documents}
            terms |= {article.id: compose.terms(article, known.get(article.id)) for article in articles}
        return [terms[row.article.id] for row in listed]


def _week_before(moment: datetime) -> datetime:
    return moment - EARLIER if moment - BEGINNING > EARLIER else BEGINNING
