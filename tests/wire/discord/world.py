"""What there is on this Discord, whoever is connected: servers, people, messages, and what the bot sent."""

from datetime import UTC, datetime
from typing import Any

import discord
from simcord._clock import Clock
from simcord.backend import Backend
from simcord.backend.models import Channel, Guild, Interaction, Message, User
from simcord.interactions import base_payload

from tests.wire.discord.rates import Rates
from tests.wire.record import Record

TOKEN = "MTAwMDAwMDAwMDAwMDAwMDAw.secret.of-these-tests"
SLASH = 2


class _RealClock(Clock):
    """simcord's own stands still."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class World(Record):
    """The state behind the REST interface and the gateway. It is simcord's, which outlives every bot process.

    `honours_nonce` says whether a second message with an enforced nonce is the first one again; `shards` is the
    number that a bot is told to use; `gaps` lists what simcord does not know.
    """

    def __init__(self) -> None:
        super().__init__()
        self.backend = Backend(clock=_RealClock())
        self.token = TOKEN
        self.approved = discord.Intents.default()
        self.honours_nonce = True
        self.shards = 1
        self.rates = Rates()

    def server(self, name: str = "Harbour", shard: int = 0) -> Guild:
        """A new server with the bot in it."""
        return self.backend.create_guild(name, shard_id=shard, shard_count=self.shards)

    def channel(self, server: Guild, name: str = "news", **fields: Any) -> Channel:
        """A new channel, which the bot may read and write."""
        return self.backend.create_channel(server.id, name, **fields)

    def person(self, server: Guild, name: str = "ada") -> User:
        """Somebody in a server, without any rights of their own."""
        user = self.backend.make_user(name)
        self.backend.add_member(server.id, user.id)
        return user

    def says(self, who: User, channel: Channel, text: str) -> Message:
        """Somebody writes a message."""
        return self.backend.create_message(channel.id, who.id, text)

    def uses(self, who: User, channel: Channel, command: str, **options: Any) -> Interaction:
        """Somebody uses a command of one word that the bot has made known."""
        known = self.backend.find_command(command, channel.guild_id)
        assert known is not None
        kinds = {option["name"]: option["type"] for option in known["options"]}
        given = [{"name": name, "type": kinds[name], "value": value} for name, value in options.items()]
        data = {"id": known["id"], "name": command, "type": 1, "options": given}
        record, payload = base_payload(
            self.backend, type=SLASH, channel_id=channel.id, guild_id=channel.guild_id, user_id=who.id, data=data
        )
        self.backend.emit("INTERACTION_CREATE", payload)
        return record

    def posted(self, channel: int) -> list[Message]:
        """The bot's messages in a channel, oldest first."""
        mine = self.backend.bot_user.id
        return [message for _, message in sorted(self.backend.messages[channel].items()) if message.author_id == mine]


def texts(parts: list[dict[str, Any]]) -> list[str]:
    """The texts of a message's components, in reading order."""
    found: list[str] = []
    for part in parts:
        found += [part["content"]] if "content" in part else []
        found += texts(part.get("components", []))
    return found
