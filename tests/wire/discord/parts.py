"""The parts of a message that people can use."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from simcord.backend.models import Message
from simcord.components import walk_components
from simcord.enums import ComponentType

Part = dict[str, Any]


class Button(NamedTuple):
    """A button that can be pressed, and the text that it stands beside ("" for none)."""

    label: str
    beside: str
    part: Part


def buttons(message: Message) -> Iterator[Button]:
    """The buttons of a message from top to bottom, without those that are greyed out or only links."""
    for part in walk_components(message.components):
        if part["type"] == ComponentType.ACTION_ROW:
            found, beside = part["components"], ""
        elif part["type"] == ComponentType.SECTION:
            found, beside = [part["accessory"]], "\n".join(text["content"] for text in part["components"])
        else:
            continue
        for each in found:
            if each["type"] == ComponentType.BUTTON and "custom_id" in each and not each.get("disabled"):
                yield Button(each["label"], beside, each)


def menus(message: Message) -> Iterator[tuple[Part, Part]]:
    """The lists of a message, each with every one of its choices."""
    for part in walk_components(message.components):
        if part["type"] == ComponentType.STRING_SELECT:
            yield from ((part, option) for option in part["options"])
