"""Pages of replies, and events that were seen."""

from bot.store import Store
from bot.store.pages import Kept
from tests.store.samples import HOUR, NEWS, NOW, SPORT


async def test_each_page_is_kept_for_its_channel_alone(store: Store) -> None:
    await store.pages.keep(NEWS, "id", ["first", "second"], NOW)
    await store.pages.keep(SPORT, "other", ["elsewhere"], NOW)
    assert await store.pages.get(NEWS, "id", 2, NOW - HOUR) == Kept("second", 2, 2)
    assert await store.pages.get(NEWS, "id", 3, NOW - HOUR) is None
    assert await store.pages.get(SPORT, "id", 1, NOW - HOUR) is None
    assert await store.pages.get(SPORT, "other", 1, NOW - HOUR) == Kept("elsewhere", 1, 1)


async def test_pages_are_forgotten_after_their_time_and_not_given_out_before_that(store: Store) -> None:
    await store.pages.keep(NEWS, "old", ["page"], NOW)
    await store.pages.keep(NEWS, "new", ["page"], NOW + HOUR)
    assert await store.pages.get(NEWS, "old", 1, NOW) is None
    await store.pages.forget(NOW + HOUR)
    assert await store.pages.get(NEWS, "old", 1, NOW - HOUR) is None
    assert await store.pages.get(NEWS, "new", 1, NOW - HOUR) is not None


async def test_an_event_is_new_once_on_each_platform(store: Store) -> None:
    assert await store.seen.first("slack", "Ev1", NOW)
    assert not await store.seen.first("slack", "Ev1", NOW + HOUR)
    assert await store.seen.first("slack", "Ev2", NOW + HOUR)
    assert await store.seen.first("discord", "Ev1", NOW)


async def test_an_event_is_new_again_when_it_was_forgotten(store: Store) -> None:
    await store.seen.first("slack", "Ev1", NOW)
    await store.seen.first("slack", "Ev2", NOW + HOUR)
    await store.seen.forget(NOW + HOUR)
    assert await store.seen.first("slack", "Ev1", NOW + HOUR)
    assert not await store.seen.first("slack", "Ev2", NOW + HOUR)
