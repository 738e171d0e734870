"""The rules see what is wrong: each of them is broken once, by the least."""

from typing import Any

import pytest

from tests.wire.discord import rules
from tests.wire.moments import Call, Upload

CREATE = ("POST", "/channels/1/messages")
CALLBACK = ("POST", "/interactions/1/token/callback")
COMMANDS = ("PUT", "/applications/1/commands")
SILENT: dict[str, list[str]] = {"parse": []}


def message(*components: dict[str, Any], **fields: Any) -> Call:
    return Call(*CREATE, {"components": components, "flags": 1 << 15, "allowed_mentions": SILENT, **fields})


def words(text: str) -> dict[str, Any]:
    return {"type": 10, "content": text}


def row(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"type": 1, "components": list(parts)}


def button(id_: str = "help:", label: str = "Help") -> dict[str, Any]:
    return {"type": 2, "style": 2, "custom_id": id_, "label": label}


def menu(count: int = 1, label: str = "Ferry") -> dict[str, Any]:
    options = [{"label": label, "value": str(number)} for number in range(count)]
    return {"type": 3, "custom_id": "sources:", "options": options}


def window(rows: int = 1, title: str = "Ask", label: str = "Question") -> Call:
    box = {"type": 4, "style": 1}
    parts = [{"type": 18, "label": label, "component": {**box, "custom_id": str(n)}} for n in range(rows)]
    return Call(*CALLBACK, {"type": 9, "data": {"custom_id": "ask:", "title": title, "components": parts}})


def suggestions(count: int = 1, name: str = "Ferry") -> Call:
    choices = [{"name": name, "value": number} for number in range(count)]
    return Call(*CALLBACK, {"type": 8, "data": {"choices": choices}})


def commands(count: int = 1, **fields: Any) -> Call:
    made = [{"name": f"ask{n}", "description": "Ask", "type": 1, "options": [], **fields} for n in range(count)]
    return Call(*COMMANDS, made)


def option(number: int, text: str = "What") -> dict[str, Any]:
    return {"type": 3, "name": f"option{number}", "description": text}


def files(*sizes: int) -> Call:
    return Call(*CREATE, {"allowed_mentions": SILENT}, tuple(Upload("file", bytes(size)) for size in sizes))


GOOD = [
    message(words("a" * 4000)),
    message(row(*(button(str(n), "a" * 80) for n in range(5)))),
    message(row(button("a" * 100))),
    message(row(menu(25, "a" * 100))),
    message(*(words("a") for _ in range(40))),
    message(content="a" * 2000, nonce="a" * 25, flags=0),
    window(5, "a" * 45, "a" * 45),
    suggestions(25, "a" * 100),
    commands(100, description="a" * 100, options=[option(n, "a" * 100) for n in range(25)]),
    files(10 * 1024**2, 10 * 1024**2, 5 * 1024**2),
]
BAD = {
    "4,001 characters": message(words("a" * 4001)),
    "4,001 characters over two texts": message(words("a" * 4000), words("a")),
    "an empty text": message(words(" ")),
    "6 buttons": message(row(*(button(str(n)) for n in range(6)))),
    "a label of 81": message(row(button(label="a" * 81))),
    "a custom id of 101": message(row(button("a" * 101))),
    "an empty custom id": message(row(button(""))),
    "a custom id twice": message(row(button(), button())),
    "26 choices": message(row(menu(26))),
    "a choice of 101": message(row(menu(label="a" * 101))),
    "41 components": message(*(words("a") for _ in range(41))),
    "2,001 characters of content": message(content="a" * 2001, flags=0),
    "content beside components": message(words("a"), content="a"),
    "a nonce of 26": message(words("a"), nonce="a" * 26),
    "everyone": message(words("a"), allowed_mentions={"parse": ["everyone"]}),
    "whoever is replied to": message(words("a"), allowed_mentions={"parse": [], "replied_user": True}),
    "nothing about pings": message(words("a"), allowed_mentions=None),
    "6 rows of a window": window(6),
    "a title of 46": window(title="a" * 46),
    "a field's label of 46": window(label="a" * 46),
    "26 suggestions": suggestions(26),
    "a suggestion of 101": suggestions(name="a" * 101),
    "101 commands": commands(101),
    "a name in capitals": commands(name="Ask"),
    "a name of two words": commands(name="ask me"),
    "no description": commands(description=""),
    "a description of 101": commands(description="a" * 101),
    "26 options": commands(options=[option(n) for n in range(26)]),
    "8,001 characters of a command": commands(
        options=[{**option(n), "options": [option(m, "a" * 100) for m in range(10)]} for n in range(8)]
    ),
    "a file of 10 MiB and a byte": files(10 * 1024**2 + 1),
    "files of 25 MiB and a byte": files(10 * 1024**2, 10 * 1024**2, 5 * 1024**2 + 1),
}


@pytest.mark.parametrize("call", GOOD, ids=lambda call: call.path)
def test_what_is_just_within_the_limits_is_right(call: Call) -> None:
    assert rules.problems(call) == []


@pytest.mark.parametrize("call", BAD.values(), ids=BAD)
def test_what_is_just_over_a_limit_is_seen(call: Call) -> None:
    assert len(rules.problems(call)) == 1
