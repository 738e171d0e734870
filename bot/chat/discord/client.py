"""The bot's connection to Discord: what arrives is handed to the front, nothing is decided here."""

import logging
from collections.abc import Callable, Sequence
from typing import Any

import discord
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.chat import actions
from bot.chat.catalogue import COMMANDS
from bot.chat.command import Choice, Command, Option
from bot.chat.discord import commands, intake, once
from bot.chat.discord.front import Front
from bot.chat.discord.life import Life
from bot.chat.router import Router
from bot.model.errors import CommandChanged

log = logging.getLogger(__name__)

RATE_LIMIT_PATIENCE = 60.0
"""Seconds that a request may wait for a rate limit before it is given up and tried again later as a whole."""


def point_to(api_base: str, gateway_url: str) -> None:
    """Send all of discord.py's traffic of this process to these addresses, a proxy's or a test server's.

    discord.py keeps both as attributes of classes and offers no other way. Called once, by the composition root.
    """
    Route.BASE = api_base
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url)


class DiscordBot(discord.AutoShardedClient):
    """The client. It asks for no privileged intent: what mentions the bot, and direct messages, carry their content.

    `gateway` is where shards connect instead of where Discord's REST interface sends them. `logged_in` is called
    when messages can be posted, which is before the gateway is connected.
    """

    def __init__(
        self,
        router: Router,
        *,
        gateway: str | None = None,
        shard_count: int | None = None,
        logged_in: Callable[[], None] | None = None,
    ) -> None:
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # it never speaks: nothing is missing
        intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
        super().__init__(
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            max_ratelimit_timeout=RATE_LIMIT_PATIENCE,
            max_messages=None,
            chunk_guilds_at_startup=False,
            shard_count=shard_count,
            http_trace=once.trace(),
        )
        self._router = router
        self._front = Front(router)
        self._life = Life(router.desk.departures, router.desk.seen)
        self._logged_in = logged_in
        self._gateway = yarl.URL(gateway) if gateway else None
        self.tree = commands.tree(self, COMMANDS, self._run, self._complete, self._menu)
        self.tree.error(self._unknown)

    async def setup_hook(self) -> None:
        """Make the commands known; Discord takes those that did not change as they are."""
        if self._logged_in is not None:
            self._logged_in()
        await self.tree.sync()

    async def launch_shard(self, gateway: yarl.URL, shard_id: int, *, initial: bool = False) -> None:
        """Connect one shard, where the settings say if they do."""
        await super().launch_shard(self._gateway or gateway, shard_id, initial=initial)

    async def on_ready(self) -> None:
        """Say that the connection stands, and look which servers there are."""
        log.info("discord ready", extra={"servers": len(self.guilds), "shards": self.shard_count})
        await self._life.take_stock(self)

    async def on_shard_ready(self, _: int) -> None:
        """Look again when one of several shards has begun anew; discord.py does not call the bot ready then."""
        if self.is_ready() and len(self.shards) > 1:
            await self._life.take_stock(self)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Somebody invited the bot."""
        await self._life.joined(guild)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Somebody removed the bot, or the server is no more."""
        await self._life.left(guild)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """A channel is no more."""
        await self._life.deleted(channel.guild.id, channel.id)

    async def on_raw_thread_delete(self, thread: discord.RawThreadDeleteEvent) -> None:
        """A thread or a forum's post is no more."""
        await self._life.deleted(thread.guild_id, thread.thread_id)

    async def on_raw_thread_update(self, thread: discord.RawThreadUpdateEvent) -> None:
        """A thread or a forum's post was archived, locked or opened."""
        await self._life.changed(thread)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Answer a button or a window; commands go through the tree."""
        if interaction.type not in {discord.InteractionType.component, discord.InteractionType.modal_submit}:
            return
        asked = intake.action(interaction)
        if turned := actions.turned(asked.request.action or ""):
            await self._front.turn(interaction, asked, *turned)
        else:
            await self._front.answer(interaction, asked)

    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that is addressed to the bot."""
        if self.user and (asked := intake.addressed(message, self.user)):
            await self._front.answer_message(message, asked)

    async def _run(self, interaction: discord.Interaction, command: Command, given: dict[str, Any]) -> None:
        await self._front.answer(interaction, intake.command(interaction, command.name, given))

    async def _complete(
        self, interaction: discord.Interaction, command: Command, option: Option, typed: str
    ) -> Sequence[Choice]:
        given = dict(iter(interaction.namespace))
        asked = intake.command(interaction, command.name, given)
        return await self._router.complete(asked.request, option.name, typed)

    async def _menu(self, interaction: discord.Interaction, message: discord.Message) -> None:
        await self._front.answer_all(interaction, intake.briefs(interaction, message))

    async def _unknown(self, interaction: discord.Interaction, error: app_commands.AppCommandError) -> None:
        """Tell of a command that Discord's apps still know as another version of the bot had it; log anything else."""
        outdated = isinstance(error, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch)
        log.log(logging.INFO if outdated else logging.ERROR, "command not run", exc_info=error)
        if outdated and interaction.type is discord.InteractionType.application_command:
            await self._front.refuse(interaction, CommandChanged())
