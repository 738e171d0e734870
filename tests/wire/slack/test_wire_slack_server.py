"""The test's own Slack, as Slack's SDK meets it."""

import os
import time
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from tests.wire.moments import Limit
from tests.wire.slack import rules
from tests.wire.slack.manifests import SMALL
from tests.wire.slack.rates import Rates
from tests.wire.slack.samples import Samples, kind
from tests.wire.slack.server import WireSlack
from tests.wire.slack.socket import SOCKET
from tests.wire.slack.things import Json, Workspace

BUTTON: Json = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}, "value": "1"}
BLOCKS: list[Json] = [
    {"type": "section", "text": {"type": "mrkdwn", "text": "Hello"}},
    {"type": "actions", "elements": [BUTTON]},
]
WINDOW: Json = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "Ask"},
    "submit": {"type": "plain_text", "text": "Ask"},
    "blocks": [
        {
            "type": "input",
            "block_id": "question",
            "label": {"type": "plain_text", "text": "Question"},
            "element": {"type": "plain_text_input", "action_id": "question"},
        }
    ],
}


@pytest.fixture
async def slack() -> AsyncIterator[WireSlack]:
    async with WireSlack(SMALL) as slack:
        yield slack
    assert slack.gaps == []


@pytest.fixture
def workspace(slack: WireSlack) -> Workspace:
    return slack.workspace()


@pytest.fixture
def client(slack: WireSlack, workspace: Workspace) -> AsyncWebClient:
    return _client(slack, workspace)


def _client(slack: WireSlack, workspace: Workspace) -> AsyncWebClient:
    assert workspace.grant is not None
    return AsyncWebClient(
        workspace.grant.token, base_url=slack.api, retry_handlers=[AsyncRateLimitErrorRetryHandler(max_retry_count=2)]
    )


class Listener:
    """A client of Socket Mode that acknowledges what it is sent, unless it is told to be `silent`."""

    def __init__(self, slack: WireSlack, client: AsyncWebClient) -> None:
        self.heard: list[SocketModeRequest] = []
        self.silent = False
        self.socket = SocketModeClient(slack.app.token, web_client=client, ping_interval=1)
        self.socket.socket_mode_request_listeners.append(self._hear)

    async def _hear(self, _: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        self.heard.append(request)
        if not self.silent:
            await self.socket.send_socket_mode_response({"envelope_id": request.envelope_id})


@pytest.fixture
async def listener(slack: WireSlack, client: AsyncWebClient) -> AsyncIterator[Listener]:
    listener = Listener(slack, client)
    await listener.socket.connect()  # type: ignore[no-untyped-call]  # the SDK left it so
    yield listener
    await listener.socket.close()  # type: ignore[no-untyped-call]  # the SDK left it so


async def _refused(error: str, call: object) -> None:
    with pytest.raises(SlackApiError) as refused:
        await call  # type: ignore[misc]  # whatever the SDK's method returns
    assert refused.value.response["error"] == error


async def test_it_keeps_messages_with_their_threads_and_metadata(
    slack: WireSlack, workspace: Workspace, client: AsyncWebClient
) -> None:
    room = slack.room(workspace)
    metadata = {"event_type": "digest", "event_payload": {"key": "k-1"}}
    first = await client.chat_postMessage(channel=room.id, text="One", blocks=BLOCKS, metadata=metadata)
    await client.chat_postMessage(channel=room.id, text="In it", thread_ts=first["ts"])
    second = await client.chat_postMessage(channel=room.id, text="Two")
    await client.chat_update(channel=room.id, ts=second["ts"], text="Three")

    history = await client.conversations_history(channel=room.id, include_all_metadata=True, limit=1)
    assert [message["text"] for message in history["messages"]] == ["Three"]
    pages = [page["messages"] async for page in history]
    assert pages[1][0]["metadata"] == metadata
    replies = await client.conversations_replies(channel=room.id, ts=first["ts"])
    assert [message["text"] for message in replies["messages"]] == ["One", "In it"]


async def test_it_refuses_by_slacks_own_names(slack: WireSlack, workspace: Workspace, client: AsyncWebClient) -> None:
    room, foreign = slack.room(workspace), slack.room(workspace, "foreign", invited=False)
    hidden = slack.room(workspace, "hidden", invited=False, private=True)
    olga = next(person for person in workspace.people.values() if person.owner)
    said = slack.says(olga, room, "Mine")
    await _refused("not_in_channel", client.chat_postMessage(channel=foreign.id, text="Hello"))
    await _refused("channel_not_found", client.chat_postMessage(channel=hidden.id, text="Hello"))
    await _refused("cant_update_message", client.chat_update(channel=room.id, ts=said.ts, text="Yours"))
    await _refused("invalid_blocks", client.chat_postMessage(channel=room.id, text="x", blocks=BLOCKS * 26))
    await _refused("missing_scope", client.users_conversations(types="private_channel"))
    await _refused("thread_not_found", client.conversations_replies(channel=room.id, ts="1.000000"))
    room.archived = True
    await _refused("is_archived", client.chat_postMessage(channel=room.id, text="Hello"))
    await _refused("invalid_auth", AsyncWebClient("xoxb-1", base_url=slack.api).auth_test())
    await _refused("not_authed", AsyncWebClient(base_url=slack.api).auth_test())
    await client.auth_revoke()
    await _refused("token_revoked", client.auth_test())


async def test_it_says_how_long_to_wait(slack: WireSlack, workspace: Workspace, client: AsyncWebClient) -> None:
    slack.rates = Rates(posting=Limit(1, 1.0))
    room = slack.room(workspace)
    began = time.monotonic()
    for text in ("One", "Two"):
        await client.chat_postMessage(channel=room.id, text=text)
    assert time.monotonic() - began >= 1
    assert [message.text for message in room.by_bot()] == ["One", "Two"]


async def test_it_opens_a_window_once_and_soon(slack: WireSlack, workspace: Workspace, client: AsyncWebClient) -> None:
    ada = slack.person(workspace)
    trigger, late = slack.trigger(workspace, ada), slack.trigger(workspace, ada)
    await client.views_open(trigger_id=trigger, view=WINDOW)
    await _refused("exchanged_trigger_id", client.views_open(trigger_id=trigger, view=WINDOW))
    slack.triggers[late].until = time.monotonic() - 0.1
    await _refused("expired_trigger_id", client.views_open(trigger_id=late, view=WINDOW))
    await _refused("invalid_trigger_id", client.views_open(trigger_id="1.2.3", view=WINDOW))
    without = {name: value for name, value in WINDOW.items() if name != "submit"}
    await _refused("invalid_arguments", client.views_open(trigger_id=slack.trigger(workspace, ada), view=without))
    assert [view.words for view in slack.windows(ada)] == ["Question"]


async def test_it_takes_files_and_gives_them_to_those_who_may_have_them(
    slack: WireSlack, workspace: Workspace, client: AsyncWebClient
) -> None:
    room = slack.room(workspace)
    await client.files_upload_v2(channel=room.id, filename="a.txt", content="Words", initial_comment="Look")
    (message,) = room.by_bot()
    (file,) = message.files
    assert (message.text, file.data) == ("Look", b"Words")
    async with aiohttp.ClientSession() as session:
        async with session.get(file.url, headers={"Authorization": f"Bearer {client.token}"}) as answer:
            assert await answer.read() == b"Words"
        async with session.get(file.url) as answer:
            assert answer.content_type == "text/html"
            assert "Sign in" in await answer.text()


async def test_it_takes_an_answer_to_a_command_five_times(
    slack: WireSlack, workspace: Workspace, client: AsyncWebClient, listener: Listener
) -> None:
    room, ada = slack.room(workspace), slack.person(workspace)
    await slack.acknowledged(slack.uses(ada, room, "/brief x"))
    url = listener.heard[0].payload["response_url"]
    async with aiohttp.ClientSession() as session:
        for left in range(6):
            async with session.post(url, json={"text": f"{left}"}) as answer:
                assert answer.status == (200 if left < 5 else 404)
    assert [message.text for message in slack.seen_by(ada, room)] == ["0", "1", "2", "3", "4"]
    assert all(message.only_for == ada.id for message in room.by_bot())


async def test_it_sends_each_event_to_one_connection_and_again_when_nobody_acknowledges_it(
    slack: WireSlack, workspace: Workspace, client: AsyncWebClient, listener: Listener
) -> None:
    other = Listener(slack, client)
    await other.socket.connect()  # type: ignore[no-untyped-call]  # the SDK left it so
    room, ada = slack.room(workspace), slack.person(workspace)
    for _ in range(4):
        slack.says(ada, room, "Hello")
    await slack.until(lambda: all(delivery.answered for delivery in slack.deliveries))
    assert [len(each.heard) for each in (listener, other)] == [2, 2]

    await other.socket.close()  # type: ignore[no-untyped-call]  # the SDK left it so
    await slack.until(lambda: slack.socket.connections == 1)
    slack.socket.patience = 0.2
    listener.silent = True
    slack.says(ada, room, "Hello?")
    delivery = slack.deliveries[-1]
    await slack.until(lambda: len(delivery.sent) == 2)
    listener.silent = False
    await slack.acknowledged(delivery)
    again = listener.heard[-1]
    assert again.retry_attempt == len(delivery.sent) - 1 >= 1
    assert again.retry_reason == "timeout"
    assert again.payload["event_id"] == delivery.payload["event_id"]


async def test_a_client_comes_back_after_it_is_asked_to(
    slack: WireSlack, workspace: Workspace, listener: Listener
) -> None:
    room, ada = slack.room(workspace), slack.person(workspace)
    await slack.socket.refresh()
    await slack.seen(SOCKET, "CONNECT", count=2, seconds=10)
    await slack.acknowledged(slack.uses(ada, room, "/brief x"))
    slack.socket.abort()
    await slack.seen(SOCKET, "CONNECT", count=3, seconds=10)
    await slack.acknowledged(slack.uses(ada, room, "/brief x"))


async def test_what_it_sends_has_the_shape_of_slacks_own_samples(
    slack: WireSlack, workspace: Workspace, client: AsyncWebClient, listener: Listener
) -> None:
    room, ada = slack.room(workspace), slack.person(workspace)
    await client.chat_postMessage(channel=room.id, text="x", blocks=BLOCKS)
    await client.views_open(trigger_id=slack.trigger(workspace, ada), view=WINDOW)
    (post,), (window,) = room.by_bot(), slack.windows(ada)
    slack.presses(ada, post, "Go")
    slack.submits(ada, window, Question="Who?")
    slack.uses(ada, room, "/brief x")
    slack.uses_shortcut(ada, room, post, "Brief this")
    slack.mentions(ada, room, "hello", files=[slack.file(workspace, "a.txt", ada.id, b"x")])
    slack.says(ada, room, "hello", thread=post)
    slack.opens_home(ada)
    slack.joins(ada, room)
    slack.uninstalls(workspace)
    await slack.until(lambda: all(delivery.answered for delivery in slack.deliveries))
    assert {kind(delivery) for delivery in slack.deliveries} == {
        "block_actions", "view_submission", "command", "message_action", "app_mention", "file_share", "message",
        "app_home_opened", "member_joined_channel", "tokens_revoked", "app_uninstalled",
    }  # fmt: skip
    if folder := os.environ.get("SLACK_SAMPLES"):
        samples = Samples(Path(folder))
        assert [problem for delivery in slack.deliveries for problem in samples.problems(delivery)] == []
    else:
        pytest.skip("SLACK_SAMPLES IS NOT SET: the shape of what this Slack sends is compared with nothing")


def test_the_rules_find_what_slack_or_people_would_mind() -> None:
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "x"}}
    assert rules.message({"text": "x", "blocks": BLOCKS}) == []
    assert rules.view(WINDOW) == []
    assert "no text beside the blocks" in rules.message({"blocks": BLOCKS})
    assert "pings: <!here>" in rules.message({"text": "<!here> x"})
    quoted = {"type": "rich_text_section", "elements": [{"type": "text", "text": "<!here>"}]}
    assert rules.message({"text": "x", "blocks": [{"type": "rich_text", "elements": [quoted]}]}) == []
    named = {"type": "rich_text_section", "elements": [{"type": "user", "user_id": "U2"}]}
    assert "pings: <@U2>" in rules.message({"text": "x", "blocks": [{"type": "rich_text", "elements": [named]}]})
    assert rules.message({"text": "<@U1>"}, own=frozenset({"U1"})) == []
    assert "block_id b 2 times" in rules.message({"text": "x", "blocks": [section | {"block_id": "b"}] * 2})
    assert "action_id go 2 times" in rules.message(
        {"text": "x", "blocks": [{"type": "actions", "elements": [BUTTON, BUTTON]}]}
    )
    assert rules.message(
        {"text": "x", "blocks": [{"type": "section", "fields": [{"type": "mrkdwn", "text": "x" * 2001}]}]}
    )
    assert rules.message({"text": "x", "blocks": [section] * 51})
    assert rules.message({"text": "x" * 4000})
    assert rules.message({"text": "x", "blocks": [{**section, "text": {"type": "mrkdwn", "text": "x" * 2999}}] * 5})
    assert rules.view({**WINDOW, "title": {"type": "plain_text", "text": "x" * 25}})
