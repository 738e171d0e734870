"""The actors of several articles become one list. All texts are fiction."""

from datetime import UTC, datetime, timedelta

from bot import language
from bot.model.article import Article, Source
from bot.model.document import Actor, Document

SUNDAY = datetime(2026, 5, 3, 12, 0, tzinfo=UTC)


def documents(*texts: str) -> list[Document]:
    return [
        language.document(Article(f"a{n}", "", text, Source.TEXT, SUNDAY + timedelta(days=n), "en"))
        for n, text in enumerate(texts)
    ]


def names(actors: tuple[Actor, ...]) -> set[str]:
    return {actor.name for actor in actors}


def test_one_person_in_two_articles() -> None:
    merged = language.merge_actors(documents("Lena Farrow resigned.", "Ms Farrow left early. Ms Farrow was tired."))
    assert [(actor.name, actor.mentions) for actor in merged] == [("Lena Farrow", 3)]
    assert {citation.article for citation in merged[0].citations} == {"a0", "a1"}
    assert "Ms Farrow" in merged[0].aliases


def test_namesakes_stay_two() -> None:
    merged = language.merge_actors(documents("Joe Hale spoke.", "Jill Hale left.", "Mr Hale was tired."))
    assert names(merged) == {"Joe Hale", "Jill Hale"}
    joe = next(actor for actor in merged if actor.name == "Joe Hale")
    assert "Mr Hale" in joe.aliases


def test_the_latest_role_wins() -> None:
    merged = language.merge_actors(
        documents("Lena Farrow, the mayor of Lowen, spoke.", "Lena Farrow, the former mayor of Lowen, left.")
    )
    assert (merged[0].name, merged[0].role) == ("Lena Farrow", "former mayor of Lowen")
    assert merged[0].role_citation is not None
    assert merged[0].role_citation.article == "a1"


def test_a_role_after_a_name_and_a_comma_may_be_anothers() -> None:
    merged = language.merge_actors(
        documents(
            "The opposition leader, Karel Brand, spoke.",
            "According to Mr Brand, the prime minister knew of it.",
            "Tents went up in Hasp and Orlin, the group’s head, Leo Brandt, said.",
        )
    )
    roles = {actor.name: actor.role for actor in merged}
    assert roles["Karel Brand"] == "opposition leader"
    assert roles["Leo Brandt"] == "head"
    assert "head" not in {role for name, role in roles.items() if name != "Leo Brandt"}


def test_who_resigned_is_the_former_minister_and_who_followed_the_new_one() -> None:
    merged = language.merge_actors(
        documents(
            "Lowen’s transport minister, Petra Voss, resigned on Sunday.",
            "The former transport minister, Petra Voss, left. Jonas Hale, the new transport minister, took office.",
        )
    )
    assert {actor.name: actor.role for actor in merged if actor.role} == {
        "Petra Voss": "former transport minister",
        "Jonas Hale": "new transport minister",
    }


def test_a_role_keeps_the_country_that_it_was_given_with_before() -> None:
    merged = language.merge_actors(documents("President Juan Calder of Norland spoke.", "President Juan Calder left."))
    assert [(actor.role, actor.affiliation) for actor in merged if actor.name == "Juan Calder"] == [
        ("President", "Norland")
    ]


def test_quotes_carry_the_merged_name() -> None:
    merged = language.merge_actors(documents("Lena Farrow spoke.", "“I will not go,” Ms Farrow said."))
    assert [(quote.words, quote.speaker) for quote in merged[0].quotes] == [("I will not go", "Lena Farrow")]


def test_organisations_join_by_acronym() -> None:
    merged = language.merge_actors(
        documents("The Lowen Harbour Safety Board said no.", "The LHSB said on Monday that the port was safe.")
    )
    assert [actor.name for actor in merged if actor.kind == "organisation"] == ["Lowen Harbour Safety Board"]


def test_nothing_comes_of_nothing() -> None:
    assert language.merge_actors([]) == ()
