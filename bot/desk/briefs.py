"""Briefings, written once for each set of articles and engine, checked, and kept."""

import asyncio
from collections.abc import Sequence
from weakref import WeakValueDictionary

from bot import language
from bot.model.briefing import Briefing
from bot.model.document import Actor, Document, Event
from bot.model.runtime import Workers
from bot.store import Store
from bot.summarise.extractive import timeline
from bot.summarise.grounding import ground
from bot.summarise.protocol import Wish
from bot.summarise.registry import Registry


class Briefs:
    """The engines behind a memory; `default` names the one that is used when nobody chooses."""

    def __init__(self, store: Store, engines: Registry, workers: Workers, default: str) -> None:
        self._store = store
        self._workers = workers
        self._engines = engines
        self._default = default
        self._locks: WeakValueDictionary[object, asyncio.Lock] = WeakValueDictionary()

    @property
    def engines(self) -> Sequence[str]:
        """The names of the engines, the default first."""
        return sorted(self._engines.names, key=lambda name: (name != self._default, name))

    async def of(self, articles: Sequence[str], engine: str | None = None) -> Briefing:
        """The briefing of these articles together. Raises UnknownEngine."""
        chosen = self._engines.get(engine or self._default)
        key = (tuple(articles), chosen.name)
        lock = self._locks.setdefault(key, asyncio.Lock())
        async with lock:
            kept = await self._store.briefings.get(articles, chosen.name, chosen.version)
            if kept is not None:
                return kept
            documents = await self._store.articles.documents(articles)
            written = await chosen.summarise(documents, Wish())
            grounded = await self._workers.run(ground, written, documents)
            await self._store.briefings.put(grounded.briefing, chosen.version)
            return grounded.briefing

    async def actors(self, articles: Sequence[str]) -> Sequence[Actor]:
        """The actors of these articles as one list, the most salient first."""
        return await self._workers.run(language.merge_actors, await self._by_date(articles))

    async def timeline(self, articles: Sequence[str]) -> Sequence[Event]:
        """The dated events of these articles in date order, each once."""
        return await self._workers.run(timeline, await self._by_date(articles))

    async def _by_date(self, articles: Sequence[str]) -> Sequence[Document]:
        documents = await self._store.articles.documents(articles)
        return sorted(documents, key=lambda document: document.dated)
