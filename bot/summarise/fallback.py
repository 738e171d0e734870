"""Makes sure that there is a briefing: the local engine's where another cannot give one that holds."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.model.briefing import Briefing
from bot.model.document import Document
from bot.model.runtime import Workers
from bot.summarise.grounding import ground
from bot.summarise.protocol import EngineUnavailable, Summariser, Wish
from bot.telemetry import Metrics

ENOUGH = 2
"""The least statements of an engine that are worth posting."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A grounded briefing; one that is not `lasting` stands in for an engine that may be there again soon."""

    briefing: Briefing
    lasting: bool = True


class Fallback:
    """The local engine, in waiting."""

    def __init__(self, local: Summariser, workers: Workers, metrics: Metrics) -> None:
        self._local = local
        self._workers = workers
        self._metrics = metrics

    async def brief(self, chosen: Summariser, documents: Sequence[Document], wish: Wish) -> Outcome:
        """Brief with the chosen engine; with the local one where that is away, or has little left once grounded."""
        try:
            briefing = await self._grounded(chosen, documents, wish)
        except EngineUnavailable as error:
            log.warning("engine not available", extra={"engine": chosen.name, "reason": error.reason})
            instead = await self._grounded(self._local, documents, wish)
            return Outcome(self._labelled(instead, f"the model was not available: {error.reason}"), lasting=False)
        if chosen is self._local or len(briefing.bullets) >= ENOUGH:
            return Outcome(briefing)
        instead = await self._grounded(self._local, documents, wish)
        if len(instead.bullets) <= len(briefing.bullets):
            return Outcome(briefing)
        log.info("engine replaced", extra={"engine": chosen.name, "reason": "too little could be traced"})
        return Outcome(self._labelled(instead, "too little of what the model wrote is in the article"))

    async def _grounded(self, engine: Summariser, documents: Sequence[Document], wish: Wish) -> Briefing:
        written = await engine.summarise(documents, wish)
        return (await self._workers.run(ground, written, documents)).briefing

    def _labelled(self, briefing: Briefing, why: str) -> Briefing:
        self._metrics.llm_fallbacks.labels("briefing").inc()
        return replace(briefing, engine=f"{briefing.engine} ({why})")
