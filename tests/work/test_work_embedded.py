"""The loop and its alarm, on the machine's clock."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.model.place import Channel
from bot.store import Store
from bot.work.embedded import Embedded
from bot.work.memory import MemoryMessenger
from tests.work.newsroom import HOUR, NEWS, Newsroom, TurnedClock, headlines, url


class Awaited(MemoryMessenger):
    """Says when something is being posted, and posts it when it may."""

    def __init__(self, clock: TurnedClock) -> None:
        super().__init__("memory", clock)
        self.begun = asyncio.Event()
        self.may = asyncio.Event()
        self.may.set()
        self.done = asyncio.Event()

    async def send(self, channel: Channel, payload: str, key: str) -> str:
        self.begun.set()
        await self.may.wait()
        message = await super().send(channel, payload, key)
        self.done.set()
        return message


class RealClock(TurnedClock):
    """The machine's clock, put forward by `ahead`."""

    def __init__(self) -> None:
        super().__init__()
        self.ahead = timedelta(0)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@asynccontextmanager
async def running(folder: Path, clock: TurnedClock) -> AsyncIterator[tuple[Newsroom, Awaited, Embedded]]:
    channels = Awaited(clock)
    before = asyncio.all_tasks()
    async with Store(url(folder)) as store:
        await store.upgrade()
        room = Newsroom(store, channels, clock)
        embedded = Embedded(room.tasks, clock)
        yield room, channels, embedded
        await embedded.stop()
    assert asyncio.all_tasks() == before


async def test_what_became_due_while_nobody_ran_is_posted_at_the_start(tmp_path: Path) -> None:
    clock = TurnedClock()
    async with running(tmp_path, clock) as (room, channels, embedded):
        await room.schedule()
        await room.add("Pier reopens")
        clock.now += HOUR
        await embedded.start()
        await asyncio.wait_for(channels.done.wait(), 10)
    assert headlines(channels.texts(NEWS)) == ["Pier reopens"]


async def test_the_alarm_rings_at_the_due_time(tmp_path: Path) -> None:
    clock = RealClock()
    async with running(tmp_path, clock) as (room, channels, embedded):
        schedule = await room.schedule("every hour")
        await room.add("Pier reopens")
        clock.ahead = schedule.next_run_at - datetime.now(UTC) - timedelta(seconds=0.5)
        await embedded.start()
        await asyncio.wait_for(channels.done.wait(), 10)
    [posted] = channels.posted
    assert timedelta(0) <= posted.at - schedule.next_run_at < timedelta(seconds=5)


async def test_a_poke_wakes_it_at_once(tmp_path: Path) -> None:
    async with running(tmp_path, TurnedClock()) as (room, channels, embedded):
        await embedded.start()
        await room.store.deliveries.queue_now(NEWS, "key", ["Pier reopens [key-1]"], room.clock())
        embedded.poke()
        await asyncio.wait_for(channels.done.wait(), 10)
    assert headlines(channels.texts(NEWS)) == ["Pier reopens"]


async def test_stopping_waits_for_the_message_under_way(tmp_path: Path) -> None:
    async with running(tmp_path, TurnedClock()) as (room, channels, embedded):
        channels.may.clear()
        await room.store.deliveries.queue_now(NEWS, "key", ["Pier reopens [key-1]"], room.clock())
        await embedded.start()
        await asyncio.wait_for(channels.begun.wait(), 10)
        stopping = asyncio.create_task(embedded.stop())
        await asyncio.wait({stopping}, timeout=0.05)
        assert not stopping.done()
        channels.may.set()
        await asyncio.wait_for(stopping, 10)
        assert await room.store.deliveries.unsettled(["memory"]) == []
    assert headlines(channels.texts(NEWS)) == ["Pier reopens"]


async def test_it_can_be_stopped_twice_and_started_again(tmp_path: Path) -> None:
    async with running(tmp_path, TurnedClock()) as (room, channels, embedded):
        await embedded.stop()
        await embedded.start()
        await embedded.start()
        await embedded.stop()
        await embedded.stop()
        await room.store.deliveries.queue_now(NEWS, "key", ["Pier reopens [key-1]"], room.clock())
        await embedded.start()
        await asyncio.wait_for(channels.done.wait(), 10)


async def test_a_database_that_is_locked_for_a_while_does_not_end_it(tmp_path: Path) -> None:
    clock = TurnedClock()
    channels = Awaited(clock)
    async with Store(url(tmp_path)) as store:
        room = Newsroom(store, channels, clock)  # without tables every question to the store fails
        embedded = Embedded(room.tasks, clock)
        await embedded.start()
        await store.upgrade()
        await store.deliveries.queue_now(NEWS, "key", ["Pier reopens [key-1]"], clock())
        embedded.poke()
        await asyncio.wait_for(channels.done.wait(), 10)
        await embedded.stop()
