"""Talking to the bot on Slack: over Bolt, with payloads in the form of Slack's samples."""

from tests.chat.slack import happenings
from tests.chat.slack.conftest import Sender
from tests.chat.slack.little import LittleSlack


async def test_help_is_for_the_asker_alone(slack: LittleSlack, send: Sender) -> None:
    acknowledged = await send(happenings.command("/help", respond=slack.at("/respond/1")))
    assert (acknowledged.status, acknowledged.body) == (200, "")
    said = await slack.until("respond")
    assert said["response_type"] == "ephemeral"
    assert "What I can do" in said["text"]
    assert not slack.called("chat.postMessage")
