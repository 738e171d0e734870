"""One briefing of a story out of those of its articles."""

import pytest

from bot.model.briefing import Briefing, Bullet
from bot.model.document import Citation
from bot.summarise.story import combine, repeats


def part(article: str, *texts: str) -> Briefing:
    bullets = tuple(Bullet(text, (Citation(article, place, text),)) for place, text in enumerate(texts))
    return Briefing((article,), bullets[0], bullets, (), (), "engine", "en")


def combined(*parts: Briefing) -> list[tuple[str, list[str]]]:
    made = combine(parts[0], parts, 5)
    return [(bullet.text, [citation.article for citation in bullet.citations]) for bullet in made.bullets]


def test_what_two_articles_say_is_told_once_and_cites_both() -> None:
    one, other = "The mayor of Lunt resigned on Monday.", "The mayor of Lunt resigned on Monday, officials said."
    assert combined(part("a", one), part("b", other)) == [(one, ["a", "b"])]


def test_two_figures_are_two_statements() -> None:
    one, other = "The quake in Vesk killed 12 people.", "The quake in Vesk killed 14 people."
    assert combined(part("a", one), part("b", other)) == [(one, ["a"]), (other, ["b"])]


def test_nothing_is_cited_that_leaves_out_a_name() -> None:
    one, other = "The mayor met the owner, Bram Holt, in Lunt.", "The mayor met the owner of the ferry in Lunt."
    assert combined(part("a", one), part("b", other)) == [(one, ["a"])]


@pytest.mark.parametrize(
    ("sentence", "again"),
    [
        ("On Monday the mayor of Lunt resigned over a contract for the new harbour.", True),
        ("The mayor of Lunt resigned on Monday over two contracts.", False),
        ("The mayor of Tarn resigned on Monday over a contract for the new harbour.", False),
        ("The mayor of Lunt resigned.", False),
    ],
)
def test_a_statement_is_said_again_with_its_names_and_nearly_all_its_words(sentence: str, again: bool) -> None:
    assert repeats("The mayor of Lunt resigned on Monday over a contract for the harbour.", sentence) is again
