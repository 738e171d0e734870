"""What befalls the bot on Slack: channels come and go, workspaces remove it."""

from typing import Any

import pytest

from bot.app import App
from bot.chat.slack.clients import Clients, Workspace
from bot.model.delivery import Rejection, Schedule
from bot.model.place import Channel
from tests.chat.slack import happenings
from tests.chat.slack.conftest import Sender, sender
from tests.chat.slack.little import ADMIN, BOT, NEWS, READER, TEAM, TOKEN, LittleSlack

CHANNEL = Channel("slack", TEAM, NEWS)


@pytest.fixture
async def planned(app: App) -> None:
    await app.desk.schedules.add(CHANNEL, "08:00 UTC every day", READER)


async def schedule(app: App) -> Schedule:
    (row,) = await app.desk.schedules.of_channel(CHANNEL)
    return row


@pytest.mark.usefixtures("planned")
@pytest.mark.parametrize(
    ("gone", "reason", "back"),
    [
        ({"type": "channel_archive"}, Rejection.ARCHIVED, {"type": "channel_unarchive"}),
        ({"type": "group_archive"}, Rejection.ARCHIVED, {"type": "group_unarchive"}),
        ({"type": "channel_left"}, Rejection.NOT_MEMBER, {"type": "member_joined_channel", "user": BOT}),
        ({"type": "group_left"}, Rejection.NOT_MEMBER, {"type": "member_joined_channel", "user": BOT}),
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


async def test_a_channel_that_lets_the_bot_in_is_greeted_once(slack: LittleSlack, send: Sender) -> None:
    joined = {"type": "member_joined_channel", "channel": NEWS, "user": BOT, "inviter": READER, "team": TEAM}
    for _ in range(2):
        await send.through(happenings.event(joined))
    (said,) = slack.called("chat.postMessage")
    assert said["channel"] == NEWS
    (row,) = [block for block in said["blocks"] if block["type"] == "actions"]
    assert [button["text"]["text"] for button in row["elements"]] == ["Add a feed", "Set a digest", "Try it on a link"]


async def test_a_button_of_the_greeting_opens_a_window_and_its_answer_is_for_who_pressed_it(
    slack: LittleSlack, send: Sender
) -> None:
    await send.through(happenings.event({"type": "member_joined_channel", "channel": NEWS, "user": BOT}))
    row = next(block for block in slack.called("chat.postMessage")[0]["blocks"] if block["type"] == "actions")
    digest = row["elements"][1]["value"]
    await send.through(happenings.press(digest, user=ADMIN, ts="1700000009.000001"))
    view = slack.called("views.open")[0]["view"]
    await send.through(
        happenings.submission(view, {"times~0": "08:00 weekdays", "zone~0": "Europe/London"}, user=ADMIN)
    )
    said = slack.called("chat.postEphemeral")[0]
    assert (said["channel"], said["user"]) == (NEWS, ADMIN)
    assert "thread_ts" not in said, "nobody sees it in a thread that has not begun"
    assert "weekdays 08:00" in said["text"]


async def test_one_of_several_workspaces_that_removes_the_bot_leaves_the_others_theirs(
    app: App, slack: LittleSlack
) -> None:
    async with Clients(slack.api, several=True) as clients:
        clients.know(Workspace(TEAM, TOKEN, BOT))
        clients.know(Workspace("T0OTHER", "xoxb-other", BOT))
        send = sender(app, clients)
        for inner in ({"type": "tokens_revoked", "tokens": {"bot": [BOT]}}, {"type": "app_uninstalled"}):
            await send.through(happenings.event(inner, team="T0OTHER"))
        assert clients.ids == [TEAM]
