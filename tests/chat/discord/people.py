"""What people see and do on Discord, in the words of the tests."""

from collections.abc import Iterator
from typing import Any

import discord
import simcord


def said(where: discord.Message | simcord.ResponseMessage | simcord.InteractionResult) -> str:
    """The text of a message or of the first message of a response, component by component."""
    message = response(where) if isinstance(where, simcord.InteractionResult) else where
    return "\n".join(_texts(_raw(message)))


def response(result: simcord.InteractionResult) -> simcord.ResponseMessage:
    """The first message of a response that is still there; fails when there is none."""
    messages = [message for message in (result.response, *result.followups) if message is not None]
    return messages[0]


def last(channel: simcord.ChannelHandle) -> discord.Message:
    """The newest message of a channel; fails when it is empty."""
    assert channel.last_message is not None
    return channel.last_message


def buttons(where: discord.Message | simcord.ResponseMessage) -> list[dict[str, Any]]:
    """The buttons of a message, those beside words too."""
    return [part for part in _parts(_raw(where)) if part["type"] == 2]


def next_button(where: discord.Message | simcord.ResponseMessage) -> dict[str, Any]:
    """The button that turns to the next page."""
    (button,) = (button for button in buttons(where) if button["label"] == "›")
    return button


def galleries(where: discord.Message | simcord.ResponseMessage) -> list[dict[str, Any]]:
    """The media items of a message."""
    return [item for part in _parts(_raw(where)) if part["type"] == 12 for item in part["items"]]


async def paste(actor: simcord.MemberActor, channel: simcord.ChannelHandle, *texts: str) -> simcord.InteractionResult:
    """Use the window of /brief, one text for each of its inputs."""
    window = await actor.slash(channel, "brief")
    return await actor.submit_modal(window, {f"article~{number}": text for number, text in enumerate(texts)})


def _raw(where: discord.Message | simcord.ResponseMessage) -> list[Any]:
    return [part if isinstance(part, dict) else part.to_dict() for part in where.components]


def _parts(parts: list[Any]) -> Iterator[dict[str, Any]]:
    for part in parts:
        yield part
        yield from _parts(part.get("components", []))
        yield from [part["accessory"]] if "accessory" in part else []


def _texts(parts: list[Any]) -> Iterator[str]:
    return (part["content"] for part in _parts(parts) if "content" in part)
