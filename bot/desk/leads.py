"""The opening paragraphs of digests, each written once."""

import logging
from collections.abc import Sequence
from hashlib import sha256

from bot.desk.engines import Manner
from bot.digest.lead import LEAST_STORIES, LeadWriter
from bot.llm.protocol import LanguageModel, ModelUnavailable
from bot.model.briefing import Briefing, Bullet
from bot.model.runtime import Workers
from bot.store import Store
from bot.summarise.llm import NAME as LLM

LEAD = "lead"

log = logging.getLogger(__name__)


class Leads:
    """A digest of the language model's engine opens with a paragraph; one of another engine with its first story."""

    def __init__(self, store: Store, workers: Workers, model: LanguageModel | None) -> None:
        self._store = store
        self._writer = LeadWriter(workers, model) if model is not None else None

    async def of(self, stories: Sequence[Briefing], manner: Manner) -> Briefing | None:
        """The paragraph as the bullets of a briefing over all stories, None where there is none."""
        if self._writer is None or manner.engine != LLM or len(stories) < LEAST_STORIES:
            return None
        shown = self._writer.shown(stories)
        articles = tuple(dict.fromkeys(article for story in stories for article in story.articles))
        version = f"{sha256(shown.text.encode()).hexdigest()[:16]}:{self._writer.version}"
        kept = await self._store.briefings.get(articles, LEAD, version)
        if kept is None:
            try:
                sentences = await self._writer.write(shown, await self._store.articles.documents(articles))
            except ModelUnavailable as error:
                log.info("digest without a lead", extra={"reason": error.reason})
                return None
            kept = Briefing(articles, Bullet("", ()), sentences, (), (), manner.engine, stories[0].language)
            await self._store.briefings.put(kept, LEAD, version)
        return kept if kept.bullets else None
