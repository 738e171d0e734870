"""The way from Discord to the router and back: acknowledges at once, answers when the work is done."""

import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

import aiohttp
import discord

from bot.chat.discord import components, permissions
from bot.chat.discord.intake import Asked
from bot.chat.discord.render import render
from bot.chat.replies import Reply
from bot.chat.router import Router, crashed, refusal
from bot.model.errors import NothingToBrief, UserError

log = logging.getLogger(__name__)


class Front:
    """Answers interactions and messages."""

    def __init__(self, router: Router) -> None:
        self._router = router

    async def answer(self, interaction: discord.Interaction, asked: Asked) -> None:
        """Answer one command, button or window: with a window at once, or else with a reply."""
        plan = self._router.plan(asked.request)
        if plan.prompt:
            await interaction.response.send_modal(components.window(plan.prompt))
            return
        response = await _Response.begin(interaction, plan.private)
        reply = permissions.warned(await self._reply(asked), asked.request, interaction.app_permissions)
        await self._post(response, asked, reply)

    async def answer_all(self, interaction: discord.Interaction, asked: Sequence[Asked]) -> None:
        """Answer several requests that were made at once; none of them means that there was nothing to brief."""
        response = await _Response.begin(interaction, private=False)
        for each in asked:
            await self._post(response, each, await self._reply(each))
        if not asked:
            await response.post(refusal(NothingToBrief()))

    async def answer_message(self, message: discord.Message, asked: Asked) -> None:
        """Answer a message in its channel, as a reply to it."""
        try:
            async with _typing(message):
                reply = await self._reply(asked)
            for page in render(reply):
                await message.reply(view=components.view(page), files=components.files(page), mention_author=False)
        except discord.Forbidden as error:
            log.info("may not answer here", extra={"channel": asked.request.channel.key, "code": error.code})

    async def _reply(self, asked: Asked) -> Reply:
        try:
            request = await asked.complete()
        except UserError as error:
            return refusal(error)
        return await self._router.handle(request)

    async def _post(self, response: "_Response", asked: Asked, reply: Reply) -> None:
        try:
            await response.post(reply)
        except Exception:  # whoever waits must be told, whatever went wrong
            await response.post(crashed(asked.request))


@asynccontextmanager
async def _typing(message: discord.Message) -> AsyncIterator[None]:
    """Show that the bot writes, if Discord can show it; a channel where it may not write raises Forbidden."""
    async with AsyncExitStack() as shown:
        try:
            await shown.enter_async_context(message.channel.typing())
        except (discord.DiscordServerError, aiohttp.ClientError):
            log.info("typing not shown")
        yield


class _Response:
    """An acknowledged interaction; who sees its messages was settled when it was acknowledged."""

    def __init__(self, interaction: discord.Interaction, private: bool) -> None:
        self._interaction = interaction
        self._private = private
        self._waiting = True

    @classmethod
    async def begin(cls, interaction: discord.Interaction, private: bool) -> "_Response":
        """Acknowledge: people see that the bot is at work."""
        await interaction.response.defer(thinking=True, ephemeral=private)
        return cls(interaction, private)

    async def post(self, reply: Reply) -> None:
        """Post a reply: its first page in the place of the "thinking" message, what follows after it."""
        for page in render(reply):
            view, files = components.view(page), components.files(page)
            if self._waiting:
                await self._interaction.edit_original_response(view=view, attachments=files)
                self._waiting = False
            else:
                await self._interaction.followup.send(view=view, files=files, ephemeral=self._private)
