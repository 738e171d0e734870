"""Talking to the bot on Slack: over Bolt, with payloads in the form of Slack's samples."""

import json

import pytest
from aiohttp import web

from bot.app import App
from bot.chat.slack.clients import Clients
from bot.model.place import Channel
from tests.chat.slack import happenings
from tests.chat.slack.conftest import Sender
from tests.chat.slack.little import ADMIN, BOT, NEWS, READER, TEAM, TOKEN, LittleSlack

STORY = (
    "The harbour of Selby Sands will close for repairs on Monday. Mayor Ada Finch said the work would take "
    "six weeks. “We ask everybody for patience,” she said. Ferries to Port Selby will leave from the north pier "
    "meanwhile, the Selby Line announced."
)
CHANNEL = Channel("slack", TEAM, NEWS)


async def test_help_is_for_the_asker_alone(slack: LittleSlack, send: Sender) -> None:
    acknowledged = await send(happenings.command("/help", respond=slack.at("/respond/1")))
    assert (acknowledged.status, acknowledged.body) == (200, "")
    said = await slack.until("respond")
    assert said["response_type"] == "ephemeral"
    assert "What I can do" in said["text"]
    assert not slack.called("chat.postMessage")


async def test_a_public_command_shows_in_the_channel_and_is_answered_there(slack: LittleSlack, send: Sender) -> None:
    acknowledged = await send(happenings.command(f"/brief {STORY}", respond=slack.at("/respond/1")))
    assert json.loads(acknowledged.body) == {"response_type": "in_channel"}
    said = await slack.until("chat.postMessage")
    assert said["channel"] == NEWS
    assert "six weeks" in said["text"]
    assert "thread_ts" not in said
    assert slack.said == []


async def test_where_the_bot_is_no_member_the_answer_comes_by_the_response_url(
    slack: LittleSlack, send: Sender
) -> None:
    slack.answers["chat.postMessage"] = {"error": "not_in_channel"}
    await send(happenings.command(f"/brief {STORY}", respond=slack.at("/respond/1")))
    said = await slack.until("respond")
    assert said["response_type"] == "in_channel"
    assert "six weeks" in said["text"]


async def test_a_slow_answer_for_the_asker_alone_is_announced(slack: LittleSlack, send: Sender) -> None:
    acknowledged = await send(happenings.command("/digest preview", respond=slack.at("/respond/1")))
    assert json.loads(acknowledged.body) == {"text": "Working on it…"}
    assert (await slack.until("respond"))["response_type"] == "ephemeral"


async def test_a_window_opens_for_a_command_that_needs_one_and_is_answered_where_it_was_opened(
    slack: LittleSlack, send: Sender
) -> None:
    command = happenings.command("/brief", respond=slack.at("/respond/1"))
    assert (await send(command)).body == ""
    opened = await slack.until("views.open")
    assert opened["trigger_id"] == command["trigger_id"]
    submitted = happenings.submission(opened["view"], {"article~0": STORY})
    assert (await send(submitted)).body == ""
    assert "six weeks" in (await slack.until("chat.postMessage"))["text"]


async def test_for_a_window_that_comes_too_late_there_is_a_button(slack: LittleSlack, send: Sender) -> None:
    slack.answers["views.open"] = {"error": "expired_trigger_id"}
    await send.through(happenings.command("/brief", respond=slack.at("/respond/1")))
    (said,) = slack.said
    assert said["response_type"] == "ephemeral"
    (button,) = [element for block in said["blocks"] if block["type"] == "actions" for element in block["elements"]]
    del slack.answers["views.open"]
    await send.through(happenings.press(button["value"], hidden=True, response_url=slack.at("/respond/1")))
    assert slack.called("views.open")[1]["view"]["title"]["text"] == "Brief an article"


async def test_a_mention_that_needs_a_window_gets_a_button_for_it(slack: LittleSlack, send: Sender) -> None:
    await send.through(happenings.mention("/brief"))
    (said,) = slack.called("chat.postEphemeral")
    assert [block["type"] for block in said["blocks"]][-1] == "actions"
    assert slack.called("views.open") == []


async def test_a_closed_window_is_acknowledged(send: Sender) -> None:
    view = {"type": "modal", "callback_id": "window.brief:", "blocks": [], "private_metadata": ""}
    closed = {**happenings.submission(view, {}), "type": "view_closed", "is_cleared": False}
    assert (await send(closed)).status == 200


async def test_who_is_no_admin_may_not_configure(slack: LittleSlack, send: Sender) -> None:
    await send(happenings.command("/settings length short", user=READER, respond=slack.at("/respond/1")))
    said = await slack.until("respond")
    assert said["response_type"] == "ephemeral"
    assert "Only workspace admins may do that." in said["text"]


async def test_an_admin_may_configure_and_is_asked_about_once_in_some_minutes(slack: LittleSlack, send: Sender) -> None:
    for times in (1, 2):
        await send(happenings.command("/settings length short", user=ADMIN, respond=slack.at("/respond/1")))
        assert "short" in (await slack.until("respond", times))["text"]
    assert len(slack.called("users.info")) == 1


async def test_an_admin_of_another_workspace_may_not_configure(slack: LittleSlack, send: Sender) -> None:
    slack.answers["users.info"] = {"user": {"id": "U0GUEST", "team_id": "T0OTHER", "is_admin": True}}
    await send(happenings.command("/settings length short", user="U0GUEST", respond=slack.at("/respond/1")))
    assert "workspace admins" in (await slack.until("respond"))["text"]


async def test_options_are_read_as_keyboards_change_them(slack: LittleSlack, app: App, send: Sender) -> None:
    line = "/digest schedule 08:00 weekdays —zone “Europe/London” —topics “strike &amp; budget”"
    await send(happenings.command(line, respond=slack.at("/respond/1")))
    await slack.until("respond")
    (schedule,) = await app.desk.schedules.of_channel(CHANNEL)
    assert (schedule.rule, schedule.zone) == ("weekdays 08:00", "Europe/London")
    assert schedule.edition.topics.include == ("strike & budget",)


async def test_a_mention_is_answered_in_its_thread_and_marked_meanwhile(slack: LittleSlack, send: Sender) -> None:
    await send(happenings.command(f"/brief {STORY}", respond=slack.at("/respond/1")))
    await slack.until("chat.postMessage")
    mention = happenings.mention("how long will the work take?")
    await send(mention)
    said = await slack.until("chat.postMessage", 2)
    assert said["thread_ts"] == mention["event"]["ts"]
    assert "six weeks" in said["text"]
    removed = await slack.until("reactions.remove")
    assert removed["timestamp"] == mention["event"]["ts"]
    assert slack.called("reactions.add")[0]["timestamp"] == mention["event"]["ts"]


async def test_what_is_asked_in_a_thread_goes_on_from_it(slack: LittleSlack, send: Sender) -> None:
    await send(happenings.command(f"/brief {STORY}", respond=slack.at("/respond/1")))
    await slack.until("chat.postMessage")
    first = happenings.mention("what did Ada Finch say?")
    await send(first)
    await slack.until("chat.postMessage", 2)
    await send(happenings.mention("who is she?", user="U0OTHER", thread_ts=first["event"]["ts"]))
    said = await slack.until("chat.postMessage", 3)
    assert said["thread_ts"] == first["event"]["ts"]
    assert "mayor" in said["text"].lower()


async def test_a_thread_under_a_briefing_is_about_it(slack: LittleSlack, send: Sender, app: App) -> None:
    await send(happenings.command(f"/brief {STORY}", respond=slack.at("/respond/1")))
    await slack.until("chat.postMessage")
    vote = (
        "Clara Weiss, the mayor of Port Selen, won a vote on the budget on Friday. She promised a new pier by autumn."
    )
    await app.desk.add_text(CHANNEL, vote, READER)
    number = [name for name, _ in slack.calls].index("chat.postMessage") + 1
    under = f"{1_700_000_000 + number}.000100"  # as the little Slack numbers what is posted
    await send(happenings.mention("who is she?", thread_ts=under))
    said = await slack.until("chat.postMessage", 2)
    assert "Ada Finch" in said["text"]
    assert "1 article" in said["text"]


async def test_an_event_that_is_sent_again_is_answered_once(slack: LittleSlack, send: Sender) -> None:
    message = happenings.direct("/help")
    await send(message)
    await slack.until("chat.postMessage")
    await send(message)
    await send(happenings.direct("/status"))
    await slack.until("chat.postMessage", 2)
    assert len(slack.called("chat.postMessage")) == 2


async def test_a_direct_message_is_answered_in_place_and_may_configure(slack: LittleSlack, send: Sender) -> None:
    await send(happenings.direct("/settings length short", user=READER))
    said = await slack.until("chat.postMessage")
    assert said["channel"] == f"D{READER[1:]}"
    assert "short" in said["text"]
    assert "thread_ts" not in said


@pytest.mark.parametrize(
    "more",
    [
        {"bot_id": "B0OTHER"},
        {"subtype": "message_changed"},
        {"subtype": "message_deleted"},
        {"user": BOT},
        {"channel_type": "channel", "channel": NEWS},
    ],
)
async def test_what_nobody_wrote_to_the_bot_is_left_alone(
    slack: LittleSlack, send: Sender, more: dict[str, str]
) -> None:
    assert (await send(happenings.direct("/help", **more))).status == 200
    await send(happenings.direct("/status"))
    await slack.until("chat.postMessage")
    assert "What I can do" not in str(slack.calls)


async def test_a_refusal_of_a_mention_is_for_the_asker_alone(slack: LittleSlack, send: Sender) -> None:
    await send(happenings.mention("/nonsense"))
    said = await slack.until("chat.postEphemeral")
    assert said["user"] == READER
    assert "I do not know the command" in said["text"]


def shared(slack: LittleSlack, name: str, **more: object) -> dict[str, object]:
    """A file as Slack describes it."""
    return {
        "id": "F0STORY",
        "name": name,
        "mimetype": "text/plain",
        "size": len(STORY),
        "url_private": slack.at(f"/files/{name}"),
        "url_private_download": slack.at(f"/files/{name}"),
        **more,
    }


async def test_a_file_is_fetched_with_the_bots_token_and_briefed(slack: LittleSlack, send: Sender) -> None:
    slack.files["story.txt"] = web.Response(text=STORY)
    await send(happenings.mention("", files=[shared(slack, "story.txt")]))
    assert "six weeks" in (await slack.until("chat.postMessage"))["text"]
    assert slack.called("file") == [{"token": TOKEN}]


async def test_a_file_that_is_kept_from_the_bot_is_explained(slack: LittleSlack, send: Sender) -> None:
    slack.files["story.txt"] = web.Response(status=302, headers={"Location": slack.at("/login")})
    await send(happenings.direct("", files=[shared(slack, "story.txt")], subtype="file_share"))
    assert "permission files:read" in (await slack.until("chat.postMessage"))["text"]


async def test_a_file_that_is_too_large_is_not_fetched(slack: LittleSlack, send: Sender) -> None:
    await send(happenings.direct("", files=[shared(slack, "story.txt", size=20_000_000)], subtype="file_share"))
    assert "larger than 10 MB" in (await slack.until("chat.postMessage"))["text"]
    assert slack.called("file") == []


async def test_the_token_is_shown_to_slack_alone(slack: LittleSlack, send: Sender) -> None:
    elsewhere = shared(slack, "story.txt", url_private_download="https://evil.example/slack.com/story.txt")
    await send(happenings.direct("", files=[elsewhere], subtype="file_share"))
    assert "Slack no longer has the file" in (await slack.until("chat.postMessage"))["text"]


async def test_brief_this_takes_the_text_of_a_message_and_answers_in_its_thread(
    slack: LittleSlack, send: Sender
) -> None:
    await send(happenings.shortcut({"text": STORY}, respond=slack.at("/respond/1")))
    said = await slack.until("chat.postMessage")
    assert "six weeks" in said["text"]
    assert said["thread_ts"] == "1700000006.000001"


async def test_brief_this_says_when_a_message_holds_nothing(slack: LittleSlack, send: Sender) -> None:
    await send(happenings.shortcut({"text": ""}, respond=slack.at("/respond/1")))
    said = await slack.until("respond")
    assert said["response_type"] == "ephemeral"
    assert "Give me a link, a file or the article's text" in said["text"]


async def test_a_button_is_answered_in_the_thread_of_its_message(slack: LittleSlack, send: Sender) -> None:
    await send(happenings.command(f"/brief {STORY}", respond=slack.at("/respond/1")))
    said = await slack.until("chat.postMessage")
    buttons = [block for block in said["blocks"] if block["type"] == "actions"]
    ask = next(button for block in buttons for button in block["elements"] if button["text"]["text"].startswith("Ask"))
    await send(happenings.press(ask["value"], ts="1700000009.000001"))
    opened = await slack.until("views.open")
    await send(happenings.submission(opened["view"], {"question~0": "How long will it take?"}))
    answer = await slack.until("chat.postMessage", 2)
    assert answer["thread_ts"] == "1700000009.000001"
    assert "six weeks" in answer["text"]


async def test_an_unknown_button_is_said_to_have_expired(slack: LittleSlack, send: Sender) -> None:
    await send(happenings.press("gibberish", response_url=slack.at("/respond/1")))
    said = await slack.until("respond")
    assert said["response_type"] == "ephemeral"
    assert said["replace_original"] is False
    assert "expired" in said["text"]


async def test_what_is_for_one_alone_is_shown_in_a_thread_only_where_that_has_begun(
    slack: LittleSlack, send: Sender
) -> None:
    await send(happenings.mention("/settings length short"))
    assert "thread_ts" not in await slack.until("chat.postEphemeral")
    await send(happenings.mention("/settings length short", thread_ts="1700000002.000009"))
    assert (await slack.until("chat.postEphemeral", 2))["thread_ts"] == "1700000002.000009"
    await send(happenings.press("gibberish", response_url=slack.at("/respond/1")))
    assert "thread_ts" not in await slack.until("respond")
    pressed = happenings.press("gibberish", response_url=slack.at("/respond/1"))
    pressed["message"]["thread_ts"] = pressed["message"]["ts"]
    await send(pressed)
    assert (await slack.until("respond", 2))["thread_ts"] == pressed["message"]["ts"]


async def test_a_window_remembers_whether_its_thread_has_begun(slack: LittleSlack, send: Sender) -> None:
    for times, begun in enumerate((False, True), 1):
        pressed = happenings.press("feed add:", user=ADMIN, ts=f"1700000009.00000{times}")
        if begun:
            pressed["message"]["thread_ts"] = pressed["message"]["ts"]
        await send(pressed)
        opened = await slack.until("views.open", times)
        await send(happenings.submission(opened["view"], {"link~0": "nonsense"}, user=ADMIN))
        assert ("thread_ts" in await slack.until("chat.postEphemeral", times)) == begun


async def test_a_link_into_slack_is_explained(slack: LittleSlack, send: Sender) -> None:
    await send(happenings.direct("<https://harbour.slack.com/archives/C0NEWS/p1700000000000100>"))
    assert "“Brief this” in the menu of the message" in (await slack.until("chat.postMessage"))["text"]


async def test_a_workspace_that_removed_the_bot_is_told_so(slack: LittleSlack, clients: Clients, send: Sender) -> None:
    clients.forget(TEAM)
    await send(happenings.command("/help", respond=slack.at("/respond/1")))
    assert "not installed in this workspace any more" in (await slack.until("respond"))["text"]
