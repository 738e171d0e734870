import math

import pytest

from bot.answer.corpus import Hit
from bot.answer.likeness import FACTS, facts, rank
from bot.model.document import Passage

QUESTION = "Who closed the stone bridge?"


def fact(name: str, *texts: str, question: str = QUESTION) -> list[float]:
    passages = [Passage(f"a{n}", 0, 0, text) for n, text in enumerate(texts)]
    return [row[FACTS.index(name)] for row in facts(question, passages, {}, {})]


def test_words_in_one_clause_tell_more_than_words_in_several() -> None:
    one, several = fact(
        "clause",
        "It rained. The council closed the stone bridge; nobody came.",
        "The bridge was old. A stone fell. Schools closed.",
    )
    assert one == pytest.approx(1)
    assert several == pytest.approx(1 / 3, abs=0.05)


def test_neighbours_stand_together_with_at_most_a_word_between_them() -> None:
    texts = ("stone bridge", "a bridge of stone", "stone and bridges", "bridge")
    assert fact("pairs", *texts, question="Stone bridge") == [1, 0, 1, 0]
    assert fact("pairs", "Bridge", question="Bridge") == [0]


def test_a_form_of_a_word_is_not_the_word_itself() -> None:
    same, other = fact("forms", "They closed it.", "They close it.", question="Closed?")
    assert [same, other] == pytest.approx([1, 0])


def test_what_other_passages_of_an_article_say_counts_for_each() -> None:
    first, second = Passage("a1", 0, 0, "The stone bridge was old."), Passage("a1", 1, 1, "It was closed on Monday.")
    alone = Passage("a2", 0, 0, "It was closed on Tuesday.")
    column = FACTS.index("together")
    rows = facts(QUESTION, [first, second, alone], {}, {})
    assert rows[0][column] == rows[1][column] == pytest.approx(1)
    assert rows[2][column] < 0.5


def test_scores_are_shares_of_the_best_and_lengths_are_counted_by_their_logarithm() -> None:
    long, short = Passage("a1", 0, 0, "x" * 600), Passage("a2", 0, 0, "x" * 300)
    rows = facts(QUESTION, [long, short], {long: 4.0, short: 1.0}, {short: 0.5})
    assert [row[FACTS.index("words")] for row in rows] == [1.0, 0.25]
    assert [row[FACTS.index("meaning")] for row in rows] == [0.0, 0.5]
    assert [row[FACTS.index("length")] for row in rows] == [pytest.approx(math.log(2)), 0.0]


def test_the_passage_with_more_words_and_more_of_the_meaning_comes_first() -> None:
    good = Passage("a1", 0, 0, "The council closed the stone bridge after the flood.")
    poor = Passage("a2", 0, 0, "A bridge tournament was won by two sisters from Lunt.")
    assert [hit.passage for hit in rank(QUESTION, [Hit(poor, 2.0), Hit(good, 1.9)], {good: 0.6, poor: 0.2})] == [
        good,
        poor,
    ]
    assert [hit.passage for hit in rank(QUESTION, [], {poor: 0.2})] == [poor]
    assert rank(QUESTION, [], {}) == []


def test_a_question_of_empty_words_has_facts_too() -> None:
    assert all(math.isfinite(value) for row in facts("?", [Passage("a1", 0, 0, "")], {}, {}) for value in row)
