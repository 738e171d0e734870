"""The chat as lines of JSON, by the schema that is promised."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import jsonschema

from bot.chat.replies import Attachment, Button, Buttons, Field, Menu, MenuItem, Picture, Prompt, Reply
from bot.chat.router import Router
from bot.chat.terminal.client import TerminalClient
from bot.chat.terminal.reader import PipeReader
from bot.chat.terminal.screen import JsonLines
from bot.telemetry import Metrics
from tests.chat.desks import CHANNEL, ScriptedDesk, article
from tests.chat.terminal.test_terminal_render import HOSTILE, everything

SCHEMA = json.loads((Path(__file__).parents[3] / "docs" / "schemas" / "reply.schema.json").read_text(encoding="utf-8"))


def lines(file: StringIO) -> list[Any]:
    """Each line as what it says, which the schema allows."""
    found = [json.loads(line) for line in file.getvalue().splitlines()]
    for record in found:
        jsonschema.validate(record, SCHEMA)
    return found


def told(reply: Reply) -> Any:
    file = StringIO()
    JsonLines(file).reply(reply)
    (record,) = lines(file)
    return record


def test_every_part_is_told_as_it_is() -> None:
    record = told(everything("The pier."))
    assert [part["part"] for part in record["parts"]] == [
        "heading", "text", "bullets", "quotes", "actors", "timeline", "sources", "notice", "footer",
    ]  # fmt: skip
    assert record["parts"][2] == {
        "part": "bullets",
        "items": [{"lead": "The pier.", "text": "The pier.", "marks": [1, 2]}],
    }
    assert record["parts"][6]["items"][0] == {
        "number": 1,
        "label": "The pier.",
        "detail": "The pier.",
        "link": "https://sands.example/1",
        "sentences": ["The pier."],
        "also": [],
    }


def test_what_can_be_chosen_is_listed_with_its_number() -> None:
    menu = Menu("feed check:", "feed", "Which?", (MenuItem("Courier", "7", "daily"),))
    record = told(Reply((Buttons((Button("Actors", "actors:a1"),)), menu), private=True, failed=True))
    assert record["choices"] == [
        {"number": 1, "label": "Actors", "detail": ""},
        {"number": 2, "label": "Courier", "detail": "daily"},
    ]
    assert (record["parts"], record["private"], record["failed"]) == ([], True, True)


def test_a_file_is_told_in_base64_and_a_picture_not_at_all() -> None:
    record = told(Reply((Attachment("feeds.opml", b"<opml/>\xff"), Picture(b"png", "A map.", "map.png"))))
    assert record["parts"] == [{"part": "attachment", "name": "feeds.opml", "data": "PG9wbWwvPv8="}]


def test_a_window_tells_all_that_it_asks_for() -> None:
    file = StringIO()
    field = Field("length", "How long", "pick", choices=(MenuItem("Short", "short"),), value="short", required=False)
    JsonLines(file).window(Prompt("A digest", "digest schedule:", (field,), "Set"))
    (record,) = lines(file)
    assert (record["kind"], record["parts"][0]["text"]) == ("window", "A digest")
    assert record["fields"] == [
        {
            "name": "length",
            "label": "How long",
            "placeholder": "pick",
            "multiline": False,
            "required": False,
            "choices": [{"number": 1, "label": "Short", "detail": ""}],
            "value": "short",
        }
    ]


def test_what_articles_say_does_nothing_to_a_terminal() -> None:
    file = StringIO()
    JsonLines(file).reply(everything(f"{HOSTILE} \x9b31m \u202e é"))
    assert file.getvalue().isascii()
    assert all(char >= " " for char in file.getvalue().rstrip("\n"))
    assert lines(file)[0]["parts"][0]["text"].endswith("é")


async def test_each_line_has_one_answer_and_windows_ask_in_between() -> None:
    file = StringIO()
    reader = PipeReader(StringIO("/brief\nThe pier reopens.\nIt is open.\n.\n\nwhat does it cost in crowns?\n"))
    desk = ScriptedDesk(coming=[article(1)])
    client = TerminalClient(Router(desk, Metrics()), CHANNEL, JsonLines(file), reader)
    assert await client.run() == 0
    assert [record["kind"] for record in lines(file)] == ["window", "reply", "reply"]
    assert desk.calls[0] == ("text", "The pier reopens.\nIt is open.")


async def test_what_comes_due_is_told_as_posted() -> None:
    file = StringIO()
    client = TerminalClient(Router(ScriptedDesk(), Metrics()), CHANNEL, JsonLines(file), PipeReader(StringIO()))
    await client.messenger.send(CHANNEL, "A digest.", "key")
    (record,) = lines(file)
    assert (record["kind"], record["parts"][0]["text"]) == ("posted", "A digest.")
