from datetime import UTC, datetime, timedelta

import pytest

from bot.answer.cast import Called, Member, meant
from bot.answer.conversation import Turn, make_whole, recent, subjects_of
from bot.model.briefing import Answer, Question
from bot.model.document import Citation

NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
FINCH = Member("Orla Finch", Called.SHE, ("Ms Finch",), "mayor")
HOLT = Member("Bram Holt", Called.HE, ("Mr Holt",), "owner of the ferry")
UNION = Member("Harbour Union", Called.IT, (), None)
CAST = (FINCH, HOLT, UNION)


def turn(question: str, *subjects: str, ago: int = 1, thread: str = "t1", asker: str = "ann") -> Turn:
    return Turn(question, question, "", subjects, NOON - timedelta(minutes=ago), thread, asker)


WHO = turn("Who is the mayor meeting?", "Orla Finch", "Bram Holt")

FOLLOW_UPS = [
    ("and when does she leave?", "When does Orla Finch leave?"),
    ("when does he arrive?", "When does Bram Holt arrive?"),
    ("what is her plan?", "What is Orla Finch’s plan?"),
    ("who told her about it?", "Who told Orla Finch about it?"),
    ("and why?", "Why is the mayor meeting?"),
    ("when?", "When is the mayor meeting?"),
    ("but where is the town hall?", "Where is the town hall?"),
    ("what did Ms Finch say she wants?", "What did Ms Finch say she wants?"),
]


@pytest.mark.parametrize(("asked", "whole"), FOLLOW_UPS)
def test_a_follow_up_gets_back_what_it_leaves_out(asked: str, whole: str) -> None:
    assert make_whole(asked, [WHO], CAST) == Question(whole, asked)


@pytest.mark.parametrize("asked", ["what about Bram Holt?", "and Bram Holt?"])
def test_another_subject_is_put_into_the_last_question(asked: str) -> None:
    last = turn("When does Orla Finch leave?", "Orla Finch")
    assert make_whole(asked, [last], CAST).text == "When does Bram Holt leave?"


def test_another_detail_is_added_to_the_last_question() -> None:
    last = turn("How many ferries run to Lunt?")
    assert make_whole("and in June?", [last], CAST).text == "How many ferries run to Lunt in June?"


@pytest.mark.parametrize(
    ("asked", "whole"),
    [
        ("who is she meeting?", "Who is Orla Finch meeting?"),
        ("who is he meeting?", "Who is Bram Holt meeting?"),
        ("where is the ferry?", "Where is the ferry?"),
        ("is it raining?", "Is it raining?"),
    ],
)
def test_a_first_question_is_about_the_most_salient_of_its_kind(asked: str, whole: str) -> None:
    assert make_whole(asked, [], (UNION, HOLT, FINCH)).text == whole


def test_a_pronoun_that_fits_nobody_stays() -> None:
    assert make_whole("who is she meeting?", [], (HOLT,)).text == "Who is she meeting?"


def test_it_is_the_organisation_of_the_last_question() -> None:
    last = turn("Who leads the Harbour Union?", "Harbour Union")
    assert make_whole("when will it vote?", [last], CAST).text == "When will Harbour Union vote?"


def test_what_was_asked_is_kept_as_it_was_typed() -> None:
    assert make_whole(" and when does she leave? ", [WHO], CAST).asked == " and when does she leave? "


def test_turns_count_in_the_same_thread_or_from_the_same_person_within_ten_minutes() -> None:
    old_here = turn("a", ago=300)
    mine = turn("b", ago=9, thread="t2")
    mine_old = turn("c", ago=11, thread="t2")
    others = turn("d", ago=1, thread="t2", asker="bob")
    assert recent([mine, others, mine_old, old_here], "t1", "ann", NOON) == [old_here, mine]


def test_subjects_are_those_of_the_question_before_those_of_the_answer() -> None:
    answer = Answer("", "Mr Holt meets Ms Finch.", True, (Citation("a1", 0, ""),), "extractive")
    assert subjects_of(Question("Who is the mayor meeting?", ""), answer, CAST) == ("Orla Finch", "Bram Holt")


def test_a_last_name_or_a_role_is_enough_to_mean_somebody() -> None:
    assert meant("what did Holt tell the mayor", CAST) == [HOLT, FINCH]
