"""Briefings, written once for each set of articles and engine, checked, and kept."""

import asyncio
from collections.abc import Sequence
from weakref import WeakValueDictionary

from bot.model.briefing import Briefing
from bot.model.runtime import Workers
from bot.store import Store
from bot.summarise.extractive import NAME as LOCAL
from bot.summarise.fallback import Fallback
from bot.summarise.protocol import Wish
from bot.summarise.registry import Registry
from bot.summarise.story import combine
from bot.telemetry import Metrics


class Briefs:
    """The engines behind a memory."""

    def __init__(self, store: Store, engines: Registry, workers: Workers, metrics: Metrics) -> None:
        self._store = store
        self._engines = engines
        self._fallback = Fallback(engines.get(LOCAL), workers, metrics)
        self._locks: WeakValueDictionary[object, asyncio.Lock] = WeakValueDictionary()

    async def of(self, articles: Sequence[str], engine: str) -> Briefing:
        """The briefing of these articles together. Raises UnknownEngine."""
        chosen = self._engines.get(engine)
        key = (tuple(articles), chosen.name)
        lock = self._locks.setdefault(key, asyncio.Lock())
        async with lock:
            kept = await self._store.briefings.get(articles, chosen.name, chosen.version)
            if kept is not None:
                return kept
            documents = await self._store.articles.documents(articles)
            outcome = await self._fallback.brief(chosen, documents, Wish())
            if outcome.lasting:
                await self._store.briefings.put(outcome.briefing, chosen.name, chosen.version)
            return outcome.briefing

    async def of_story(self, articles: Sequence[str], engine: str) -> Briefing:
        """The same; an engine other than the local one is given no article that it briefed before."""
        if engine == LOCAL or len(articles) == 1:
            return await self.of(articles, engine)
        parts = [await self.of([article], engine) for article in articles]
        return combine(await self.of(articles, LOCAL), parts, Wish().bullets)
