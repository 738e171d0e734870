"""What a sentence is believed to answer."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from bot.answer.evidence import Evidence, weigh
from bot.answer.extractive import reply
from bot.answer.judging import confidence, judged
from bot.answer.question import Asked, analyse
from bot.language import document, read
from bot.language.passages import passages_of
from bot.model.article import Article, Source
from bot.model.briefing import Answer

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)

FACTORY = """Halden Foods said it would close its factory in Brenn by the end of 2027, with the loss of 640 jobs.

The company raised its profit forecast on Tuesday.

Two workers were injured in a fire at the factory in January."""


def judge(question: str, *texts: str) -> tuple[Asked, Sequence[Evidence]]:
    """The sentences of some articles, the likeliest first."""
    made = [
        document(Article(f"a{n}", "", text, Source.TEXT, MONDAY, "en", published=MONDAY))
        for n, text in enumerate(texts)
    ]
    asked = analyse(question, read(question, MONDAY))
    found = weigh(asked, {one.article: one for one in made}, [p for one in made for p in passages_of(one)])
    return asked, judged(asked, found)


def answer(question: str, text: str) -> Answer:
    """The answer from one article."""
    made = document(Article("a", "", text, Source.TEXT, MONDAY, "en", published=MONDAY))
    return reply(question, [made], passages_of(made), MONDAY)


def belief(question: str, *texts: str) -> float:
    """How likely the first sentence is to answer."""
    return confidence(*judge(question, *texts))


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("When will Halden Foods close its factory?", "2027"),
        ("What did the company raise?", "profit forecast"),
        ("How many workers were injured in the fire?", "Two workers"),
    ],
)
def test_the_sentence_that_answers_comes_first(question: str, told: str) -> None:
    _, ranked = judge(question, FACTORY)
    assert told in ranked[0].sentence.text


def test_sentences_are_in_the_order_of_their_scores() -> None:
    _, ranked = judge("When will Halden Foods close its factory?", FACTORY)
    scores = [evidence.score for evidence in ranked]
    assert len(scores) == 3
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    ("answered", "only_like_it"),
    [
        ("When will Halden Foods close its factory in Brenn?", "When will Halden Foods open its factory in Brenn?"),
        ("How many workers were injured in the fire?", "How many workers were killed in the fire?"),
        ("Who raised its profit forecast on Tuesday?", "Who did not raise its profit forecast on Tuesday?"),
        ("When will Halden Foods close its factory in Brenn?", "When will Kestrel Bank close its factory in Lowen?"),
    ],
)
def test_a_question_that_only_looks_like_an_answered_one_is_believed_less(answered: str, only_like_it: str) -> None:
    assert belief(only_like_it, FACTORY) < belief(answered, FACTORY)


def test_two_articles_that_tell_the_same_do_not_take_belief_from_each_other() -> None:
    question = "How many workers were injured in the fire?"
    once, twice = belief(question, FACTORY), belief(question, FACTORY, FACTORY)
    assert twice == pytest.approx(once, abs=0.02)


def test_nothing_is_judged_where_nothing_was_found() -> None:
    asked, ranked = judge("Who won?", FACTORY)
    assert judged(asked, []) == []
    assert len(ranked) == 3


BANK = """Kestrel Bank made a profit of €9 million in the spring, up from €7 million, it said on Tuesday.

“We have paid our debts to the last cent,” said Anders Roth, the chief executive, who spoke in Lowen.

The mayor of Lowen, Ida Brandt, thanked Kestrel Bank."""


@pytest.mark.parametrize(
    ("question", "answered"),
    [
        ("Who is the chief executive of Kestrel Bank?", True),
        ("Who is the mayor of Lowen?", True),
        ("Who is the chief executive of Halden Foods?", False),
        ("Who is the mayor of Brenn?", False),
    ],
)
def test_who_has_an_office_is_told_by_the_sentence_that_gives_it(question: str, answered: bool) -> None:
    assert (belief(question, BANK) > 0.5) is answered


def test_an_answer_keeps_the_aside_that_answers() -> None:
    told = answer(
        "When did Ida Brandt become mayor?", "Ida Brandt, who became mayor in 2019, opened the bridge on Monday."
    )
    assert "who became mayor in 2019" in told.text


def test_who_a_relative_is_is_pointed_at_as_written() -> None:
    told = answer("Who is Tim Reyes?", "Ida Brandt sold the yard in Lowen to her brother-in-law, Tim Reyes, on Monday.")
    assert told.span == "brother-in-law"
