"""What there is on this Discord, whoever is connected: servers, people, messages, and what the bot sent."""

from datetime import UTC, datetime
from typing import Any

import discord
from simcord._clock import Clock
from simcord.backend import Backend, serializers
from simcord.backend.models import Channel, Guild, Member, Message, Overwrite
from simcord.components import walk_components
from simcord.enums import OverwriteType

from tests.wire.discord.files import Files
from tests.wire.discord.person import Person
from tests.wire.discord.rates import Rates
from tests.wire.record import Record

TOKEN = "MTAwMDAwMDAwMDAwMDAwMDAw.secret.of-these-tests"
TEXT_DISPLAY = 10


class _RealClock(Clock):
    """simcord's own stands still."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class World(Record):
    """The state behind the REST interface and the gateway. It is simcord's, which outlives every bot process.

    `honours_nonce` says whether a second message with an enforced nonce is the first one again; `shards` is the
    number that a bot is told to use; `gaps` lists what simcord does not know.
    `told` has the time at which each interaction went out to the bot, by its id.
    """

    def __init__(self) -> None:
        super().__init__()
        self.files = Files()
        self.backend = Backend(clock=_RealClock())
        self.backend.cdn = self.files
        self.token = TOKEN
        self.approved = discord.Intents.default()
        self.honours_nonce = True
        self.shards = 1
        self.rates = Rates()
        self.told: dict[int, float] = {}
        self._away: dict[int, Member] = {}

    def server(self, name: str = "Harbour", shard: int = 0, *, installed: bool = True) -> Guild:
        """A new server, with the bot in it unless people there only brought it for themselves."""
        server = self.backend.create_guild(name, shard_id=shard, shard_count=self.shards)
        if not installed:
            del server.members[self.backend.bot_user.id]
        return server

    def channel(self, server: Guild, name: str = "news", **fields: Any) -> Channel:
        """A new channel, which the bot may read and write."""
        return self.backend.create_channel(server.id, name, **fields)

    def thread(self, channel: Channel, who: Person, name: str = "talk") -> Channel:
        """A new thread of somebody in a channel."""
        return self.backend.create_thread(channel.id, name, who.id)

    def person(self, server: Guild, name: str = "ada", **rights: bool) -> Person:
        """Somebody in a server, with these permissions beside those that everybody has."""
        user = self.backend.make_user(name)
        allowed = discord.Permissions(**rights).value
        roles = [self.backend.create_role(server.id, f"{name}'s", permissions=allowed).id] if allowed else []
        self.backend.add_member(server.id, user.id, roles=roles)
        return Person(self, user)

    def permit(self, channel: Channel, **rights: bool) -> None:
        """Give permissions to the bot in a channel (True) or take them from it (False)."""
        allow, deny = discord.PermissionOverwrite(**rights).pair()
        mine = Overwrite(self.backend.bot_user.id, OverwriteType.MEMBER, allow.value, deny.value)
        self.backend.set_overwrite(channel.id, mine)

    def loses(self, server: Guild) -> None:
        """Let Discord itself have trouble with a server; the bot is still in it."""
        self.backend.emit("GUILD_DELETE", {"id": str(server.id), "unavailable": True})

    def finds(self, server: Guild) -> None:
        """Let that trouble be over."""
        self.backend.emit("GUILD_CREATE", serializers.guild_create_payload(self.backend, server))

    def removes(self, server: Guild) -> None:
        """Somebody removes the bot from a server."""
        self._away[server.id] = server.members.pop(self.backend.bot_user.id)
        self.backend.emit("GUILD_DELETE", {"id": str(server.id)})

    def invites(self, server: Guild) -> None:
        """Somebody brings the bot into a server, perhaps back into it. Only then nothing is said of trouble."""
        if server.id in self._away:
            server.members[self.backend.bot_user.id] = self._away.pop(server.id)
        payload = dict(serializers.guild_create_payload(self.backend, server))
        del payload["unavailable"]
        self.backend.emit("GUILD_CREATE", payload)

    def posted(self, channel: int) -> list[Message]:
        """The bot's messages in a channel, oldest first."""
        mine = self.backend.bot_user.id
        return [message for _, message in sorted(self.backend.messages[channel].items()) if message.author_id == mine]


def texts(parts: list[dict[str, Any]]) -> list[str]:
    """The texts of a message's components, in reading order."""
    return [part["content"] for part in walk_components(parts) if part["type"] == TEXT_DISPLAY]
