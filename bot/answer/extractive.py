"""Answers a question with a sentence of the articles, or says that they do not tell."""

from collections.abc import Sequence
from datetime import datetime

from bot.answer.choosing import Choice, choice
from bot.answer.corpus import Corpus
from bot.answer.corrections import correction
from bot.answer.evidence import Evidence, weigh
from bot.answer.judging import confidence, judged
from bot.answer.question import Asked, Wanted, analyse
from bot.answer.retrieval import alike, nearest, telling
from bot.answer.spans import certain_span
from bot.model.briefing import Answer, Question
from bot.model.document import Document, Passage
from bot.model.place import Channel
from bot.model.runtime import Workers
from bot.summarise.orders import is_order
from bot.summarise.wording import standing_alone

ENGINE = "extractive"
HITS, PASSAGES, COMPARED, NEAR = 40, 12, 16, 3
NEAR_ARTICLES = 40
SURE = 0.55  # of what is believed of a sentence's phrases: such a one has an F1 of four in five on held-out articles
THRESHOLD = 0.5  # what is shown is likelier right than not; see the calibration in docs/benchmarks.md


class Answerer:
    """Answers from the articles of a channel alone."""

    def __init__(self, workers: Workers, corpus: Corpus) -> None:
        self._workers = workers
        self._corpus = corpus

    async def answer(self, channel: Channel, question: Question, now: datetime) -> Answer:
        """The best answer in the channel's articles, or one with `answered` false and the nearest sentences."""
        documents, passages = await self.find(channel, question)
        return await self.say(question, documents, passages, now)

    async def find(
        self, channel: Channel, question: Question, limit: int = PASSAGES
    ) -> tuple[Sequence[Document], Sequence[Passage]]:
        """The passages nearest to the question, best first, and the documents that they are from."""
        hits = await self._corpus.search(channel, telling(question.text), HITS)
        near = await self._workers.run(alike, question.text, await self._corpus.signs(channel), NEAR_ARTICLES)
        vectors = await self._corpus.vectors(channel, {hit.passage.article for hit in hits}.union(near))
        passages = await self._workers.run(nearest, question.text, hits, vectors, limit)
        return await self._corpus.documents({passage.article for passage in passages}), passages

    async def say(
        self, question: Question, documents: Sequence[Document], passages: Sequence[Passage], now: datetime
    ) -> Answer:
        """The answer in these passages."""
        return await self._workers.run(reply, question.text, documents, passages, now)


def reply(question: str, documents: Sequence[Document], passages: Sequence[Passage], now: datetime) -> Answer:
    """Answer from passages of documents; runs in a worker."""
    from bot.language import read

    asked = analyse(question, read(question, now))
    ranked = ranking(asked, {d.article: d for d in documents}, passages)
    sure = 0.0 if asked.empty or not ranked else round(confidence(asked, ranked), 3)
    if sure < THRESHOLD:
        near = tuple(e.document.cite(e.sentence.index) for e in ranked[:NEAR])
        return Answer(question, "", False, (), ENGINE, confidence=sure, near=near)
    return _answer(asked, ranked, sure)


def ranking(asked: Asked, documents: dict[str, Document], passages: Sequence[Passage]) -> list[Evidence]:
    """The sentences of the passages, the likeliest answer first."""
    told = [e for e in weigh(asked, documents, passages) if not is_order(e.sentence.text)]
    return judged(asked, told[:COMPARED])


def _answer(asked: Asked, ranked: Sequence[Evidence], sure: float) -> Answer:
    corrected = correction(asked, ranked)
    best = corrected.latest if corrected else ranked[0]
    told = [best, corrected.earlier] if corrected else [best]
    note = f" (An earlier article said {corrected.replaced}.)" if corrected else ""
    text = standing_alone(best.document, best.sentence) or best.sentence.text
    span = _exact(asked, best)
    return Answer(
        asked.text,
        text + note,
        True,
        tuple(evidence.document.cite(evidence.sentence.index) for evidence in told),
        ENGINE,
        span=span if span is not None and span in text else None,
        confidence=sure,
    )


def _exact(asked: Asked, best: Evidence) -> str | None:
    """What the rules for its type point at, or else the phrase that is clearly the likeliest.

    Nothing where the sentence has nothing of that type.
    """
    found = certain_span(asked, best.document, best.sentence)
    if found is not None or not best.facts["typed"]:
        return found
    chosen = likeliest(asked, best.sentence.text)
    return chosen.text if chosen is not None and chosen.share >= SURE else None


def likeliest(asked: Asked, sentence: str) -> Choice | None:
    """The phrase that answers, where a phrase can: a reason, a saying or a yes is told by a whole sentence."""
    if asked.wanted in (Wanted.WHY, Wanted.SAID, Wanted.WHETHER):
        return None
    return choice(asked.text, asked.wanted, sentence)
