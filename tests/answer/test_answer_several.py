"""Questions that want several answers."""

import pytest

from bot.answer.several import asked_apart
from tests.answer.asking import ask


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("When and where is the meeting?", ("When is the meeting?", "Where is the meeting?")),
        ("Who, when and where?", ("Who?", "When?", "Where?")),
        ("When is the meeting, and where?", ("When is the meeting?", "Where is the meeting?")),
        ("Who resigned and why?", ("Who resigned?", "Why resigned?")),
        ("Who met Ada and Ben?", ("Who met Ada and Ben?",)),
        ("What did she say when she left?", ("What did she say when she left?",)),
    ],
)
def test_a_question_that_asks_twice_is_taken_apart(question: str, parts: tuple[str, ...]) -> None:
    assert asked_apart(question) == parts


def test_each_part_is_answered_with_its_own_citation() -> None:
    answer = ask(
        "When and where will the leaders of Lowen meet?",
        "The leaders of Lowen will meet on 18 March, officials said.",
        "The leaders of Lowen will meet in Geneva, a spokeswoman said.",
        hours=1,
    )
    assert "on 18 March" in answer.text
    assert "in Geneva" in answer.text
    assert {citation.article for citation in answer.citations} == {"a0", "a1"}


def test_a_part_that_is_not_told_is_said_to_be_missing() -> None:
    answer = ask(
        "When and why will the ferry Aldis sail?", "The ferry Aldis will sail on 20 March, the company said.", hours=1
    )
    assert "20 March" in answer.text
    assert answer.text.endswith("I found nothing that says why.")


def test_one_sentence_that_answers_both_parts_is_told_once() -> None:
    told = "The mayor, Orla Finch, resigned on Monday because the ferry sank."
    assert ask("When and why did Orla Finch resign?", told, hours=1).text == told


def test_a_list_goes_on_with_those_whom_another_article_names() -> None:
    answer = ask(
        "Who attended the funeral in Lunt?",
        "Orla Finch and Bram Holt attended the funeral in Lunt on Monday.",
        "Anna Rehn also attended the funeral in Lunt.",
        "Petra Voss did not attend the funeral in Lunt.",
        hours=1,
    )
    assert "Orla Finch and Bram Holt" in answer.text
    assert "Anna Rehn" in answer.text
    assert "Petra Voss" not in answer.text
    assert {statement.citations[0].article for statement in answer.statements} == {"a0", "a1"}
