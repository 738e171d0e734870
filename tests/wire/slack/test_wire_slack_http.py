"""HTTP mode: requests that Slack signed, and those that it did not."""

import json
from collections.abc import AsyncIterator

import pytest

from bot.chat import texts
from tests.wire.slack.newsroom import PREFIX, Newsroom, Place
from tests.wire.slack.push import JSON
from tests.wire.slack.walk import AT_ONCE, walk
from tests.wire.slack.world import Delivery

STALE = 6 * 60


@pytest.fixture(scope="module")
async def newsroom(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Newsroom]:
    """One bot by HTTP for all tests of this file."""
    async with Newsroom.open(tmp_path_factory.mktemp("bot"), by_http=True) as newsroom:
        newsroom.slack.workspace()
        await newsroom.start()
        yield newsroom


async def test_its_address_is_verified(place: Place) -> None:
    answered = await place.slack.push.verify("a-challenge")
    assert (answered.status, answered.body) == (200, {"challenge": "a-challenge"})


async def test_every_command_is_acknowledged_at_once_and_answered(place: Place) -> None:
    await walk(place)


async def test_everything_else_is_acknowledged_at_once_and_answered(place: Place) -> None:
    began = len(place.slack.deliveries)
    asked = place.slack.mentions(place.ada, place.room, place.articles[0])
    briefing = await place.answer(place.ada, 0)
    assert briefing.thread == asked.ts
    place.slack.presses(place.ada, briefing, texts.BUTTON_ASK)
    window = await place.window(place.ada, texts.ASK_WINDOW)
    place.slack.submits(place.ada, window, **{texts.ASK_FIELD: "How many households are affected?"})
    await place.answer(place.ada, 1)
    place.slack.uses_shortcut(place.olga, place.room, asked, texts.MENU_BRIEF)
    await place.answer(place.ada, 2)
    assert (await place.asks(place.ada, "status")).only_for == place.ada.id
    place.slack.opens_home(place.ada)
    await place.slack.until(lambda: place.ada.id in place.workspace.homes)
    sent = place.slack.deliveries[began:]
    await place.slack.until(lambda: all(delivery.answered for delivery in sent))
    assert [delivery for delivery in sent if delivery.took > AT_ONCE or len(delivery.sent) > 1] == []


async def test_what_slack_did_not_sign_is_refused_and_not_done(place: Place) -> None:
    forged, stale = (_used(place) for _ in range(2))
    assert (await place.slack.push.post(forged, secret="somebody-elses")).status == 401
    assert (await place.slack.push.post(stale, age=STALE)).status == 401
    body = json.dumps({"type": "event_callback"})
    assert (await place.slack.push.send(JSON, body, {})).status == 401
    assert (await place.slack.push.send(JSON, body, {"X-Slack-Request-Timestamp": "soon"})).status >= 400
    await place.asks(place.ada, "help")
    assert len(place.answers(place.ada)) == 1


async def test_a_request_that_is_replayed_is_not_done_twice(place: Place) -> None:
    used = _used(place)
    for _ in range(3):
        assert (await place.slack.push.post(used)).status == 200
    place.slack.mentions(place.ada, place.room, "who?")
    event = place.slack.deliveries[-1]
    await place.answer(place.ada, 1)
    assert (await place.slack.push.post(event)).status == 200
    await place.asks(place.ada, "help")
    assert len(place.answers(place.ada)) == 3


async def test_an_event_that_slack_sends_again_is_answered_once_also_after_a_restart(
    newsroom: Newsroom, place: Place
) -> None:
    place.slack.mentions(place.ada, place.room, "who?")
    event = place.slack.deliveries[-1]
    await place.answer(place.ada, 0)
    again = {"X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_timeout"}
    assert (await place.slack.push.post(event, again)).status == 200
    await newsroom.restart()
    assert (await place.slack.push.post(event, {**again, "X-Slack-Retry-Num": "2"})).status == 200
    await place.asks(place.ada, "status")
    assert len(place.answers(place.ada)) == 2


async def test_what_comes_while_the_bot_is_away_is_sent_again_and_answered(newsroom: Newsroom, place: Place) -> None:
    assert await newsroom.bot.stop() == 0
    place.slack.push.waits = [0.5, 5.0, 5.0]
    place.slack.mentions(place.ada, place.room, "who?")
    event = place.slack.deliveries[-1]
    await place.slack.until(lambda: len(event.sent) == 2)
    await newsroom.start()
    await place.answer(place.ada, 0)
    assert len(event.sent) >= 2


def _used(place: Place) -> Delivery:
    """A command that is not sent yet."""
    line, place.slack.line = place.slack.line, _Nowhere()
    used = place.slack.uses(place.ada, place.room, f"/{PREFIX}status")
    place.slack.deliveries.remove(used)
    place.slack.line = line
    return used


class _Nowhere:
    async def deliver(self, delivery: Delivery) -> None:
        """Send nothing."""
