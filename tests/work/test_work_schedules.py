"""Which digests are made when."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.digest.outbox import GRACE
from bot.model.briefing import Digest
from bot.model.delivery import Edition
from bot.model.place import Channel
from bot.store import Store
from bot.work.memory import MemoryMessenger
from bot.work.tasks import AGAIN, COMPOSERS
from tests.work.newsroom import DAY, HOUR, MONDAY, NEWS, SECOND, SPORT, Newsroom, TurnedClock, headlines, url


def read(room: Newsroom, channel: Channel = NEWS) -> list[str]:
    assert isinstance(room.messenger, MemoryMessenger)
    return headlines(room.messenger.texts(channel))


async def test_a_digest_is_posted_at_its_time_and_not_before(room: Newsroom) -> None:
    await room.schedule()
    await room.add("Pier reopens", "Grain talks")
    await room.later(timedelta(minutes=59))
    assert read(room) == []
    await room.later(timedelta(minutes=1))
    assert read(room) == ["Pier reopens", "Grain talks"]
    await room.later(timedelta(minutes=1))
    assert read(room) == ["Pier reopens", "Grain talks"]


async def test_each_article_is_told_in_one_digest(room: Newsroom) -> None:
    await room.schedule()
    await room.add("Monday")
    await room.later(HOUR)
    await room.add("later on Monday")
    await room.later(DAY)
    await room.add("Wednesday")
    await room.later(DAY)
    assert read(room) == ["Monday", "later on Monday", "Wednesday"]


async def test_the_first_digest_begins_with_the_schedule(room: Newsroom) -> None:
    await room.add("before")
    room.clock.now += timedelta(minutes=10)
    await room.schedule()
    room.clock.now += timedelta(minutes=10)
    await room.add("after")
    await room.later(HOUR)
    assert read(room) == ["after"]


async def test_nothing_new_is_noted_and_not_posted(room: Newsroom) -> None:
    await room.schedule()
    await room.later(HOUR)
    assert read(room) == []
    assert await room.note() == "nothing new at 08:00 on Monday, so nothing was posted"
    assert await room.tasks.next_wake() == MONDAY + HOUR + DAY


async def test_nothing_new_is_posted_where_that_was_asked_for(room: Newsroom) -> None:
    await room.schedule(post_empty=True)
    await room.later(HOUR)
    assert read(room) == ["nothing new"]


async def test_a_note_is_forgotten_when_the_next_digest_is_posted(room: Newsroom) -> None:
    await room.schedule()
    await room.later(HOUR)
    await room.add("Pier reopens")
    await room.later(DAY)
    assert await room.note() == ""


async def test_a_late_digest_is_posted_once_within_the_grace(room: Newsroom) -> None:
    await room.schedule("every 2 hours")
    await room.add("Pier reopens")
    await room.later(GRACE + HOUR)
    assert read(room) == ["Pier reopens"]
    assert await room.tasks.next_wake() == MONDAY + timedelta(hours=9)


async def test_a_digest_beyond_the_grace_is_noted_and_its_articles_are_in_the_next(room: Newsroom) -> None:
    await room.schedule()
    await room.add("Pier reopens")
    await room.later(HOUR + GRACE + timedelta(seconds=1))
    assert read(room) == []
    assert "missed at 08:00 on Monday" in await room.note()
    await room.later(DAY - GRACE)
    assert read(room) == ["Pier reopens"]


async def test_days_of_silence_are_caught_up_once(room: Newsroom) -> None:
    await room.schedule()
    await room.add("Pier reopens")
    await room.later(5 * DAY)
    await room.later(HOUR)
    assert read(room) == ["Pier reopens"]


async def test_a_restart_between_scheduling_and_the_due_time_changes_nothing(tmp_path: Path) -> None:
    clock = TurnedClock()
    channels = MemoryMessenger("memory", clock)
    async with Store(url(tmp_path)) as store:
        await store.upgrade()
        room = Newsroom(store, channels, clock)
        await room.schedule()
        await room.add("Pier reopens")
    for _ in range(3):
        async with Store(url(tmp_path)) as store:
            await Newsroom(store, channels, clock).later(timedelta(minutes=30))
    assert headlines(channels.texts(NEWS)) == ["Pier reopens"]


async def test_wall_clock_time_holds_when_the_clock_changes(tmp_path: Path) -> None:
    clock = TurnedClock(datetime(2026, 10, 24, 6, tzinfo=UTC))
    channels = MemoryMessenger("memory", clock)
    async with Store(url(tmp_path)) as store:
        await store.upgrade()
        room = Newsroom(store, channels, clock)
        await room.schedule("08:00 Europe/London", post_empty=True)
        for _ in range(72):
            await room.later(HOUR)
    assert [f"{posted.at:%d %H:%M}" for posted in channels.posted] == ["24 07:00", "25 08:00", "26 08:00"]


async def test_schedules_of_one_channel_each_cover_their_own_window(room: Newsroom) -> None:
    await room.schedule("08:00")
    await room.schedule("08:00 Tuesdays")
    await room.add("Monday")
    await room.later(HOUR)
    await room.add("Tuesday")
    await room.later(DAY)
    assert read(room) == ["Monday", "Tuesday", "Monday", "Tuesday"]


async def test_channels_get_their_own_articles(room: Newsroom) -> None:
    await room.schedule(channel=NEWS)
    await room.schedule(channel=SPORT)
    await room.add("Pier reopens", channel=NEWS)
    await room.add("Harbour wins", channel=SPORT)
    await room.later(HOUR)
    assert read(room, NEWS) == ["Pier reopens"]
    assert read(room, SPORT) == ["Harbour wins"]


async def test_a_paused_schedule_posts_nothing(room: Newsroom) -> None:
    await room.schedule()
    await room.add("Pier reopens")
    await room.store.schedules.set_paused(NEWS, 1, True)
    await room.later(HOUR)
    assert read(room) == []
    assert await room.tasks.next_wake() is None


async def test_a_platform_without_messenger_is_left_alone(room: Newsroom) -> None:
    elsewhere = Channel("elsewhere", "harbour", "news")
    made = await room.schedule(channel=elsewhere)
    await room.add("Pier reopens", channel=elsewhere)
    await room.later(HOUR)
    assert await room.store.schedules.get(elsewhere, 1) == made


async def test_a_digest_that_cannot_be_made_delays_no_other_and_is_tried_again(room: Newsroom) -> None:
    broken = True

    async def compose(channel: Channel, since: datetime, until: datetime, edition: Edition) -> Digest:
        if channel == NEWS and broken:
            raise RuntimeError("no engine")
        return await room.compose(channel, since, until, edition)

    room.tasks = room.tasks_with(compose)
    for channel in (NEWS, SPORT):
        await room.schedule(channel=channel)
        await room.add("Pier reopens", channel=channel)
    await room.later(HOUR)
    assert (read(room, NEWS), read(room, SPORT)) == ([], ["Pier reopens"])
    assert await room.tasks.next_wake() == MONDAY + HOUR + AGAIN
    broken = False
    await room.later(AGAIN)
    assert (read(room, NEWS), read(room, SPORT)) == (["Pier reopens"], ["Pier reopens"])


async def test_a_schedule_removed_while_its_digest_is_made_posts_nothing(room: Newsroom) -> None:
    async def compose(channel: Channel, since: datetime, until: datetime, edition: Edition) -> Digest:
        await room.store.schedules.remove(channel, 1)
        return await room.compose(channel, since, until, edition)

    room.tasks = room.tasks_with(compose)
    await room.schedule()
    await room.add("Pier reopens")
    await room.later(HOUR)
    assert read(room) == []


async def test_an_article_added_while_a_digest_is_made_is_in_the_next(room: Newsroom) -> None:
    async def compose(channel: Channel, since: datetime, until: datetime, edition: Edition) -> Digest:
        digest = await room.compose(channel, since, until, edition)
        await room.add("just now")
        return digest

    await room.schedule()
    await room.add("Pier reopens")
    usual, room.tasks = room.tasks, room.tasks_with(compose)
    await room.later(HOUR)
    room.tasks = usual
    await room.later(DAY)
    assert read(room) == ["Pier reopens", "just now"]


async def test_an_edition_reaches_its_schedules_digest_alone(room: Newsroom) -> None:
    await room.schedule("08:00", edition=Edition(feeds=(3,)))
    await room.schedule("08:00")
    await room.add("from the feed", feed=3)
    await room.add("from Ada")
    await room.later(HOUR)
    assert read(room) == ["from the feed", "from the feed", "from Ada"]


async def test_what_was_looked_at_for_nothing_is_not_looked_at_again(room: Newsroom) -> None:
    windows = []

    async def compose(channel: Channel, since: datetime, until: datetime, edition: Edition) -> Digest:
        windows.append(until - since)
        return Digest(since, until, ())

    room.tasks = room.tasks_with(compose)
    await room.schedule("every hour")
    await room.add("not wanted")
    await room.later(HOUR)
    assert await room.note() == "nothing new at 08:00 on Monday, so nothing was posted"
    await room.add("not wanted either")
    await room.later(HOUR)
    assert windows == [SECOND, HOUR]
    assert read(room) == []


async def test_an_empty_digest_of_an_edition_is_posted_where_that_was_asked_for(room: Newsroom) -> None:
    await room.schedule(post_empty=True, edition=Edition(feeds=(3,)))
    await room.add("from Ada")
    await room.later(HOUR)
    assert read(room) == ["nothing new"]


async def test_a_digest_is_in_its_schedules_own_zone(room: Newsroom) -> None:
    seen = []

    async def compose(channel: Channel, since: datetime, until: datetime, edition: Edition) -> Digest:
        seen.append((since.tzname(), until.tzname()))
        return await room.compose(channel, since, until, edition)

    room.tasks = room.tasks_with(compose)
    await room.schedule("17:00 Asia/Tokyo")
    await room.add("Pier reopens")
    await room.later(HOUR)
    assert seen == [("JST", "JST")]


async def test_many_digests_that_are_due_together_are_made_a_few_at_a_time_and_delivered_meanwhile(
    room: Newsroom,
) -> None:
    making: list[Channel] = []
    most, posted = 0, []
    channels = room.messenger
    assert isinstance(channels, MemoryMessenger)

    async def compose(channel: Channel, since: datetime, until: datetime, edition: Edition) -> Digest:
        nonlocal most
        assert channel not in making
        making.append(channel)
        most = max(most, len(making))
        posted.append(len(channels.posted))
        await asyncio.sleep(0)
        made = await room.compose(channel, since, until, edition)
        making.remove(channel)
        return made

    room.tasks = room.tasks_with(compose)
    for number in range(20):
        channel = Channel("memory", "harbour", f"c{number}")
        await room.schedule(channel=channel)
        await room.schedule(channel=channel)
        await room.add("Pier reopens", channel=channel)
    await room.later(HOUR)
    assert len(channels.posted) == 2 * 20
    assert 1 < most <= COMPOSERS
    assert posted[-1] > 0
    assert await room.tasks.next_wake() == MONDAY + HOUR + DAY
