"""A workspace or a channel leaves: its digests and feeds rest, and go on without a flood when it is back."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.desk.departures import KEPT
from bot.model.delivery import OWNER, Rejection
from bot.model.place import Channel
from bot.workers import WorkerPool
from tests.desk.newsstand import SPORT, START, Newsstand
from tests.desk.stand import DAY, GRAIN, HOUR, NEWS, PIER, Stand, opened


@pytest.fixture
async def room(tmp_path: Path, workers: WorkerPool) -> AsyncIterator[Stand]:
    async with opened(tmp_path, workers) as made:
        await made.say("digest schedule", times="08:00 UTC")
        yield made


async def test_a_workspace_that_left_is_posted_nothing(room: Stand) -> None:
    await room.app.desk.departures.left("memory", "harbour")
    await room.put("one", PIER[0])
    await room.later(DAY)
    assert room.posted == []


async def test_what_was_added_meanwhile_is_in_the_next_digest_and_missed_times_are_not_made_up_for(room: Stand) -> None:
    departures = room.app.desk.departures
    await departures.left("memory", "harbour")
    await room.put("one", PIER[0])
    await room.later(3 * DAY)
    await departures.returned("memory", "harbour")
    await room.later(HOUR / 2)
    assert room.posted == []
    [schedule] = await room.app.desk.schedules(NEWS)
    assert (schedule.next_run_at, schedule.note, schedule.held) == (START + 3 * DAY + HOUR, "", None)
    await room.later(HOUR)
    assert room.posted == [PIER[0][:-1]]


async def test_who_comes_back_before_the_next_time_misses_nothing(room: Stand) -> None:
    await room.app.desk.departures.left("memory", "harbour")
    await room.put("one", PIER[0])
    await room.app.desk.departures.returned("memory", "harbour")
    await room.later(HOUR)
    assert room.posted == [PIER[0][:-1]]


async def test_what_a_person_paused_stays_paused(room: Stand) -> None:
    await room.say("digest pause", schedule="1")
    await room.app.desk.departures.left("memory", "harbour")
    await room.app.desk.departures.returned("memory", "harbour")
    [schedule] = await room.app.desk.schedules(NEWS)
    assert schedule.paused
    await room.put("one", PIER[0])
    await room.later(DAY)
    assert room.posted == []


async def test_a_message_that_waits_is_posted_after_the_return(room: Stand) -> None:
    room.messenger.connected = False
    await room.put("one", PIER[0])
    await room.say("digest now")
    await room.app.desk.departures.left("memory", "harbour")
    room.messenger.connected = True
    await room.later(HOUR)
    assert room.posted == []
    await room.app.desk.departures.returned("memory", "harbour")
    await room.later(timedelta(minutes=1))
    assert room.posted == [PIER[0][:-1]]


async def test_at_connection_those_who_are_not_there_have_left_and_those_who_are_have_returned(room: Stand) -> None:
    departures, store = room.app.desk.departures, room.app.store
    await store.schedules.add(Channel("memory", "inland", "news"), "daily 08:00", "UTC", "Ben", room.now, room.now)
    await store.schedules.add(Channel("other", "afar", "news"), "daily 08:00", "UTC", "Ben", room.now, room.now)
    await departures.present("memory", {"harbour", "new"})
    assert await store.departures.workspaces("memory") == {"inland"}
    await departures.present("memory", {"inland"})
    assert await store.departures.workspaces("memory") == {"harbour"}
    assert await store.departures.workspaces("other") == set()


async def test_who_is_still_away_at_the_next_connection_left_at_the_first(room: Stand) -> None:
    await room.app.desk.departures.present("memory", set())
    room.now += 5 * DAY
    await room.app.desk.departures.present("memory", set())
    assert await room.app.store.departures.over(room.now - 4 * DAY) == [("memory", "harbour")]


async def test_a_channel_that_is_gone_rests_with_its_reason_and_the_owner_is_told_once(room: Stand) -> None:
    departures = room.app.desk.departures
    await departures.channel_gone(NEWS, Rejection.ARCHIVED)
    await departures.channel_gone(NEWS, Rejection.ARCHIVED)
    assert "paused until it can be posted again: the thread is archived; open it again" in await room.read(
        "digest list"
    )
    await room.later(timedelta(minutes=1))
    [told] = room.messenger.texts(Channel("memory", "harbour", OWNER))
    assert told.startswith("Digests rest in one place: the thread is archived; open it again")
    await room.put("one", PIER[0])
    await room.later(DAY)
    assert room.posted == []


async def test_nobody_is_told_of_a_channel_without_digests(room: Stand) -> None:
    await room.say("digest pause", schedule="1")
    await room.app.desk.departures.channel_gone(NEWS, Rejection.UNKNOWN_CHANNEL)
    await room.app.desk.departures.channel_gone(Channel("memory", "harbour", "hall"), Rejection.UNKNOWN_CHANNEL)
    await room.later(HOUR)
    assert room.messenger.posted == []


async def test_a_channel_that_is_back_goes_on(room: Stand) -> None:
    departures = room.app.desk.departures
    await departures.channel_back(NEWS)
    await departures.channel_gone(NEWS, Rejection.ARCHIVED)
    await room.put("one", GRAIN[0])
    await room.later(DAY + 2 * HOUR)
    await departures.channel_back(NEWS)
    assert "next on" in await room.read("digest list")
    await room.later(DAY)
    assert room.posted == [GRAIN[0][:-1]]


async def test_whoever_resumes_a_digest_there_brings_the_channel_back(room: Stand) -> None:
    await room.app.desk.departures.channel_gone(NEWS, Rejection.NO_ACCESS)
    assert "is running again" in await room.read("digest resume", schedule="1")
    assert "paused" not in await room.read("digest list")


async def test_a_workspace_that_stays_away_is_erased_while_the_bot_works(room: Stand) -> None:
    await room.put("one", PIER[0])
    await room.app.desk.departures.left("memory", "harbour")
    room.now += KEPT + HOUR
    await room.app.tidying.start()
    await asyncio.sleep(0)  # so that it has begun when it is asked to end
    await room.app.tidying.stop()
    assert await room.app.store.workspaces.of("memory") == set()
    assert await room.app.store.articles.get("one") is None


async def test_feeds_bring_nothing_while_their_workspace_is_away_and_no_flood_after(stand: Newsstand) -> None:
    await stand.follow()
    departures = stand.bot.desk.departures
    await departures.left("memory", "harbour")
    asked = stand.asked_for("/feed")
    stand.publish(0)
    await stand.later(hours=5)
    assert stand.asked_for("/feed") == asked
    await departures.returned("memory", "harbour")
    await stand.later(hours=2)
    assert await stand.titles() == []
    new = stand.publish(1)
    await stand.later(hours=2)
    assert await stand.titles() == [new.title]


async def test_a_feed_goes_on_for_others_while_one_channel_is_gone(stand: Newsstand) -> None:
    await stand.follow()
    await stand.follow(SPORT)
    departures = stand.bot.desk.departures
    await departures.channel_gone(NEWS, Rejection.ARCHIVED)
    missed = stand.publish(0)
    await stand.later(hours=2)
    assert (await stand.titles(), await stand.titles(SPORT)) == ([], [missed.title])
    assert "paused here" in await stand.read("feed list")
    await departures.channel_back(NEWS)
    new = stand.publish(1)
    await stand.later(hours=2)
    assert (await stand.titles(), await stand.titles(SPORT)) == ([new.title], [missed.title, new.title])


async def test_a_feed_that_a_person_paused_stays_paused(stand: Newsstand) -> None:
    await stand.follow()
    await stand.say("feed pause", feed="1")
    await stand.bot.desk.departures.left("memory", "harbour")
    await stand.bot.desk.departures.returned("memory", "harbour")
    stand.publish(0)
    await stand.later(hours=2)
    assert await stand.titles() == []


async def test_whoever_resumes_a_feed_there_brings_the_channel_back(stand: Newsstand) -> None:
    await stand.follow()
    await stand.bot.desk.departures.channel_gone(NEWS, Rejection.NO_ACCESS)
    assert "goes on" in await stand.read("feed resume", feed="1")
    new = stand.publish(0)
    await stand.later(hours=2)
    assert await stand.titles() == [new.title]
