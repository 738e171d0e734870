"""The way from Discord to the router and back: acknowledges at once, answers when the work is done.

A reply of several pages is one message with buttons that turn them; the pages are kept by the desk.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress

import aiohttp
import discord

from bot.chat import texts
from bot.chat.discord import components, late, permissions
from bot.chat.discord.components import Place
from bot.chat.discord.intake import AT_ONCE, Asked
from bot.chat.discord.late import patiently
from bot.chat.discord.pages import Page
from bot.chat.discord.render import render
from bot.chat.discord.response import Message, Response, post_in, whole
from bot.chat.replies import Notice, Prompt, Reply
from bot.chat.request import Request
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
        """Answer one command, button, menu or window: with a window at once, or else with a reply."""
        if not self._recent.first(interaction.id):
            return
        plan = self._router.plan(asked.request)
        if plan.prompt:
            await _open(interaction, plan.prompt)
            return
        response = await Response.begin(interaction, plan.private)
        reply = permissions.warned(await self._reply(asked), asked.request, interaction)
        await self._post(response, asked, reply)

    async def turn(self, interaction: discord.Interaction, asked: Asked, pages: str, number: int) -> None:
        """Show another one of kept pages in the message whose button was pressed, whoever sees it."""
        if not self._recent.first(interaction.id):
            return
        if not await late.acknowledged(interaction.response.defer):
            return
        try:
            kept = await self._router.desk.pages.page(asked.request.channel, pages, number)
            view = components.view(Page.load(kept.text), Place(pages, kept.number, kept.count))
            await patiently(interaction.edit_original_response, view=view)
        except Exception as error:  # whoever waits must be told, whatever went wrong
            reply = refusal(error) if isinstance(error, UserError) else crashed(asked.request)
            await interaction.followup.send(view=components.view(render(reply)[0]), ephemeral=True)

    async def answer_all(self, interaction: discord.Interaction, asked: Sequence[Asked]) -> None:
        """Answer several requests that were made at once; none of them means that there was nothing to brief.

        Of more than AT_ONCE the others are left, which the asker is told.
        """
        if not self._recent.first(interaction.id):
            return
        response = await Response.begin(interaction, private=False)
        for each in asked[:AT_ONCE]:
            await self._post(response, each, await self._reply(each))
        if left := len(asked[AT_ONCE:]):
            said = texts.MENU_LEFT.format(most=AT_ONCE, left=texts.count(left, "other"))
            await response.post(whole(Reply((Notice(said),))), private=True)
        if not asked:
            await response.post(whole(refusal(NothingToBrief())), private=True)

    async def refuse(self, interaction: discord.Interaction, error: UserError) -> None:
        """Tell whoever asked, and nobody else, what stands against it."""
        response = await Response.begin(interaction, private=True)
        await response.post(whole(refusal(error)))

    async def answer_message(self, message: discord.Message, asked: Asked) -> None:
        """Answer a message in its channel, as a reply to it."""
        if not self._recent.first(message.id):
            return
        try:
            async with self._typing(message.channel):
                reply = await self._reply(asked)
            posted = [
                await patiently(post_in, message.channel, each, f"{message.id}-{number}", message)
                for number, each in enumerate(await self._messages(asked.request, reply))
            ]
            await self._remember(asked.request, reply, posted)
        except (discord.Forbidden, discord.NotFound) as error:
            log.info("may not answer here", extra={"channel": asked.request.channel.key, "code": error.code})

    async def _reply(self, asked: Asked) -> Reply:
        try:
            request = await asked.complete()
        except UserError as error:
            return refusal(error)
        return await self._router.handle(request)

    async def _post(self, response: Response, asked: Asked, reply: Reply) -> None:
        try:
            posted = await response.post(await self._messages(asked.request, reply), reply.private)
            await self._remember(asked.request, reply, posted)
        except Exception:  # whoever waits must be told, whatever went wrong
            await response.post(whole(crashed(asked.request)), private=True)

    async def _remember(self, request: Request, reply: Reply, posted: Sequence[str]) -> None:
        """Remember what the messages of a reply are about; nobody opens a thread under what one person sees."""
        if not reply.private:
            await self._router.desk.posted(request.channel, request.thread, posted, reply.about)

    async def _messages(self, request: Request, reply: Reply) -> list[Message]:
        """The messages of a reply: each page up to the last with a file, then one in which the others can be turned."""
        pages = render(reply)
        loose = max((number for number, page in enumerate(pages, 1) if page.carries), default=0)
        if len(pages) - loose < 2:
            return [Message(page) for page in pages]
        kept = await self._router.desk.pages.keep(request.channel, [page.dump() for page in pages[loose:]])
        turned = Message(pages[loose], Place(kept, 1, len(pages) - loose))
        return [*(Message(page) for page in pages[:loose]), turned]

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


async def _open(interaction: discord.Interaction, prompt: Prompt) -> None:
    """Open a window; where it is too late for that, a button that opens it is posted."""
    if not await late.acknowledged(lambda: interaction.response.send_modal(components.window(prompt))):
        await Response(interaction, private=False, gone=True).post(whole(Reply((prompt,))))
