"""How an article enters: fetched, read, recognised, analysed and stored, once."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from weakref import WeakValueDictionary

from bot import language
from bot.ingest import identity, links
from bot.ingest import read as reading
from bot.ingest.fetch import Fetcher
from bot.model import languages
from bot.model.article import Article
from bot.model.errors import UnsupportedLanguage, UserError
from bot.model.place import Channel
from bot.model.runtime import Clock, Workers, milliseconds
from bot.store import Store
from bot.telemetry import Metrics

log = logging.getLogger(__name__)


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

    def __init__(self, store: Store, fetcher: Fetcher, workers: Workers, clock: Clock, metrics: Metrics) -> None:
        self._store = store
        self._fetcher = fetcher
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

    async def _settle(self, channel: Channel, article: Article, by: str) -> Added:
        if article.language not in {"en", "und"}:
            raise UnsupportedLanguage(language=languages.name(article.language))
        if original := await self._original(channel, article):
            return Added(original, known=True, copy_of=original)
        async with self._alone(article.id):
            stored = await self._store.articles.get(article.id)
            if stored is None:
                analysis = await self._workers.run(language.analyse, article)
                await self._store.articles.save(article, analysis.document, analysis.passages, analysis.vectors)
            elif new_links := set(article.links) - set(stored.links):
                await self._store.articles.add_links(article.id, sorted(new_links))
        new = await self._store.articles.put_in_channel(channel, article.id, by, self._clock())
        return Added(stored or article, known=not new)

    async def _original(self, channel: Channel, article: Article) -> Article | None:
        """The article of this channel that this one copies with small changes; never another channel's."""
        for candidate in await self._store.articles.near(article.fingerprint):
            if (
                candidate.id != article.id
                and identity.is_copy(article.fingerprint, candidate.fingerprint)
                and await self._store.articles.in_channel(channel, candidate.id)
            ):
                return candidate
        return None

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
