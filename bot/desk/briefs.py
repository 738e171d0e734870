"""Briefings, written once for each set of articles and manner, checked, and kept."""

import asyncio
from collections.abc import Sequence
from hashlib import sha256
from weakref import WeakValueDictionary

from bot.desk.engines import Manner
from bot.llm.protocol import LanguageModel
from bot.model.briefing import Briefing
from bot.model.runtime import Workers
from bot.store import Store
from bot.summarise.extractive import NAME as LOCAL
from bot.summarise.fallback import Fallback
from bot.summarise.protocol import Wish
from bot.summarise.registry import Registry
from bot.summarise.story import combine
from bot.summarise.translation import Translator, translated
from bot.telemetry import Metrics

TRANSLATION = "translation"


class Briefs:
    """The engines behind a memory."""

    def __init__(
        self, store: Store, engines: Registry, workers: Workers, metrics: Metrics, model: LanguageModel | None = None
    ) -> None:
        self._store = store
        self._engines = engines
        self._fallback = Fallback(engines.get(LOCAL), workers, metrics)
        self._translator = Translator(workers, model) if model is not None else None
        self._locks: WeakValueDictionary[object, asyncio.Lock] = WeakValueDictionary()

    async def of(self, articles: Sequence[str], manner: Manner) -> Briefing:
        """The briefing of these articles together. Raises UnknownEngine."""
        return await self.in_language(await self._written(articles, manner.engine, manner.wish), manner.language)

    async def of_story(self, articles: Sequence[str], manner: Manner) -> Briefing:
        """The same in the articles' language; only the local engine is given an article that it briefed before."""
        engine, wish = manner.engine, manner.wish
        if engine == LOCAL or len(articles) == 1:
            return await self._written(articles, engine, wish)
        parts = [await self._written([article], engine, wish) for article in articles]
        return combine(await self._written(articles, LOCAL, Wish(wish.bullets)), parts, wish.bullets)

    async def prepare(self, article: str) -> None:
        """Let the local engine brief an article as most channels want it, so that it is there when digests are due."""
        await self._written([article], LOCAL, Wish())

    async def in_language(self, briefing: Briefing, language: str | None) -> Briefing:
        """The briefing in a language, as far as it can be translated; None is the articles' own."""
        if language is None or language == briefing.language:
            return briefing
        version = self._translator.version if self._translator else ""
        content = sha256(repr(briefing).encode()).hexdigest()[:16]
        key = (briefing.articles, TRANSLATION, f"{content}:{language}:{version}")
        async with self._locks.setdefault(key, asyncio.Lock()):
            kept = await self._store.briefings.get(*key)
            if kept is not None:
                return kept
            made, lasting = await translated(self._translator, briefing, language)
            if lasting:
                await self._store.briefings.put(made, *key[1:])
            return made

    async def _written(self, articles: Sequence[str], engine: str, wish: Wish) -> Briefing:
        chosen = self._engines.get(engine)
        key = (tuple(articles), chosen.name, f"{chosen.version}{wish.key}")
        async with self._locks.setdefault(key, asyncio.Lock()):
            kept = await self._store.briefings.get(*key)
            if kept is not None:
                return kept
            documents = await self._store.articles.documents(articles)
            outcome = await self._fallback.brief(chosen, documents, wish)
            if outcome.lasting:
                await self._store.briefings.put(outcome.briefing, *key[1:])
            return outcome.briefing
