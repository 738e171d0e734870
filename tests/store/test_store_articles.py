import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.model.article import Source
from bot.store import Store
from tests.store.samples import HOUR, NEWS, NOW, SPORT, article, document, keep, opened

FULL = article(
    "full",
    "“We sail at dawn,” she said — naïvely.",
    source=Source.FEED,
    language="en",
    url="https://velm.example/a",
    links=("https://velm.example/a", "https://velm.example/b"),
    site="The Velm Courier",
    authors=("A. Orlo", "B. Tann"),
    published=NOW - HOUR,
    fingerprint=(-(2**63), -1, 0, 2**63 - 1),
)


async def test_an_article_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await keep(store, FULL)
    async with opened(tmp_path) as store:
        assert await store.articles.get("full") == FULL
        assert await store.articles.document("full") == document(FULL)


async def test_an_unknown_article_is_none(store: Store) -> None:
    assert await store.articles.get("nothing") is None
    assert await store.articles.by_link("https://velm.example/nothing") is None
    assert await store.articles.document("nothing") is None
    assert await store.articles.documents([]) == []


async def test_an_article_is_found_by_each_of_its_links(store: Store) -> None:
    await keep(store, FULL)
    await store.articles.add_links("full", ["https://velm.example/c"])
    for link in ("https://velm.example/a", "https://velm.example/b", "https://velm.example/c"):
        assert await store.articles.by_link(link) == FULL


async def test_a_link_means_the_article_that_was_saved_under_it_last(store: Store) -> None:
    await keep(store, article("old", links=("https://velm.example/live",)))
    await keep(store, article("new", links=("https://velm.example/live",)))
    found = await store.articles.by_link("https://velm.example/live")
    assert found is not None
    assert found.id == "new"


async def test_saving_an_article_again_changes_nothing(store: Store) -> None:
    await keep(store, FULL, NEWS)
    await keep(store, FULL, NEWS)
    assert len(await store.search.search(NEWS, "dawn", 10)) == 1
    assert len((await store.search.vectors(NEWS, [FULL.id])).passages) == 1


async def test_documents_come_in_the_order_asked_for(store: Store) -> None:
    for name in ("one", "two", "three"):
        await keep(store, article(name))
    found = await store.articles.documents(["three", "gone", "one", "three"])
    assert [document.article for document in found] == ["three", "one"]


async def test_candidates_for_copies_share_hashes_and_the_closest_comes_first(store: Store) -> None:
    await keep(store, article("far", fingerprint=(1, 2, 90, 91)))
    await keep(store, article("close", fingerprint=(1, 2, 3, 92)))
    await keep(store, article("other", fingerprint=(70, 71)))
    assert [made.id for made in await store.articles.near((1, 2, 3, 4))] == ["close", "far"]
    assert await store.articles.near(()) == []


async def test_each_channel_numbers_its_own_articles_from_one(store: Store) -> None:
    await keep(store, article("one"), NEWS)
    await keep(store, article("two"), SPORT, NEWS)
    assert [(row.number, row.article.id) for row in await store.articles.of_channel(NEWS)] == [(1, "one"), (2, "two")]
    assert [(row.number, row.article.id) for row in await store.articles.of_channel(SPORT)] == [(1, "two")]


async def test_stories_are_kept_for_each_channel_and_may_change(store: Store) -> None:
    for name in ("one", "two"):
        await keep(store, article(name), NEWS, SPORT)
    await store.articles.settle_stories(NEWS, {1: 1, 2: 1})
    await store.articles.settle_stories(NEWS, {2: 2})
    assert [row.story for row in await store.articles.of_channel(NEWS)] == [1, 2]
    assert [row.story for row in await store.articles.of_channel(SPORT)] == [None, None]


async def test_a_channel_gets_an_article_once(store: Store) -> None:
    await keep(store, article("one"))
    assert await store.articles.put_in_channel(NEWS, "one", "Ada", NOW)
    assert not await store.articles.put_in_channel(NEWS, "one", "Ben", NOW + HOUR)
    [row] = await store.articles.of_channel(NEWS)
    assert (row.added_by, row.added_at) == ("Ada", NOW)
    assert await store.articles.in_channel(NEWS, "one")
    assert not await store.articles.in_channel(SPORT, "one")


async def test_articles_added_at_once_get_different_numbers_and_times(store: Store) -> None:
    names = [f"a{number}" for number in range(20)]
    for name in names:
        await keep(store, article(name))
    await asyncio.gather(*(store.articles.put_in_channel(NEWS, name, "Ada", NOW) for name in names))
    rows = await store.articles.of_channel(NEWS)
    assert [row.number for row in rows] == list(range(1, 21))
    assert len({row.added_at for row in rows}) == 20


async def test_a_window_excludes_its_start_and_includes_its_end(store: Store) -> None:
    for hour, name in enumerate(("one", "two", "three")):
        await keep(store, article(name))
        await store.articles.put_in_channel(NEWS, name, "Ada", NOW + hour * HOUR)
    window = await store.articles.of_channel(NEWS, since=NOW, until=NOW + HOUR)
    assert [row.article.id for row in window] == ["two"]
    assert await store.articles.count(NEWS, since=NOW, until=NOW + HOUR) == 1


async def test_some_articles_of_a_channel_can_be_listed_without_the_others(store: Store) -> None:
    for name in ("one", "two", "three"):
        await keep(store, article(name), NEWS)
    await keep(store, article("four"), SPORT)
    assert [row.number for row in await store.articles.of_channel(NEWS, newest=2)] == [2, 3]
    assert [row.number for row in await store.articles.among(NEWS, {"three", "one", "four"})] == [1, 3]
    found = await store.articles.numbered(NEWS, 2)
    assert found is not None
    assert found.article.id == "two"
    assert await store.articles.numbered(SPORT, 2) is None
    assert (await store.articles.count(NEWS), await store.articles.count(SPORT)) == (3, 1)


async def test_a_naive_time_is_refused(store: Store) -> None:
    await keep(store, article("one"))
    with pytest.raises(Exception, match="aware"):
        await store.articles.put_in_channel(NEWS, "one", "Ada", NOW.replace(tzinfo=None))
    assert await store.articles.of_channel(NEWS) == []


async def test_times_keep_their_instant_whatever_their_zone(store: Store) -> None:
    await keep(store, article("one"))
    await store.articles.put_in_channel(NEWS, "one", "Ada", NOW.astimezone())
    [row] = await store.articles.of_channel(NEWS)
    assert row.added_at == NOW
    assert row.added_at.utcoffset() == timedelta(0)
