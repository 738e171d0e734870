from bot.language import align
from bot.language.analysis import Kind

TEXTS = ("The dead fish drifted down the Lunt to Orsby.", "Nothing happened.")


def test_a_word_of_the_question_is_near_to_the_text_that_has_it() -> None:
    found = align("Which river carried the fish to Orsby?", TEXTS)
    fish = list(found.kinds).index(Kind.NOUN, 1)
    assert found.near.shape == found.same.shape == (2, len(found.kinds))
    assert found.near[0, fish] > 0.6 > found.near[1, fish]
    assert (found.same[0, fish], found.same[1, fish]) == (1, 0)
    assert found.cosines[0] > found.cosines[1]


def test_the_noun_after_which_is_what_is_sought() -> None:
    found = align("Which river carried the fish?", TEXTS)
    assert found.sought == 0
    assert found.kinds[0] is Kind.NOUN
    assert align("Who carried the fish?", TEXTS).sought is None


def test_rare_words_tell_more_than_frequent_ones() -> None:
    found = align("Did people see a petrel?", TEXTS)
    assert found.rarity[-1] > found.rarity[0]
    assert abs(float(found.rarity.sum()) - 1) < 1e-5


def test_a_question_of_plain_words_alone_is_taken_whole() -> None:
    assert align("Who is it?", TEXTS).near.shape[1] == 4


def test_no_texts_are_no_rows() -> None:
    assert len(align("Who swam?", []).near) == 0


def test_a_clause_that_answers_is_nearer_than_the_text_that_it_is_in() -> None:
    told = "The council met on Friday. A river carried the fish to Orsby. Nobody asked about rent."
    found = align("Which river carried the fish to Orsby?", [told, "It rained.", ""])
    assert found.clauses[0] > found.cosines[0]
    assert found.clauses[0] > found.clauses[1] > 0
    assert found.clauses[2] == 0


def test_a_number_does_not_end_a_clause() -> None:
    whole, halves = align("What costs 1.5 million?", ["It costs 1.5 million", "It costs 1. 5 million"]).clauses
    assert whole != halves
