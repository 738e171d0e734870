"""How answers get to where something was asked on Slack, also where that is not easy."""

import json
from typing import Any

import pytest

from bot.app import App
from bot.chat.replies import Attachment, Bullets, Heading, Item, Notice, Picture, Reply
from bot.chat.slack.clients import Clients
from bot.chat.slack.front import Front
from bot.chat.slack.intake import Origin
from bot.chat.slack.people import People
from bot.chat.slack.posting import NoWay
from tests.chat.slack import happenings
from tests.chat.slack.conftest import Sender
from tests.chat.slack.little import ADMIN, NEWS, READER, TEAM, LittleSlack

LONG = Reply(
    (
        Heading("A long list"),
        Bullets(tuple(Item(f"The ferry number {number} leaves at noon. " * 4) for number in range(120))),
    )
)
PLACE = Origin(TEAM, NEWS, READER)


@pytest.fixture
def front(app: App, clients: Clients) -> Front:
    return Front(app.router, app.desk, clients, People(clients, app.clock), prefix="news-")


def turns(message: dict[str, Any]) -> dict[str, str]:
    """The actions of the buttons under a message, by their labels."""
    rows = [block for block in message["blocks"] if block["type"] == "actions"]
    return {button["text"]["text"]: button["value"] for row in rows for button in row["elements"]}


async def test_a_reply_of_several_pages_is_one_message_whose_buttons_turn_them(
    slack: LittleSlack, front: Front, send: Sender
) -> None:
    await front.say(PLACE, LONG)
    (first,) = slack.called("chat.postMessage")
    assert "ferry number 0 " in json.dumps(first["blocks"])
    await send.through(happenings.press(turns(first)["Next"], ts="1700000009.000001"))
    (second,) = slack.called("chat.update")
    assert (second["channel"], second["ts"]) == (NEWS, "1700000009.000001")
    assert "ferry number 0 " not in json.dumps(second["blocks"])
    assert "2 of" in json.dumps(second["blocks"])
    await send.through(happenings.press(turns(second)["Earlier"], ts="1700000009.000001"))
    assert slack.called("chat.update")[1]["blocks"] == first["blocks"]


async def test_pages_that_one_person_sees_are_turned_by_the_response_url(
    slack: LittleSlack, front: Front, send: Sender
) -> None:
    hidden = Origin(TEAM, NEWS, READER, response_url=slack.at("/respond/1"))
    await front.say(hidden, Reply(LONG.parts, private=True))
    pressed = happenings.press(turns(slack.said[0])["Next"], hidden=True, response_url=slack.at("/respond/2"))
    await send.through(pressed)
    assert slack.said[1]["replace_original"] is True
    assert "2 of" in json.dumps(slack.said[1]["blocks"])


async def test_pages_that_are_not_kept_any_more_are_said_to_have_expired(slack: LittleSlack, send: Sender) -> None:
    await send.through(happenings.press("page:unknown.2", response_url=slack.at("/respond/1")))
    assert "expired" in slack.said[0]["text"]
    assert slack.called("chat.update") == []


async def test_the_pages_of_another_channel_cannot_be_turned_to(slack: LittleSlack, front: Front, send: Sender) -> None:
    await front.say(Origin(TEAM, "C0OTHER", READER), LONG)
    turn = turns(slack.called("chat.postMessage")[0])["Next"]
    await send.through(happenings.press(turn, response_url=slack.at("/respond/1")))
    assert "expired" in slack.said[0]["text"]


async def test_commands_are_named_as_they_are_typed_in_the_workspace(slack: LittleSlack, front: Front) -> None:
    await front.say(
        PLACE,
        Reply(
            (
                Notice(
                    "There are no articles in this channel yet. Add one with /brief and a link, a file or pasted text."
                ),
            )
        ),
    )
    assert "/news-brief" in slack.called("chat.postMessage")[0]["text"]


async def test_a_picture_is_uploaded_and_shown_in_the_message(slack: LittleSlack, front: Front) -> None:
    await front.say(PLACE, Reply((Picture(b"png", "A timeline of two events.", "timeline.png"),)))
    (image,) = [block for block in slack.called("chat.postMessage")[0]["blocks"] if block["type"] == "image"]
    assert image["slack_file"] == {"id": "F0UPLOADED"}


async def test_a_picture_that_slack_will_not_show_is_told_in_words(
    slack: LittleSlack, app: App, clients: Clients
) -> None:
    pauses: list[float] = []

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 3:
            del slack.answers["chat.postMessage"]

    front = Front(app.router, app.desk, clients, People(clients, app.clock), sleep=sleep)
    slack.answers["chat.postMessage"] = {"error": "invalid_blocks"}
    await front.say(PLACE, Reply((Picture(b"png", "A timeline of two events.", "timeline.png"),)))
    said = slack.called("chat.postMessage")[-1]
    assert [block["type"] for block in said["blocks"]] == ["context"]
    assert "A timeline of two events." in json.dumps(said["blocks"])
    assert pauses == [1.0, 2.0, 4.0]


async def test_a_file_for_one_person_comes_in_their_direct_messages(slack: LittleSlack, front: Front) -> None:
    place = Origin(TEAM, NEWS, READER, response_url=slack.at("/respond/1"))
    file = Attachment("feeds.opml", b"<opml/>")
    await front.say(place, Reply((Notice("The feeds."), file), private=True))
    assert "in our direct messages" in slack.said[0]["text"]
    assert slack.called("conversations.open")[0]["users"] == READER
    assert slack.called("files.completeUploadExternal")[0]["channel_id"] == f"D{READER[1:]}"


async def test_who_asked_for_something_in_a_channel_without_the_bot_is_told_to_invite_it(
    slack: LittleSlack, send: Sender
) -> None:
    slack.refused[NEWS] = "not_in_channel"
    await send.through(happenings.mention("/settings length short", user=ADMIN))
    direct = [given for given in slack.called("chat.postMessage") if given["channel"] == ADMIN]
    assert "/invite @briefer" in direct[0]["text"]


async def test_without_any_way_to_answer_nothing_breaks(slack: LittleSlack, front: Front, clients: Clients) -> None:
    clients.forget(TEAM)
    with pytest.raises(NoWay):
        await front.say(PLACE, LONG)
    assert slack.calls == []


async def test_brief_this_takes_the_links_of_a_message_before_its_words(slack: LittleSlack, send: Sender) -> None:
    text = f"Look: <{slack.at('/files/one')}|one> &amp; <{slack.at('/files/two')}>"
    await send.through(happenings.shortcut({"text": text}, respond=slack.at("/respond/1")))
    told = [said["text"] for said in slack.said]
    assert len(told) == 2  # neither is an article, and each is said so
    assert all("127.0.0.1" in one for one in told)
