"""Several articles of one story: what they agree on, and where they differ."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.language import document
from bot.model.article import Article, Source
from bot.model.briefing import Briefing, Bullet
from bot.model.document import Document
from bot.summarise.differences import agreed
from bot.summarise.extractive import compose
from bot.summarise.grounding import ground
from bot.summarise.protocol import Wish

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
QUAKE = "An earthquake hit the Vesk valley on Monday."


def read(texts: tuple[str, ...], hours: int) -> list[Document]:
    """Articles that appeared so many hours one after the other."""
    return [
        document(Article(f"a{n}", "", text, Source.TEXT, MONDAY, "en", published=MONDAY + timedelta(hours=hours * n)))
        for n, text in enumerate(texts)
    ]


def brief(*texts: str, hours: int = 2) -> Briefing:
    return compose(read(texts, hours), Wish())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"{QUAKE} It killed 14 people, police said.", f"{QUAKE} It killed 19 people, the aid group said."),
        (f"{QUAKE} The quake killed 14 people.", f"{QUAKE} The number of people killed rose to 19, police said."),
        (f"{QUAKE} Fourteen people died.", f"{QUAKE} The death toll rose to 19, police said."),
        (
            "The train line to Orlin will reopen on 20 March, the railway said.",
            "The train line to Orlin will reopen on 27 March, the transport ministry said.",
        ),
        ("Dorn Marine bribed the minister.", "Dorn Marine did not bribe the minister, a court found."),
        (
            "Karel Brand said that Petra Voss had lied to parliament.",
            "Petra Voss, the minister, spoke on Monday. Ms Voss denied that she had lied to parliament.",
        ),
    ],
)
def test_articles_of_one_day_that_contradict_each_other_are_set_side_by_side(one: str, other: str) -> None:
    (difference,) = brief(one, other).differences
    assert not difference.changed
    assert [side.citations[0].article for side in difference.sides] == ["a1", "a0"]
    assert all(side.citations[0].text.split()[-1] in side.text for side in difference.sides)


def test_what_a_later_article_counts_anew_is_a_change_and_no_contradiction() -> None:
    made = brief(f"{QUAKE} It killed at least 12 people.", f"{QUAKE} It killed 14 people.", hours=24)
    (difference,) = made.differences
    assert difference.changed
    assert ["14" in side.text for side in difference.sides] == [True, False]


def test_of_two_counts_of_the_latest_day_an_older_one_is_no_side() -> None:
    texts = [f"{QUAKE} It killed {count} people." for count in (12, 14, 19)]
    documents = [*read((texts[0],), 0), *read(tuple(texts), 24)[1:]]
    later = Article("b", "", texts[2], Source.TEXT, MONDAY, "en", published=MONDAY + timedelta(hours=26))
    (difference,) = compose([documents[0], documents[1], document(later)], Wish()).differences
    assert not difference.changed
    assert [side.citations[0].article for side in difference.sides] == ["b", "a1"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"{QUAKE} It killed at least 12 people.", f"{QUAKE} It killed 14 people."),
        (f"{QUAKE} It killed fourteen people.", f"{QUAKE} It killed 14 people."),
        ("The storm left about 2,000 people homeless.", "The storm left 1,987 people homeless."),
        (f"{QUAKE} It killed 12 people.", f"{QUAKE} It injured 85 people."),
        (f"{QUAKE} It killed 12 people.", f"{QUAKE} It killed 300 goats."),
        (f"{QUAKE} It killed 12 people in Orlin.", f"{QUAKE} It killed three people in Hasp."),
        (f"{QUAKE} It killed 12 people.", f"{QUAKE} In 2019 an earthquake killed 300 people there."),
        (f"{QUAKE} It killed 12 people.", f"{QUAKE} Last year a flood killed 40 people."),
        (f"{QUAKE} It killed 12 people.", f"{QUAKE} A dam could break and kill 300 people."),
        (f"{QUAKE} It killed 12 people.", f"{QUAKE} Three of the people killed were children."),
        (f"{QUAKE} Twelve people died.", f"{QUAKE} Four more people died on the way."),
        ("Police arrested 12 people.", "Soldiers arrested 30 people."),
        ("Nord Line sold 40 boats.", "Nord Line bought 30 boats."),
        ("The ferry Aldis carried 40 passengers.", "The ferry Ruun carried 90 passengers."),
        ("The minister will not resign.", "The minister resigned."),
        ("The minister has not resigned.", "The deputy minister has resigned."),
        ("The minister may resign.", "The minister did not resign."),
        ("If the minister resigned, there would be a vote.", "The minister has not resigned."),
        ("The minister did not resign over the contract.", "The minister resigned because she was ill."),
        ("A man was not hurt.", "A man was hurt."),
        (
            "The train line to Orlin will reopen on 20 March, the railway said.",
            "The train line to Hasp will reopen on 27 March, the railway said.",
        ),
        (
            "The council will meet on 20 March, the mayor said.",
            "The council will meet on 20 March. The council will meet again on 27 March.",
        ),
        ("The council will meet on 20 March.", "The council will meet on Friday next week."),
    ],
)
def test_what_can_both_be_true_is_no_difference(one: str, other: str) -> None:
    assert brief(one, other).differences == ()


def test_one_article_has_no_differences_with_itself() -> None:
    assert brief(f"{QUAKE} It killed 12 people. The quake killed 14 people.").differences == ()


@pytest.mark.parametrize(
    ("statement", "other", "cited"),
    [
        ("Petra Voss resigned on Monday.", "Petra Voss resigned on Monday over a contract, police said.", ["a0", "a1"]),
        ("Petra Voss resigned on Monday, police said.", "Petra Voss resigned on Monday over a contract.", ["a0", "a1"]),
        ("Petra Voss resigned over a contract on Monday.", "Petra Voss resigned on Monday.", ["a0"]),
        ("Petra Voss resigned on Monday.", "Petra Voss did not resign on Monday.", ["a0"]),
        ("Petra Voss resigned on Monday.", "Petra Voss may have resigned on Monday.", ["a0"]),
        ("Petra Voss is under pressure to resign on Monday.", "Petra Voss resigned on Monday.", ["a0"]),
        ("The quake killed 12 people on Monday.", "The quake killed 14 people on Monday.", ["a0"]),
    ],
)
def test_a_statement_cites_the_articles_that_say_all_of_it(statement: str, other: str, cited: list[str]) -> None:
    documents = read((statement, other), 2)
    bullet = agreed(Bullet(statement, (documents[0].cite(0),)), documents)
    assert [citation.article for citation in bullet.citations] == cited


def test_every_side_of_a_difference_must_be_traced() -> None:
    documents = read((f"{QUAKE} It killed 14 people.", f"{QUAKE} It killed 19 people."), 2)
    made = compose(documents, Wish())
    assert ground(made, documents).briefing.differences == made.differences
    assert ground(made, documents[:1]).briefing.differences == ()


def test_a_story_is_named_after_its_latest_day() -> None:
    made = brief(
        "The transport minister, Petra Voss, is under pressure to resign over a contract for the harbour.",
        "The transport minister, Petra Voss, resigned over a contract for the harbour.",
        hours=24,
    )
    assert "resigned" in made.headline.text
    assert not any("under pressure" in bullet.text for bullet in made.bullets)
