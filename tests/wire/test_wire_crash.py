"""The real bot is killed and stopped in the middle of its deliveries: a short form of `make bench-crash`."""

import pytest

from benchmarks import crash
from benchmarks.reaper import ANY_TIME, POINTS, RECONNECTING, STRAYING, UNANSWERED
from benchmarks.stages import OnDiscord, Stage
from bot.model.delivery import DeliveryState
from tests.wire.conftest import Open, Start
from tests.wire.discord.server import WireDiscord
from tests.wire.moments import Call, Limit, Moment
from tests.wire.posts import MESSAGES, keys
from tests.wire.process import BotProcess

SEED = 20261125
SCALED_DOWN = Limit(5, 1.0)


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    ("stage", "points"),
    [
        (OnDiscord(nonce=False, messages=SCALED_DOWN), POINTS),
        (OnDiscord(nonce=True, messages=SCALED_DOWN), [STRAYING, UNANSWERED, RECONNECTING, ANY_TIME]),
    ],
    ids=["nonces ignored", "nonces honoured"],
)
async def test_a_bot_that_is_killed_at_every_step_posts_each_message_once_and_in_order(
    stage: Stage, points: list[str]
) -> None:
    outcome = await crash.run(len(points), SEED, points, stage)
    assert outcome.kills == dict.fromkeys(points, 1)
    assert outcome.messages == outcome.digests * stage.parts
    assert not any(outcome.faults.values()), outcome.faults


async def test_a_bot_that_is_told_to_stop_finishes_what_it_sends(
    discord: WireDiscord, start: Start, open_desk: Open
) -> None:
    discord.honours_nonce = False
    desk = await open_desk(1)
    (channel,) = desk.channels
    bots: list[BotProcess] = []

    async def stop(call: Call, moment: Moment) -> None:
        if call.matches("POST", MESSAGES) and moment is Moment.HANDLED and len(keys(discord, channel.id)) == 2:
            bots[0].process.terminate()
            with pytest.raises(TimeoutError):  # it waits for the answer
                await bots[0].ended(1)

    discord.meddlers.append(stop)
    bots.append(await start())
    assert await bots[0].ended() == 0
    deliveries = await desk.store.deliveries.of_channel(channel)
    assert keys(discord, channel.id) == [delivery.key for delivery in deliveries]
    assert {delivery.state for delivery in deliveries} == {DeliveryState.SENT}
