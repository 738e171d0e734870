"""What befalls the bot on Slack: channels come and go, workspaces remove it."""

from typing import Any

import pytest

from bot.app import App
from bot.chat.slack.clients import Clients
from bot.model.delivery import Rejection, Schedule
from bot.model.place import Channel
from tests.chat.slack import happenings
from tests.chat.slack.conftest import Sender
from tests.chat.slack.little import BOT, NEWS, READER, TEAM

CHANNEL = Channel("slack", TEAM, NEWS)


@pytest.fixture
async def planned(app: App) -> None:
    await app.desk.schedule(CHANNEL, "08:00 UTC every day", READER)


async def schedule(app: App) -> Schedule:
    (row,) = await app.desk.schedules(CHANNEL)
    return row


@pytest.mark.usefixtures("planned")
@pytest.mark.parametrize(
    ("gone", "reason", "back"),
    [
        ({"type": "channel_archive"}, Rejection.ARCHIVED, {"type": "channel_unarchive"}),
        ({"type": "group_archive"}, Rejection.ARCHIVED, {"type": "group_unarchive"}),
        ({"type": "channel_left"}, Rejection.NO_ACCESS, {"type": "member_joined_channel", "user": BOT}),
        ({"type": "group_left"}, Rejection.NO_ACCESS, {"type": "member_joined_channel", "user": BOT}),
        ({"type": "channel_deleted"}, Rejection.UNKNOWN_CHANNEL, None),
    ],
)
async def test_digests_rest_while_a_channel_cannot_be_reached(
    app: App, send: Sender, gone: dict[str, Any], reason: Rejection, back: dict[str, Any] | None
) -> None:
    await send.through(happenings.event({**gone, "channel": NEWS}))
    assert (await schedule(app)).held is reason
    if back:
        await send.through(happenings.event({**back, "channel": NEWS}))
        assert (await schedule(app)).held is None


@pytest.mark.usefixtures("planned")
async def test_that_somebody_else_joins_changes_nothing(app: App, send: Sender) -> None:
    await send.through(happenings.event({"type": "channel_archive", "channel": NEWS}))
    await send.through(happenings.event({"type": "member_joined_channel", "channel": NEWS, "user": READER}))
    assert (await schedule(app)).held is Rejection.ARCHIVED


@pytest.mark.usefixtures("planned")
@pytest.mark.parametrize(
    "inner", [{"type": "app_uninstalled"}, {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [BOT]}}]
)
async def test_a_workspace_that_removes_the_bot_rests(
    app: App, clients: Clients, send: Sender, inner: dict[str, Any]
) -> None:
    await send.through(happenings.event(inner))
    assert (await schedule(app)).held is Rejection.REMOVED
    assert clients.of(TEAM) is None


@pytest.mark.usefixtures("planned")
async def test_somebodys_own_token_may_be_revoked(app: App, clients: Clients, send: Sender) -> None:
    await send.through(happenings.event({"type": "tokens_revoked", "tokens": {"oauth": [READER], "bot": []}}))
    assert (await schedule(app)).held is None
    assert clients.of(TEAM) is not None
