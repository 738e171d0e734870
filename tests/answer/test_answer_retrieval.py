from bot.answer.corpus import Hit
from bot.answer.retrieval import fuse
from bot.model.document import Passage

ONE, TWO, THREE, FOUR = (Passage("a1", n, n, f"passage {n}") for n in range(4))


def test_a_passage_found_by_words_and_by_meaning_comes_first() -> None:
    found = fuse([Hit(ONE, 4.0), Hit(TWO, 3.8)], {ONE: 0.1, TWO: 0.6, THREE: 0.5, FOUR: 0.0}, 4)
    assert found == [TWO, ONE, THREE, FOUR]


def test_what_words_alone_or_meaning_alone_find_is_found() -> None:
    assert fuse([Hit(ONE, 0.2)], {}, 5) == [ONE]
    assert fuse([], {ONE: 0.1, TWO: 0.3}, 1) == [TWO]
    assert fuse([], {}, 5) == []
