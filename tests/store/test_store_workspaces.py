"""The end of a workspace: all that is its own goes, and nothing of anybody else."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.answer.conversation import Turn
from bot.model.article import Copy
from bot.model.delivery import Rejection
from bot.model.document import Passage
from bot.model.feed import Entry, EntryState, Feed, Known
from bot.model.place import WHOLE, Channel
from bot.store import Store, tables, workspaces
from tests.store.samples import HOUR, NOW, article, briefing, document, opened, vector

LATER = NOW + HOUR


def whole(workspace: str) -> Channel:
    return Channel("discord", workspace, WHOLE)


async def put(store: Store, name: str, *channels: Channel) -> None:
    """Put an article whose every part says its name into channels."""
    link = f"https://{name}.example/"
    made = article(name, f"The {name} pier reopens.", links=(link,), fingerprint=(len(name), 7))
    await store.articles.save(made, document(made), [Passage(name, 0, 0, made.text)], vector(name), {name: 1})
    for channel in channels:
        await store.articles.put_in_channel(channel, name, "Ada", NOW)
        await store.articles.add_copy(channel, Copy(name, link + "copy", f"{name} Wire"))
        await store.deliveries.add_broken(channel, [name], NOW)
    await store.briefings.put(briefing(name), "extractive", "1")


async def furnish(store: Store, workspace: str) -> None:
    """Give a workspace something in every table; all of it has the workspace's name in it."""
    news, sport = (Channel("discord", workspace, f"{workspace}-{name}") for name in ("news", "sport"))
    for channel in (news, sport):
        await put(store, f"{channel.id}only", channel)
        await store.schedules.add(channel, "daily 08:00", "UTC", workspace, NOW, LATER)
        await store.deliveries.queue_now(channel, "key", [f"{workspace} digest"], NOW)
        await store.choices.change(channel, engine=workspace)
        await store.turns.add(channel, Turn(f"{workspace}?", "", "", (), NOW, "t", "Ada"), NOW)
        await store.pages.keep(channel, channel.id, [f"{workspace} page"], NOW)
        await store.departures.begin(channel, Rejection.ARCHIVED, NOW)
    entry = Known(0, 0, Entry(f"{workspace}-key", f"{workspace} reopens"), "print", NOW, EntryState.OLD)
    feed = await store.feeds.add(Feed(0, f"https://{workspace}.example/feed", workspace, None, NOW, HOUR), [entry])
    await store.subscriptions.follow(news, feed.id, workspace, NOW)
    await store.installations.keep("discord", workspace, f"{workspace} token")
    await store.spending.add(f"discord:{workspace}", NOW.date(), 7)


async def share(store: Store, *holders: str) -> None:
    """Give workspaces an article and a feed that they have in common."""
    channels = [Channel("discord", name, f"{name}-news") for name in holders]
    await put(store, "common", *channels)
    known = Known(0, 0, Entry("k", "Pier reopens"), "print", NOW, EntryState.OLD)
    feed = await store.feeds.add(Feed(0, "https://common.example/feed", "Common", None, NOW, HOUR), [known])
    for channel in channels:
        await store.subscriptions.follow(channel, feed.id, "Ada", NOW)


def rows(folder: Path) -> dict[str, set[tuple[object, ...]]]:
    """Every row of every table."""
    with closing(sqlite3.connect(folder / "data" / "bot.sqlite3")) as connection:
        return {
            table.name: set(connection.execute(f"SELECT * FROM {table.name}"))
            for table in tables.metadata.sorted_tables
        }


def mentions(folder: Path, word: str) -> Iterator[str]:
    """The tables in which a word stands somewhere; in the full-text index it would stand in two halves."""
    for name, found in rows(folder).items():
        if any(word in str(row) for row in found):
            yield name


async def erased(store: Store, workspace: str) -> bool:
    await store.departures.begin(whole(workspace), Rejection.REMOVED, NOW)
    return await store.workspaces.erase("discord", workspace, LATER)


async def test_every_table_is_furnished_in_these_tests(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await furnish(store, "harbour")
        await store.departures.begin(whole("harbour"), Rejection.REMOVED, NOW)
    of_nobody = {"seen", "install_states"}
    assert set(mentions(tmp_path, "harbour")) == {table.name for table in tables.metadata.sorted_tables} - of_nobody


async def test_nothing_stays_of_a_workspace_that_is_erased(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await furnish(store, "inland")
        await furnish(store, "harbour")
        assert await store.workspaces.of("discord") == {"harbour", "inland"}
        assert await erased(store, "harbour")
        assert await store.workspaces.of("discord") == {"inland"}
    assert list(mentions(tmp_path, "harbour")) == []


async def test_nothing_of_another_workspace_is_touched(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await furnish(store, "inland")
        await share(store, "inland")
        before = rows(tmp_path)
        await furnish(store, "harbour")
        await share(store, "harbour")
        assert rows(tmp_path) != before
        assert await erased(store, "harbour")
        found = await store.search.search(Channel("discord", "inland", "inland-news"), "common pier", 5)
        assert {hit.passage.article for hit in found} == {"common", "inland-newsonly"}
    after = rows(tmp_path)
    assert {name: after[name] ^ before[name] for name in after if after[name] != before[name]} == {}


async def test_the_full_text_index_is_left_as_it_must_be(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await furnish(store, "harbour")
        await share(store, "inland", "harbour")
        assert await erased(store, "harbour")
    with closing(sqlite3.connect(tmp_path / "data" / "bot.sqlite3")) as connection:
        connection.execute("INSERT INTO passage_words (passage_words, rank) VALUES ('integrity-check', 1)")
        found = "SELECT count(*) FROM passage_words WHERE passage_words MATCH ?"
        assert connection.execute(found, ("harbour",)).fetchone() == (0,)
        assert connection.execute(found, ("common",)).fetchone() == (1,)


async def test_a_briefing_of_several_articles_goes_with_the_first_that_goes(store: Store) -> None:
    news = Channel("discord", "harbour", "news")
    await put(store, "own", news)
    await put(store, "common", news, Channel("discord", "inland", "news"))
    await store.briefings.put(briefing("own", "common"), "extractive", "1")
    assert await erased(store, "harbour")
    assert await store.briefings.get(["own", "common"], "extractive", "1") is None
    assert await store.briefings.get(["own"], "extractive", "1") is None
    assert await store.briefings.get(["common"], "extractive", "1") is not None


async def test_an_article_that_its_feed_brought_and_nobody_has_goes_too(store: Store) -> None:
    news = Channel("discord", "harbour", "news")
    await put(store, "filtered")
    known = Known(0, 0, Entry("k", "Pier reopens"), "print", NOW, EntryState.WAITING, 0, NOW)
    feed = await store.feeds.add(Feed(0, "https://velm.example/feed", "Velm", None, NOW, HOUR), [known])
    [kept] = await store.feeds.entries(feed.id, 5)
    await store.subscriptions.follow(news, feed.id, "Ada", NOW)
    await store.feeds.settle(Known(kept.id, feed.id, kept.entry, "print", NOW, EntryState.TAKEN, article="filtered"))
    assert await erased(store, "harbour")
    assert await store.articles.get("filtered") is None
    assert await store.feeds.get(feed.id) is None


async def test_the_entry_of_a_shared_feed_stays_without_its_article(store: Store) -> None:
    news, elsewhere = Channel("discord", "harbour", "news"), Channel("discord", "inland", "news")
    await put(store, "own", news)
    known = Known(0, 0, Entry("k", "Pier reopens"), "print", NOW, EntryState.OLD)
    feed = await store.feeds.add(Feed(0, "https://velm.example/feed", "Velm", None, NOW, HOUR), [known])
    for channel in (news, elsewhere):
        await store.subscriptions.follow(channel, feed.id, "Ada", NOW)
    [kept] = await store.feeds.entries(feed.id, 5)
    await store.feeds.settle(Known(kept.id, feed.id, kept.entry, "print", NOW, EntryState.TAKEN, article="own"))
    assert await erased(store, "harbour")
    [left] = await store.feeds.entries(feed.id, 5)
    assert (left.state, left.article) == (EntryState.TAKEN, None)
    assert [one.channel for one in await store.subscriptions.to_feed(feed.id)] == [elsewhere]


async def test_who_did_not_leave_or_not_long_ago_is_not_erased(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await furnish(store, "harbour")
        before = rows(tmp_path)
        assert not await store.workspaces.erase("discord", "harbour", LATER)
        await store.departures.begin(whole("harbour"), Rejection.REMOVED, LATER)
        assert not await store.workspaces.erase("discord", "harbour", LATER)
        await store.departures.end(whole("harbour"))
        assert rows(tmp_path) == before


async def test_more_articles_than_one_step_takes_go_all(store: Store) -> None:
    news = Channel("discord", "harbour", "news")
    names = [f"a{number}" for number in range(workspaces.AT_ONCE + 1)]
    for name in names:
        await put(store, name, news)
    assert await erased(store, "harbour")
    assert await store.articles.holders(names) == {}
    assert await store.articles.documents(names) == []


@pytest.mark.parametrize("platform", ["discord", "slack"])
async def test_a_workspace_is_known_by_its_platform_too(store: Store, platform: str) -> None:
    await store.installations.keep("slack", "harbour", "x")
    assert await store.workspaces.of(platform) == ({"harbour"} if platform == "slack" else set())
