"""What is kept for a time only is forgotten when that is over, and not before."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.desk import departures, pages
from bot.model.delivery import Rejection
from bot.model.place import WHOLE, Channel
from bot.store import Store
from bot.work.tidying import EVERY, Tidying
from tests.work.newsroom import DAY, HOUR, MONDAY, NEWS, SECOND, TurnedClock, url

HARBOUR = Channel("memory", "harbour", WHOLE)
MINUTE = timedelta(minutes=1)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with Store(url(tmp_path)) as opened:
        await opened.upgrade()
        yield opened


async def tidied(store: Store, clock: TurnedClock) -> None:
    """As by a bot that was started at that time."""
    await Tidying(store, clock).run()


async def test_a_workspace_is_erased_thirty_days_after_it_left(store: Store, clock: TurnedClock) -> None:
    assert timedelta(days=30) == departures.KEPT
    await store.schedules.add(NEWS, "daily 08:00", "UTC", "Ada", MONDAY, MONDAY)
    await store.schedules.add(Channel("memory", "inland", "news"), "daily 08:00", "UTC", "Ada", MONDAY, MONDAY)
    await store.departures.begin(HARBOUR, Rejection.REMOVED, MONDAY)
    clock.now += departures.KEPT
    await tidied(store, clock)
    assert await store.workspaces.of("memory") == {"harbour", "inland"}
    clock.now += SECOND
    await tidied(store, clock)
    assert await store.workspaces.of("memory") == {"inland"}


async def test_a_workspace_that_returned_and_left_again_is_kept_for_as_long_again(
    store: Store, clock: TurnedClock
) -> None:
    await store.schedules.add(NEWS, "daily 08:00", "UTC", "Ada", MONDAY, MONDAY)
    await store.departures.begin(HARBOUR, Rejection.REMOVED, MONDAY)
    await store.departures.end(HARBOUR)
    await store.departures.begin(HARBOUR, Rejection.REMOVED, MONDAY + DAY)
    clock.now += departures.KEPT + HOUR
    await tidied(store, clock)
    assert await store.schedules.of_channel(NEWS) != []


async def test_a_channel_that_is_gone_is_not_erased(store: Store, clock: TurnedClock) -> None:
    await store.schedules.add(NEWS, "daily 08:00", "UTC", "Ada", MONDAY, MONDAY)
    await store.departures.begin(NEWS, Rejection.UNKNOWN_CHANNEL, MONDAY)
    clock.now += 2 * departures.KEPT
    await tidied(store, clock)
    assert await store.schedules.of_channel(NEWS) != []


async def test_pages_events_and_states_are_forgotten_each_after_its_time(store: Store, clock: TurnedClock) -> None:
    await store.pages.keep(NEWS, "id", ["page"], MONDAY)
    await store.seen.first("slack", "Ev1", MONDAY)
    await store.installations.issue_state("state", MONDAY)
    clock.now += 11 * MINUTE
    await tidied(store, clock)
    assert not await store.installations.spend_state("state", MONDAY - DAY)
    assert not await store.seen.first("slack", "Ev1", clock.now)
    clock.now = MONDAY + DAY + SECOND
    await tidied(store, clock)
    assert await store.seen.first("slack", "Ev1", clock.now)
    assert await store.pages.get(NEWS, "id", 1, MONDAY - DAY) is not None
    clock.now = MONDAY + pages.KEPT + SECOND
    await tidied(store, clock)
    assert await store.pages.get(NEWS, "id", 1, MONDAY - DAY) is None


async def test_it_is_done_at_the_start_and_then_every_hour(store: Store, clock: TurnedClock) -> None:
    duty = Tidying(store, clock)
    assert await duty.next_wake() is None
    await duty.run()
    assert await duty.next_wake() == MONDAY + EVERY
    await store.seen.first("slack", "Ev1", MONDAY - 2 * DAY)
    clock.now += EVERY - SECOND
    await duty.run()
    assert not await store.seen.first("slack", "Ev1", clock.now)
    clock.now += SECOND
    await duty.run()
    assert await store.seen.first("slack", "Ev1", clock.now)
