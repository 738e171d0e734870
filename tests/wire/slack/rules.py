"""What Slack, or our own promise, has against a message or a view: SDK's validators first, then what they lack."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View as SdkView

from tests.wire.slack.things import Json

PAYLOAD = 12_000
"""Slack refuses somewhere above 13,000, and says so nowhere."""

TEXT = 4_000
BLOCKS = 50
LIMITS = {
    "header": ("text", 150),
    "section": ("text", 3_000),
    "input": ("label", 2_000),
    "markdown": ("text", 12_000),
}
FIELD, FIELDS, OPTION, OPTIONS, BUTTON, VALUE, ID = 2_000, 10, 75, 100, 75, 2_000, 255
CONTEXT, ACTIONS, PLACEHOLDER, DESCRIPTION = 10, 25, 150, 75
_PING = re.compile(r"<!(?:here|channel|everyone|subteam)[^>]*>|<@(\w+)[^>]*>")


def message(body: Json, own: frozenset[str] = frozenset()) -> list[str]:
    """What is wrong with the arguments of chat.postMessage and its like; `own` may be mentioned."""
    found = blocks(body.get("blocks") or [])
    text = body.get("text") or ""
    if not text:
        found.append("no text beside the blocks")
    if len(text) >= TEXT:
        found.append(f"text of {len(text)} characters")
    if (size := len(json.dumps(body.get("blocks") or [], ensure_ascii=False))) > PAYLOAD:
        found.append(f"blocks of {size} characters")
    for said in (text, *_marked_up(body.get("blocks") or [])):
        found += [f"pings: {ping[0]}" for ping in _PING.finditer(said) if ping[1] not in own]
    return found


def _marked_up(part: Any) -> Iterator[str]:
    """The texts in which Slack looks for markup; people and groups that rich text names are written as in those."""
    if isinstance(part, list):
        for each in part:
            yield from _marked_up(each)
    elif isinstance(part, dict):
        if part.get("type") in {"mrkdwn", "markdown"}:
            yield part["text"]
        if part.get("type") in {"user", "usergroup", "broadcast"}:
            yield f"<@{part['user_id']}>" if "user_id" in part else "<!here>"
        for value in part.values():
            yield from _marked_up(value)


def view(body: Json) -> list[str]:
    """What is wrong with a window or a home."""
    found = _by_sdk(lambda: SdkView(**body).validate_json())
    found += blocks(body["blocks"], most=100)
    modal = body["type"] == "modal"
    if modal and any(block["type"] == "input" for block in body["blocks"]) and not body.get("submit"):
        found.append("inputs without submit")
    if modal and not body.get("title"):
        found.append("no title")
    for name in ("title", "submit", "close"):
        if len((body.get(name) or {}).get("text", "")) > 24:
            found.append(f"{name} over 24 characters")
    return found


def blocks(given: list[Json], most: int = BLOCKS) -> list[str]:
    """What is wrong with a list of blocks."""
    found: list[str] = []
    if len(given) > most:
        found.append(f"{len(given)} blocks")
    for raw in given:
        parsed = Block.parse(raw)
        found += [f"unknown block {raw.get('type')}"] if parsed is None else _by_sdk(parsed.validate_json)
        found += [f"{raw.get('type')}: {problem}" for problem in _block(raw)]
    ids = Counter(raw["block_id"] for raw in given if "block_id" in raw)
    found += [f"block_id {id_} {count} times" for id_, count in ids.items() if count > 1]
    for raw in given:  # https://docs.slack.dev/reference/block-kit/block-elements: unique in the containing block
        actions = Counter(each["action_id"] for each in _elements(raw) if "action_id" in each)
        found += [f"action_id {id_} {count} times" for id_, count in actions.items() if count > 1]
    return found


def _block(raw: Json) -> Iterator[str]:
    if limit := LIMITS.get(raw["type"]):
        name, most = limit
        text = raw.get(name) or ""
        length = len(text if isinstance(text, str) else text["text"])
        if length > most or (not length and not raw.get("fields")):
            yield f"{name} of {length} characters"
    if len(raw.get("fields", ())) > FIELDS or any(len(each["text"]) > FIELD for each in raw.get("fields", ())):
        yield "fields too many or too long"
    if raw["type"] == "context" and len(raw["elements"]) > CONTEXT:
        yield f"{len(raw['elements'])} elements"
    if raw["type"] == "actions" and not 1 <= len(raw["elements"]) <= ACTIONS:
        yield f"{len(raw['elements'])} elements"
    if len(raw.get("block_id", "")) > ID:
        yield "block_id too long"
    for element in _elements(raw):
        yield from _element(element)


def _element(element: Json) -> Iterator[str]:
    if len(element.get("action_id", "")) > ID:
        yield "action_id too long"
    if element["type"] == "button":
        if not 1 <= len(element["text"]["text"]) <= BUTTON:
            yield f"button of {len(element['text']['text'])} characters"
        if len(element.get("value", "")) > VALUE:
            yield "value too long"
    if len((element.get("placeholder") or {}).get("text", "")) > PLACEHOLDER:
        yield "placeholder too long"
    options = element.get("options")
    if options is not None and not 1 <= len(options) <= OPTIONS:
        yield f"{len(options)} options"
    for option in options or ():
        if not 1 <= len(option["text"]["text"]) <= OPTION:
            yield f"option of {len(option['text']['text'])} characters"
        if not 1 <= len(option.get("value", "")) <= 150:
            yield f"option with a value of {len(option.get('value', ''))} characters"
        if len((option.get("description") or {}).get("text", "")) > DESCRIPTION:
            yield "description too long"


def _elements(raw: Json) -> list[Json]:
    inner: list[Any] = [*raw.get("elements", ()), raw.get("accessory"), raw.get("element")]
    return [each for each in inner if isinstance(each, dict) and "type" in each]


def _by_sdk(validate: Any) -> list[str]:
    try:
        validate()
    except SlackObjectFormationError as error:
        return [str(error)]
    return []
