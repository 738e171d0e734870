"""What comes of what somebody did."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simcord.backend.models import Interaction, Message
from simcord.components import walk_components
from simcord.enums import ComponentType, InteractionType

from bot.chat import texts
from tests.wire.moments import Moment

if TYPE_CHECKING:
    from tests.wire.discord.world import World

FIELD = "~"
"""Stands in a custom id between a field's name and what else the bot needs there."""


class Asked:
    """An interaction. `record` is what has become of it so far; the paths are those at which the bot answers it."""

    def __init__(self, world: "World", record: Interaction, payload: dict[str, Any]) -> None:
        self.record = record
        self.callback = f"/interactions/{record.id}/{record.token}/callback"
        self.follow_up = f"/webhooks/{world.backend.application_id}/{record.token}"
        self.original = f"{self.follow_up}/messages/@original"
        self._world = world
        self._payload = payload

    @property
    def completes(self) -> bool:
        """Whether it asks for suggestions."""
        return self.record.type == InteractionType.APPLICATION_COMMAND_AUTOCOMPLETE

    async def acknowledged(self) -> float:
        """Wait until the bot has acknowledged it, and return how many seconds after it was told."""
        await self._world.until(lambda: self.record.responded)
        done = (call for call, at in self._world.reached if at is Moment.HANDLED and call.path == self.callback)
        return next(done).at - self._world.told[self.record.id]

    async def pages(self, count: int = 1) -> list[Message]:
        """Wait for the messages of the reply, the first one and those that follow it.

        The line that holds the place of an answer for the asker alone is none of them.
        """
        await self._world.until(lambda: len(self._messages()) >= count)
        return self._messages()

    async def window(self) -> "Window":
        """Wait for the window that opens."""
        await self._world.until(lambda: self.record.responded)
        assert self.record.modal is not None, "no window opened"
        return Window(self, self.record.modal)

    async def choices(self) -> list[dict[str, Any]]:
        """Wait for the suggestions."""
        await self._world.until(lambda: self.record.responded)
        assert self.record.autocomplete_choices is not None
        return self.record.autocomplete_choices

    def again(self) -> None:
        """Tell the bot a second time, as Discord may."""
        self._world.backend.emit("INTERACTION_CREATE", self._payload)

    def expire(self) -> None:
        """Let the fifteen minutes be over after which its token is worth nothing."""
        self.record.expires_at = self._world.backend.now_iso()

    def _messages(self) -> list[Message]:
        if self.record.loading:
            return []
        held = self._world.backend.messages.get(self.record.channel_id, {})
        found = [held[each] for each in (self.record.message_id, *self.record.followup_ids) if each in held]
        return [each for each in found if texts.ASIDE not in str(each.components)]


class Heard:
    """A message to which the bot may reply."""

    def __init__(self, world: "World", message: Message) -> None:
        self.message = message
        self._world = world

    async def pages(self, count: int = 1) -> list[Message]:
        """Wait for the bot's messages that refer to it."""
        await self._world.until(lambda: len(self.replies()) >= count)
        return self.replies()

    def again(self) -> None:
        """Tell the bot a second time, as Discord may."""
        self._world.backend.announce_message_create(self.message)

    def replies(self) -> list[Message]:
        """The bot's messages so far that refer to it."""
        mine = self._world.posted(self.message.channel_id)
        return [each for each in mine if (each.reference or {}).get("message_id") == str(self.message.id)]


@dataclass(frozen=True, slots=True)
class Window:
    """A window that opened."""

    asked: Asked
    spec: dict[str, Any]

    @property
    def fields(self) -> dict[str, dict[str, Any]]:
        """Its inputs by the names of their fields; of several for one field, the first."""
        inputs = [part for part in walk_components(self.spec["components"]) if "custom_id" in part]
        return {_name(part): part for part in reversed(inputs)}

    def filled(self, values: dict[str, str]) -> list[dict[str, Any]]:
        """The window as it is sent: https://docs.discord.com/developers/components/using-modal-components"""
        first = self.fields
        assert values.keys() <= first.keys(), f"the window has {sorted(first)}"
        rows = []
        for row in self.spec["components"]:
            if part := row.get("component"):
                value = values.get(_name(part)) if first[_name(part)] is part else None
                rows.append({"type": row["type"], "id": row["id"], "component": _answer(part, value)})
        return rows


def _name(part: dict[str, Any]) -> str:
    return str(part["custom_id"]).partition(FIELD)[0]


def _answer(part: dict[str, Any], value: str | None) -> dict[str, Any]:
    answer = {"type": part["type"], "id": part["id"], "custom_id": part["custom_id"]}
    needed = part.get("required", True)
    if part["type"] == ComponentType.STRING_SELECT:
        chosen = [option["value"] for option in part["options"] if option["label"] == value or _stands(option, value)]
        assert chosen or not needed, f"{part['custom_id']} has no {value}"
        return {**answer, "values": chosen}
    assert part["type"] == ComponentType.TEXT_INPUT
    text = part.get("value", "") if value is None else value
    assert text or not needed, f"{part['custom_id']} is needed"
    assert part.get("min_length", 0) <= len(text) <= part.get("max_length", 4000) or not text
    return {**answer, "value": text}


def _stands(option: dict[str, Any], value: str | None) -> bool:
    return value is None and bool(option.get("default"))
