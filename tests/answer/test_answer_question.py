import pytest

from bot.answer.question import Wanted, kind_of

KINDS = [
    ("who is she meeting?", Wanted.WHO),
    ("Whom did the mayor meet?", Wanted.WHO),
    ("Which company builds the bridge?", Wanted.WHO),
    ("when is the meeting?", Wanted.WHEN),
    ("On what day does the bridge open?", Wanted.WHEN),
    ("In which year was it closed?", Wanted.WHEN),
    ("where is the summit?", Wanted.WHERE),
    ("In which city will they meet?", Wanted.WHERE),
    ("how many fishermen are held?", Wanted.AMOUNT),
    ("How much does it cost?", Wanted.AMOUNT),
    ("how long did the talks last?", Wanted.DURATION),
    ("For how many hours did they meet?", Wanted.DURATION),
    ("why was the visit postponed?", Wanted.WHY),
    ("What was the reason for the delay?", Wanted.WHY),
    ("What did the mayor say about the toll?", Wanted.SAID),
    ("Is the bridge open?", Wanted.WHETHER),
    ("What is the bridge made of?", Wanted.WHAT),
    ("Tell me about the bridge", Wanted.WHAT),
]


@pytest.mark.parametrize(("text", "wanted"), KINDS)
def test_the_type_of_the_answer_is_told_from_the_question(text: str, wanted: Wanted) -> None:
    assert kind_of(text) is wanted
