from bot.answer.corpus import Hit, Vectors
from bot.answer.retrieval import fuse, nearest, telling
from bot.model.document import Passage

ONE, TWO, THREE, FOUR = (Passage("a1", n, n, f"passage {n}") for n in range(4))


def test_a_passage_found_by_words_and_by_meaning_comes_first() -> None:
    found = fuse([Hit(ONE, 4.0), Hit(TWO, 3.8)], {ONE: 0.1, TWO: 0.6, THREE: 0.5, FOUR: 0.0}, 4)
    assert [hit.passage for hit in found] == [TWO, ONE, THREE, FOUR]


def test_what_words_alone_or_meaning_alone_find_is_found() -> None:
    assert fuse([Hit(ONE, 0.2)], {}, 5) == [Hit(ONE, 1.0)]
    assert [hit.passage for hit in fuse([], {ONE: 0.1, TWO: 0.3}, 1)] == [TWO]
    assert fuse([], {}, 5) == []


def test_a_passage_that_says_each_word_in_its_own_way_comes_before_one_that_repeats_a_few() -> None:
    repeats = Passage("a1", 0, 0, "The bridge, the bridge and again the bridge: nothing else was talked about.")
    says = Passage("a2", 0, 0, "The crossing at Lunt was shut to lorries after engineers noticed cracks.")
    found = nearest("Why was the bridge at Lunt closed to trucks?", [Hit(repeats, 2.0), Hit(says, 1.9)], Vectors(), 2)
    assert found == [says, repeats]


def test_only_words_that_tell_something_are_searched_for() -> None:
    assert telling("When will the mayor's ferry be in Lunt?") == "mayor ferry Lunt"
    assert telling("Who is it?") == "Who is it?"
