"""Questions whose nearest sentence holds something of the right type that is not the answer."""

from datetime import UTC, datetime

import pytest

from bot.answer.extractive import reply
from bot.language import analyse as read_article
from bot.model.article import Article, Source
from bot.model.briefing import Answer

THURSDAY = datetime(2026, 9, 17, 21, 0, tzinfo=UTC)

TEXT = """At least 63 people have died and more than 200 are missing after a dam burst above Tarnwick, officials said \
on Thursday, as rescuers dug through mud.

The opposition Civic League won the council election in Tarnwick last month, as Mayor Viktor Malm conceded defeat.

Viktor Malm, 61, built a 300-year-old windmill again. “The people have spoken,” Malm said.

Malm’s lawyer, Franca Morel, called the result “a photocopy”.

With all votes counted, the Civic League had 118 of the 200 seats.

Ferry workers at Orsby voted to end a strike. Under the deal the company will close one terminal, and no docker will go.

The new bridge at Stowick will open on 1 June, four weeks early."""


@pytest.fixture(scope="module")
def article() -> Article:
    return Article("a1", "Dam bursts above Tarnwick", TEXT, Source.TEXT, THURSDAY, "en", published=THURSDAY)


def ask(article: Article, question: str) -> Answer:
    made = read_article(article)
    return reply(question, [made.document], made.passages, THURSDAY)


@pytest.mark.parametrize(
    ("question", "span"),
    [
        ("How many people are missing?", "200"),
        ("Who won the council election?", "Civic League"),
        ("How old is Viktor Malm?", "61"),
        ("What did Viktor Malm say?", "“The people have spoken,”"),
        ("Who is Malm's lawyer?", "Franca Morel"),
    ],
)
def test_the_right_one_of_several_is_pointed_at(article: Article, question: str, span: str) -> None:
    assert ask(article, question).span == span


@pytest.mark.parametrize(
    ("question", "wrong"),
    [
        ("When did the dam burst?", "Thursday"),
        ("Why did the dam burst?", "after a dam burst"),
        ("How many dockers are there?", "one"),
        ("How long is the bridge?", "four weeks"),
        ("How many seats did the Civic League win?", "200 seats"),
        ("Why did Viktor Malm do it?", ""),
    ],
)
def test_what_only_looks_like_the_answer_is_not_pointed_at(article: Article, question: str, wrong: str) -> None:
    answer = ask(article, question)
    assert not answer.answered or (wrong and wrong not in (answer.span or ""))
