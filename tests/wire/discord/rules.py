"""Limits that Discord keeps and its schema does not tell, as rules for what the bot sends.

Only numbers of Discord's own documents stand here, not those of `bot.chat.discord.limits`, so that a wrong one there
is found.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from simcord.components import walk_components

from tests.wire.moments import Call

CONTENT = 2000
"""https://docs.discord.com/developers/resources/message#create-message"""
NONCE = 25
"""https://docs.discord.com/developers/resources/message#create-message"""
FILE_BYTES = 10 * 1024**2
REQUEST_BYTES = 25 * 1024**2
"""https://docs.discord.com/developers/reference#uploading-files"""

COMPONENTS = 40
DISPLAYED = 4000
CUSTOM_ID = 100
LABEL = 80
BUTTONS = 5
CHOICES = 25
CHOICE = 100
PLACEHOLDER = 150
DESCRIPTION = 1024
"""https://docs.discord.com/developers/components/reference"""
WINDOW_ROWS = 5
WINDOW_TITLE = 45
WINDOW_LABEL = 45
WINDOW_HINT = 100
"""https://docs.discord.com/developers/interactions/receiving-and-responding, and the reference of components"""

COMMANDS = 100
COMMAND_CHARACTERS = 8000
OPTIONS = 25
HELP = 100
NAME = re.compile(r"[-_'\w]{1,32}")
"""https://docs.discord.com/developers/interactions/application-commands"""
MENU_NAME = 32

VERSION_2 = 1 << 15
"""The flag of messages that consist of components alone."""

_MODAL, _SUGGESTIONS = 9, 8
_ROW, _BUTTON, _SELECT, _TEXT_INPUT, _TEXT, _LABEL = 1, 2, 3, 4, 10, 18
_MESSAGE = re.compile(r"/channels/\d+/messages(/\d+)?|/webhooks/\d+/[^/]+(/messages/[^/]+)?")
_CALLBACK = re.compile(r"/interactions/\d+/[^/]+/callback")
_COMMANDS = re.compile(r"/applications/\d+/commands")


def problems(call: Call) -> list[str]:
    """What is wrong with a call."""
    return [f"{call.method} {call.path}: {found}" for found in (*_body(call), *_files(call))]


def _body(call: Call) -> Iterator[str]:
    if _MESSAGE.fullmatch(call.path) and isinstance(call.body, dict):
        yield from _message(call.body)
    elif _CALLBACK.fullmatch(call.path):
        data = call.body.get("data") or {}
        kinds = {_MODAL: _window, _SUGGESTIONS: _suggestions}
        yield from kinds.get(call.body["type"], _message)(data)
    elif _COMMANDS.fullmatch(call.path) and call.method == "PUT":
        yield from _commands(call.body)


def _files(call: Call) -> Iterator[str]:
    sizes = [len(file.data) for file in call.files]
    yield from _most("bytes of a file", max(sizes, default=0), FILE_BYTES)
    yield from _most("bytes of all files", sum(sizes), REQUEST_BYTES)


def _message(body: dict[str, Any]) -> Iterator[str]:
    yield from _most("characters", len(body.get("content") or ""), CONTENT)
    yield from _most("characters of a nonce", len(str(body.get("nonce") or "")), NONCE)
    components = body.get("components") or []
    if components and body.get("flags", 0) & VERSION_2 and (body.get("content") or body.get("embeds")):
        yield "components beside content or embeds"
    yield from _pings(body)
    yield from _components(components)


def _pings(body: dict[str, Any]) -> Iterator[str]:
    """A message with words of others must say that nobody is pinged: without a word, all mentions in it ping."""
    words = body.get("content") or any(part["type"] == _TEXT for part in walk_components(body.get("components") or []))
    allowed = body.get("allowed_mentions")
    if words and allowed is None:
        yield "does not say who may be pinged"
    if allowed and any(allowed.get(who) for who in ("parse", "users", "roles", "replied_user")):
        yield f"pings {allowed}"


def _components(components: list[dict[str, Any]]) -> Iterator[str]:
    parts = list(walk_components(components))
    yield from _most("components", len(parts), COMPONENTS)
    yield from _most("displayed characters", sum(len(part.get("content", "")) for part in parts), DISPLAYED)
    ids = Counter(part["custom_id"] for part in parts if "custom_id" in part)
    yield from (f"the custom id {each} twice" for each, times in ids.items() if times > 1)
    for part in parts:
        yield from _component(part)


def _component(part: dict[str, Any]) -> Iterator[str]:
    yield from _between("characters of a custom id", len(part.get("custom_id", "id")), CUSTOM_ID)
    if part["type"] == _TEXT and not part["content"].strip():
        yield "an empty text"
    if part["type"] == _BUTTON:
        yield from _between("characters of a button", len(part.get("label", "")), LABEL)
    if part["type"] == _SELECT:
        yield from _most("characters of a placeholder", len(part.get("placeholder") or ""), PLACEHOLDER)
        yield from _between("choices", len(part["options"]), CHOICES)
        yield from _choices([{**each, "name": each["label"]} for each in part["options"]])
        for choice in part["options"]:
            yield from _most("characters of a choice's description", len(choice.get("description") or ""), CHOICE)
    if part["type"] == _ROW:
        yield from _between("components in a row", len(part["components"]), BUTTONS)
    for item in part.get("items", []):
        yield from _most("characters of a picture's description", len(item.get("description") or ""), DESCRIPTION)


def _window(data: dict[str, Any]) -> Iterator[str]:
    yield from _between("characters of a title", len(data["title"]), WINDOW_TITLE)
    yield from _between("characters of a custom id", len(data["custom_id"]), CUSTOM_ID)
    yield from _between("rows of a window", len(data["components"]), WINDOW_ROWS)
    yield from _components(data["components"])
    for part in walk_components(data["components"]):
        if part["type"] == _LABEL:
            yield from _between("characters of a label", len(part["label"]), WINDOW_LABEL)
            yield from _most("characters of a label's description", len(part.get("description") or ""), CHOICE)
        if part["type"] == _TEXT_INPUT:
            yield from _most("characters of a placeholder", len(part.get("placeholder") or ""), WINDOW_HINT)
            yield from _most("characters of a value", len(part.get("value") or ""), part.get("max_length", DISPLAYED))


def _suggestions(data: dict[str, Any]) -> Iterator[str]:
    yield from _most("suggestions", len(data["choices"]), CHOICES)
    yield from _choices(data["choices"])


def _choices(choices: list[dict[str, Any]]) -> Iterator[str]:
    for choice in choices:
        yield from _between("characters of a choice", len(choice["name"]), CHOICE)
        yield from _between("characters of a choice's value", len(str(choice["value"])), CHOICE)


def _commands(commands: list[dict[str, Any]]) -> Iterator[str]:
    yield from _most("commands", len(commands), COMMANDS)
    for command in commands:
        if command.get("type", 1) == 1:
            yield from _most(f"characters of /{command['name']}", _characters(command), COMMAND_CHARACTERS)
            yield from _command(command)
        else:
            yield from _between("characters of a menu's name", len(command["name"]), MENU_NAME)


def _command(row: dict[str, Any]) -> Iterator[str]:
    """A command, a group or an option."""
    if not NAME.fullmatch(row["name"]) or row["name"] != row["name"].lower():
        yield f"{row['name']} is no name"
    yield from _between(f"characters of what {row['name']} is for", len(row["description"]), HELP)
    yield from _most(f"options of {row['name']}", len(row.get("options") or []), OPTIONS)
    yield from _most(f"choices of {row['name']}", len(row.get("choices") or []), CHOICES)
    yield from _choices(row.get("choices") or [])
    for option in row.get("options") or []:
        yield from _command(option)


def _characters(row: dict[str, Any]) -> int:
    """Names, descriptions and values of a command and all in it, the longest translation of each."""
    own = sum(_longest(row, name) for name in ("name", "description")) + len(str(row.get("value", "")))
    return own + sum(_characters(inner) for name in ("options", "choices") for inner in row.get(name) or [])


def _longest(row: dict[str, Any], name: str) -> int:
    return max(map(len, [row.get(name) or "", *(row.get(f"{name}_localizations") or {}).values()]))


def _most(what: str, have: int, limit: int) -> Iterator[str]:
    if have > limit:
        yield f"{have} {what}, {limit} are allowed"


def _between(what: str, have: int, limit: int) -> Iterator[str]:
    if not have:
        yield f"no {what}"
    yield from _most(what, have, limit)
