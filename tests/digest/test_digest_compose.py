from datetime import UTC, datetime, timedelta

from bot.digest import compose
from bot.model.article import Article, Listed, Source
from bot.model.briefing import Briefing, Bullet
from bot.model.document import Document, Sentence

NOW = datetime(2026, 5, 4, 7, tzinfo=UTC)

PIER = (
    "Engineers reopened the pier at Port Velm after the storm damaged its pillars.",
    "The storm had closed the pier at Port Velm, and engineers repaired its pillars.",
    "Port Velm pier pillars were repaired by engineers after the storm.",
)
GRAIN = (
    "Ministers agreed a grain export quota with Orlania in a night of talks.",
    "The grain quota that ministers agreed with Orlania limits the export of wheat.",
)
MATCH = "Tann scored twice as the harbour team won the cup."


def listed(number: int, text: str, site: str | None = None) -> Listed:
    made = Article(f"a{number}", text.partition(".")[0], text, Source.LINK, NOW, site=site)
    return Listed(number, made, NOW + timedelta(minutes=number), "Ada")


def document(row: Listed) -> Document:
    text = row.article.text
    terms = tuple(word.strip(".,").lower() for word in text.split() if len(word) > 3)
    return Document(row.article.id, row.article.title, NOW, "en", (Sentence(0, text, 0, len(text), 0, terms),))


def briefing(group: compose.Group) -> Briefing:
    return Briefing(group.ids, Bullet(group.articles[0].article.title, ()), (), (), (), "extractive", "en")


def numbers(groups: list[compose.Group]) -> list[list[int]]:
    return [[row.number for row in group.articles] for group in groups]


def test_articles_about_one_thing_become_one_story_and_the_widest_comes_first() -> None:
    texts = [GRAIN[0], PIER[0], MATCH, PIER[1], GRAIN[1], PIER[2]]
    rows = [listed(number, text, f"site{number}.example") for number, text in enumerate(texts, start=1)]
    groups = compose.group(rows, [document(row) for row in rows])
    assert numbers(groups) == [[2, 4, 6], [1, 5], [3]]


def test_outlets_count_for_more_than_articles() -> None:
    rows = [listed(number, text, "one.example") for number, text in enumerate(PIER, start=1)]
    rows += [listed(4, GRAIN[0], "two.example"), listed(5, GRAIN[1], "three.example")]
    assert numbers(compose.group(rows, [document(row) for row in rows])) == [[4, 5], [1, 2, 3]]


def test_of_equal_stories_the_newer_comes_first() -> None:
    rows = [listed(1, PIER[0]), listed(2, MATCH)]
    assert numbers(compose.group(rows, [document(row) for row in rows])) == [[2], [1]]


def test_an_article_without_a_document_is_grouped_by_its_title() -> None:
    rows = [listed(1, PIER[0]), listed(2, MATCH)]
    assert numbers(compose.group(rows, [document(rows[0])])) == [[2], [1]]


def test_no_articles_are_no_stories() -> None:
    assert compose.group([], []) == []


def test_a_digest_says_what_it_left_out_and_why_a_story_is_wide() -> None:
    rows = [listed(1, PIER[0], "a.example"), listed(2, PIER[1], "b.example"), listed(3, MATCH)]
    groups = compose.group(rows, [document(row) for row in rows])
    digest = compose.compose(groups, [briefing(groups[0])], NOW, NOW + timedelta(hours=1))
    assert [story.why for story in digest.stories] == ["2 articles from 2 outlets"]
    rows = [listed(1, PIER[0], "a.example"), listed(2, PIER[1])]
    [unsure] = compose.group(rows, [document(row) for row in rows])
    assert compose.compose([unsure], [briefing(unsure)], NOW, NOW).stories[0].why == "2 articles"
    assert [article.id for article in digest.stories[0].articles] == ["a1", "a2"]
    assert digest.left_out == 1
    assert (digest.since, digest.until) == (NOW, NOW + timedelta(hours=1))
