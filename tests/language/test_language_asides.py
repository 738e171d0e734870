"""What is taken for an aside, and what never is."""

import pytest

from bot.language.asides import asides
from bot.language.pipeline import parse


def without(text: str) -> str:
    """The sentence without its asides."""
    for start, end in reversed(asides(parse(text)[0])):
        text = text[:start] + text[end:]
    return text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            "The harbour office (HHO) in Orsby said that the boats were safe in port.",
            "The harbour office in Orsby said that the boats were safe in port.",
        ),
        (
            "Petra Finch, 55, closed the dam above the town against the wishes of its owner.",
            "Petra Finch closed the dam above the town against the wishes of its owner.",
        ),
        (
            "The mayor, who grew up by the sea, closed the harbour of Orsby for the storm.",
            "The mayor closed the harbour of Orsby for the storm.",
        ),
        (
            "The owner -- long a critic of the port -- sold the boats to a firm from Tavrin.",
            "The owner sold the boats to a firm from Tavrin.",
        ),
    ],
)
def test_what_only_explains_is_an_aside(text: str, left: str) -> None:
    assert without(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "The storm hit the harbour of Orsby on Monday, killing three sailors on their boats.",
        "The minister met the fishermen in Tavrin, who will vote on the quota next week.",
        "The union will blockade the harbour of Tavrin, if the quota is higher than before.",
        "“The harbour (the old one) is closed and the boats are safe,” the mayor of Orsby said.",
    ],
)
def test_news_conditions_and_words_of_a_quotation_are_none(text: str) -> None:
    assert without(text) == text


def test_a_statement_that_would_be_left_with_few_words_keeps_its_aside() -> None:
    assert without("The mayor (a sailor) closed the harbour.") == "The mayor (a sailor) closed the harbour."
