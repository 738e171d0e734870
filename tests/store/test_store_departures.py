"""Who left, and what rests with them."""

from datetime import timedelta

from bot.model.delivery import Rejection, Schedule
from bot.model.feed import Feed
from bot.model.place import WHOLE, Channel
from bot.store import Store
from tests.store.samples import HOUR, NEWS, NOW, SPORT

HARBOUR = Channel("discord", "harbour", WHOLE)
ELSEWHERE = Channel("discord", "inland", "news")
PLATFORMS = ["discord"]


async def schedule(store: Store, channel: Channel) -> Schedule:
    return await store.schedules.add(channel, "daily 08:00", "UTC", "Ada", NOW, NOW + HOUR)


async def due(store: Store) -> list[Channel]:
    return [one.channel for one in await store.schedules.due(NOW + HOUR, PLATFORMS)]


async def held(store: Store, channel: Channel) -> Rejection | None:
    [one] = await store.schedules.of_channel(channel)
    return one.held


async def test_the_schedules_of_a_workspace_rest_while_it_is_away(store: Store) -> None:
    for channel in (NEWS, SPORT, ELSEWHERE):
        await schedule(store, channel)
    await store.departures.begin(HARBOUR, Rejection.REMOVED, NOW)
    assert await due(store) == [ELSEWHERE]
    assert await held(store, NEWS) is await held(store, SPORT) is Rejection.REMOVED
    assert await held(store, ELSEWHERE) is None
    await store.departures.end(HARBOUR)
    assert await due(store) == [NEWS, SPORT, ELSEWHERE]
    assert await held(store, NEWS) is None


async def test_a_schedule_that_rests_is_not_waited_for(store: Store) -> None:
    await schedule(store, NEWS)
    await store.departures.begin(NEWS, Rejection.ARCHIVED, NOW)
    assert await store.schedules.next_due(PLATFORMS) is None
    await schedule(store, SPORT)
    assert await store.schedules.next_due(PLATFORMS) == NOW + HOUR


async def test_a_channel_rests_alone_and_a_workspace_s_reason_comes_first(store: Store) -> None:
    await schedule(store, NEWS)
    await schedule(store, SPORT)
    await store.departures.begin(NEWS, Rejection.ARCHIVED, NOW)
    assert await due(store) == [SPORT]
    await store.departures.begin(HARBOUR, Rejection.REMOVED, NOW)
    assert await held(store, NEWS) is Rejection.REMOVED
    await store.departures.end(HARBOUR)
    assert await held(store, NEWS) is Rejection.ARCHIVED


async def test_a_digest_that_was_being_made_when_its_channel_left_is_not_queued(store: Store) -> None:
    made = await schedule(store, NEWS)
    await store.departures.begin(NEWS, Rejection.UNKNOWN_CHANNEL, NOW)
    later = NOW + 25 * HOUR
    assert not await store.deliveries.queue_digest(made, "key", ["page"], now=NOW, next_run_at=later, covered_until=NOW)
    assert not await store.schedules.advance(made, later, "nothing new")
    assert await store.deliveries.of_channel(NEWS) == []


async def test_messages_to_who_is_away_wait_and_hold_up_nobody(store: Store) -> None:
    await store.deliveries.queue_now(NEWS, "key", ["waits"], NOW)
    await store.deliveries.queue_now(ELSEWHERE, "key", ["goes"], NOW + HOUR)
    await store.departures.begin(HARBOUR, Rejection.REMOVED, NOW)
    assert await store.deliveries.next_attempt(PLATFORMS) == NOW + HOUR
    taken = await store.deliveries.claim(NOW + HOUR, PLATFORMS)
    assert taken is not None
    assert taken.payload == "goes"
    assert await store.deliveries.claim(NOW + HOUR, PLATFORMS) is None
    await store.departures.end(HARBOUR)
    back = await store.deliveries.claim(NOW + HOUR, PLATFORMS)
    assert back is not None
    assert back.payload == "waits"


async def test_a_feed_that_only_the_absent_follow_is_not_polled(store: Store) -> None:
    feed = await store.feeds.add(Feed(0, "https://velm.example/feed", "Velm", None, NOW, HOUR), [])
    await store.subscriptions.follow(NEWS, feed.id, "Ada", NOW)
    await store.departures.begin(HARBOUR, Rejection.REMOVED, NOW)
    assert await store.feeds.due(NOW, 5) == []
    assert await store.feeds.next_due() is None
    assert [one.paused for one in await store.subscriptions.to_feed(feed.id)] == [True]
    await store.subscriptions.follow(ELSEWHERE, feed.id, "Ben", NOW)
    assert [one.id for one in await store.feeds.due(NOW, 5)] == [feed.id]
    assert {one.channel: one.paused for one in await store.subscriptions.to_feed(feed.id)} == {
        NEWS: True,
        ELSEWHERE: False,
    }


async def test_who_is_said_to_have_left_again_left_at_the_first_time(store: Store) -> None:
    assert await store.departures.begin(HARBOUR, Rejection.REMOVED, NOW)
    assert not await store.departures.begin(HARBOUR, Rejection.REMOVED, NOW + 5 * HOUR)
    assert await store.departures.over(NOW + HOUR) == [("discord", "harbour")]
    assert await store.departures.over(NOW) == []


async def test_only_whole_workspaces_are_told_to_have_left(store: Store) -> None:
    await store.departures.begin(Channel("discord", "inland", "news"), Rejection.ARCHIVED, NOW)
    await store.departures.begin(HARBOUR, Rejection.REMOVED, NOW)
    assert await store.departures.workspaces("discord") == {"harbour"}
    assert await store.departures.workspaces("slack") == set()
    assert await store.departures.over(NOW + timedelta(days=99)) == [("discord", "harbour")]
    assert await store.departures.has(HARBOUR)
    assert not await store.departures.has(NEWS)


async def test_new_times_are_given_to_the_schedules_named_alone(store: Store) -> None:
    first, second = await schedule(store, NEWS), await schedule(store, NEWS)
    await store.schedules.replan([(second, NOW + 9 * HOUR)])
    assert [one.next_run_at for one in await store.schedules.of_channel(NEWS)] == [first.next_run_at, NOW + 9 * HOUR]


async def test_what_a_workspace_follows_begins_anew_and_no_other_s(store: Store) -> None:
    feed = await store.feeds.add(Feed(0, "https://velm.example/feed", "Velm", None, NOW, HOUR), [])
    for channel in (NEWS, SPORT, ELSEWHERE):
        await store.subscriptions.follow(channel, feed.id, "Ada", NOW)
    await store.subscriptions.renew(HARBOUR, NOW + HOUR)
    assert {one.channel: one.since for one in await store.subscriptions.to_feed(feed.id)} == {
        NEWS: NOW + HOUR,
        SPORT: NOW + HOUR,
        ELSEWHERE: NOW,
    }
    assert {one.channel for one in await store.subscriptions.at(HARBOUR)} == {NEWS, SPORT}
    assert {one.channel for one in await store.subscriptions.at(SPORT)} == {SPORT}
