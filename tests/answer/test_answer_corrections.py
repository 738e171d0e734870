"""Two articles that give different answers to one question."""

from datetime import timedelta

import pytest

from bot.answer.extractive import reply
from bot.language import analyse
from bot.model.article import Article, Source
from tests.answer.asking import MONDAY, ask


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


def test_a_count_of_something_else_is_no_contradiction() -> None:
    answer = ask(
        "How many people were injured in the quake?",
        "The quake killed at least 12 people and injured 85, the police said.",
        "Eighty-five people were injured in the quake and 1,987 are homeless, the governor said.",
    )
    assert answer.answered
    assert "earlier article" not in answer.text
    assert answer.span in (None, "Eighty-five people", "85")


def test_a_rounded_figure_is_no_contradiction() -> None:
    answer = ask(
        "How many islanders signed the petition?",
        "About 2,000 islanders signed the petition.",
        "The police said 1,987 islanders signed the petition.",
    )
    assert "earlier article" not in answer.text


def test_articles_of_one_day_are_set_beside_each_other_and_an_earlier_one_is_told() -> None:
    texts = [f"{who} said {count} people were killed in the quake." for who, count in
             (("The mayor", 9), ("The police", 14), ("The aid group", 19))]  # fmt: skip
    days = [MONDAY, MONDAY + timedelta(days=1), MONDAY + timedelta(days=1, hours=3)]
    made = [
        analyse(Article(f"a{n}", "", text, Source.TEXT, MONDAY, "en", published=day))
        for n, (text, day) in enumerate(zip(texts, days, strict=True))
    ]
    passages = [passage for one in made for passage in one.passages]
    answer = reply("How many people were killed in the quake?", [one.document for one in made], passages, MONDAY)
    assert [statement.text for statement in answer.statements] == [
        "Accounts differ.", texts[2], texts[1], "An earlier article said 9 people.",
    ]  # fmt: skip
    assert [c.article for statement in answer.statements for c in statement.citations] == ["a2", "a1", "a0"]


def test_one_day_named_in_two_ways_is_no_contradiction() -> None:
    answer = ask(
        "When will the ferry Aldis sail again?",
        "The ferry Aldis will sail again on 12 March, the company said.",
        "The ferry Aldis will sail again on Thursday, the company said.",
    )
    assert answer.answered
    assert len(answer.citations) == 1
