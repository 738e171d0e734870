from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.digest import compose, stories
from bot.digest.versions import Versions
from bot.model.article import Article, Copy, Listed, Source
from bot.model.briefing import Briefing, Bullet, Digest
from bot.model.document import Citation, Document, Event, Precision, Sentence

NOW = datetime(2026, 5, 4, 7, tzinfo=UTC)
DAY = NOW.date()

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


def listed(number: int, text: str, site: str | None = None, **changes: object) -> Listed:
    made = Article(f"a{number}", text.partition(".")[0], text, Source.LINK, NOW, site=site)
    row = Listed(number, made, NOW + timedelta(minutes=number), "Ada")
    return replace(row, **changes)  # type: ignore[arg-type]


def earlier(number: int, text: str, site: str | None = None, **changes: object) -> Listed:
    """An article that was added before the window."""
    return replace(listed(number, text, site, **changes), added_at=NOW - timedelta(hours=30 - number))


def document(row: Listed) -> Document:
    text = row.article.text
    terms = tuple(word.strip(".,").lower() for word in text.split() if len(word) > 3)
    return Document(row.article.id, row.article.title, NOW, "en", (Sentence(0, text, 0, len(text), 0, terms),))


def grouped(rows: Sequence[Listed], *, titles: bool = False, copies: Sequence[Copy] = ()) -> list[compose.Group]:
    versions = Versions(rows)
    terms = [compose.terms(row.article, None if titles else document(row)) for row in versions.newest]
    numbers = [row.number for row in versions.newest]
    told = stories.assign(numbers, terms, [row.story for row in versions.newest])
    ids = [row.article.id for row in versions.newest]
    return compose.group(versions, dict(zip(ids, told, strict=True)), NOW, copies)


def briefing(group: compose.Group, *bullets: Bullet, timeline: Sequence[Event] = ()) -> Briefing:
    return Briefing(
        group.ids, Bullet(group.articles[0].article.title, ()), bullets, (), tuple(timeline), "extractive", "en"
    )


def digest(groups: Sequence[compose.Group], *briefings: Briefing) -> Digest:
    return compose.compose(groups, briefings, NOW, NOW + timedelta(hours=1), DAY)


def numbers(groups: Sequence[compose.Group]) -> list[list[int]]:
    return [[row.number for row in group.articles] for group in groups]


def test_articles_about_one_thing_become_one_story_and_the_widest_comes_first() -> None:
    texts = [GRAIN[0], PIER[0], MATCH, PIER[1], GRAIN[1], PIER[2]]
    rows = [listed(number, text, f"site{number}.example") for number, text in enumerate(texts, start=1)]
    assert numbers(grouped(rows)) == [[2, 4, 6], [1, 5], [3]]


def test_outlets_count_for_more_than_articles() -> None:
    rows = [listed(number, text, "one.example") for number, text in enumerate(PIER, start=1)]
    rows += [listed(4, GRAIN[0], "two.example"), listed(5, GRAIN[1], "three.example")]
    assert numbers(grouped(rows)) == [[4, 5], [1, 2, 3]]


def test_copies_elsewhere_count_as_outlets_and_are_folded_into_their_story() -> None:
    rows = [listed(1, PIER[0], "one.example"), listed(2, PIER[1], "two.example"), listed(3, MATCH, "one.example")]
    copies = [Copy("a3", f"https://{site}.example/match", f"{site}.example") for site in ("three", "four", "one")]
    match, pier = grouped(rows, copies=copies)
    assert (match.outlets, match.copies, pier.copies) == (3, tuple(copies), ())
    assert digest([match], briefing(match)).stories[0].why == "1 article from 3 outlets"


def test_of_equal_stories_the_newer_comes_first() -> None:
    assert numbers(grouped([listed(1, PIER[0]), listed(2, MATCH)])) == [[2], [1]]


def test_an_article_without_a_document_is_grouped_by_its_title() -> None:
    assert numbers(grouped([listed(1, PIER[0]), listed(2, MATCH)], titles=True)) == [[2], [1]]


def test_no_articles_are_no_stories() -> None:
    assert grouped([]) == []


def test_only_stories_with_something_new_are_kept_and_they_name_what_they_go_on_from() -> None:
    rows = [earlier(1, PIER[0]), earlier(2, GRAIN[0]), earlier(3, PIER[1]), listed(4, PIER[2])]
    (pier,) = grouped(rows)
    assert [row.number for row in pier.earlier] == [1, 3]
    assert numbers([pier]) == [[4]]
    assert digest([pier], briefing(pier)).stories[0].earlier == (rows[0].article, rows[2].article)


def test_a_story_that_goes_on_counts_by_what_is_new() -> None:
    rows = [earlier(number, text, f"site{number}.example") for number, text in enumerate(PIER[:2], start=1)]
    rows += [listed(3, PIER[2], "one.example"), listed(4, GRAIN[0], "one.example"), listed(5, GRAIN[1], "two.example")]
    assert numbers(grouped(rows)) == [[4, 5], [3]]


def test_of_the_versions_in_a_window_only_the_newest_counts() -> None:
    rows = [listed(1, PIER[0]), listed(2, PIER[1], updates="a1"), listed(3, PIER[2], updates="a2")]
    (pier,) = grouped(rows)
    assert numbers([pier]) == [[3]]
    assert (pier.earlier, pier.updates) == ((), None)


def test_two_updates_of_one_article_are_one_chain() -> None:
    rows = [listed(1, PIER[0]), listed(2, PIER[1], updates="a1"), listed(3, PIER[2], updates="a1")]
    assert numbers(grouped(rows)) == [[3]]


def test_an_update_of_what_was_told_says_so_however_many_versions_lie_between() -> None:
    rows = [earlier(1, PIER[0]), listed(2, PIER[1], updates="a1"), listed(3, PIER[2], updates="a2")]
    (pier,) = grouped(rows)
    assert numbers([pier]) == [[3]]
    assert pier.updates == rows[0]
    story = digest([pier], briefing(pier)).stories[0]
    assert (story.updates, story.earlier) == (rows[0].article, (rows[0].article,))


def test_an_update_goes_on_from_what_it_updates_also_when_its_words_are_all_others() -> None:
    rows = [earlier(1, PIER[0]), listed(2, MATCH, updates="a1")]
    (match,) = grouped(rows)
    assert match.updates == rows[0]


def test_versions_that_update_each_other_are_both_kept() -> None:
    rows = [listed(1, MATCH, updates="a2"), listed(2, MATCH, updates="a1")]
    assert Versions(rows).newest == rows


def test_what_stood_in_an_earlier_article_is_not_told_again_unless_nothing_else_is_left() -> None:
    rows = [earlier(1, PIER[0]), listed(2, f"{PIER[0]} {PIER[1]}", updates="a1")]
    (pier,) = grouped(rows)
    old, new = (Bullet(text, (Citation("a2", place, text),)) for place, text in enumerate(PIER[:2]))
    assert digest([pier], briefing(pier, old, new)).stories[0].briefing.bullets == (new,)
    assert digest([pier], briefing(pier, old)).stories[0].briefing.bullets == (old,)


def test_what_an_earlier_article_said_in_nearly_these_words_is_not_told_again_but_new_figures_are() -> None:
    known = "A storm hit Port Velm on Sunday, killing 12 people and damaging the pier."
    again = "A storm hit Port Velm on Sunday, killing 12 people and damaging its pier."
    more = "A storm hit Port Velm on Sunday, killing 14 people and damaging its pier."
    rows = [earlier(1, known), listed(2, again, updates="a1")]
    (storm,) = grouped(rows)
    told = [Bullet(text, (Citation("a2", place, text),)) for place, text in enumerate((again, more))]
    assert digest([storm], briefing(storm, *told)).stories[0].briefing.bullets == (told[1],)


def event(when: date, precision: Precision = Precision.DAY, *, future: bool = True, until: date | None = None) -> Event:
    return Event(when, precision, "then", f"on {when}", Citation("a1", 0, "x"), future, until)


@pytest.mark.parametrize(
    ("events", "kept"),
    [
        ([event(DAY - timedelta(days=1))], []),
        ([event(DAY)], [0]),
        ([event(DAY, future=False)], []),
        ([event(DAY - timedelta(days=2), until=DAY)], [0]),
        ([event(date(2026, 5, 1), Precision.MONTH), event(date(2026, 4, 1), Precision.MONTH)], [0]),
        ([event(date(2026, 1, 1), Precision.YEAR), event(date(2025, 1, 1), Precision.YEAR)], [0]),
        ([event(DAY + timedelta(days=days)) for days in (9, 3, 6)], [1, 2]),
        ([event(date(2026, 5, 1), Precision.MONTH), event(date(2026, 6, 2)), event(date(2026, 5, 9))], [2, 0]),
    ],
)
def test_what_comes_next_is_the_first_two_of_what_is_still_to_come(events: list[Event], kept: list[int]) -> None:
    (group,) = grouped([listed(1, MATCH)])
    story = digest([group], briefing(group, timeline=events)).stories[0]
    assert list(story.coming) == [events[place] for place in kept]


def test_who_brought_a_story_is_known() -> None:
    rows = [listed(1, PIER[0]), listed(2, PIER[1], subscription=3), listed(3, PIER[2], added_by="Ben")]
    (pier,) = grouped(rows)
    story = digest([pier], briefing(pier)).stories[0]
    assert (story.feeds, story.people) == ((3,), ("Ada", "Ben"))


def test_after_the_stories_some_have_a_line_and_the_others_are_counted() -> None:
    groups = [compose.Group((listed(number, MATCH), listed(100 + number, MATCH))) for number in range(23)]
    made = digest(groups, *(briefing(group) for group in groups[: compose.MOST_STORIES]))
    assert [article.id for article in made.more] == [f"a{100 + number}" for number in range(5, 20)]
    assert (len(made.stories), made.left_out, made.articles) == (5, 3, 46)


def test_a_digest_says_why_a_story_is_wide() -> None:
    groups = grouped([listed(1, PIER[0], "a.example"), listed(2, PIER[1], "b.example"), listed(3, MATCH)])
    made = digest(groups, briefing(groups[0]), briefing(groups[1]))
    assert [story.why for story in made.stories] == ["2 articles from 2 outlets", ""]
    [unsure] = grouped([listed(1, PIER[0], "a.example"), listed(2, PIER[1])])
    assert digest([unsure], briefing(unsure)).stories[0].why == "2 articles"
    assert [article.id for article in made.stories[0].articles] == ["a1", "a2"]
    assert (made.since, made.until) == (NOW, NOW + timedelta(hours=1))
