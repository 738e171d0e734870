"""The way from Discord to the router and back: acknowledges at once, answers when the work is done."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace

import aiohttp
import discord

from bot.chat import texts
from bot.chat.discord import components, late, permissions
from bot.chat.discord.intake import Asked, visiting
from bot.chat.discord.late import patiently
from bot.chat.discord.pages import Page
from bot.chat.discord.render import render
from bot.chat.replies import Prompt, Reply, Text
from bot.chat.router import Router, crashed, refusal
from bot.model.errors import NothingToBrief, UserError

log = logging.getLogger(__name__)

TYPING = 8.0
"""Seconds after which people are shown again that the bot writes; they see it for ten."""


class Front:
    """Answers interactions and messages, each once, however often Discord tells of it."""

    def __init__(self, router: Router) -> None:
        self._router = router
        self._recent = late.Recent()
        self._typings: set[asyncio.Task[None]] = set()

    async def answer(self, interaction: discord.Interaction, asked: Asked) -> None:
        """Answer one command, button or window: with a window at once, or else with a reply."""
        if not self._recent.first(interaction.id):
            return
        plan = self._router.plan(asked.request)
        if plan.prompt:
            await _open(interaction, plan.prompt)
            return
        response = await _Response.begin(interaction, plan.private)
        reply = permissions.warned(await self._reply(asked), asked.request, interaction)
        await self._post(response, asked, reply)

    async def answer_all(self, interaction: discord.Interaction, asked: Sequence[Asked]) -> None:
        """Answer several requests that were made at once; none of them means that there was nothing to brief."""
        if not self._recent.first(interaction.id):
            return
        response = await _Response.begin(interaction, private=False)
        for each in asked:
            await self._post(response, each, await self._reply(each))
        if not asked:
            await response.post(refusal(NothingToBrief()))

    async def answer_message(self, message: discord.Message, asked: Asked) -> None:
        """Answer a message in its channel, as a reply to it."""
        if not self._recent.first(message.id):
            return
        try:
            async with self._typing(message.channel):
                reply = await self._reply(asked)
            for page in render(reply):
                await patiently(_reply_to, message, page)
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
    async def _typing(self, channel: discord.abc.Messageable) -> AsyncIterator[None]:
        """Show that the bot writes, if Discord can show it; a channel where it may not write raises Forbidden.

        discord.py's own way cancels a request, which closes all others for good if it waits for the global limit.
        """
        done = asyncio.Event()
        await _show_typing(channel)
        task = asyncio.create_task(_go_on_typing(channel, done))
        self._typings.add(task)
        task.add_done_callback(self._typings.discard)
        try:
            yield
        finally:
            done.set()


async def _go_on_typing(channel: discord.abc.Messageable, done: asyncio.Event) -> None:
    while not done.is_set():
        try:
            async with asyncio.timeout(TYPING):
                await done.wait()
        except TimeoutError:
            with suppress(discord.Forbidden):
                await _show_typing(channel)


async def _show_typing(channel: discord.abc.Messageable) -> None:
    try:
        await channel.typing()
    except discord.Forbidden:
        raise
    except (discord.DiscordException, aiohttp.ClientError, OSError):
        log.info("typing not shown")


async def _reply_to(message: discord.Message, page: Page) -> None:
    await message.channel.send(
        view=components.view(page),
        files=components.files(page),
        reference=message.to_reference(fail_if_not_exists=False),  # it may be deleted meanwhile
        mention_author=False,
    )


async def _open(interaction: discord.Interaction, prompt: Prompt) -> None:
    """Open a window; where it is too late for that, a button that opens it is posted."""
    if not await late.acknowledged(lambda: interaction.response.send_modal(components.window(prompt))):
        await _Response(interaction, private=False, gone=True).post(Reply((prompt,)))


async def _send(channel: discord.abc.Messageable, page: Page) -> None:
    await channel.send(view=components.view(page), files=components.files(page))


class _Response:
    """An acknowledged interaction; who sees its messages was settled when it was acknowledged.

    When its token is dead (`gone`), a reply that everybody may see is posted in the channel instead.
    """

    def __init__(self, interaction: discord.Interaction, private: bool, *, gone: bool = False) -> None:
        self._interaction = interaction
        self._private = private
        self._gone = gone
        self._waiting = True

    @classmethod
    async def begin(cls, interaction: discord.Interaction, private: bool) -> "_Response":
        """Acknowledge: people see that the bot is at work."""
        in_time = await late.acknowledged(lambda: interaction.response.defer(thinking=True, ephemeral=private))
        return cls(interaction, private, gone=not in_time)

    async def post(self, reply: Reply) -> None:
        """Post a reply: its first page in the place of the "thinking" message, what follows after it."""
        try:
            if not self._gone:
                await self._post(reply)
        except discord.HTTPException as error:
            if not late.gone(error):
                raise
            self._gone = True
        if self._gone:
            await self._post_in_channel(reply)

    async def _post(self, reply: Reply) -> None:
        for page in render(reply):
            await patiently(self._first if self._waiting else self._further, page)
            self._waiting = False

    async def _first(self, page: Page) -> None:
        await self._interaction.edit_original_response(view=components.view(page), attachments=components.files(page))

    async def _further(self, page: Page) -> None:
        await self._interaction.followup.send(
            view=components.view(page), files=components.files(page), ephemeral=self._private
        )

    async def _post_in_channel(self, reply: Reply) -> None:
        where, told = self._interaction.channel_id, {"interaction": self._interaction.id}
        if self._private or where is None or visiting(self._interaction):
            log.warning("came too late to be answered", extra=told)
            return
        whom = Text(texts.FOR_WHOM.format(name=self._interaction.user.display_name))
        channel = self._interaction.client.get_partial_messageable(where)
        try:
            for page in render(replace(reply, parts=(whom, *reply.parts))):
                await patiently(_send, channel, page)
        except discord.HTTPException as error:
            log.warning("came too late to be answered", extra={**told, "code": error.code})
        else:
            log.info("answered in the channel, too late for its own place", extra=told)
