"""Questions where only English is understood."""

from datetime import UTC, datetime

import pytest

from bot.answer.extractive import reply
from bot.language import analyse
from bot.model.article import Article, Source
from bot.model.briefing import Answer

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
GERMAN = """Die Lokführer der Lindauer Bahn haben am Dienstag die Arbeit niedergelegt.

Rund 50.000 Reisende sind betroffen."""
ENGLISH = "The strike of the ferry workers in Lowen will last three days, the union said."


def ask(question: str, **texts: str) -> Answer:
    made = [analyse(Article(code, "", text, Source.TEXT, MONDAY, code)) for code, text in texts.items()]
    return reply(question, [one.document for one in made], [p for one in made for p in one.passages], MONDAY)


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("Wie viele Reisende sind betroffen?", "de"),
        ("Was macht die Bahn?", "de"),
        ("Combien de temps le pont restera-t-il fermé ?", "fr"),
        ("¿Cuándo se reúnen los líderes?", "es"),
        ("Was the dam damaged?", "en"),
        ("Who is Angela Stein?", "en"),
    ],
)
def test_a_questions_language_is_recognised(question: str, code: str) -> None:
    assert ask(question, de=GERMAN).asked_in == code


def test_a_question_in_another_language_gets_the_nearest_sentences_in_it() -> None:
    answer = ask("Wie viele Reisende sind betroffen?", de=GERMAN, en=ENGLISH)
    assert not answer.answered
    assert answer.near
    assert {citation.article for citation in answer.near} == {"de"}


def test_nothing_is_answered_from_an_article_in_another_language() -> None:
    answer = ask("How many Reisende are betroffen?", de=GERMAN)
    assert not answer.answered
    assert answer.unread == ("de",)


def test_an_english_article_answers_beside_others() -> None:
    answer = ask("How long will the strike of the ferry workers last?", de=GERMAN, en=ENGLISH)
    assert answer.span == "three days"
    assert answer.unread == ()
