"""The platforms on which the crash harness plays: where their channels are, and what a delivery looks like there."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, TypeAlias

from benchmarks.newsdesk import PARTS
from bot.chat.discord import components
from bot.chat.discord.pages import Page as DiscordPage
from bot.chat.slack import blocks
from bot.chat.slack.manifest import manifest
from bot.chat.slack.pages import Page as SlackPage
from bot.model.delivery import Delivery
from bot.model.place import Channel
from bot.settings import SLACK_COMMAND_PREFIX
from tests.wire.discord import rates as discord_rates
from tests.wire.discord.gateway import GATEWAY
from tests.wire.discord.server import WireDiscord
from tests.wire.discord.world import texts
from tests.wire.moments import Limit, TooMany
from tests.wire.slack import rates as slack_rates
from tests.wire.slack.server import WireSlack
from tests.wire.slack.socket import SOCKET
from tests.wire.slack.things import Json, words
from tests.wire.slack.web import API

Kind: TypeAlias = tuple[str, str]
"""A method and a path of calls."""


class Stage(ABC):
    """One platform. Its `world` is there while it is entered; `parts` is how many messages a digest has there.

    `post`, `look`, `connected` and `again` are the calls that post a message, look for one, and connect the bot, at
    first and again.
    """

    platform: str
    parts: int
    post: Kind
    look: Kind
    connected: Kind
    again: Kind

    @property
    @abstractmethod
    def world(self) -> WireDiscord | WireSlack:
        """The platform on a port of this machine."""

    @abstractmethod
    def channels(self, count: int) -> list[Channel]:
        """New channels that the bot may write in."""

    @abstractmethod
    def held(self, channel: Channel) -> Sequence[Sequence[str]]:
        """The texts of each message that is in a channel."""

    @abstractmethod
    def rendered(self, delivery: Delivery) -> Sequence[str]:
        """The texts that a message should have."""

    @abstractmethod
    def limited(self, seconds: float) -> TooMany:
        """That there were too many messages."""

    @abstractmethod
    async def disconnect(self) -> None:
        """Let the bot connect again."""


class OnDiscord(Stage):
    """Discord, which honours nonces or not, and takes so many messages in a channel."""

    platform = "discord"
    parts = PARTS
    post = ("POST", "/channels/*/messages")
    look = ("GET", "/channels/*/messages")
    connected = (GATEWAY, "IDENTIFY")
    again = (GATEWAY, "RESUME")

    def __init__(self, *, nonce: bool, messages: Limit = discord_rates.MESSAGES) -> None:
        self._discord = WireDiscord()
        self._discord.honours_nonce = nonce
        self._discord.rates = discord_rates.Rates(messages, discord_rates.GLOBAL)

    @property
    def world(self) -> WireDiscord:
        """The platform on a port of this machine."""
        return self._discord

    def channels(self, count: int) -> list[Channel]:
        """New channels of one server."""
        server = self._discord.server()
        made = [self._discord.channel(server, f"news-{number}") for number in range(count)]
        return [Channel(self.platform, str(server.id), str(channel.id)) for channel in made]

    def held(self, channel: Channel) -> Sequence[Sequence[str]]:
        """The texts of each message's components."""
        return [texts(message.components) for message in self._discord.posted(int(channel.id))]

    def rendered(self, delivery: Delivery) -> Sequence[str]:
        """The texts of the components that are made of a payload."""
        view: Any = components.view(DiscordPage.load(delivery.payload))  # discord.py leaves the next call without types
        return texts(view.to_components())

    def limited(self, seconds: float) -> TooMany:
        """A limit of the route."""
        return discord_rates.Limited(seconds)

    async def disconnect(self) -> None:
        """Close the gateway; the session can be resumed."""
        await self._discord.gateway.close(4000)


class OnSlack(Stage):
    """Slack by Socket Mode, which takes so many messages in a channel. It knows no nonces."""

    platform = "slack"
    parts = 3
    post = (API, "chat.postMessage")
    look = (API, "conversations.history")
    connected = again = (SOCKET, "CONNECT")

    def __init__(self, *, messages: Limit = discord_rates.MESSAGES) -> None:
        self._slack = WireSlack(manifest(SLACK_COMMAND_PREFIX))
        self._slack.rates = slack_rates.Rates(posting=messages)

    @property
    def world(self) -> WireSlack:
        """The platform on a port of this machine."""
        return self._slack

    def channels(self, count: int) -> list[Channel]:
        """New channels of one workspace."""
        workspace = self._slack.workspace()
        made = [self._slack.room(workspace, f"news-{number}") for number in range(count)]
        return [Channel(self.platform, workspace.id, room.id) for room in made]

    def held(self, channel: Channel) -> Sequence[Sequence[str]]:
        """The texts of each message's blocks."""
        room = self._slack.workspaces[channel.workspace].rooms[channel.id]
        return [_told(message.blocks) for message in room.by_bot()]

    def rendered(self, delivery: Delivery) -> Sequence[str]:
        """The texts of the blocks that are made of a payload."""
        return _told(blocks.made(SlackPage.load(delivery.payload)))

    def limited(self, seconds: float) -> TooMany:
        """A limit of the channel."""
        return slack_rates.Limited(seconds)

    async def disconnect(self) -> None:
        """Ask the bot to connect anew, and close."""
        await self._slack.socket.refresh()


def _told(made: list[Json]) -> list[str]:
    """The texts of blocks, the buttons under them left out."""
    return list(words([block for block in made if block["type"] != "actions"]))
