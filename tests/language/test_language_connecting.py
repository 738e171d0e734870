"""Who is spoken of together, and in which sentences. All texts are fiction."""

from datetime import UTC, datetime, timedelta

from bot import language
from bot.model.article import Article, Source
from bot.model.document import Document

SUNDAY = datetime(2026, 5, 3, 12, 0, tzinfo=UTC)
MEETING = "Lena Farrow met Tomas Hale in Lowen."
AGAIN = "Ms Farrow told reporters that Mr Hale had agreed."


def documents(*texts: str) -> list[Document]:
    return [
        language.document(Article(f"a{n}", "", text, Source.TEXT, SUNDAY + timedelta(days=n), "en"))
        for n, text in enumerate(texts)
    ]


def test_two_who_share_sentences_are_connected_by_them() -> None:
    (found,) = language.connections(documents(f"{MEETING} The rain fell. {AGAIN}"))
    assert {found.one, found.other} == {"Lena Farrow", "Tomas Hale"}
    assert [(cited.sentence, cited.text) for cited in found.citations] == [(0, MEETING), (2, AGAIN)]


def test_a_pronoun_counts_like_a_name() -> None:
    (found,) = language.connections(documents("Lena Farrow arrived in Lowen. She will meet Tomas Hale on Monday."))
    assert [cited.text for cited in found.citations] == ["She will meet Tomas Hale on Monday."]


def test_over_several_articles_names_are_those_of_the_merged_actors() -> None:
    given = documents(MEETING, AGAIN)
    (found,) = language.connections(given)
    assert [found.one, found.other] == [actor.name for actor in language.merge_actors(given)]
    assert {cited.article for cited in found.citations} == {"a0", "a1"}


def test_the_closest_come_first() -> None:
    found = language.connections(documents(f"{MEETING} {AGAIN} Tomas Hale thanked Joe Brandt."))
    assert [len(connection.citations) for connection in found] == [2, 1]
    assert "Joe Brandt" in (found[1].one, found[1].other)


def test_two_who_share_no_sentence_are_not_connected() -> None:
    assert language.connections(documents("Lena Farrow spoke. Tomas Hale left.")) == ()
    assert language.connections([]) == ()
