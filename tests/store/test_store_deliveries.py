from datetime import timedelta

from sqlalchemy import event

from bot.model.delivery import Delivery, DeliveryState, Rejection, Schedule
from bot.model.place import Channel
from bot.store import Store
from tests.store.samples import HOUR, NEWS, NOW, SPORT, article, keep

PLATFORMS = ["discord"]
DUE = NOW + HOUR
NEXT = NOW + 25 * HOUR


async def schedule(store: Store, channel: Channel = NEWS) -> Schedule:
    return await store.schedules.add(channel, "daily 08:00", "UTC", "Ada", NOW, DUE)


async def queue(store: Store, made: Schedule, *payloads: str) -> bool:
    return await store.deliveries.queue_digest(made, "key", payloads, now=DUE, next_run_at=NEXT, covered_until=DUE)


async def claim(store: Store) -> Delivery:
    delivery = await store.deliveries.claim(DUE, PLATFORMS)
    assert delivery is not None
    return delivery


async def states(store: Store) -> list[DeliveryState]:
    return [delivery.state for delivery in await store.deliveries.of_channel(NEWS)]


async def test_a_digest_is_queued_with_the_step_to_the_next_time(store: Store) -> None:
    assert await queue(store, await schedule(store), "one", "two")
    moved = await store.schedules.get(NEWS, 1)
    assert moved is not None
    assert (moved.next_run_at, moved.covered_until, moved.last_run_at) == (NEXT, DUE, DUE)
    rows = await store.deliveries.of_channel(NEWS)
    assert [(row.part, row.parts, row.key, row.payload, row.due_at) for row in rows] == [
        (1, 2, "key-1", "one", DUE),
        (2, 2, "key-2", "two", DUE),
    ]


async def test_a_due_time_is_queued_once(store: Store) -> None:
    made = await schedule(store)
    assert await queue(store, made, "one")
    assert not await queue(store, made, "one")
    assert len(await store.deliveries.of_channel(NEWS)) == 1


async def test_a_removed_schedule_queues_nothing_and_drops_what_waits(store: Store) -> None:
    made, other = await schedule(store), await schedule(store)
    assert await queue(store, made, "one", "two")
    await store.deliveries.sent(await claim(store), "m1")
    await store.schedules.remove(NEWS, made.id)
    assert await states(store) == [DeliveryState.SENT]
    await store.schedules.remove(NEWS, other.id)
    assert not await queue(store, other, "one")


async def test_parts_go_out_in_order_and_one_at_a_time(store: Store) -> None:
    await queue(store, await schedule(store), "one", "two")
    first = await claim(store)
    assert (first.payload, first.state, first.attempts, first.sending_since) == ("one", DeliveryState.SENDING, 1, DUE)
    assert await store.deliveries.claim(DUE, PLATFORMS) is None
    await store.deliveries.sent(first, "m1")
    assert (await claim(store)).payload == "two"


async def test_a_part_that_must_wait_holds_back_those_behind_it(store: Store) -> None:
    await queue(store, await schedule(store), "one", "two")
    await store.deliveries.queue_now(NEWS, "later", ["three"], DUE)
    await store.deliveries.retry(await claim(store), DUE + timedelta(minutes=5))
    assert await store.deliveries.claim(DUE, PLATFORMS) is None
    assert await store.deliveries.next_attempt(PLATFORMS) == DUE + timedelta(minutes=5)
    again = await store.deliveries.claim(DUE + timedelta(minutes=5), PLATFORMS)
    assert again is not None
    assert (again.payload, again.attempts, again.sending_since) == ("one", 2, DUE)


async def test_channels_do_not_wait_for_each_other(store: Store) -> None:
    await queue(store, await schedule(store), "one")
    await queue(store, await schedule(store, SPORT), "other")
    await claim(store)
    assert (await claim(store)).payload == "other"


async def test_a_refused_part_takes_the_rest_of_its_digest_along_and_no_other(store: Store) -> None:
    await queue(store, await schedule(store), "one", "two")
    await store.deliveries.queue_now(NEWS, "later", ["three"], DUE)
    await store.deliveries.reject(await claim(store), Rejection.NO_PERMISSION, "Missing Permissions")
    rows = await store.deliveries.of_channel(NEWS)
    assert [row.state for row in rows] == [DeliveryState.REJECTED, DeliveryState.REJECTED, DeliveryState.PENDING]
    assert [row.reason for row in rows] == [Rejection.NO_PERMISSION, Rejection.NO_PERMISSION, None]
    assert (await claim(store)).payload == "three"


async def test_what_is_under_way_is_known_after_a_restart(store: Store) -> None:
    await queue(store, await schedule(store), "one", "two")
    taken = await claim(store)
    assert await store.deliveries.unsettled(PLATFORMS) == [taken]
    assert await store.deliveries.unsettled(["terminal"]) == []
    assert await store.deliveries.next_attempt(PLATFORMS) is None
    await store.deliveries.sent(taken, "m1")
    assert await store.deliveries.unsettled(PLATFORMS) == []


async def test_a_settled_message_stays_settled(store: Store) -> None:
    await queue(store, await schedule(store), "one")
    taken = await claim(store)
    await store.deliveries.sent(taken, "m1")
    await store.deliveries.retry(taken, DUE)
    await store.deliveries.reject(taken, Rejection.BLOCKED)
    [row] = await store.deliveries.of_channel(NEWS)
    assert (row.state, row.message) == (DeliveryState.SENT, "m1")


async def test_another_platform_s_messages_are_left_to_it(store: Store) -> None:
    await queue(store, await schedule(store), "one")
    assert await store.deliveries.claim(DUE, ["terminal"]) is None
    assert await store.deliveries.next_attempt(["terminal"]) is None


async def test_a_digest_asked_for_belongs_to_no_schedule(store: Store) -> None:
    assert await store.deliveries.last_asked_for(NEWS) is None
    await store.deliveries.queue_now(NEWS, "now", ["one"], NOW)
    await store.deliveries.queue_now(NEWS, "again", ["two"], DUE)
    assert [row.schedule for row in await store.deliveries.of_channel(NEWS)] == [None, None]
    assert await store.deliveries.last_asked_for(NEWS) == DUE
    assert await store.deliveries.last_asked_for(SPORT) is None


async def test_the_last_deliveries_of_a_schedule_come_newest_first(store: Store) -> None:
    await queue(store, await schedule(store), *[f"p{number}" for number in range(12)])
    shown = await store.deliveries.of_schedule(NEWS, 1)
    assert [row.payload for row in shown] == [f"p{number}" for number in range(11, 1, -1)]
    assert await store.deliveries.of_schedule(SPORT, 1) == []


async def test_breaking_news_is_queued_with_its_articles_or_not_at_all(store: Store) -> None:
    for name in ("one", "two", "three"):
        await keep(store, article(name), NEWS)
    assert await store.deliveries.queue_breaking(NEWS, "key", ["story"], ["one", "two"], DUE, DUE)
    assert not await store.deliveries.queue_breaking(NEWS, "other", ["again"], ["two", "three"], NEXT, NEXT)
    assert await store.deliveries.queue_breaking(SPORT, "key", ["story"], ["one"], DUE, DUE)
    [row] = await store.deliveries.of_channel(NEWS)
    assert (row.schedule, row.payload, row.due_at) == (None, "story", DUE)
    assert await store.deliveries.broken(NEWS, NOW) == {"one", "two"}
    assert await store.deliveries.broken(NEWS, DUE) == set()
    await store.deliveries.add_broken(NEWS, ["two", "three"], NEXT)
    assert await store.deliveries.broken(NEWS, DUE) == {"three"}
    assert await store.deliveries.last_asked_for(NEWS) is None


async def test_the_later_parts_of_breaking_news_are_refused_with_the_first(store: Store) -> None:
    await keep(store, article("one"), NEWS)
    await store.deliveries.queue_breaking(NEWS, "key", ["one", "two"], ["one"], DUE, DUE)
    assert await store.deliveries.reject(await claim(store), Rejection.NO_PERMISSION)
    assert {row.state for row in await store.deliveries.of_channel(NEWS)} == {DeliveryState.REJECTED}


async def test_the_next_of_many_messages_is_found_by_indexes_alone(store: Store) -> None:
    asked: list[tuple[str, tuple[object, ...]]] = []

    def ask(_connection: object, _cursor: object, statement: str, parameters: tuple[object, ...], *_: object) -> None:
        if statement.startswith("SELECT") and "EXISTS" in statement:
            asked.append((statement, parameters))

    await queue(store, await schedule(store), *[f"p{number}" for number in range(1_000)])
    event.listen(store._database.engine.sync_engine, "before_cursor_execute", ask)
    assert (await claim(store)).payload == "p0"
    async with store._database.read() as connection:
        plans = [
            step.detail
            for statement, parameters in list(asked)
            for step in await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        ]
    assert {plan.partition(" (")[0].rpartition("INDEX ")[2] for plan in plans if plan.startswith("SEARCH")} == {
        "ix_deliveries_next",
        "ix_deliveries_order",
        "sqlite_autoindex_departures_1",
    }
    assert not [plan for plan in plans if plan.startswith("SCAN") or "TEMP B-TREE" in plan]


async def test_the_disk_is_waited_for_before_a_message_is_posted_and_not_after(store: Store) -> None:
    made, pragmas = await schedule(store), list[str]()

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("PRAGMA synchronous"):
            pragmas.append(statement.partition("= ")[2])

    event.listen(store._database.engine.sync_engine, "before_cursor_execute", note)
    await queue(store, made, "one")
    delivery = await claim(store)
    await store.deliveries.sent(delivery, "m1")
    assert pragmas == ["NORMAL", "FULL", "NORMAL"]
