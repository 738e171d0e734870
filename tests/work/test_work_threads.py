"""Threads under digests: one each, whatever happens in between, and none of them worth a digest."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from bot.digest import outbox
from bot.model.briefing import Digest
from bot.model.delivery import EVERYTHING, DeliveryState, Edition, Rejected, Rejection, RetryLater
from bot.model.place import Channel
from bot.store import Store
from bot.work.memory import MemoryMessenger
from bot.work.tasks import AGAIN
from tests.work.newsroom import DAY, HOUR, NEWS, Newsroom, TurnedClock, headlines, url

DISCUSSED = replace(EVERYTHING, thread=True)


class Killed(BaseException):
    """Ends the process as nothing can catch it."""


class Reserved(MemoryMessenger):
    """Opens no thread while it has a reason not to."""

    def __init__(self, clock: TurnedClock) -> None:
        super().__init__("memory", clock)
        self.against: BaseException | None = None
        self.asked = 0

    async def discuss(self, channel: Channel, message: str, payload: str) -> None:
        self.asked += 1
        if self.against is not None:
            raise self.against
        await super().discuss(channel, message, payload)


class Club(Newsroom):
    """A newsroom whose digests ask for threads when their edition does."""

    async def compose(self, channel: Channel, since: datetime, until: datetime, edition: Edition) -> Digest:
        return replace(await super().compose(channel, since, until, edition), thread=edition.thread)


@pytest.fixture
def channels(clock: TurnedClock) -> Reserved:
    return Reserved(clock)


@pytest.fixture
async def club(tmp_path: Path, channels: Reserved, clock: TurnedClock) -> AsyncIterator[Club]:
    async with Store(url(tmp_path)) as store:
        await store.upgrade()
        made = Club(store, channels, clock)
        await made.schedule(edition=DISCUSSED)
        await made.add("one", "two")
        yield made


async def test_the_last_message_of_a_digest_gets_a_thread_once(club: Club, channels: Reserved) -> None:
    await club.later(HOUR)
    assert headlines(channels.texts(NEWS)) == ["one", "two"]
    assert channels.discussed == [channels.posted[-1].message]
    await club.tasks.run()
    assert channels.asked == 1


async def test_without_being_asked_for_there_is_none(room: Newsroom, channels: Reserved) -> None:
    await room.schedule()
    await room.add("one")
    await room.later(HOUR)
    assert channels.asked == 0


async def test_what_is_about_all_of_a_digest_is_under_its_last_message(club: Club, channels: Reserved) -> None:
    await club.later(HOUR)
    last = channels.posted[-1].message
    assert {"one", "two"} <= set(await club.store.subjects.of(NEWS, last))


async def test_a_missing_right_is_said_by_the_schedule_and_costs_no_digest(club: Club, channels: Reserved) -> None:
    channels.against = Rejected(Rejection.NO_PERMISSION)
    await club.later(HOUR)
    assert headlines(channels.texts(NEWS)) == ["one", "two"]
    assert await club.note() == outbox.THREAD_FORBIDDEN
    assert await club.tasks.next_wake() is not None
    await club.add("three")
    channels.against = None
    await club.later(DAY)
    assert await club.note() == ""
    assert channels.discussed == [channels.posted[-1].message]


async def test_a_channel_that_takes_none_says_so(club: Club, channels: Reserved) -> None:
    channels.against = Rejected(Rejection.INVALID)
    await club.later(HOUR)
    assert await club.note() == outbox.THREAD_IMPOSSIBLE


async def test_a_platform_that_is_busy_is_asked_again_and_posts_on_meanwhile(club: Club, channels: Reserved) -> None:
    channels.against = RetryLater()
    await club.later(HOUR)
    assert await club.tasks.next_wake() == club.clock() + AGAIN
    assert [one.state for one in await club.store.deliveries.of_channel(NEWS)] == [DeliveryState.SENT] * 2
    channels.against = None
    await club.later(AGAIN)
    assert channels.discussed == [channels.posted[-1].message]
    assert len(channels.posted) == 2


async def test_after_a_day_it_is_given_up(club: Club, channels: Reserved, clock: TurnedClock) -> None:
    channels.against = RetryLater()
    await club.later(HOUR)
    clock.now += DAY
    await club.tasks.reconcile()
    assert await club.note() == outbox.THREAD_IMPOSSIBLE
    assert await club.store.deliveries.undiscussed(["memory"]) == []


async def test_a_crash_before_the_thread_is_made_up_for(club: Club, channels: Reserved, clock: TurnedClock) -> None:
    channels.against = Killed()
    with pytest.raises(BaseExceptionGroup):
        await club.later(HOUR)
    channels.against = None
    reborn = Club(club.store, channels, clock)
    await reborn.later(AGAIN)
    assert headlines(channels.texts(NEWS)) == ["one", "two"]
    assert channels.discussed == [channels.posted[-1].message]


class Dying(Reserved):
    """Dies after each message that it posts, before anybody hears of it."""

    async def send(self, channel: Channel, payload: str, key: str) -> str:
        await super().send(channel, payload, key)
        raise Killed


async def test_a_message_that_is_found_after_a_crash_gets_its_thread(club: Club, clock: TurnedClock) -> None:
    dying, posted = Dying(clock), Reserved(clock)
    for _ in range(2):
        with pytest.raises(BaseExceptionGroup):
            await Club(club.store, dying, clock).later(HOUR)
        posted.posted = dying.posted
        await Club(club.store, posted, clock).tasks.reconcile()
    assert headlines(posted.texts(NEWS)) == ["one", "two"]
    assert posted.discussed == [posted.posted[-1].message]
