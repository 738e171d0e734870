"""Questions with their follow-ups."""

from collections.abc import Collection, Sequence
from datetime import timedelta

from bot.answer.cast import Member, cast_of
from bot.answer.conversation import Turn, make_whole, recent, subjects_of
from bot.answer.corpus import Corpus, Hit, Vectors
from bot.answer.extractive import Answerer
from bot.language import merge_actors
from bot.model.briefing import Answer
from bot.model.document import Document
from bot.model.errors import EmptyQuestion, NoArticlesYet
from bot.model.place import Channel
from bot.model.runtime import Clock, Workers
from bot.store import Store

THREAD_REMEMBERED = timedelta(days=7)
CAST_FROM = 5
"""How many of the newest articles tell whom a pronoun stands for when no earlier question does."""


class Conversations:
    """Answers questions and remembers them, so that "and when does she leave?" keeps its subject."""

    def __init__(self, store: Store, workers: Workers, clock: Clock) -> None:
        self._store = store
        self._workers = workers
        self._clock = clock

    async def ask(self, channel: Channel, thread: str, asker: str, asked: str, article: str | None) -> Answer:
        """Answer from the channel's articles, or from one of them. Raises EmptyQuestion or NoArticlesYet."""
        if not any(letter.isalnum() for letter in asked):
            raise EmptyQuestion
        listed = await self._store.articles.of_channel(channel)
        if not listed:
            raise NoArticlesYet
        now = self._clock()
        newest = [article] if article else [item.article.id for item in listed[-CAST_FROM:]]
        cast = _cast(await self._store.articles.documents(newest))
        turns = recent(await self._store.turns.recent(channel, now - THREAD_REMEMBERED), thread, asker, now)
        question = make_whole(asked, turns, cast)
        corpus = OneArticle(self._store.search, article) if article else self._store.search
        answer = await Answerer(self._workers, corpus).answer(channel, question, now)
        subjects = subjects_of(question, answer, cast)
        turn = Turn(asked, question.text, answer.text, subjects, now, thread, asker)
        await self._store.turns.add(channel, turn)
        return answer


def _cast(documents: Sequence[Document]) -> Sequence[Member]:
    """The actors of all these articles, those first that matter most in them together."""
    order = {actor.name: place for place, actor in enumerate(merge_actors(documents))}
    return sorted(cast_of(documents), key=lambda member: order.get(member.name, len(order)))


class OneArticle:
    """A Corpus of which only one article is seen."""

    def __init__(self, corpus: Corpus, article: str) -> None:
        self._corpus = corpus
        self._article = article

    async def search(self, channel: Channel, words: str, limit: int) -> Sequence[Hit]:
        """The hits in the one article."""
        hits = await self._corpus.search(channel, words, limit * 5)
        return [hit for hit in hits if hit.passage.article == self._article][:limit]

    async def vectors(self, channel: Channel) -> Vectors:
        """The passages of the one article."""
        found = await self._corpus.vectors(channel)
        width = len(found.matrix) // max(1, len(found.passages))
        kept = [index for index, passage in enumerate(found.passages) if passage.article == self._article]
        return Vectors(
            tuple(found.passages[index] for index in kept),
            b"".join(found.matrix[index * width : (index + 1) * width] for index in kept),
        )

    async def documents(self, articles: Collection[str]) -> Sequence[Document]:
        """The one article's document, if asked for."""
        return await self._corpus.documents([article for article in articles if article == self._article])
