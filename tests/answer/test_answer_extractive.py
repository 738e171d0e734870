import re
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime, timedelta
from typing import ParamSpec, TypeVar

import pytest

from bot.answer.corpus import Hit, Signs, Vectors
from bot.answer.extractive import Answerer
from bot.answer.question import stem
from bot.language import analyse
from bot.model.article import Article, Source
from bot.model.briefing import Answer, Question
from bot.model.document import Document
from bot.model.place import Channel

P = ParamSpec("P")
T = TypeVar("T")
HERE = Channel("terminal", "w", "c")
FRIDAY = datetime(2026, 3, 13, 9, 0, tzinfo=UTC)

FIRST = """The island’s mayor, Orla Finch, will meet the owner of the ferry, Bram Holt, on Monday at the town hall.

Ms Finch postponed an earlier visit to Lunt because a storm had closed the harbour.

About 300 islanders signed a petition against the closure of the ferry, the police said.

“Nobody on Lunt can swim to the hospital,” Ms Finch told reporters."""

SECOND = """A total of 240 islanders signed the petition against the closure of the ferry, the police said on Saturday.

Mr Holt said that a new ferry would cost four million crowns.

Engineers worked on the cracked hull for six days."""


class Here:
    """Workers that run in this process."""

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        return function(*args, **kwargs)


class Shelf:
    """A Corpus of some articles, all in one channel; words count by how many of them a passage has."""

    def __init__(self, *articles: Article) -> None:
        self._analyses = [analyse(article) for article in articles]
        self._passages = tuple(passage for analysis in self._analyses for passage in analysis.passages)

    async def search(self, channel: Channel, words: str, limit: int) -> Sequence[Hit]:
        wanted = _stems(words)
        hits = [Hit(passage, float(len(wanted & _stems(passage.text)))) for passage in self._passages]
        return sorted((hit for hit in hits if hit.score), key=lambda hit: -hit.score)[:limit]

    async def signs(self, channel: Channel) -> Signs:
        return Signs()

    async def vectors(self, channel: Channel, articles: Collection[str]) -> Vectors:
        return Vectors(self._passages, b"".join(analysis.vectors for analysis in self._analyses))

    async def documents(self, articles: Collection[str]) -> Sequence[Document]:
        return [a.document for a in self._analyses if a.document.article in articles]


def _stems(text: str) -> set[str]:
    return {stem(word) for word in re.findall(r"\w+", text.lower())}


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return Shelf(
        Article("a1", "Mayor to meet ferry owner", FIRST, Source.TEXT, FRIDAY, "en", published=FRIDAY),
        Article(
            "a2", "Fewer signed ferry petition", SECOND, Source.TEXT, FRIDAY, "en", published=FRIDAY + timedelta(days=1)
        ),
    )


async def ask(shelf: Shelf, text: str) -> Answer:
    return await Answerer(Here(), shelf).answer(HERE, Question(text, text), FRIDAY + timedelta(days=2))


QUESTIONS = [
    ("Who is Orla Finch meeting?", "Bram Holt", "a1"),
    ("When will the mayor meet the owner of the ferry?", "Monday", "a1"),
    ("Why did Ms Finch postpone her visit to Lunt?", "because a storm had closed the harbour", "a1"),
    ("How long did engineers work on the hull?", "six days", "a2"),
    ("How much would a new ferry cost?", "four million crowns", "a2"),
]


@pytest.mark.parametrize(("question", "span", "article"), QUESTIONS)
async def test_a_question_is_answered_with_a_cited_sentence(
    shelf: Shelf, question: str, span: str, article: str
) -> None:
    answer = await ask(shelf, question)
    assert answer.answered
    assert answer.span == span
    assert span in answer.text
    assert [citation.article for citation in answer.citations] == [article]
    assert span in answer.citations[0].text


@pytest.mark.parametrize(
    "question",
    ["Who won the chess tournament in Varnholm?", "What is the population of Lunt?", "When did Bram Holt marry?"],
)
async def test_what_the_articles_do_not_tell_is_not_answered(shelf: Shelf, question: str) -> None:
    answer = await ask(shelf, question)
    assert not answer.answered
    assert answer.text == ""
    assert answer.citations == ()
    assert answer.near


async def test_a_later_figure_is_preferred_and_the_earlier_one_told(shelf: Shelf) -> None:
    answer = await ask(shelf, "How many islanders signed the petition?")
    assert answer.span == "240 islanders"
    assert "300 islanders" in answer.text
    assert [citation.article for citation in answer.citations] == ["a2", "a1"]


async def test_a_channel_without_articles_answers_nothing() -> None:
    answer = await ask(Shelf(), "Who is Orla Finch meeting?")
    assert not answer.answered
    assert answer.near == ()
