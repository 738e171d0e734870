"""What briefing-bot doctor finds out about Slack."""

import pytest

from bot.chat.slack.checkup import examine
from bot.chat.slack.manifest import SCOPES
from bot.settings import Settings
from tests.chat.slack.little import APP_TOKEN, TOKEN, LittleSlack


async def found(slack: LittleSlack, **given: str) -> list[tuple[str, bool | None, str]]:
    settings = Settings(_env_file=None, slack_api_base=slack.api, **given)  # type: ignore[arg-type]
    return [(finding.name, finding.well, finding.words) async for finding in examine(settings)]


async def test_all_is_well(slack: LittleSlack) -> None:
    told = await found(slack, slack_bot_token=TOKEN, slack_app_token=APP_TOKEN)
    assert told == [
        ("slack", True, "the token is that of briefer in Harbour"),
        ("slack scopes", True, f"all {len(SCOPES)} are granted"),
        ("slack connection", True, "Socket Mode may be used"),
    ]


async def test_a_scope_that_lacks_is_named(slack: LittleSlack) -> None:
    slack.scopes = [scope for scope in SCOPES if scope != "files:read"]
    told = await found(slack, slack_bot_token=TOKEN, slack_app_token=APP_TOKEN)
    assert [(name, well) for name, well, _ in told[1:]] == [("slack scopes", False), ("slack connection", True)]
    assert told[1][2].startswith("missing: files:read;")


@pytest.mark.parametrize(
    ("given", "setting"),
    [
        ({"slack_bot_token": "xoxb-wrong", "slack_app_token": APP_TOKEN}, "SLACK_BOT_TOKEN"),
        ({"slack_bot_token": TOKEN, "slack_app_token": "xapp-wrong"}, "SLACK_APP_TOKEN"),
    ],
)
async def test_a_wrong_token_is_named(slack: LittleSlack, given: dict[str, str], setting: str) -> None:
    _, well, words = (await found(slack, **given))[-1]
    assert well is False
    assert f"Check {setting}" in words


async def test_a_slack_that_is_in_trouble_is_no_wrong_token(slack: LittleSlack) -> None:
    slack.answers["auth.test"] = {"error": "internal_error"}
    ((_, well, words),) = await found(slack, slack_bot_token=TOKEN, slack_app_token=APP_TOKEN)
    assert well is False
    assert "your network" in words


async def test_without_a_token_there_is_nothing_to_judge(slack: LittleSlack) -> None:
    assert await found(slack) == [("slack", None, "not used: SLACK_BOT_TOKEN is empty")]
    assert slack.calls == []
