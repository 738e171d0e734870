"""Prompts as Slack's modals, and what was put into them."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.chat import safe, texts
from bot.chat.replies import Field, Prompt
from bot.chat.slack import limits
from bot.chat.slack.blocks import Made, option

WINDOW = "window."
"""What the callback_id of every window begins with; its action follows."""

_INPUTS = 4  # of a multi-line field: one takes too little for an article
_PART = "~"  # between a field's name and the number of its input
_VALUE = "value"


def window(prompt: Prompt, note: str = "") -> Made:
    """The modal of a prompt. `note` comes back with what is submitted, as the view's private_metadata."""
    return {
        "type": "modal",
        "callback_id": f"{WINDOW}{prompt.action}",
        "title": _plain(prompt.title, limits.WINDOW_TITLE),
        "submit": _plain(prompt.submit, limits.WINDOW_TITLE),
        "private_metadata": note,
        "blocks": [block for field in prompt.fields for block in _inputs(field)],
    }


def _inputs(field: Field) -> Iterator[Made]:
    if field.choices:
        yield _input(field, 0, _list(field))
        return
    for number in range(_INPUTS if field.multiline else 1):
        yield _input(field, number, _box(field, number))


def _input(field: Field, number: int, element: Made) -> Made:
    return {
        "type": "input",
        "block_id": f"{field.name}{_PART}{number}",
        "label": _plain(field.label if number == 0 else texts.FIELD_REST, limits.FIELD_LABEL),
        "optional": not field.required or number > 0,
        "element": element,
    }


def _box(field: Field, number: int) -> Made:
    box: Made = {
        "type": "plain_text_input",
        "action_id": _VALUE,
        "multiline": field.multiline,
        "max_length": limits.FIELD_TEXT,
    }
    if field.placeholder and number == 0:
        box["placeholder"] = _plain(field.placeholder, limits.HINT)
    if value := field.value[number * limits.FIELD_TEXT : (number + 1) * limits.FIELD_TEXT]:
        box["initial_value"] = value
    return box


def _list(field: Field) -> Made:
    options = [option(item) for item in field.choices]
    chosen = [made for made, item in zip(options, field.choices, strict=True) if item.value == field.value]
    made: Made = {"type": "static_select", "action_id": _VALUE, "options": options}
    if field.placeholder:
        made["placeholder"] = _plain(field.placeholder, limits.HINT)
    return made | ({"initial_option": chosen[0]} if chosen else {})


def action(view: Mapping[str, Any]) -> str:
    """The action of a submitted window."""
    return str(view["callback_id"]).removeprefix(WINDOW)


def submitted(view: Mapping[str, Any]) -> dict[str, str]:
    """The fields of a submitted window, by name, from its view as Slack sends it."""
    fields: dict[str, str] = {}
    values = view["state"]["values"]
    for block in view["blocks"]:
        if (given := values.get(block["block_id"], {}).get(_VALUE)) is None:
            continue
        name = str(block["block_id"]).rpartition(_PART)[0]
        chosen = given.get("selected_option") or {}
        fields[name] = "\n\n".join(filter(None, (fields.get(name), given.get("value") or chosen.get("value"))))
    return fields


def _plain(text: str, limit: int) -> Made:
    return {"type": "plain_text", "text": safe.shorten(text, limit), "emoji": False}
