"""Messages that do not get through at once, and processes that die."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.digest.outbox import why_late
from bot.model.delivery import DeliveryState, Rejected, Rejection, RetryLater
from bot.model.place import Channel
from bot.store import Store
from bot.work.memory import MemoryMessenger
from bot.work.tasks import AGAIN
from tests.work.newsroom import DAY, HOUR, MONDAY, NEWS, SPORT, Newsroom, TurnedClock, headlines, url

PARTS = ["one", "two", "three"]


class Killed(BaseException):
    """Ends the process as nothing can catch it."""


class Unsteady(MemoryMessenger):
    """Does what `before` and `after` say around posting; they are given how many sends there were."""

    def __init__(self, clock: TurnedClock) -> None:
        super().__init__("memory", clock)
        self.sends = 0
        self.before: Callable[[int, Channel], None] = lambda _sends, _channel: None
        self.after: Callable[[int, Channel], None] = lambda _sends, _channel: None
        self.looked_for: list[str] = []
        self.blind: Exception | None = None

    async def send(self, channel: Channel, payload: str, key: str) -> str:
        self.sends += 1
        self.before(self.sends, channel)
        message = await super().send(channel, payload, key)
        self.after(self.sends, channel)
        return message

    async def find(self, channel: Channel, key: str, since: datetime) -> str | None:
        self.looked_for.append(key)
        if self.blind is not None:
            raise self.blind
        return await super().find(channel, key, since)


@pytest.fixture
def channels(clock: TurnedClock) -> Unsteady:
    return Unsteady(clock)


def failing(error: BaseException, *, on: int, channel: Channel = NEWS) -> Callable[[int, Channel], None]:
    def fail(sends: int, where: Channel) -> None:
        if sends == on and where == channel:
            raise error

    return fail


async def due(room: Newsroom, channel: Channel = NEWS) -> None:
    await room.schedule(channel=channel)
    await room.add(*PARTS, channel=channel)


async def states(room: Newsroom) -> list[DeliveryState]:
    return [delivery.state for delivery in await room.store.deliveries.of_channel(NEWS)]


async def test_a_busy_platform_is_tried_again_when_it_asked_for(room: Newsroom, channels: Unsteady) -> None:
    await due(room)
    channels.before = failing(RetryLater(60), on=2)
    await room.later(HOUR)
    assert headlines(channels.texts(NEWS)) == ["one"]
    wake = await room.tasks.next_wake()
    assert wake is not None
    assert timedelta(seconds=60) <= wake - room.clock() <= timedelta(seconds=72)
    await room.later(wake - room.clock())
    assert headlines(channels.texts(NEWS)) == PARTS


async def test_a_failure_of_unknown_kind_is_tried_again(room: Newsroom, channels: Unsteady) -> None:
    await due(room)
    channels.before = failing(RuntimeError("wire cut"), on=1)
    await room.later(HOUR)
    await room.later(timedelta(seconds=10))
    assert headlines(channels.texts(NEWS)) == PARTS


async def test_a_message_that_arrived_although_sending_failed_is_not_sent_again(
    room: Newsroom, channels: Unsteady
) -> None:
    await due(room)
    channels.after = failing(ConnectionResetError(), on=2)
    await room.later(HOUR)
    await room.later(timedelta(seconds=10))
    assert headlines(channels.texts(NEWS)) == PARTS
    assert await states(room) == [DeliveryState.SENT] * 3


async def test_a_channel_that_refuses_gets_no_later_part_and_its_reason_is_kept(
    room: Newsroom, channels: Unsteady
) -> None:
    await due(room)
    channels.before = failing(Rejected(Rejection.NO_PERMISSION, "50013"), on=2)
    await room.later(HOUR)
    assert headlines(channels.texts(NEWS)) == ["one"]
    [first, second, third] = await room.store.deliveries.of_channel(NEWS)
    assert [row.state for row in (first, second, third)] == [
        DeliveryState.SENT,
        DeliveryState.REJECTED,
        DeliveryState.REJECTED,
    ]
    assert (second.reason, second.detail) == (Rejection.NO_PERMISSION, "50013")
    await room.add("Tuesday")
    await room.later(DAY)
    assert headlines(channels.texts(NEWS)) == ["one", "Tuesday"]


async def test_a_platform_that_is_not_connected_is_left_alone_until_it_is(room: Newsroom, channels: Unsteady) -> None:
    await due(room)
    channels.connected = False
    await room.later(HOUR)
    assert await states(room) == [DeliveryState.PENDING] * 3
    assert await room.tasks.next_wake() == MONDAY + HOUR + DAY
    channels.connected = True
    await room.tasks.run()
    assert headlines(channels.texts(NEWS)) == PARTS
    assert [delivery.attempts for delivery in await room.store.deliveries.of_channel(NEWS)] == [1, 1, 1]


async def test_a_channel_in_trouble_holds_up_no_other(room: Newsroom, channels: Unsteady) -> None:
    def fail(_sends: int, where: Channel) -> None:
        if where == NEWS:
            raise RetryLater(3600)

    await due(room, NEWS)
    await due(room, SPORT)
    channels.before = fail
    await room.later(HOUR)
    assert headlines(channels.texts(SPORT)) == PARTS
    assert channels.texts(NEWS) == []


async def test_a_channel_that_cannot_be_reached_for_a_day_is_given_up(room: Newsroom, channels: Unsteady) -> None:
    await due(room)
    channels.before = failing(RetryLater(1), on=1)
    await room.later(HOUR)
    await room.store.schedules.set_paused(NEWS, 1, True)
    await room.later(DAY)
    assert channels.texts(NEWS) == []
    assert {(row.state, row.reason) for row in await room.store.deliveries.of_channel(NEWS)} == {
        (DeliveryState.REJECTED, Rejection.EXPIRED)
    }
    assert await room.tasks.next_wake() is None


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("on", [1, 2, 3])
async def test_a_process_that_dies_while_posting_loses_and_doubles_nothing(
    tmp_path: Path, clock: TurnedClock, channels: Unsteady, when: str, on: int
) -> None:
    async with Store(url(tmp_path)) as store:
        await store.upgrade()
        room = Newsroom(store, channels, clock)
        await due(room)
        setattr(channels, when, failing(Killed(), on=on))
        with pytest.raises(BaseExceptionGroup) as caught:
            await room.later(HOUR)
        assert caught.group_contains(Killed)
    assert len(channels.posted) == (on if when == "after" else on - 1)
    async with Store(url(tmp_path)) as store:
        restarted = Newsroom(store, channels, clock)
        await restarted.later(timedelta(minutes=1))
        assert headlines(channels.texts(NEWS)) == PARTS
        assert await states(restarted) == [DeliveryState.SENT] * 3


async def test_what_was_under_way_is_looked_for_before_it_is_sent_again(
    tmp_path: Path, clock: TurnedClock, channels: Unsteady
) -> None:
    async with Store(url(tmp_path)) as store:
        await store.upgrade()
        room = Newsroom(store, channels, clock)
        await due(room)
        channels.after = failing(Killed(), on=1)
        with pytest.raises(BaseExceptionGroup):
            await room.later(HOUR)
    channels.blind = ConnectionResetError()
    async with Store(url(tmp_path)) as store:
        restarted = Newsroom(store, channels, clock)
        channels.connected = False
        await restarted.tasks.run()
        assert channels.looked_for == []
        channels.connected = True
        await restarted.tasks.run()
        assert headlines(channels.texts(NEWS)) == ["one"]
        assert channels.looked_for == [channels.posted[0].key]
        assert await restarted.tasks.next_wake() == room.clock() + AGAIN
        channels.blind = None
        await restarted.later(AGAIN)
        assert headlines(channels.texts(NEWS)) == PARTS


async def test_a_channel_that_may_not_be_read_gets_nothing_twice(
    tmp_path: Path, clock: TurnedClock, channels: Unsteady
) -> None:
    async with Store(url(tmp_path)) as store:
        await store.upgrade()
        room = Newsroom(store, channels, clock)
        await due(room)
        channels.after = failing(Killed(), on=1)
        with pytest.raises(BaseExceptionGroup):
            await room.later(HOUR)
    channels.blind = Rejected(Rejection.NO_ACCESS)
    async with Store(url(tmp_path)) as store:
        restarted = Newsroom(store, channels, clock)
        await restarted.tasks.run()
        assert headlines(channels.texts(NEWS)) == ["one"]
        assert await states(restarted) == [DeliveryState.REJECTED] * 3


async def test_a_digest_is_made_once_although_the_process_dies_at_its_due_time(
    tmp_path: Path, clock: TurnedClock, channels: Unsteady
) -> None:
    async with Store(url(tmp_path)) as store:
        await store.upgrade()
        room = Newsroom(store, channels, clock)
        await due(room)
        clock.now = MONDAY + HOUR
        await room.tasks.run_due()
    async with Store(url(tmp_path)) as store:
        restarted = Newsroom(store, channels, clock)
        await restarted.tasks.run_due()
        await restarted.tasks.deliver()
    assert headlines(channels.texts(NEWS)) == PARTS


async def test_a_channel_that_refuses_for_good_is_told_of_once_for_each_reason_until_it_works_again(
    room: Newsroom, channels: Unsteady
) -> None:
    refusals: list[Rejection | None] = [
        Rejection.NO_PERMISSION, Rejection.NO_PERMISSION, Rejection.UNKNOWN_CHANNEL, Rejection.NO_PERMISSION,
        None, Rejection.NO_PERMISSION,
    ]  # fmt: skip

    def refuse(_sends: int, _where: Channel) -> None:
        reason = refusals[day]
        if reason is not None:
            raise Rejected(reason)

    channels.before = refuse
    await room.schedule()
    told = []
    for day in range(len(refusals)):
        await room.add(f"day {day} one", f"day {day} two")
        await room.later(HOUR if day == 0 else DAY)
        told.append(len(room.told))
    assert told == [1, 1, 2, 2, 2, 3]
    assert {channel for channel, _ in room.told} == {NEWS}
    assert [reason for _, reason in room.told] == [
        Rejection.NO_PERMISSION,
        Rejection.UNKNOWN_CHANNEL,
        Rejection.NO_PERMISSION,
    ]


async def test_a_digest_that_arrives_in_part_is_told_of_once_too(room: Newsroom, channels: Unsteady) -> None:
    def refuse(sends: int, _where: Channel) -> None:
        if sends % 2 == 0:
            raise Rejected(Rejection.INVALID)

    channels.before = refuse
    await room.schedule()
    for day in range(3):
        await room.add(f"day {day} one", f"day {day} two")
        await room.later(HOUR if day == 0 else DAY)
    assert len(room.told) == 1


async def test_a_channel_that_could_not_be_reached_is_not_complained_about(room: Newsroom, channels: Unsteady) -> None:
    await due(room)
    channels.before = failing(RetryLater(1), on=1)
    await room.later(HOUR)
    await room.store.schedules.set_paused(NEWS, 1, True)
    await room.later(DAY)
    assert room.told == []


async def test_it_is_known_when_a_message_arrived_and_why_it_was_late(room: Newsroom, channels: Unsteady) -> None:
    await room.schedule("every hour")
    await room.add("in time")
    await room.later(HOUR)
    await room.add("not running")
    await room.later(HOUR + timedelta(minutes=20))
    await room.add("not taken")
    channels.before = failing(RetryLater(1200), on=3)
    await room.later(timedelta(minutes=40))
    channels.before = lambda _sends, _channel: None
    await room.later(timedelta(minutes=30))
    rows = await room.store.deliveries.of_channel(NEWS)
    assert [row.sent_at and row.sent_at - MONDAY for row in rows] == [
        HOUR,
        2 * HOUR + timedelta(minutes=20),
        3 * HOUR + timedelta(minutes=30),
    ]
    assert [why_late(row) for row in rows] == [
        "",
        "because I was not running",
        "because Memory did not take messages",
    ]
