"""How an article enters: fetched, read, recognised, analysed and stored, once."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from weakref import WeakValueDictionary

from bot import language
from bot.digest import compose
from bot.ingest import identity, links
from bot.ingest import read as reading
from bot.ingest.fetch import Fetcher
from bot.ingest.robots import Robots
from bot.ingest.spacing import APART, Spacing
from bot.model import languages
from bot.model.article import Article, Copy
from bot.model.errors import (
    NoArticle,
    SiteBusy,
    SiteFailed,
    SiteTooSlow,
    SiteUnreachable,
    UnsupportedLanguage,
    UserError,
)
from bot.model.feed import Entry, Subscription
from bot.model.place import Channel
from bot.model.runtime import Clock, Workers, milliseconds
from bot.store import Store
from bot.store.articles import Given
from bot.telemetry import Metrics

log = logging.getLogger(__name__)


AT_ONCE = 8
"""So many pages that feeds bring are held in memory at once."""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of something that was given to us.

    `article` is what the channel has now; `known` says that it had it already. `copy_of` is the
    article that was kept when what was given is an edited copy of it, else None.
    """

    article: Article
    known: bool = False
    copy_of: Article | None = None


class Intake:
    """The only way in. Each method raises a UserError that says why something is not an article."""

    def __init__(
        self, store: Store, fetcher: Fetcher, spacing: Spacing, workers: Workers, clock: Clock, metrics: Metrics
    ) -> None:
        self._store = store
        self._fetcher = fetcher
        self._spacing = spacing
        self._robots = Robots(fetcher, spacing, clock)
        self._fetching = asyncio.Semaphore(AT_ONCE)
        self._workers = workers
        self._clock = clock
        self._metrics = metrics
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def link(self, channel: Channel, link: str, by: str) -> Added:
        """Add the article behind a link; one that we hold already is not fetched again."""
        async with self._told(channel) as told:
            canonical = links.canonical(link)
            async with self._alone(canonical):
                article = await self._store.articles.by_link(canonical)
                if article is None:
                    page = await self._fetcher.fetch(link)
                    article = await self._workers.run(reading.read_page, page, self._clock())
                    article = replace(article, links=tuple(dict.fromkeys((*article.links, canonical))))
                return told(await self._settle(channel, article, by))

    async def text(self, channel: Channel, text: str, by: str) -> Added:
        """Add pasted text."""
        async with self._told(channel) as told:
            article = await self._workers.run(reading.read_text, text, self._clock())
            return told(await self._settle(channel, article, by))

    async def file(self, channel: Channel, name: str, data: bytes, by: str) -> Added:
        """Add an uploaded file; `name` tells its kind."""
        async with self._told(channel) as told:
            article = await self._workers.run(reading.read_file, name, data, self._clock())
            return told(await self._settle(channel, article, by))

    async def entry(self, entry: Entry, site: str, *, again: bool = False) -> Article:
        """Read and keep the article of a feed's entry; no channel has it yet.

        One that we hold already is not fetched, unless it is to be read `again` because it changed. Where its page
        cannot be read, what the feed itself says of it stands for it if that is enough.
        """
        async with self._alone(entry.link or entry.key):
            known = await self._store.articles.by_link(links.canonical(entry.link)) if entry.link else None
            if known is not None and not again:
                return known
            article = await self._of_page(entry, site) if entry.link else await self._of_feed(entry, site)
            _check_language(article)
            return await self._keep(article)

    async def give(
        self, article: Article, subscriptions: Sequence[Subscription], by: str, updates: str | None = None
    ) -> Sequence[Channel]:
        """Let the channels of subscriptions have an article, but for those that have one which it copies.

        `updates` is the article that it is a later version of, for the channels that have that one. Returns the
        channels that have it now and had it not, and those that know of one more place where theirs appeared.
        """
        originals = await self._alike(article)
        holders = await self._store.articles.holders([*(one.id for one in originals), *([updates] if updates else ())])
        given, told = [], []
        for one in subscriptions:
            original = next((o for o in originals if one.channel in holders.get(o.id, ())), None)
            if original is not None:
                if await self._copy(one.channel, article, original):
                    told.append(one.channel)
            else:
                known = updates if updates and one.channel in holders.get(updates, ()) else None
                given.append(Given(one.channel, one.number, known))
        new = await self._store.articles.put_in_channels(given, article.id, by, self._clock())
        log.info("article given", extra={"article": article.id, "channels": len(new)})
        return [*new, *told]

    async def original(self, channel: Channel, article: Article) -> Article | None:
        """The article of this channel that this one copies with small changes; never another channel's."""
        originals = await self._alike(article)
        holders = await self._store.articles.holders([one.id for one in originals])
        return next((one for one in originals if channel in holders.get(one.id, ())), None)

    async def _alike(self, article: Article) -> Sequence[Article]:
        """The articles of which this one is a copy with small changes, or they of it, whoever has them."""
        return [
            candidate
            for candidate in await self._store.articles.near(article.fingerprint)
            if candidate.id != article.id and identity.is_copy(article.fingerprint, candidate.fingerprint)
        ]

    async def _settle(self, channel: Channel, article: Article, by: str) -> Added:
        _check_language(article)
        if original := await self.original(channel, article):
            await self._copy(channel, article, original)
            return Added(original, known=True, copy_of=original)
        kept = await self._keep(article)
        new = await self._store.articles.put_in_channel(channel, kept.id, by, self._clock())
        return Added(kept, known=not new)

    async def _copy(self, channel: Channel, article: Article, original: Article) -> bool:
        """Note where a copy appeared, if that is another place than the original's and was not known."""
        if not article.url or not article.site or (article.url, article.site) == (original.url, original.site):
            return False
        return await self._store.articles.add_copy(channel, Copy(original.id, article.url, article.site))

    async def _keep(self, article: Article) -> Article:
        """The article as it is stored, analysed once."""
        async with self._alone(article.id):
            stored = await self._store.articles.get(article.id)
            if stored is None:
                analysis = await self._workers.run(language.analyse, article)
                made = analysis.document
                terms = compose.terms(article, made)
                await self._store.articles.save(article, made, analysis.passages, analysis.vectors, terms)
                log.info("article analysed", extra={"article": article.id})
            elif new_links := set(article.links) - set(stored.links):
                await self._store.articles.add_links(article.id, sorted(new_links))
            return stored or article

    async def _of_page(self, entry: Entry, site: str) -> Article:
        """The article behind an entry's link, as far as its site lets programs read it."""
        link = str(entry.link)
        try:
            await self._spacing.turn(link, await self._robots.admit(link))
            async with self._fetching:
                page = await self._fetcher.fetch(link)
                article = await self._workers.run(reading.read_page, page, self._clock())
        except SiteBusy as busy:
            self._spacing.hold(link, busy.retry_after or APART)
            raise
        except (SiteFailed, SiteUnreachable, SiteTooSlow):
            raise  # they may pass
        except UserError:
            with suppress(NoArticle):
                return await self._of_feed(entry, site)
            raise
        known_as = dict.fromkeys((*article.links, links.canonical(link)))
        return replace(article, links=tuple(known_as), published=article.published or entry.published)

    async def _of_feed(self, entry: Entry, site: str) -> Article:
        return await self._workers.run(reading.read_entry, entry, site, self._clock())

    @asynccontextmanager
    async def _told(self, channel: Channel) -> AsyncIterator[Callable[[Added], Added]]:
        """Tell the log and the metrics what becomes of something; the body passes it through what it is given."""
        start = self._clock()

        def tell(event: str, result: str, counted: str, **fields: str) -> None:
            self._metrics.articles.labels(counted).inc()
            spent = milliseconds(start, self._clock())
            log.info(event, extra={"channel": channel.key, "result": result, "milliseconds": spent, **fields})

        def told(added: Added) -> Added:
            result = "copy" if added.copy_of else "known" if added.known else "new"
            tell("article added", result, result, article=added.article.id)
            return added

        try:
            yield told
        except UserError as error:
            tell("article refused", type(error).__name__, "refused")
            raise

    @asynccontextmanager
    async def _alone(self, key: str) -> AsyncIterator[None]:
        """Let one task at a time work on a link or an article, so that no work is done twice."""
        lock = self._locks.setdefault(key, asyncio.Lock())
        async with lock:
            yield


def _check_language(article: Article) -> None:
    if article.language not in languages.READ:
        raise UnsupportedLanguage(language=languages.name(article.language))
