"""The real bot is killed in the middle of its deliveries to Slack: a short form of `make bench-crash`."""

import pytest

from benchmarks import crash
from benchmarks.reaper import POINTS
from benchmarks.stages import OnSlack
from tests.wire.moments import Limit

SEED = 20261126
SCALED_DOWN = Limit(5, 1.0)


@pytest.mark.timeout(300)
async def test_a_bot_that_is_killed_at_every_step_posts_each_message_once_and_in_order() -> None:
    stage = OnSlack(messages=SCALED_DOWN)
    outcome = await crash.run(len(POINTS), SEED, POINTS, stage)
    assert outcome.kills == dict.fromkeys(POINTS, 1)
    assert outcome.messages == outcome.digests * stage.parts
    assert not any(outcome.faults.values()), outcome.faults
