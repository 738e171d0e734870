from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from bot.digest import outbox
from bot.model.delivery import Delivery, DeliveryState, Rejection, Schedule, page_key
from bot.model.place import Channel

NOW = datetime(2026, 5, 4, 8, tzinfo=UTC)
NEWS = Channel("discord", "harbour", "news")
SCHEDULE = Schedule(1, NEWS, "daily 08:00", "UTC", "Ada", NOW, NOW, NOW)
DELIVERY = Delivery(1, 1, NOW, NEWS, 1, 1, "key-1", "x", DeliveryState.SENDING)


@pytest.mark.parametrize(
    ("late", "missed"),
    [(timedelta(0), False), (outbox.GRACE, False), (outbox.GRACE + timedelta(seconds=1), True)],
)
def test_how_late_is_too_late(late: timedelta, missed: bool) -> None:
    assert outbox.is_missed(SCHEDULE, NOW + late) is missed


def test_a_key_is_the_same_for_the_same_digest_and_no_other() -> None:
    key = outbox.digest_key(NEWS, 1, NOW)
    assert key == outbox.digest_key(NEWS, 1, NOW.astimezone())
    others = {
        outbox.digest_key(NEWS, 2, NOW),
        outbox.digest_key(NEWS, None, NOW),
        outbox.digest_key(NEWS, 1, NOW + timedelta(seconds=1)),
        outbox.digest_key(replace(NEWS, id="sport"), 1, NOW),
    }
    assert len(others | {key}) == 5


def test_the_key_of_a_part_fits_a_nonce() -> None:
    assert len(page_key(outbox.digest_key(NEWS, 1, NOW), 99_999_999)) <= 25


def test_pauses_grow_to_a_limit_and_are_spread() -> None:
    rng = Random(7)
    seconds = [outbox.pause(attempts, None, rng).total_seconds() for attempts in range(1, 40)]
    assert 5 <= seconds[0] <= 6
    assert 10 <= seconds[1] <= 12
    assert all(900 <= late <= 1080 for late in seconds[10:])
    assert len(set(seconds)) == len(seconds)


def test_what_the_platform_asks_for_is_kept_to() -> None:
    for attempts in (1, 9):
        assert 40 <= outbox.pause(attempts, 40.0, Random(7)).total_seconds() <= 48


def test_a_message_is_given_up_after_a_day() -> None:
    assert not outbox.hopeless(DELIVERY, NOW + timedelta(hours=23))
    assert outbox.hopeless(DELIVERY, NOW + timedelta(hours=24))


def test_a_channel_is_searched_from_before_the_message_can_have_been_posted() -> None:
    assert outbox.posted_after(DELIVERY) < NOW
    tried = replace(DELIVERY, sending_since=NOW + timedelta(hours=2))
    assert NOW + timedelta(hours=1) < outbox.posted_after(tried) < NOW + timedelta(hours=2)


@pytest.mark.parametrize("reason", Rejection)
def test_every_rejection_says_what_to_do(reason: Rejection) -> None:
    assert len(outbox.what_to_do(reason).split()) > 3


@pytest.mark.parametrize("reason", [Rejection.NO_PERMISSION, Rejection.UNKNOWN_CHANNEL, Rejection.NO_ACCESS])
def test_what_to_do_names_the_channel(reason: Rejection) -> None:
    assert "#news" in outbox.what_to_do(reason, "#news")


def test_only_a_channel_that_cannot_be_reached_may_take_the_next_message_by_itself() -> None:
    assert [reason for reason in Rejection if not outbox.for_good(reason)] == [Rejection.EXPIRED]


MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("begun", "ready", "sent", "attempts", "why"),
    [
        (0, 0, 15, 1, ""),
        (0, 16, 16, 2, "because Discord did not take messages"),
        (0, 0, 16, 1, "because Discord did not take messages"),
        (16, 16, 16, 1, "because I was not running"),
        (16, 16, 40, 5, "because I was not running"),
        (1, 20, 20, 1, "because I had much to do"),
        (None, 0, 20, 1, ""),
        (0, None, 20, 1, ""),
        (0, 0, None, 1, ""),
    ],
)
def test_a_message_is_late_for_a_reason(
    begun: int | None, ready: int | None, sent: int | None, attempts: int, why: str
) -> None:
    begun_at, ready_at, sent_at = (
        None if minutes is None else NOW + minutes * MINUTE for minutes in (begun, ready, sent)
    )
    late = replace(DELIVERY, begun_at=begun_at, next_attempt_at=ready_at, sent_at=sent_at, attempts=attempts)
    assert outbox.why_late(late) == why
