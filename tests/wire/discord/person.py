"""Somebody on this Discord: through a Person, tests do what people do, and wait for what comes of it.

    ada = discord.person(server, manage_guild=True)
    pages = await ada.uses(channel, "digest schedule", times="08:00 weekdays").pages()
    window = await ada.presses(pages[0], "Ask about this").window()
    pages = await ada.submits(window, question="Who?").pages()

What nobody could do in Discord's own client fails here: a command that is not known, an option of the wrong kind, a
button that is not there. One thing is allowed that most people cannot do: use a command for which they lack the
permission, since a server's owner may open it to anybody, and the bot has to look for itself.
"""

from typing import TYPE_CHECKING, Any

import discord
from simcord import interactions
from simcord.backend import serializers
from simcord.backend.models import Channel, Message, User
from simcord.enums import AppCommandType, InteractionType, OptionType

from tests.wire.discord.asked import Asked, Heard, Window
from tests.wire.discord.files import File
from tests.wire.discord.parts import buttons, menus

if TYPE_CHECKING:
    from tests.wire.discord.world import World

BRIEF_THIS = "Brief this"
IN_SERVER, WITH_BOT = 0, 1
BY_SERVER, BY_PERSON = "0", "1"
"""Contexts and installations: https://docs.discord.com/developers/resources/application#application-object"""

_WITHOUT_SERVER = discord.Permissions(
    attach_files=True, embed_links=True, mention_everyone=True, use_external_emojis=True
)
"""What an app may do where it is in no server: https://docs.discord.com/developers/interactions/receiving-and-responding"""


class Person:
    """Somebody, who speaks `locale`."""

    def __init__(self, world: "World", user: User, locale: str = "en-US") -> None:
        self.id = user.id
        self.name = user.name
        self.locale = locale
        self._world = world

    def room(self) -> Channel:
        """The direct messages with the bot."""
        return self._world.backend.get_dm_channel(self.id)

    def says(self, channel: Channel, text: str, *files: File) -> Heard:
        """Write a message."""
        stored = [self._world.files.put(channel.id, file, self._world.backend.snowflake()) for file in files]
        return Heard(self._world, self._world.backend.create_message(channel.id, self.id, text, attachments=stored))

    def mentions(self, channel: Channel, text: str = "", *files: File) -> Heard:
        """Write a message that mentions the bot."""
        return self.says(channel, f"<@{self._world.backend.bot_user.id}> {text}".strip(), *files)

    def uses(self, channel: Channel, command: str, /, **options: str | int | bool | File) -> Asked:
        """Use a slash command of one or two words."""
        root, path = self._command(channel, command)
        leaf, nesting = interactions.walk_to_subcommand(root, path)
        resolved: dict[str, Any] = {}
        given = [self._option(channel, leaf, name, value, resolved) for name, value in options.items()]
        lacking = {option["name"] for option in leaf.get("options", []) if option.get("required")} - set(options)
        assert not lacking, f"/{command} needs {lacking}"
        data = {"options": interactions.nest_options(root, nesting, given), "resolved": resolved}
        return self._ask(channel, InteractionType.APPLICATION_COMMAND, {**_named(root), **data})

    def completes(self, channel: Channel, command: str, option: str, typed: str = "", **filled: str | int) -> Asked:
        """Type into an option, after others were filled in."""
        root, path = self._command(channel, command)
        leaf, nesting = interactions.walk_to_subcommand(root, path)
        kinds = {each["name"]: each for each in leaf["options"]}
        assert kinds[option].get("autocomplete"), f"/{command} suggests nothing for {option}"
        given = [self._option(channel, leaf, name, value, {}) for name, value in filled.items()]
        given.append({"name": option, "type": kinds[option]["type"], "value": typed, "focused": True})
        data = {"options": interactions.nest_options(root, nesting, given)}
        return self._ask(channel, InteractionType.APPLICATION_COMMAND_AUTOCOMPLETE, {**_named(root), **data})

    def brief_this(self, message: Message) -> Asked:
        """Choose the bot's entry in a message's menu."""
        channel = self._world.backend.channels[message.channel_id]
        root = self._world.backend.find_command(BRIEF_THIS, channel.guild_id, AppCommandType.MESSAGE)
        assert root is not None
        shown = dict(serializers.message_payload(self._world.backend, message))
        data = {"target_id": str(message.id), "resolved": {"messages": {str(message.id): shown}}}
        return self._ask(channel, InteractionType.APPLICATION_COMMAND, {**_named(root), **data})

    def presses(self, message: Message, label: str, beside: str = "") -> Asked:
        """Press the button that is called so; where there are several, the one beside a text."""
        found = [button for button in buttons(message) if button.label == label and beside in button.beside]
        assert len(found) == 1, f"{len(found)} buttons are called {label}"
        return self._component(message, found[0].part)

    def chooses(self, message: Message, label: str) -> Asked:
        """Choose what is called so in a list under a message."""
        found = [(menu, option["value"]) for menu, option in menus(message) if option["label"] == label]
        assert len(found) == 1, f"{len(found)} choices are called {label}"
        menu, value = found[0]
        return self._component(message, menu, values=[value])

    def submits(self, window: Window, **fields: str) -> Asked:
        """Fill in a window and send it; fields are called by their names, lists take the label of a choice."""
        asked = window.asked.record
        channel = self._world.backend.channels[asked.channel_id]
        data = {"custom_id": window.spec["custom_id"], "components": window.filled(fields)}
        return self._ask(channel, InteractionType.MODAL_SUBMIT, data, asked.source_message_id)

    def _component(self, message: Message, part: dict[str, Any], **data: Any) -> Asked:
        channel = self._world.backend.channels[message.channel_id]
        data |= {"custom_id": part["custom_id"], "component_type": part["type"], "id": part["id"]}
        return self._ask(channel, InteractionType.MESSAGE_COMPONENT, data, message.id)

    def _command(self, channel: Channel, command: str) -> tuple[dict[str, Any], list[str]]:
        first, *path = command.split()
        root = self._world.backend.find_command(first, channel.guild_id)
        assert root is not None, f"the bot has not made /{command} known"
        return root, path

    def _option(
        self, channel: Channel, leaf: dict[str, Any], name: str, value: Any, resolved: dict[str, Any]
    ) -> dict[str, Any]:
        (option,) = [each for each in leaf["options"] if each["name"] == name]
        if not isinstance(value, File):
            value = interactions.validate_option_value(leaf["name"], option, value)
            return {"name": name, "type": option["type"], "value": value}
        assert option["type"] == OptionType.ATTACHMENT
        stored = self._world.files.put(channel.id, value, self._world.backend.snowflake())
        resolved.setdefault("attachments", {})[stored["id"]] = stored
        return {"name": name, "type": option["type"], "value": stored["id"]}

    def _ask(self, channel: Channel, kind: int, data: dict[str, Any], source: int | None = None) -> Asked:
        backend = self._world.backend
        record, payload = interactions.base_payload(
            backend, type=kind, channel_id=channel.id, guild_id=channel.guild_id, user_id=self.id, data=data
        )
        record.source_message_id = source
        if source is not None:
            message = backend.get_message(channel.id, source)
            payload["message"] = dict(serializers.message_payload(backend, message))
        payload |= self._context(channel)
        backend.emit("INTERACTION_CREATE", payload)
        return Asked(self._world, record, payload)

    def _context(self, channel: Channel) -> dict[str, Any]:
        """What simcord leaves out of an interaction: who brought the app here, and the language of the asker."""
        said: dict[str, Any] = {"locale": self.locale, "attachment_size_limit": 10 * 1024**2}
        server = self._world.backend.guilds.get(channel.guild_id or 0)
        if server is not None and self._world.backend.bot_user.id in server.members:
            return {**said, "context": IN_SERVER, "authorizing_integration_owners": {BY_SERVER: str(server.id)}}
        said |= {"authorizing_integration_owners": {BY_PERSON: str(self.id)}}
        said |= {"app_permissions": str(_WITHOUT_SERVER.value)}
        if server is None:
            return {**said, "context": WITH_BOT}
        guild = {"id": str(server.id), "locale": server.preferred_locale, "features": []}
        return {**said, "context": IN_SERVER, "guild": guild}


def _named(root: dict[str, Any]) -> dict[str, Any]:
    return {"id": root["id"], "name": root["name"], "type": root["type"]}
