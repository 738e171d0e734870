"""Connecting to Slack: over real sockets, to a Slack of a few lines on this machine."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest
from aiohttp.test_utils import unused_port
from slack_sdk.signature import SignatureVerifier

from bot.app import App
from bot.chat.slack.service import FIRST_PAUSE
from bot.model.errors import PortTaken, TokenRefused
from bot.settings import Settings
from tests.chat.slack import happenings
from tests.chat.slack.connecting import Bot, running
from tests.chat.slack.little import APP_TOKEN, TOKEN, LittleSlack

SECRET = "a-signing-secret"


def settings(slack: LittleSlack, **given: object) -> Settings:
    return Settings(_env_file=None, slack_api_base=slack.api, **given)  # type: ignore[arg-type]


@pytest.fixture
def socketed(app: App, slack: LittleSlack) -> Bot:
    return Bot(app, settings(slack, slack_bot_token=TOKEN, slack_app_token=APP_TOKEN))


def envelope(kind: str, payload: dict[str, Any], id_: str = "envelope-1") -> dict[str, Any]:
    return {"type": kind, "envelope_id": id_, "accepts_response_payload": True, "payload": payload}


async def test_a_command_that_comes_by_socket_mode_is_acknowledged_and_answered(
    slack: LittleSlack, socketed: Bot
) -> None:
    async with running(socketed):
        await slack.connected.wait()
        command = happenings.command("/help", respond=slack.at("/respond/1"))
        await slack.send(envelope("slash_commands", command))
        assert (await slack.until_acknowledged())["envelope_id"] == "envelope-1"
        assert "What I can do" in (await slack.until("respond"))["text"]
    assert not socketed.clients.standing
    assert socketed.pokes == 1


async def test_a_command_that_slack_sends_again_is_acknowledged_again_and_answered_once(
    slack: LittleSlack, socketed: Bot
) -> None:
    async with running(socketed):
        await slack.connected.wait()
        for number, word in enumerate(("/help", "/help", "/status")):
            command = happenings.command(word, respond=slack.at("/respond/1"))
            command["trigger_id"] = "same" if word == "/help" else "other"
            await slack.send(envelope("slash_commands", command, f"envelope-{number}"))
            await slack.until_acknowledged(number + 1)
            if word == "/help":
                await slack.until("respond")
        await slack.until("respond", 2)
    assert len(slack.said) == 2


async def test_a_connection_that_slack_ends_is_made_again(slack: LittleSlack, socketed: Bot) -> None:
    async with running(socketed):
        await slack.connected.wait()
        slack.connected.clear()
        await slack.send({"type": "disconnect", "reason": "refresh_requested"})
        await slack.connected.wait()
        await slack.send(envelope("slash_commands", happenings.command("/help", respond=slack.at("/respond/1"))))
        await slack.until("respond")
    assert len(slack.called("apps.connections.open")) == 2
    assert socketed.pauses == []


@pytest.mark.parametrize(
    ("given", "setting"),
    [
        ({"slack_bot_token": "xoxb-wrong", "slack_app_token": APP_TOKEN}, "SLACK_BOT_TOKEN"),
        ({"slack_bot_token": TOKEN, "slack_app_token": "xapp-wrong"}, "SLACK_APP_TOKEN"),
    ],
)
async def test_a_wrong_token_is_named(app: App, slack: LittleSlack, given: dict[str, str], setting: str) -> None:
    with pytest.raises(TokenRefused, match=f"Slack refuses the token. Check {setting}"):
        await Bot(app, settings(slack, **given)).connect()


async def test_a_first_attempt_that_fails_is_made_again_after_longer_and_longer_pauses(
    slack: LittleSlack, socketed: Bot
) -> None:
    slack.answers["apps.connections.open"] = {"error": "internal_error"}
    async with running(socketed):
        await slack.until("apps.connections.open", 3)
        del slack.answers["apps.connections.open"]
        await slack.connected.wait()
    assert socketed.pauses[:3] == [FIRST_PAUSE, 2 * FIRST_PAUSE, 4 * FIRST_PAUSE]


@asynccontextmanager
async def listening_by_http(app: App, slack: LittleSlack) -> AsyncIterator[str]:
    port = unused_port()
    given = settings(slack, slack_bot_token=TOKEN, slack_signing_secret=SECRET, slack_http_port=port)
    async with running(Bot(app, given)) as bot:
        await bot.standing.wait()
        yield f"http://127.0.0.1:{port}/slack/events"


async def post(address: str, body: str, *, secret: str = SECRET, at: float | None = None) -> tuple[int, str]:
    stamp = str(int(at or time.time()))
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": str(SignatureVerifier(secret).generate_signature(timestamp=stamp, body=body)),
    }
    async with aiohttp.ClientSession() as session, session.post(address, data=body, headers=headers) as answer:
        return answer.status, await answer.text()


async def test_a_signed_command_that_comes_by_http_is_acknowledged_and_answered(app: App, slack: LittleSlack) -> None:
    async with listening_by_http(app, slack) as address:
        body = urlencode(happenings.command("/help", respond=slack.at("/respond/1")))
        assert await post(address, body) == (200, "")
        assert "What I can do" in (await slack.until("respond"))["text"]


@pytest.mark.parametrize(("secret", "late"), [("another-secret", 0), (SECRET, 400)])
async def test_what_is_signed_wrongly_or_long_ago_is_refused(
    app: App, slack: LittleSlack, secret: str, late: int
) -> None:
    async with listening_by_http(app, slack) as address:
        body = urlencode(happenings.command("/help", respond=slack.at("/respond/1")))
        status, _ = await post(address, body, secret=secret, at=time.time() - late)
    assert status == 401
    assert slack.said == []


async def test_a_taken_port_is_named(app: App, slack: LittleSlack) -> None:
    port = slack.server.port
    given = settings(slack, slack_bot_token=TOKEN, slack_signing_secret=SECRET, slack_http_port=port)
    with pytest.raises(PortTaken, match="SLACK_HTTP_PORT"):
        await Bot(app, given).connect()


async def test_an_answer_that_is_under_way_gets_through_when_the_bot_stops(slack: LittleSlack, socketed: Bot) -> None:
    async with running(socketed):
        await slack.connected.wait()
        slack.hold.clear()
        await slack.send(envelope("slash_commands", happenings.command("/help", respond=slack.at("/respond/1"))))
        await slack.until("users.info")
        slack.hold.set()
    assert "What I can do" in slack.said[0]["text"]
