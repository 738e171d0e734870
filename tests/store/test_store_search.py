import struct

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answer.corpus import Signs
from bot.answer.retrieval import telling
from bot.store import Store
from bot.store.search import any_of, signs_of
from tests.store.samples import NEWS, SPORT, article, document, keep, vector

STRANGERS = [
    ("discord", "other", "news"),
    ("slack", "harbour", "news"),
    ("discord", "harbour", "news "),
    ("discord", "harbour:news", ""),
]


async def test_any_word_finds_and_the_passage_with_more_of_them_comes_first(store: Store) -> None:
    await keep(store, article("pier", "The ferry left the old pier."), NEWS)
    await keep(store, article("both", "The ferry struck the lighthouse rocks."), NEWS)
    await keep(store, article("none", "Ministers spoke about grain."), NEWS)
    hits = await store.search.search(NEWS, "ferry lighthouse", 10)
    assert [hit.passage.article for hit in hits] == ["both", "pier"]
    assert hits[0].score > hits[1].score


async def test_word_forms_and_accents_do_not_matter(store: Store) -> None:
    await keep(store, article("cafe", "The Café Zoë was reopening."), NEWS)
    for words in ("cafe", "CAFÉ", "zoe", "reopened", "reopens?"):
        assert len(await store.search.search(NEWS, words, 10)) == 1, words


async def test_the_limit_holds(store: Store) -> None:
    for number in range(5):
        await keep(store, article(f"a{number}", "A ferry."), NEWS)
    assert len(await store.search.search(NEWS, "ferry", 3)) == 3


@pytest.mark.parametrize(
    "words",
    ["", "?!", '"', "AND", "NOT OR", "ferry*", "text:ferry", "NEAR(ferry pier)", "-ferry ^", "'; DROP TABLE", "\0"],
)
async def test_nothing_a_person_types_is_query_syntax(store: Store, words: str) -> None:
    await keep(store, article("pier", "The ferry left the old pier."), NEWS)
    hits = await store.search.search(NEWS, words, 10)
    assert len(hits) == ("ferry" in words)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(words=st.text(max_size=40))
async def test_any_text_can_be_searched_for(store: Store, words: str) -> None:
    assert await store.search.search(NEWS, words, 10) == []


def test_a_very_long_question_is_cut_to_its_first_words() -> None:
    assert any_of(" ".join(f"w{number}" for number in range(10_000))).count(" OR ") == 63


async def test_vectors_stand_in_the_order_of_their_passages(store: Store) -> None:
    await keep(store, article("zeta"), NEWS)
    await keep(store, article("alpha"), NEWS)
    vectors = await store.search.vectors(NEWS, ["alpha", "zeta", "nowhere"])
    assert [passage.article for passage in vectors.passages] == ["zeta", "alpha"]
    assert vectors.matrix == vector("zeta") + vector("alpha")


async def test_an_empty_channel_has_no_vectors(store: Store) -> None:
    await keep(store, article("pier"), SPORT)
    vectors = await store.search.vectors(NEWS, ["pier"])
    assert (vectors.passages, vectors.matrix) == ((), b"")
    assert await store.search.signs(NEWS) == Signs()


def test_the_signs_tell_which_numbers_are_negative() -> None:
    numbers = [0.5, -0.5, 0.0, -1e-9, 3.0, -2.0, -7.5, 1.0]
    assert signs_of(struct.pack("<8f", *numbers)) == bytes([0b01010110])
    assert signs_of(b"") == b""


async def test_signs_stand_in_the_order_of_adding(store: Store) -> None:
    await keep(store, article("zeta"), NEWS)
    await keep(store, article("alpha"), NEWS)
    signs = await store.search.signs(NEWS)
    assert signs == Signs(("zeta", "alpha"), (signs_of(vector("zeta")), signs_of(vector("alpha"))))


@pytest.mark.parametrize(
    ("language", "told", "asked"),
    [
        ("de", "In München brannten alte Häuser.", ("Muenchen", "munchen", "Haus", "HÄUSERN", "brannte")),
        ("de", "Die Gemeinden sperrten zwei Straßen.", ("Gemeinde", "Strasse", "Straße")),
        ("fr", "Les élus de Valmorel ont manifesté.", ("elu", "manifester", "Valmorel")),
        ("fr", "Les journaux régionaux au cœur de la ville.", ("journal", "régional", "coeur")),
        ("es", "Los arqueólogos confirmaron la reapertura.", ("arqueologo", "confirmó", "reaperturas")),
        ("es", "El mercado reabrirá tras dos años.", ("mercados", "reabrir", "ano", "año")),
    ],
)
async def test_forms_and_spellings_of_other_languages_do_not_matter(
    store: Store, language: str, told: str, asked: tuple[str, ...]
) -> None:
    await keep(store, article("abroad", told, language=language), NEWS)
    await keep(store, article("other", "Ministers spoke about grain."), NEWS)
    for word in asked:
        hits = await store.search.search(NEWS, telling(word), 10)
        assert [hit.passage.text for hit in hits] == [told], word


async def test_documents_are_those_of_the_articles(store: Store) -> None:
    made = article("pier")
    await keep(store, made, NEWS)
    assert await store.search.documents({"pier", "gone"}) == [document(made)]


@pytest.mark.parametrize("stranger", STRANGERS, ids=str)
async def test_nothing_comes_through_the_wall(store: Store, stranger: tuple[str, str, str]) -> None:
    from bot.model.place import Channel

    outside = Channel(*stranger)
    await keep(store, article("secret", "The ferry carries gold."), NEWS)
    await keep(store, article("public", "The ferry carries mail."), outside)
    assert {hit.passage.article for hit in await store.search.search(outside, "ferry gold", 10)} == {"public"}
    of_both = await store.search.vectors(outside, ["secret", "public"])
    assert {passage.article for passage in of_both.passages} == {"public"}
    assert of_both.matrix == vector("public")
    assert (await store.search.signs(outside)).articles == ("public",)
    assert {row.article.id for row in await store.articles.of_channel(outside)} == {"public"}
    assert not await store.articles.in_channel(outside, "secret")
    assert {hit.passage.article for hit in await store.search.search(NEWS, "ferry mail", 10)} == {"secret"}
