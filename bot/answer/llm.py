"""Answers with a language model, from the passages that retrieval finds and from nothing else."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from pydantic import BaseModel, Field

from bot.answer.extractive import Answerer
from bot.llm.fence import fence, neutral
from bot.llm.prompting import load
from bot.llm.protocol import LanguageModel, ModelUnavailable
from bot.model.briefing import Answer, Question
from bot.model.document import Document, Passage
from bot.model.place import Channel
from bot.model.runtime import Workers
from bot.summarise.llm import NAME
from bot.summarise.llm_claims import untraceable
from bot.summarise.llm_numbering import Numbered
from bot.telemetry import Metrics

MOST_TOKENS = 400
MARGIN = 100  # tokens for the marks around data and between messages

log = logging.getLogger(__name__)


class Reply(BaseModel):
    """What the model is asked to write; `sentences` are the numbers of those that say it."""

    answered: bool
    text: str = ""
    sentences: list[int] = Field(default_factory=list)


class LlmAnswerer:
    """Answers from the articles of a channel alone; where the model fails, the local answerer does."""

    def __init__(self, local: Answerer, workers: Workers, model: LanguageModel, metrics: Metrics) -> None:
        self._local = local
        self._workers = workers
        self._model = model
        self._metrics = metrics
        self._prompt = load("answer")

    async def answer(self, channel: Channel, question: Question, now: datetime) -> Answer:
        """The model's answer where every part of it can be traced, else the local one, which says so."""
        documents, passages = await self._local.find(channel, question)
        numbered = self._fitting(question, documents, passages)
        local = await self._local.say(question, documents, passages, now)
        if not numbered:
            return local
        try:
            reply = await self._ask(question, numbered)
        except ModelUnavailable as error:
            log.warning("model not available", extra={"model": self._model.name, "reason": error.reason})
            return self._instead(local, f"the model was not available: {error.reason}")
        label = f"{NAME} ({self._model.name})"
        if not reply.answered:
            near = local.near or local.citations
            return Answer(question.text, "", False, (), label, near=near)
        text, citations = " ".join(reply.text.split()), numbered.cited(reply.sentences)
        objection = await self._workers.run(untraceable, text, citations, documents)
        if objection is not None:
            log.info("answer not believed", extra={"model": self._model.name, "reason": objection})
            return self._instead(local, "what the model wrote is not in the articles")
        span = local.span if local.span is not None and local.span in text else None
        return Answer(question.text, text, True, citations, label, span=span, confidence=local.confidence)

    async def _ask(self, question: Question, numbered: Numbered) -> Reply:
        prompt = self._prompt.fill(question=neutral(question.text), sentences=fence(numbered.text()))
        return await self._model.ask(prompt, Reply, MOST_TOKENS)

    def _fitting(self, question: Question, documents: Sequence[Document], passages: Sequence[Passage]) -> Numbered:
        """The sentences of as many of the best passages as there is room for, in the order of the articles."""
        frame = self._model.tokens(self._prompt.system + question.text) + MOST_TOKENS + MARGIN
        everything = Numbered.of(sorted(documents, key=lambda document: document.dated))
        chosen = everything.within(passages)
        while passages and self._model.tokens(chosen.text()) + frame > self._model.window:
            passages = passages[:-1]
            chosen = everything.within(passages)
        return chosen

    def _instead(self, local: Answer, why: str) -> Answer:
        self._metrics.llm_fallbacks.labels("answer").inc()
        return replace(local, engine=f"{local.engine} ({why})")
