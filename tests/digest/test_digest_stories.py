from hypothesis import given, settings
from hypothesis import strategies as st

from bot.digest.stories import Stories, assign

PIER = {"pier": 2, "storm": 1, "repair": 1, "name velm": 1, "lead pier": 1}
GRAIN = {"grain": 2, "quota": 1, "minister": 1, "name orlania": 1, "lead quota": 1}
ARTICLES = st.lists(st.dictionaries(st.sampled_from(["a", "b", "c", "name a", "lead b", "date c"]), st.integers(1, 4)))


def test_an_article_joins_the_story_of_the_one_nearest_to_it() -> None:
    assert assign([7, 8, 9, 12], [PIER, GRAIN, PIER, GRAIN], [None] * 4) == [7, 8, 7, 8]


def test_an_article_like_none_before_it_begins_a_story() -> None:
    stories = Stories()
    assert [stories.add(PIER, 1), stories.add({"match": 1, "cup": 2}, 2), stories.add({}, 3)] == [1, 2, 3]


def test_what_is_settled_stays_and_others_join_it() -> None:
    assert assign([7, 8, 9], [PIER, GRAIN, GRAIN], [3, 3, None]) == [3, 3, 3]


@settings(deadline=None)
@given(ARTICLES)
def test_no_later_article_changes_a_story(articles: list[dict[str, int]]) -> None:
    numbers = list(range(len(articles)))
    whole = assign(numbers, articles, [None] * len(articles))
    for until in numbers:
        assert assign(numbers[:until], articles[:until], [None] * until) == whole[:until]


@settings(deadline=None)
@given(ARTICLES)
def test_asking_again_with_what_was_settled_gives_the_same_stories(articles: list[dict[str, int]]) -> None:
    numbers = list(range(len(articles)))
    once = assign(numbers, articles, [None] * len(articles))
    assert assign(numbers, articles, once) == once
