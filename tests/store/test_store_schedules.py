from bot.model.delivery import Edition, Schedule
from bot.model.feed import Filters
from bot.model.preferences import Length
from bot.store import Store
from tests.store.samples import HOUR, NEWS, NOW, SPORT

PLATFORMS = ["discord"]


async def add(store: Store, channel: object = NEWS, hours: int = 1) -> Schedule:
    return await store.schedules.add(
        NEWS if channel is NEWS else SPORT, "daily 08:00", "UTC", "Ada", NOW, NOW + hours * HOUR
    )


async def test_schedules_are_numbered_in_each_channel(store: Store) -> None:
    assert [(await add(store)).id, (await add(store, SPORT)).id, (await add(store)).id] == [1, 1, 2]
    assert [schedule.id for schedule in await store.schedules.of_channel(NEWS)] == [1, 2]


async def test_a_schedule_comes_back_as_it_was_added(store: Store) -> None:
    edition = Edition((1, 3), Filters(("strike", "minimum wage"), ("football",)), Length.SHORT, "llm")
    made = await store.schedules.add(
        NEWS, "weekdays 08:00", "Europe/London", "Ada", NOW, NOW + HOUR, post_empty=True, edition=edition
    )
    assert made.edition == edition
    assert made.covered_until == NOW
    assert await store.schedules.get(NEWS, made.id) == made
    assert await store.schedules.get(SPORT, made.id) is None


async def test_the_number_of_a_removed_schedule_is_not_used_again(store: Store) -> None:
    await add(store)
    await store.schedules.remove(NEWS, 1)
    assert await store.schedules.get(NEWS, 1) is None
    assert await store.schedules.of_channel(NEWS) == []
    assert await store.schedules.next_due(PLATFORMS) is None
    assert (await add(store)).id == 2


async def test_what_is_due_comes_longest_due_first(store: Store) -> None:
    late, later = await add(store, NEWS, 2), await add(store, SPORT, 1)
    assert await store.schedules.due(NOW + HOUR, PLATFORMS) == [later]
    assert await store.schedules.due(NOW + 3 * HOUR, PLATFORMS) == [later, late]
    assert await store.schedules.next_due(PLATFORMS) == NOW + HOUR


async def test_another_platform_s_schedules_are_left_to_it(store: Store) -> None:
    await add(store)
    assert await store.schedules.due(NOW + 3 * HOUR, ["terminal"]) == []
    assert await store.schedules.next_due(["terminal"]) is None


async def test_a_paused_schedule_is_not_due_until_it_is_resumed(store: Store) -> None:
    await add(store)
    assert (await store.schedules.set_paused(NEWS, 1, True)).paused
    assert await store.schedules.due(NOW + 3 * HOUR, PLATFORMS) == []
    assert await store.schedules.next_due(PLATFORMS) is None
    resumed = await store.schedules.set_paused(NEWS, 1, False, NOW + 5 * HOUR)
    assert (resumed.paused, resumed.next_run_at) == (False, NOW + 5 * HOUR)
    assert await store.schedules.next_due(PLATFORMS) == NOW + 5 * HOUR


async def test_advancing_says_why_and_when(store: Store) -> None:
    made = await add(store)
    assert await store.schedules.advance(made, NOW + 9 * HOUR, "nothing new", ran_at=NOW + HOUR)
    after = await store.schedules.get(NEWS, 1)
    assert after is not None
    assert (after.next_run_at, after.note, after.last_run_at) == (NOW + 9 * HOUR, "nothing new", NOW + HOUR)
    assert after.covered_until == NOW


async def test_a_schedule_that_was_changed_meanwhile_is_not_advanced(store: Store) -> None:
    made = await add(store)
    await store.schedules.set_paused(NEWS, 1, True)
    assert not await store.schedules.advance(made, NOW + 9 * HOUR, "nothing new")
    assert (await store.schedules.set_paused(NEWS, 1, False)).next_run_at == NOW + HOUR
