from bot.answer.corpus import Hit, Signs, Vectors
from bot.answer.retrieval import CANDIDATES, alike, candidates, nearest, telling
from bot.language import embed
from bot.model.document import Passage
from bot.store.search import signs_of

ONE, TWO, THREE = (Passage("a1", n, n, f"passage {n}") for n in range(3))


def test_the_cosines_that_count_are_those_of_hits_and_the_highest_of_others() -> None:
    far = {Passage("a2", n, n, f"far {n}"): n / 100 for n in range(CANDIDATES)}
    found = candidates([Hit(ONE, 4.0), Hit(TWO, 3.8)], {ONE: -0.1, THREE: 0.6, **far})
    assert set(found) == {ONE, THREE, *list(far)[1:]}
    assert candidates([], {}) == {}


def test_a_passage_that_says_each_word_in_its_own_way_comes_before_one_that_repeats_a_few() -> None:
    repeats = Passage("a1", 0, 0, "The bridge, the bridge and again the bridge: nothing else was talked about.")
    says = Passage("a2", 0, 0, "The crossing at Lunt was shut to lorries after engineers noticed cracks.")
    found = nearest("Why was the bridge at Lunt closed to trucks?", [Hit(repeats, 2.0), Hit(says, 1.9)], Vectors(), 2)
    assert found == [says, repeats]


def test_a_passage_is_found_by_words_alone_and_by_meaning_alone() -> None:
    told = Passage("a1", 0, 0, "The crossing at Lunt was shut to lorries.")
    assert nearest("Lunt?", [Hit(told, 1.0)], Vectors(), 5) == [told]
    assert nearest("Is the bridge closed?", [], Vectors((told,), embed([told.text])), 5) == [told]
    assert nearest("Is the bridge closed?", [], Vectors(), 5) == []


def test_articles_are_near_by_the_signs_of_their_best_passage() -> None:
    pier, grain, lorries = (
        ["The pier opens on Friday.", "A baker sold bread."],
        ["Ministers spoke about grain."],
        ["Rain fell all day.", "The bridge was closed to trucks after cracks were found.", "Nobody was hurt."],
    )
    signs = Signs(("pier", "grain", "lorries"), tuple(signs_of(embed(each)) for each in (pier, grain, lorries)))
    assert alike("Why was the crossing shut to lorries?", signs, 1) == ["lorries"]
    assert sorted(alike("Why was the crossing shut to lorries?", signs, 9)) == ["grain", "lorries", "pier"]
    assert alike("Why?", Signs(), 9) == []
    assert alike("Why?", Signs(("empty",), (b"",)), 9) == []


def test_only_words_that_tell_something_are_searched_for() -> None:
    told = telling("When will the mayor's ferry be in Lunt?").split()
    assert told[:3] == ["mayor", "ferry", "Lunt"]
    assert {word.lower() for word in told} == {"mayor", "ferry", "lunt"}
    assert telling("Who is it?").startswith("Who is it?")


def test_a_question_in_another_language_loses_the_words_that_tell_nothing_in_it() -> None:
    for question, words in (
        ("Wann wurden die Häuser in der Stadt gebaut?", ["Häuser", "Stadt", "gebaut"]),
        ("Pourquoi la fermeture de la maternité est-elle repoussée ?", ["fermeture", "maternité", "repoussée"]),
        ("¿Cuándo reabrirá el mercado?", ["reabrirá", "mercado"]),
    ):
        assert telling(question).split()[: len(words)] == words
