"""Questions that want a yes or no."""

import pytest

from tests.answer.asking import ask


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        ("Did Petra Voss resign?", "The transport minister, Petra Voss, resigned on Monday.", "Yes"),
        ("Did the transport minister resign?", "The transport minister, Petra Voss, resigned on Monday.", "Yes"),
        ("Didn’t Petra Voss resign?", "Petra Voss did not resign.", "No"),
        ("Did the minister resign?", "The minister refused to resign.", "No"),
        ("Is the strike over?", "The strike of ferry workers is over, the union said.", "According to the union, yes"),
        ("Is the strike over?", "The strike of ferry workers is not over.", "No"),
        ("Is the bridge open?", "The bridge is no longer open.", "No"),
        ("Is the bridge safe?", "Engineers said the bridge is safe.", "According to engineers, yes"),
        ("Is the bridge safe?", "Brandt said the bridge is safe.", "According to Brandt, yes"),
        ("Did the dam break?", "The dam was damaged but did not break, a mayor said.", "According to a mayor, no"),
        ("Was anyone hurt?", "No one was hurt in the fire.", "No"),
        ("Was anyone hurt?", "Two people were hurt in the fire.", "Yes"),
        ("Did help come too late?", "Rana Tull denied that help had come too late.", "According to Rana Tull, no"),
        ("Will Greta Hoff attend the summit?", "The summit is in May. Greta Hoff will not attend.", "No"),
        ("Did anyone die in Sorr?", "The quake hit the village of Sorr. Nobody died there.", "No"),
        (
            "Did the company know of the leak?",
            "According to Mr Brand, the company knew of the leak.",
            "By one account, yes",
        ),
        (
            "Did Orla Finch take the money?",
            "Orla Finch, the mayor, spoke on Monday. She denied taking the money.",
            "According to Orla Finch, no",
        ),
        ("Did the bank break the law?", "The bank denied that it had broken the law.", "According to the bank, no"),
        ("Was anyone killed in the fire?", "A fire broke out in Hasp. Nobody was killed.", "No"),
        ("Were workers hurt?", "Four workers were hurt, a hospital said.", "According to a hospital, yes"),
        (
            "Will Orla Finch resign?",
            "Orla Finch, the mayor, spoke on Monday. “I will not resign,” Ms Finch told reporters.",
            "According to Ms Finch, no",
        ),
    ],
)
def test_what_is_plainly_said_is_answered_in_a_word(question: str, text: str, words: str) -> None:
    answer = ask(question, text)
    assert answer.span == words
    assert answer.text.startswith(f"{words}. ")
    assert len(answer.citations) == 1


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Did the minister resign?", "The deputy minister resigned on Monday."),
        ("Did the minister resign?", "The minister’s aide resigned on Monday."),
        ("Did the minister resign?", "The minister will resign on Friday."),
        ("Did the minister resign?", "The minister may have resigned, officials said."),
        ("Did the minister resign?", "The minister plans to resign."),
        ("Did the minister resign?", "If the minister resigned, the government would fall."),
        ("Did the minister resign?", "It is not true that the minister resigned."),
        ("Did the minister resign?", "Nobody believes that the minister resigned."),
        ("Did the interior minister resign?", "The transport minister resigned on Monday."),
        ("Will the government publish the contract?", "The government may publish the contract."),
        ("Will the government publish the contract?", "The government would publish the contract if it could."),
        ("Is the strike over?", "The strike is almost over."),
        ("Is Petra Voss a minister?", "Petra Voss is a former minister."),
        ("Did Voss get money from Dorn Marine?", "Voss got money from the union, not from Dorn Marine."),
        ("Did 14 people die?", "Twelve people died."),
        ("Did Nord Line buy the shipyard?", "Nord Line bought shares in the shipyard."),
        ("Was the suspect arrested?", "Two suspects were arrested."),
        ("Did the ferry Aldis sink?", "The ferry Ruun sank."),
        ("Was anyone killed in Orlin?", "The quake hit Hasp. Nobody was killed."),
        ("Did the bank break the law?", "The court denied that it had broken the law."),
    ],
)
def test_what_is_not_plainly_said_has_no_yes_or_no(question: str, text: str) -> None:
    answer = ask(question, text)
    assert answer.span is None
    assert answer.text in ("", text)


def test_the_latest_article_decides_and_the_earlier_one_is_told() -> None:
    answer = ask("Is the strike over?", "The strike is not over.", "The strike is over.")
    assert answer.text == "Yes. The strike is over. An earlier article said otherwise: The strike is not over."
    assert [citation.article for citation in answer.citations] == ["a1", "a0"]
    assert [statement.citations[0].article for statement in answer.statements] == ["a1", "a0"]


def test_accounts_of_one_day_that_contradict_each_other_are_told_side_by_side() -> None:
    answer = ask(
        "Did the prime minister know of the leak?",
        "Karel Brand said that the prime minister had known of the leak.",
        "A spokeswoman said that the prime minister had not known of the leak.",
        hours=2,
    )
    assert answer.span == "Accounts differ."
    assert "According to Karel Brand, yes." in answer.text
    assert "According to a spokeswoman, no." in answer.text
    assert {citation.article for citation in answer.citations} == {"a0", "a1"}


def test_what_an_article_says_itself_counts_before_what_somebody_says_in_it() -> None:
    answer = ask("Did the dam break?", "The owner said that the dam did not break. The dam broke on Monday.")
    assert [statement.text for statement in answer.statements] == [
        "Accounts differ.",
        "Yes. The dam broke on Monday.",
        "According to the owner, no. The owner said that the dam did not break.",
    ]
