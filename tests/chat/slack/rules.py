"""Slack's rules for what is posted: those that its own library checks, and those that only its documents tell."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.chat.slack import limits

INLINE = {"text", "link"}
RICH = {"rich_text_section", "rich_text_quote", "rich_text_list"}


def check(message: Mapping[str, Any]) -> None:
    """Fail where Slack would refuse a message."""
    blocks = message["blocks"]
    assert 0 < len(message["text"]) < limits.TEXT
    assert len(blocks) <= limits.BLOCKS
    assert len(json.dumps(blocks)) <= limits.PAYLOAD
    check_blocks(blocks)


def check_blocks(blocks: Sequence[Mapping[str, Any]]) -> None:
    """Fail where Slack would refuse blocks."""
    for parsed in Block.parse_all([dict(block) for block in blocks]):
        assert parsed is not None
        parsed.validate_json()
    for part in parts(blocks):
        assert part.get("type") not in {"plain_text", "mrkdwn", "text", "link"} or part["text"]
        if part.get("type") in {"plain_text", "mrkdwn"}:
            assert len(part["text"]) <= limits.PARAGRAPH
    ids = [part["action_id"] for part in parts(blocks) if "action_id" in part]
    assert len(ids) == len(set(ids))
    assert all(len(written) <= limits.ID for written in ids)
    for block in blocks:
        check_block(block)


def check_block(block: Mapping[str, Any]) -> None:
    kind = block["type"]
    if kind == "header":
        assert len(block["text"]["text"]) <= limits.HEADER
    elif kind == "context":
        assert 1 <= len(block["elements"]) <= limits.SMALL_PARTS
    elif kind == "actions":
        assert 1 <= len(block["elements"]) <= limits.CONTROLS
        for control in block["elements"]:
            assert len(control.get("value", "")) <= limits.BUTTON_VALUE
            options = control.get("options", [])
            assert control["type"] == "button" or 1 <= len(options) <= limits.CHOICES
            assert all(len(option["text"]["text"]) <= limits.CHOICE_LABEL for option in options)
            assert all(len(option["value"]) <= limits.CHOICE_VALUE for option in options)
    elif kind == "rich_text":
        assert block["elements"]
        for element in block["elements"]:
            assert element["type"] in RICH
            assert element["elements"]
            sections = element["elements"] if element["type"] == "rich_text_list" else [element]
            assert all(section["elements"] for section in sections)
            assert all(part["type"] in INLINE for section in sections for part in section["elements"])
    elif kind == "image":
        assert len(block["alt_text"]) <= limits.PICTURE_TEXT
        assert ("image_url" in block) != ("slack_file" in block)


def check_view(view: Mapping[str, Any]) -> None:
    """Fail where Slack would refuse a window."""
    View(**view).validate_json()
    check_blocks([block for block in view["blocks"] if block["type"] != "input"])
    ids = [block["block_id"] for block in view["blocks"]]
    assert len(ids) == len(set(ids))
    assert all(len(block["label"]["text"]) <= limits.FIELD_LABEL for block in view["blocks"])
    assert "submit" in view


def parts(made: Any) -> Iterator[dict[str, Any]]:
    """Every object in a message, from the outside in."""
    if isinstance(made, Mapping):
        yield dict(made)
        made = list(made.values())
    if isinstance(made, Sequence) and not isinstance(made, str):
        for part in made:
            yield from parts(part)


def read(blocks: Sequence[Mapping[str, Any]]) -> str:
    """What a person reads in blocks, a line for each line, without any form."""
    return "\n".join(line for block in blocks for line in _lines(block))


def _lines(block: Mapping[str, Any]) -> Iterator[str]:
    if block["type"] == "rich_text":
        for element in block["elements"]:
            bullet, quote = element["type"] == "rich_text_list", element["type"] == "rich_text_quote"
            for section in element["elements"] if bullet else [element]:
                said = "".join(part["text"] for part in section["elements"])
                yield ("• " if bullet else "> " if quote else "") + said
    elif block["type"] == "context":
        yield from (_shown(element["text"]) for element in block["elements"])
    elif "text" in block:
        yield block["text"]["text"]


def _shown(small: str) -> str:
    """Small print as it is shown: the labels of links, and characters for their names."""
    out = ""
    while small:
        before, opened, rest = small.partition("<")
        inside, _, small = rest.partition(">")
        out += before + (inside.partition("|")[2] if opened else "")
    return out.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
