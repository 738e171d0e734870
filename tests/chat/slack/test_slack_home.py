"""The App Home."""

import json
from datetime import timedelta
from typing import Any

from bot.app import App
from bot.model.feed import Feed
from bot.model.place import Channel
from tests.chat.slack import happenings
from tests.chat.slack.conftest import Sender
from tests.chat.slack.little import ADMIN, BOT, NEWS, READER, TEAM, LittleSlack

SECRET_ROOM = "C0SECRET"


def opened(user: str, tab: str = "home") -> dict[str, Any]:
    return happenings.event({"type": "app_home_opened", "user": user, "channel": f"D{user[1:]}", "tab": tab})


def chosen(name: str, channel: str, *, user: str) -> dict[str, Any]:
    """A choice from a list in the home."""
    option = {"text": {"type": "plain_text", "text": "#news"}, "value": channel}
    action = {
        "type": "static_select",
        "action_id": f"menu.1.channel.{name}",
        "block_id": "b1",
        "selected_option": option,
    }
    view = {"id": "V1", "type": "home", "team_id": TEAM}
    pressed = happenings.press("", user=user)
    del pressed["channel"], pressed["message"]
    return {**pressed, "container": {"type": "view", "view_id": "V1"}, "view": view, "actions": [action]}


def rooms(slack: LittleSlack) -> None:
    """The bot is in two channels, the reader in one of them, and in one more."""
    slack.members = {BOT: {NEWS: "news", SECRET_ROOM: "secret"}, READER: {NEWS: "news", "C0PLAY": "play"}}
    slack.members[ADMIN] = slack.members[READER]


async def test_people_see_what_comes_into_their_channels_and_into_no_others(
    app: App, slack: LittleSlack, send: Sender
) -> None:
    rooms(slack)
    await app.desk.schedules.add(Channel("slack", TEAM, NEWS), "08:00 UTC every day", READER)
    await app.desk.schedules.add(Channel("slack", TEAM, SECRET_ROOM), "09:00 UTC every day", READER)
    await send(opened(READER))
    published = await slack.until("views.publish")
    assert published["user_id"] == READER
    assert published["view"]["type"] == "home"
    told = json.dumps(published["view"]["blocks"])
    assert "#news" in told
    assert "08:00" in told
    assert "secret" not in told
    assert "09:00" not in told
    assert "play" not in told


async def test_lists_have_no_buttons_since_these_would_not_know_for_which_channel_they_are(
    app: App, slack: LittleSlack, send: Sender
) -> None:
    rooms(slack)
    never = app.clock() + timedelta(days=99)
    made = Feed(0, "https://feeds.example/1", "Courier", None, never, timedelta(hours=1))
    feed = await app.store.feeds.add(made, [])
    await app.desk.feeds.follow(Channel("slack", TEAM, NEWS), feed.id, READER)
    await send(opened(READER))
    told = json.dumps((await slack.until("views.publish"))["view"]["blocks"])
    assert "Courier" in told
    assert '"button"' not in told


async def test_a_button_without_a_channel_does_nothing(slack: LittleSlack, send: Sender) -> None:
    pressed = happenings.press("feed check:1", user=ADMIN)
    del pressed["channel"], pressed["message"]
    await send.through(
        {**pressed, "container": {"type": "view", "view_id": "V1"}, "view": {"id": "V1", "type": "home"}}
    )
    assert not [name for name, _ in slack.calls if name.startswith("chat.")]


async def test_who_is_in_no_channel_of_the_bots_is_told_how_to_begin(slack: LittleSlack, send: Sender) -> None:
    await send(opened(READER))
    assert "/invite @briefer" in json.dumps((await slack.until("views.publish"))["view"])


async def test_the_tab_with_messages_is_left_alone(slack: LittleSlack, send: Sender) -> None:
    await send.through(opened(READER, tab="messages"))
    assert slack.called("views.publish") == []


async def test_what_was_chosen_for_a_channel_that_is_not_theirs_is_not_done(slack: LittleSlack, send: Sender) -> None:
    rooms(slack)
    await send.through(chosen("home:feed add", SECRET_ROOM, user=READER))
    assert slack.called("views.open") == slack.called("chat.postEphemeral") == []


async def test_who_may_not_configure_is_told_so_in_the_channel(slack: LittleSlack, send: Sender) -> None:
    rooms(slack)
    await send(chosen("home:feed add", NEWS, user=READER))
    said = await slack.until("chat.postEphemeral")
    assert (said["channel"], said["user"]) == (NEWS, READER)
    assert "workspace admins" in said["text"]
