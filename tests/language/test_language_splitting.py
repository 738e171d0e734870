"""Where sentences end beside quotation marks that are not paired."""

from bot.language.splitting import sentences


def texts(paragraph: str) -> list[str]:
    """The sentences' texts."""
    return [paragraph[start:end] for start, end in sentences(paragraph, 0, len(paragraph))]


def test_a_quotation_that_is_never_closed_does_not_join_the_sentences_after_it() -> None:
    paragraph = (
        'The mayor said: "The harbour is safe. "Nobody was hurt." The storm went on. '
        'A sailor called it "the worst of all." Boats left for Tavrin.'
    )
    assert texts(paragraph)[-3:] == [
        "The storm went on.",
        'A sailor called it "the worst of all."',
        "Boats left for Tavrin.",
    ]


def test_a_closed_quotation_of_two_sentences_stays_whole() -> None:
    paragraph = '"The harbour is safe. Nobody was hurt," the mayor said. Boats left.'
    assert texts(paragraph) == ['"The harbour is safe. Nobody was hurt," the mayor said.', "Boats left."]
