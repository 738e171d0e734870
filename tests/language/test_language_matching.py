"""How a question is met in a sentence, by what the parser sees in both."""

import pytest

from bot.language import match

SENTENCE = "Halden Foods said it would close its factory in Brenn by the end of 2027."


def test_a_question_in_the_sentences_own_words_is_covered() -> None:
    found = match("When will Halden Foods close its factory in Brenn?", SENTENCE)
    assert found.covered == 1
    assert found.missing == 1
    assert not any((found.rival, found.opposed, found.strange_number, found.denied))


def test_another_form_of_a_word_covers_it() -> None:
    assert match("When does the closing of the factory end?", SENTENCE).covered == 1


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("When will Halden open a factory in Brenn?", SENTENCE),
        ("How many sailors were killed?", "Two sailors were injured in the collision."),
        ("Whose names are known?", "The names of two victims are unknown."),
        ("When did the bank cut its rate?", "The bank raised its rate on Thursday."),
    ],
)
def test_the_opposite_of_a_missing_word_is_seen(question: str, sentence: str) -> None:
    assert match(question, sentence).opposed


def test_a_word_and_its_opposite_together_oppose_nothing() -> None:
    found = match("When did the bank cut its rate?", "The bank cut its rate on Monday and raised it on Friday.")
    assert not found.opposed


def test_another_name_of_the_same_kind_is_a_rival() -> None:
    assert match("When did Maria Holt leave London?", "Maria Holt left Paris on Monday.").rival
    assert not match("When did Maria Holt leave Paris?", "Maria Holt left Paris on Monday.").rival


def test_a_number_that_the_sentence_has_not_is_strange() -> None:
    assert match("Who won the race in 2019?", "Maria Holt won the race in 2021.").strange_number
    assert not match("Who won the race in 2021?", "Maria Holt won the race in 2021.").strange_number


def test_a_question_that_says_no_is_denied_by_a_sentence_that_does_not() -> None:
    assert match("Who did not sign the treaty?", "Marevia signed the treaty.").denied
    assert not match("Who did not sign the treaty?", "Marevia did not sign the treaty.").denied
    assert not match("Who signed the treaty?", "Marevia did not sign the treaty.").denied


def test_a_question_without_telling_words_is_not_covered() -> None:
    assert match("Who is it?", "Marevia signed the treaty.").covered == 0
