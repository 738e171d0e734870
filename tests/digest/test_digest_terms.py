import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.digest.terms import average_link, similarities, weigh

texts = st.lists(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 5)), max_size=9)


@settings(deadline=None)
@given(texts)
def test_cosines_are_symmetric_and_between_nothing_and_all(counted: list[dict[str, int]]) -> None:
    cosines = similarities(weigh(counted))
    for one in range(len(counted)):
        for other in range(len(counted)):
            assert cosines[one][other] == cosines[other][one]
            assert -1e-9 <= cosines[one][other] <= 1 + 1e-9


def test_equal_texts_have_cosine_one_and_different_ones_none() -> None:
    cosines = similarities(weigh([{"pier": 2, "storm": 1}, {"pier": 2, "storm": 1}, {"grain": 1}]))
    assert cosines[0][1] == pytest.approx(1)
    assert cosines[0][2] == 0


def test_rare_terms_weigh_more() -> None:
    weights = weigh([{"said": 1, "pier": 1}, {"said": 1}, {"said": 1}])[0]
    assert weights["pier"] / weights["said"] == pytest.approx(math.log(4 / 2) + 1)


@settings(deadline=None)
@given(texts, st.floats(0.05, 0.95))
def test_everything_is_in_one_group_and_groups_end_where_plain_average_link_ends(
    counted: list[dict[str, int]], threshold: float
) -> None:
    cosines = similarities(weigh(counted))
    groups = average_link(cosines, threshold)
    assert sorted(index for members in groups for index in members) == list(range(len(counted)))
    for place, one in enumerate(groups):
        for other in groups[:place]:
            mean = sum(cosines[a][b] for a in one for b in other) / (len(one) * len(other))
            assert mean < threshold + 1e-9


def test_close_pairs_join_first() -> None:
    cosines = [[0, 0.9, 0.5, 0.1], [0.9, 0, 0.1, 0.1], [0.5, 0.1, 0, 0.4], [0.1, 0.1, 0.4, 0]]
    assert average_link(cosines, 0.35) == [[0, 1], [2, 3]]
    assert average_link(cosines, 0.95) == [[0], [1], [2], [3]]
    assert average_link(cosines, 0.1) == [[0, 1, 2, 3]]
