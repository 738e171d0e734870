"""How the bot begins on a Slack: with tokens that are good or not, and while Slack is away."""

from collections.abc import AsyncIterator

import pytest

from tests.wire.moments import CutOff, Failed, Moment, Script
from tests.wire.slack.newsroom import Newsroom
from tests.wire.slack.web import API


@pytest.fixture
async def newsroom(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Newsroom]:
    """A Slack without a bot yet."""
    async with Newsroom.open(tmp_path_factory.mktemp("bot")) as newsroom:
        newsroom.slack.workspace()
        yield newsroom


@pytest.mark.parametrize("setting", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"])
async def test_a_wrong_token_is_one_sentence(newsroom: Newsroom, setting: str) -> None:
    stolen = "xoxb-stolen" if setting == "SLACK_BOT_TOKEN" else "xapp-stolen"
    bot = await newsroom.launch(LOG_LEVEL="DEBUG", **{setting: stolen})
    assert await bot.ended() == 1
    assert bot.lines[-1].startswith(f"Slack refuses the token. Check {setting}")
    assert "Traceback" not in "".join(bot.lines)


async def test_a_revoked_token_is_one_sentence(newsroom: Newsroom) -> None:
    (workspace,) = newsroom.slack.workspaces.values()
    assert workspace.grant is not None
    workspace.grant.state = "token_revoked"
    bot = await newsroom.launch()
    assert await bot.ended() == 1
    assert bot.lines[-1].startswith("Slack refuses the token. Check SLACK_BOT_TOKEN")


async def test_a_slack_that_is_away_at_first_is_tried_again(newsroom: Newsroom) -> None:
    newsroom.slack.meddlers += [
        Script(API, "auth.test", Moment.ARRIVED, [Failed(503)]),
        Script(API, "apps.connections.open", Moment.ARRIVED, [CutOff()]),
    ]
    await newsroom.start()
