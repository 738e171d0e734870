"""Questions with their follow-ups."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.answer.cast import Member, cast_of
from bot.answer.conversation import Turn, make_whole, recent, subjects_of
from bot.answer.extractive import Answerer
from bot.answer.llm import LlmAnswerer
from bot.desk.engines import Manner
from bot.language import merge_actors
from bot.llm.protocol import LanguageModel
from bot.model.briefing import Answer, Question
from bot.model.errors import EmptyQuestion, NoArticlesYet
from bot.model.place import Channel
from bot.model.runtime import Clock, Workers
from bot.store import Store
from bot.summarise.llm import NAME as LLM
from bot.summarise.translation import Translator, translated_text
from bot.telemetry import Metrics

ARTICLES = "en"
"""The language of the articles that questions are answered from."""

THREAD_REMEMBERED = timedelta(days=7)
SUBJECT_REMEMBERED = timedelta(days=30)
CAST_FROM = 5
"""How many articles, of the subject or else the newest, tell whom a pronoun stands for if no earlier question does."""


class Conversations:
    """Answers questions and remembers them, so that "and when does she leave?" keeps its subject."""

    def __init__(
        self, store: Store, workers: Workers, clock: Clock, metrics: Metrics, model: LanguageModel | None = None
    ) -> None:
        self._store = store
        self._workers = workers
        self._clock = clock
        self._metrics = metrics
        self._model = model
        self._translator = Translator(workers, model) if model is not None else None

    async def posted(self, channel: Channel, places: Collection[str], articles: Sequence[str]) -> None:
        """Remember what was posted: our messages with these ids, or a thread, are about these articles."""
        now = self._clock()
        await self._store.subjects.add(channel, places, articles, now, forget=now - SUBJECT_REMEMBERED)

    async def ask(
        self, channel: Channel, thread: str, asker: str, asked: str, articles: Sequence[str], manner: Manner
    ) -> Answer:
        """Answer from the channel's articles, or from some of them. Raises EmptyQuestion or NoArticlesYet.

        In a thread under a message of ours, or one in which something was briefed, the articles of that come first;
        the others are looked through only where these do not tell. An engine that does not answer leaves it to the
        local one.
        """
        if not any(letter.isalnum() for letter in asked):
            raise EmptyQuestion
        listed = await self._store.articles.of_channel(channel, newest=CAST_FROM)
        if not listed:
            raise NoArticlesYet
        now = self._clock()
        subject = [] if articles else await self._subject(channel, thread)
        about = [*articles] or subject
        cast = await self._cast(about[:CAST_FROM] or [item.article.id for item in listed])
        turns = recent(await self._store.turns.recent(channel, now - THREAD_REMEMBERED), thread, asker, now)
        if subject:
            turns = [turn for turn in turns if turn.thread == thread]
        question = make_whole(asked, turns, cast, await self._title(about))
        answer = await self._answer(channel, question, about, manner.engine, now)
        if subject and not answer.answered:
            wider = await self._answer(channel, question, [], manner.engine, now)
            answer = wider if wider.answered else replace(answer, searched=wider.searched)
        subjects = subjects_of(question, answer, cast)
        turn = Turn(asked, question.text, answer.text, subjects, now, thread, asker)
        await self._store.turns.add(channel, turn, forget=now - THREAD_REMEMBERED)
        return await self._in_language(answer, manner.language, cast)

    async def _in_language(self, answer: Answer, language: str | None, cast: Sequence[Member]) -> Answer:
        """The answer in the channel's language; its sources stay as they are."""
        if language in {None, ARTICLES} or not answer.answered:
            return answer
        people = [name for member in cast for name in (member.name, *member.aliases)]
        text, engine = await translated_text(
            self._translator, answer.text, people, ARTICLES, str(language), answer.engine
        )
        span = answer.span if answer.span and answer.span in text else None
        return replace(answer, text=text, engine=engine, span=span, statements=())

    async def _subject(self, channel: Channel, thread: str) -> list[str]:
        """The articles that a thread is about, as far as the channel has them."""
        found = await self._store.subjects.of(channel, thread)
        own = {row.article.id for row in await self._store.articles.among(channel, found)} if found else set()
        return [article for article in found if article in own]

    async def _title(self, articles: Sequence[str]) -> str:
        first = await self._store.articles.get(articles[0]) if articles else None
        return first.title if first else ""

    async def _answer(
        self, channel: Channel, question: Question, articles: Sequence[str], engine: str, now: datetime
    ) -> Answer:
        answer = await self._answerer(articles, engine).answer(channel, question, now)
        return replace(answer, searched=len(articles) or await self._store.articles.count(channel))

    def _answerer(self, articles: Sequence[str], engine: str) -> Answerer | LlmAnswerer:
        local = Answerer(self._workers, self._store.search.only(articles))
        if engine != LLM or self._model is None:
            return local
        return LlmAnswerer(local, self._workers, self._model, self._metrics)

    async def _cast(self, articles: Sequence[str]) -> Sequence[Member]:
        """The actors of all these articles, those first that matter most in them together."""
        documents = await self._store.articles.documents(articles)
        merged = await self._workers.run(merge_actors, documents)
        order = {actor.name: place for place, actor in enumerate(merged)}
        return sorted(cast_of(documents), key=lambda member: order.get(member.name, len(order)))
