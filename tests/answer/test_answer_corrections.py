"""Two articles that give different answers to one question."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.answer.extractive import reply
from bot.language import analyse
from bot.model.article import Article, Source
from bot.model.briefing import Answer

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)


def ask(question: str, *texts: str) -> Answer:
    """Ask two or more articles, a day apart."""
    made = [
        analyse(Article(f"a{n}", "", text, Source.TEXT, MONDAY, "en", published=MONDAY + timedelta(days=n)))
        for n, text in enumerate(texts)
    ]
    return reply(question, [one.document for one in made], [p for one in made for p in one.passages], MONDAY)


@pytest.mark.parametrize(
    ("question", "earlier", "later", "span", "replaced"),
    [
        (
            "When will the ferry Aldis sail again?",
            "The ferry Aldis will sail again on 20 March, the company said.",
            "The ferry Aldis will sail again on 27 March, the company said.",
            "27 March",
            "20 March",
        ),
        (
            "How many islanders signed the petition?",
            "The police said 300 islanders signed the petition.",
            "The police said 240 islanders signed the petition.",
            "240 islanders",
            "300 islanders",
        ),
    ],
)
def test_the_later_answer_comes_first_and_both_are_cited(
    question: str, earlier: str, later: str, span: str, replaced: str
) -> None:
    answer = ask(question, earlier, later)
    assert span in (answer.span or "")
    assert f"An earlier article said {replaced}." in answer.text
    assert [citation.article for citation in answer.citations] == ["a1", "a0"]


def test_one_day_named_in_two_ways_is_no_contradiction() -> None:
    answer = ask(
        "When will the ferry Aldis sail again?",
        "The ferry Aldis will sail again on 12 March, the company said.",
        "The ferry Aldis will sail again on Thursday, the company said.",
    )
    assert answer.answered
    assert len(answer.citations) == 1
