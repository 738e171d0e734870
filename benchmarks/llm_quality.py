"""How well the engine `llm` does on public data, beside the local engine on the same items."""

import asyncio
import importlib
from collections.abc import Callable, Collection, Coroutine, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from benchmarks.quality import adapters
from bot import language
from bot.answer.corpus import Corpus, Hit, Signs, Vectors
from bot.answer.extractive import Answerer
from bot.answer.llm import LlmAnswerer
from bot.llm.protocol import LanguageModel
from bot.model.briefing import Question
from bot.model.document import Document, Passage
from bot.model.place import Channel
from bot.summarise import extractive
from bot.summarise.fallback import Fallback
from bot.summarise.llm import Llm
from bot.summarise.protocol import EngineContext, Wish
from bot.telemetry import Metrics
from bot.workers import WorkerPool

T = TypeVar("T")

NOWHERE = Channel("terminal", "benchmark", "quality")
MEASURES = {"summarisation": ("rouge1", "rouge2", "rougeLsum"), "citation": ("cite_or_abstain", "cite_hit")}


class OneParagraph(Corpus):
    """A corpus of one paragraph, which every search finds."""

    def __init__(self, document: Document, text: str) -> None:
        self._document = document
        self._passage = Passage(document.article, 0, len(document.sentences) - 1, text)

    async def search(self, channel: Channel, words: str, limit: int) -> Sequence[Hit]:
        """The paragraph."""
        return [Hit(self._passage, 1.0)]

    async def signs(self, channel: Channel) -> Signs:
        """None: there is nothing to choose from."""
        return Signs()

    async def vectors(self, channel: Channel, articles: Collection[str]) -> Vectors:
        """None: there is nothing to choose from."""
        return Vectors()

    async def documents(self, articles: Collection[str]) -> Sequence[Document]:
        """The paragraph's document."""
        return [self._document]


async def measure(
    model: LanguageModel, pool: WorkerPool, metrics: Metrics, items: int
) -> list[tuple[str, str, str, str]]:
    """Rows of task and measure, items, this model with all that stands behind it, the local engine alone.

    Raises ImportError where the scorers are not on the path.
    """
    loop = asyncio.get_running_loop()

    def wait(work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, loop).result()

    def summarise(texts: Sequence[str], n_sent: int | None, max_words: int | None) -> str:
        return wait(_summary(model, pool, metrics, texts, n_sent or 3))

    def answer(question: str, context: str) -> Mapping[str, object]:
        return wait(_answer(model, pool, metrics, question, context))

    rows = []
    for task, ours, local in (
        ("summarisation", summarise, adapters.summarise),
        ("citation", answer, adapters.answer),
    ):
        score: Callable[..., Mapping[str, Any]] = importlib.import_module(f"score.{task}").score
        found, beside = [await asyncio.to_thread(score, each, split="dev", n=items) for each in (ours, local)]
        rows += [
            (f"{task}, {name}", f"{items}", f"{found[name]:.1f}", f"{beside[name]:.1f}") for name in MEASURES[task]
        ]
    return rows


async def _summary(model: LanguageModel, pool: WorkerPool, metrics: Metrics, texts: Sequence[str], bullets: int) -> str:
    documents = [await _read(pool, text, str(number)) for number, text in enumerate(texts)]
    fallback = Fallback(extractive.create(EngineContext(pool)), pool, metrics)
    outcome = await fallback.brief(Llm(pool, model), documents, Wish(bullets))
    return "\n".join(bullet.text for bullet in outcome.briefing.bullets)


async def _answer(
    model: LanguageModel, pool: WorkerPool, metrics: Metrics, question: str, context: str
) -> Mapping[str, object]:
    document = await _read(pool, context, "article")
    answerer = LlmAnswerer(Answerer(pool, OneParagraph(document, context)), pool, model, metrics)
    found = await answerer.answer(NOWHERE, Question(question.strip(), question), adapters.DATED)
    sentence = found.citations[0].text if found.answered else ""
    return {"answer": found.span or found.text, "score": found.confidence, "sentence": sentence}


async def _read(pool: WorkerPool, text: str, name: str) -> Document:
    return replace(await pool.run(language.read, text, adapters.DATED), article=name)
