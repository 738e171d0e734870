import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.digest.stories import assign

PIER = {"pier": 2, "storm": 1, "repair": 1, "name velm": 1}
GRAIN = {"grain": 2, "quota": 1, "minister": 1, "name orlania": 1}
ARTICLES = st.lists(st.dictionaries(st.sampled_from(["a", "b", "c", "name a", "date c"]), st.integers(1, 4)))


def quake(place: str, strength: str, day: str, own: str) -> dict[str, int]:
    shared = dict.fromkeys(
        ("earthquake", "rescue", "house", "collapse", "people", "village", "name red", "name cross"), 1
    )
    told = {f"name {place}": 2, f"number {strength}": 1, f"date {day}": 1, place: 2}
    return {**shared, **told, own: 1, f"{own}s": 1}


LOWEN = [quake("lowen", "5.9", "monday", own) for own in ("tent", "hospital", "road", "aid")]
SARD = [quake("sard", "6.4", "friday", own) for own in ("tent", "hospital", "road", "aid")]


def test_an_article_joins_the_story_of_those_that_are_like_it() -> None:
    assert assign([7, 8, 9, 12], [PIER, GRAIN, PIER, GRAIN], [None] * 4) == [7, 8, 7, 8]


def test_an_article_like_none_other_is_a_story() -> None:
    assert assign([1, 2, 3], [PIER, {"match": 1, "cup": 2}, {}], [None] * 3) == [1, 2, 3]


def test_two_events_of_one_kind_are_told_apart_by_places_numbers_and_days() -> None:
    articles = [one for both in zip(LOWEN, SARD, strict=True) for one in both]
    assert assign(range(8), articles, [None] * 8) == [0, 1] * 4


def test_a_story_that_turns_out_to_be_two_keeps_its_name_for_the_article_that_began_it() -> None:
    together = assign(range(4), [*LOWEN[:2], *SARD[:2]], [None] * 4)
    assert together == [0, 0, 0, 0]
    apart = assign(range(8), [*LOWEN[:2], *SARD[:2], *LOWEN[2:], *SARD[2:]], [*together, *[None] * 4])
    assert apart == [0, 0, 2, 2, 0, 0, 2, 2]


def test_a_story_whose_first_article_is_gone_keeps_its_name() -> None:
    assert assign([7, 8, 9], [PIER, PIER, PIER], [3, 3, None]) == [3, 3, 3]


def test_two_stories_that_turn_out_to_be_one_go_by_the_older_name() -> None:
    assert assign([7, 8, 9], [PIER, PIER, PIER], [7, 8, None]) == [7, 7, 7]


@pytest.mark.parametrize("known", [None, 4])
def test_no_articles_have_no_stories(known: int | None) -> None:
    assert assign([], [], []) == []
    assert assign([4], [{}], [known]) == [4]


@settings(deadline=None)
@given(ARTICLES)
def test_asking_again_with_what_was_found_gives_the_same_stories(articles: list[dict[str, int]]) -> None:
    numbers = range(len(articles))
    once = assign(numbers, articles, [None] * len(articles))
    assert assign(numbers, articles, once) == once


@settings(deadline=None)
@given(ARTICLES, st.integers(0, 5))
def test_who_is_together_does_not_depend_on_what_was_known(articles: list[dict[str, int]], until: int) -> None:
    numbers = range(len(articles))
    before = assign(numbers[:until], articles[:until], [None] * len(articles[:until]))
    later = assign(numbers, articles, [*before, *[None] * (len(articles) - len(before))])
    whole = assign(numbers, articles, [None] * len(articles))
    assert [later.index(story) for story in later] == [whole.index(story) for story in whole]
