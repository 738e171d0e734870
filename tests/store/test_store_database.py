"""Migrations, and what happens when the database cannot be written."""

import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from inspect import iscoroutinefunction
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, event

from bot.answer.conversation import Turn
from bot.answer.corpus import Signs
from bot.model.article import Copy
from bot.model.delivery import Delivery, DeliveryState, Rejection, Schedule
from bot.model.document import Passage
from bot.model.errors import StoreBusy, StoreFull, UserError
from bot.model.feed import Entry, EntryState, Feed, Filters, Known
from bot.store import Store, migrations, tables
from bot.store.articles import Given
from bot.store.search import signs_of
from tests.store.samples import HOUR, NEWS, NOW, SPORT, article, briefing, document, keep, opened, url, vector

SCHEDULE = Schedule(1, NEWS, "daily 08:00", "UTC", "Ada", NOW, NOW + HOUR, NOW)
DELIVERY = Delivery(1, 1, NOW, NEWS, 1, 1, "key-1", "x", DeliveryState.SENDING)
TURN = Turn("who?", "Who?", "She.", (), NOW, "thread", "Ada")
FEED = Feed(1, "https://velm.example/feed", "Velm", None, NOW, HOUR)
ENTRY = Known(1, 1, Entry("k", "Pier reopens"), "print", NOW, EntryState.OLD)
NEW = article("new", links=("https://velm.example/new",), fingerprint=(4,))
PLATFORMS = ["discord"]

Call = Callable[[Store], Awaitable[object]]

WRITES: dict[str, Call] = {
    "articles.save": lambda s: s.articles.save(NEW, document(NEW), [Passage("new", 0, 0, "x" * 9_000)], vector("new")),
    "articles.add_links": lambda s: s.articles.add_links("one", ["https://velm.example/x" + "x" * 9_000]),
    "articles.put_in_channel": lambda s: s.articles.put_in_channel(NEWS, "two", "A" * 9_000, NOW),
    "articles.settle_stories": lambda s: s.articles.settle_stories(NEWS, {1: 1}),
    "briefings.put": lambda s: s.briefings.put(briefing("one" * 3_000), "extractive", "1"),
    "choices.change": lambda s: s.choices.change(NEWS, engine="llm" * 3_000),
    "spending.add": lambda s: s.spending.add("news" * 3_000, NOW.date(), 7),
    "articles.put_in_channels": lambda s: s.articles.put_in_channels([Given(NEWS)], "two", "A" * 9_000, NOW),
    "articles.add_copy": lambda s: s.articles.add_copy(
        NEWS, Copy("one", "https://velm.example/" + "c" * 9_000, "Velm")
    ),
    "feeds.add": lambda s: s.feeds.add(replace(FEED, url="https://velm.example/" + "f" * 9_000), [ENTRY]),
    "feeds.polled": lambda s: s.feeds.polled(FEED, NOW, [replace(ENTRY, fingerprint="f" * 9_000)], ["k"]),
    "feeds.settle": lambda s: s.feeds.settle(replace(ENTRY, problem="p" * 9_000)),
    "feeds.revive": lambda s: s.feeds.revive(replace(FEED, problem="p" * 9_000)),
    "subscriptions.follow": lambda s: s.subscriptions.follow(SPORT, 1, "A" * 9_000, NOW),
    "subscriptions.change": lambda s: s.subscriptions.change(NEWS, 1, filters=Filters(("w" * 9_000,))),
    "subscriptions.resume": lambda s: s.subscriptions.resume(NEWS, 1, NOW),
    "subscriptions.leave": lambda s: s.subscriptions.leave(NEWS, 1),
    "turns.add": lambda s: s.turns.add(NEWS, Turn("?" * 9_000, "", "", (), NOW, "", ""), NOW),
    "schedules.add": lambda s: s.schedules.add(NEWS, "daily 08:00" * 900, "UTC", "Ada", NOW, NOW),
    "schedules.set_paused": lambda s: s.schedules.set_paused(NEWS, 1, True),
    "schedules.note": lambda s: s.schedules.note(NEWS, 1, "n" * 9_000),
    "subjects.add": lambda s: s.subjects.add(NEWS, ["m1"], ["one" * 9_000], NOW, NOW),
    "schedules.remove": lambda s: s.schedules.remove(NEWS, 1),
    "schedules.advance": lambda s: s.schedules.advance(SCHEDULE, NOW, "n" * 9_000),
    "deliveries.queue_digest": lambda s: s.deliveries.queue_digest(
        SCHEDULE, "key", ["x" * 9_000], now=NOW, next_run_at=NOW + 9 * HOUR, covered_until=NOW
    ),
    "deliveries.queue_breaking": lambda s: s.deliveries.queue_breaking(NEWS, "key", ["x" * 9_000], ["one"], NOW, NOW),
    "deliveries.add_broken": lambda s: s.deliveries.add_broken(NEWS, ["one"], NOW),
    "deliveries.queue_now": lambda s: s.deliveries.queue_now(NEWS, "key", ["x" * 9_000], NOW),
    "deliveries.claim": lambda s: s.deliveries.claim(NOW, PLATFORMS),
    "deliveries.sent": lambda s: s.deliveries.sent(DELIVERY, "m" * 9_000),
    "deliveries.discussed": lambda s: s.deliveries.discussed(DELIVERY),
    "deliveries.retry": lambda s: s.deliveries.retry(DELIVERY, NOW, "d" * 9_000),
    "subscriptions.renew": lambda s: s.subscriptions.renew(NEWS, NOW),
    "schedules.replan": lambda s: s.schedules.replan([(SCHEDULE, NOW)]),
    "pages.keep": lambda s: s.pages.keep(NEWS, "id", ["p" * 9_000], NOW),
    "pages.forget": lambda s: s.pages.forget(NOW),
    "seen.first": lambda s: s.seen.first("discord", "e" * 9_000, NOW),
    "seen.forget": lambda s: s.seen.forget(NOW),
    "departures.begin": lambda s: s.departures.begin(replace(NEWS, id="n" * 9_000), Rejection.ARCHIVED, NOW),
    "departures.end": lambda s: s.departures.end(NEWS),
    "installations.keep": lambda s: s.installations.keep("discord", "harbour", "s" * 9_000),
    "installations.remove": lambda s: s.installations.remove("discord", "harbour"),
    "installations.issue_state": lambda s: s.installations.issue_state("s" * 9_000, NOW),
    "installations.spend_state": lambda s: s.installations.spend_state("state", NOW),
    "installations.forget_states": lambda s: s.installations.forget_states(NOW),
    "workspaces.erase": lambda s: s.workspaces.erase("discord", "harbour", NOW),
    "deliveries.reject": lambda s: s.deliveries.reject(DELIVERY, Rejection.BLOCKED, "d" * 9_000),
}
GROWING = sorted(
    WRITES.keys()
    - {"schedules.set_paused", "schedules.remove", "deliveries.claim", "deliveries.sent", "deliveries.retry"}
    - {
        "deliveries.discussed",
        "deliveries.reject",
        "deliveries.add_broken",
        "subscriptions.leave",
        "subscriptions.resume",
    }
    - {"subscriptions.renew", "schedules.replan", "pages.forget", "seen.forget", "departures.end"}
    - {"articles.settle_stories"}
    - {"installations.remove", "installations.spend_state", "installations.forget_states", "workspaces.erase"}
)
READS: dict[str, Call] = {
    "articles.get": lambda s: s.articles.get("one"),
    "articles.by_link": lambda s: s.articles.by_link("x"),
    "articles.near": lambda s: s.articles.near([1]),
    "articles.document": lambda s: s.articles.document("one"),
    "articles.documents": lambda s: s.articles.documents(["one"]),
    "articles.in_channel": lambda s: s.articles.in_channel(NEWS, "one"),
    "articles.of_channel": lambda s: s.articles.of_channel(NEWS),
    "articles.among": lambda s: s.articles.among(NEWS, {"one"}),
    "articles.numbered": lambda s: s.articles.numbered(NEWS, 1),
    "articles.count": lambda s: s.articles.count(NEWS),
    "briefings.get": lambda s: s.briefings.get(["one"], "extractive", "1"),
    "choices.of": lambda s: s.choices.of(NEWS),
    "spending.spent": lambda s: s.spending.spent("news", NOW.date()),
    "articles.holders": lambda s: s.articles.holders(["one"]),
    "articles.terms": lambda s: s.articles.terms(["one"]),
    "articles.copies": lambda s: s.articles.copies(NEWS, ["one"]),
    "feeds.by_url": lambda s: s.feeds.by_url(FEED.url),
    "feeds.get": lambda s: s.feeds.get(1),
    "feeds.due": lambda s: s.feeds.due(NOW, 5),
    "feeds.next_due": lambda s: s.feeds.next_due(),
    "feeds.fingerprints": lambda s: s.feeds.fingerprints(1),
    "feeds.waiting": lambda s: s.feeds.waiting(NOW, 5),
    "feeds.next_waiting": lambda s: s.feeds.next_waiting(),
    "feeds.entries": lambda s: s.feeds.entries(1, 5),
    "subscriptions.of_channel": lambda s: s.subscriptions.of_channel(NEWS),
    "subscriptions.get": lambda s: s.subscriptions.get(NEWS, 1),
    "subscriptions.to_feed": lambda s: s.subscriptions.to_feed(1),
    "subjects.of": lambda s: s.subjects.of(NEWS, "m1"),
    "deliveries.undiscussed": lambda s: s.deliveries.undiscussed(PLATFORMS),
    "turns.recent": lambda s: s.turns.recent(NEWS, NOW),
    "schedules.get": lambda s: s.schedules.get(NEWS, 1),
    "schedules.of_channel": lambda s: s.schedules.of_channel(NEWS),
    "schedules.due": lambda s: s.schedules.due(NOW, PLATFORMS),
    "schedules.next_due": lambda s: s.schedules.next_due(PLATFORMS),
    "deliveries.unsettled": lambda s: s.deliveries.unsettled(PLATFORMS),
    "deliveries.next_attempt": lambda s: s.deliveries.next_attempt(PLATFORMS),
    "deliveries.broken": lambda s: s.deliveries.broken(NEWS, NOW),
    "deliveries.last_asked_for": lambda s: s.deliveries.last_asked_for(NEWS),
    "deliveries.of_schedule": lambda s: s.deliveries.of_schedule(NEWS, 1),
    "deliveries.of_channel": lambda s: s.deliveries.of_channel(NEWS),
    "search.search": lambda s: s.search.search(NEWS, "pier", 5),
    "search.signs": lambda s: s.search.signs(NEWS),
    "search.vectors": lambda s: s.search.vectors(NEWS, ["one"]),
    "search.documents": lambda s: s.search.documents(["one"]),
    "subscriptions.at": lambda s: s.subscriptions.at(NEWS),
    "schedules.at": lambda s: s.schedules.at(NEWS),
    "pages.get": lambda s: s.pages.get(NEWS, "id", 1, NOW),
    "departures.has": lambda s: s.departures.has(NEWS),
    "departures.workspaces": lambda s: s.departures.workspaces("discord"),
    "departures.over": lambda s: s.departures.over(NOW),
    "installations.of": lambda s: s.installations.of("discord", "harbour"),
    "installations.all": lambda s: s.installations.all("discord"),
    "workspaces.of": lambda s: s.workspaces.of("discord"),
    "current_revision": lambda s: s.current_revision(),
    "upgrade": lambda s: s.upgrade(),
}
PARTS = (
    "articles", "briefings", "choices", "spending", "turns", "subjects", "schedules", "deliveries", "feeds",
    "subscriptions", "search", "pages", "seen", "departures", "installations", "workspaces",
)  # fmt: skip


async def filled(folder: Path) -> None:
    async with opened(folder) as store:
        await keep(store, article("one"), NEWS)
        await keep(store, article("two"))
        await store.schedules.add(NEWS, "daily 08:00", "UTC", "Ada", NOW, NOW + HOUR)
        await store.feeds.add(FEED, [ENTRY])
        await store.subscriptions.follow(NEWS, 1, "Ada", NOW)


@contextmanager
def held_alone(folder: Path) -> Iterator[None]:
    """Another process that neither lets write nor read."""
    with closing(sqlite3.connect(folder / "data" / "bot.sqlite3", isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        other.execute("UPDATE schedules SET note = 'held'")
        yield


def test_every_method_is_tried_below() -> None:
    store = Store("sqlite:///unused.sqlite3")
    methods = {
        f"{part}.{name}"
        for part in PARTS
        for name, method in vars(type(getattr(store, part))).items()
        if not name.startswith("_") and iscoroutinefunction(method)
    }
    assert methods | {"current_revision", "upgrade"} == WRITES.keys() | READS.keys()


@pytest.mark.parametrize("name", [*WRITES, *READS])
async def test_a_locked_database_is_said_to_be_busy(tmp_path: Path, name: str) -> None:
    await filled(tmp_path)
    with held_alone(tmp_path):
        async with Store(url(tmp_path), busy_seconds=0.01) as store:
            with pytest.raises(StoreBusy):
                await {**WRITES, **READS}[name](store)


@pytest.mark.parametrize("name", WRITES)
async def test_a_busy_writer_stops_writes_and_not_reads(tmp_path: Path, name: str) -> None:
    await filled(tmp_path)
    with closing(sqlite3.connect(tmp_path / "data" / "bot.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        async with Store(url(tmp_path), busy_seconds=0.01) as store:
            with pytest.raises(StoreBusy):
                await WRITES[name](store)
            assert await store.articles.get("one") is not None


@pytest.mark.parametrize("name", GROWING)
async def test_a_full_disk_saves_nothing_by_halves(tmp_path: Path, name: str) -> None:
    await filled(tmp_path)
    before = dump(tmp_path)
    async with Store(url(tmp_path)) as store:
        event.listen(store._database.engine.sync_engine, "connect", no_more_pages)
        with pytest.raises(StoreFull):
            await WRITES[name](store)
    assert dump(tmp_path) == before


def no_more_pages(connection: sqlite3.Connection, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA max_page_count = 1")  # SQLite takes the size it has for the least
    cursor.close()


def dump(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / "data" / "bot.sqlite3")) as connection:
        return list(connection.iterdump())


async def test_an_article_that_cannot_be_kept_whole_is_not_kept(store: Store) -> None:
    made = article("torn", links=("https://velm.example/torn",), fingerprint=(7,))
    nowhere = Passage("other", 0, 0, None)  # type: ignore[arg-type]
    with pytest.raises(Exception, match="NOT NULL"):
        await store.articles.save(made, document(made), [nowhere], b"")
    assert await store.articles.get("torn") is None
    assert await store.articles.by_link("https://velm.example/torn") is None
    assert await store.articles.near([7]) == []


async def test_a_channel_cannot_have_an_article_that_is_not_kept(store: Store) -> None:
    with pytest.raises(Exception, match="FOREIGN KEY"):
        await store.articles.put_in_channel(NEWS, "nothing", "Ada", NOW)


async def test_other_errors_keep_their_own_name(tmp_path: Path) -> None:
    async with Store(url(tmp_path)) as store:
        with pytest.raises(Exception, match="no such table") as caught:
            await store.articles.get("one")
    assert not isinstance(caught.value, UserError)


async def test_an_empty_database_is_brought_up_to_date_and_stays_so(tmp_path: Path) -> None:
    async with Store(url(tmp_path)) as store:
        assert await store.current_revision() is None
        await store.upgrade()
        assert await store.current_revision() == store.expected_revision()
        await store.upgrade()
        assert await store.current_revision() == store.expected_revision()


def test_the_expected_revision_is_that_of_the_newest_migration() -> None:
    assert Store("sqlite:///unused.sqlite3").expected_revision() == migrations.newest()


async def test_the_migrations_make_the_tables_as_they_are_written(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        path = store.path
    assert path is not None
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": no_full_text, "compare_type": True})
        assert compare_metadata(context, tables.metadata) == []
    engine.dispose()


async def test_articles_that_an_earlier_version_kept_are_searched_as_new_ones(tmp_path: Path) -> None:
    await filled(tmp_path)
    with closing(sqlite3.connect(tmp_path / "data" / "bot.sqlite3")) as connection:
        connection.executescript(
            """
            DROP TABLE signs; DROP TABLE passage_words; DROP VIEW searched_passages;
            ALTER TABLE passages DROP COLUMN words;
            CREATE VIRTUAL TABLE passage_words USING fts5 (text, content = 'passages', content_rowid = 'id');
            UPDATE alembic_version SET version_num = '0011';
            """
        )
    async with opened(tmp_path) as store:
        assert await store.search.signs(NEWS) == Signs(("one",), (signs_of(vector("one")),))
        assert [hit.passage.article for hit in await store.search.search(NEWS, "reopening", 5)] == ["one"]


def no_full_text(name: str | None, kind: str, _parents: object) -> bool:
    return not (kind == "table" and name is not None and name.startswith("passage_words"))


async def test_the_database_survives_being_opened_again(tmp_path: Path) -> None:
    await filled(tmp_path)
    async with opened(tmp_path) as store:
        assert [row.article.id for row in await store.articles.of_channel(NEWS)] == ["one"]


async def test_the_folder_is_made(tmp_path: Path) -> None:
    async with opened(tmp_path / "deep" / "down") as store:
        assert store.path is not None
        assert store.path.is_file()
