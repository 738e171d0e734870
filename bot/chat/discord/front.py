"""The way from Discord to the router and back: acknowledges at once, answers when the work is done.

A reply of several pages is one message with buttons that turn them; the pages are kept by the desk.
"""

import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import TypeAlias

import aiohttp
import discord

from bot.chat import texts
from bot.chat.discord import components, permissions
from bot.chat.discord.components import Place
from bot.chat.discord.intake import Asked
from bot.chat.discord.pages import Page
from bot.chat.discord.render import render
from bot.chat.replies import Footer, Reply
from bot.chat.request import Request
from bot.chat.router import Router, crashed, refusal
from bot.model.errors import NothingToBrief, UserError

log = logging.getLogger(__name__)

Messages: TypeAlias = Sequence[tuple[Page, Place | None]]
"""Pages to post, and where each can be turned."""


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

    async def turn(self, interaction: discord.Interaction, asked: Asked, pages: str, number: int) -> None:
        """Show another one of kept pages in the message whose button was pressed, whoever sees it."""
        await interaction.response.defer()
        try:
            kept = await self._router.desk.pages.page(asked.request.channel, pages, number)
            place = Place(pages, kept.number, kept.count)
            await interaction.edit_original_response(view=components.view(Page.load(kept.text), place))
        except Exception as error:  # whoever waits must be told, whatever went wrong
            reply = refusal(error) if isinstance(error, UserError) else crashed(asked.request)
            await interaction.followup.send(view=components.view(render(reply)[0]), ephemeral=True)

    async def answer_all(self, interaction: discord.Interaction, asked: Sequence[Asked]) -> None:
        """Answer several requests that were made at once; none of them means that there was nothing to brief."""
        response = await _Response.begin(interaction, private=False)
        for each in asked:
            await self._post(response, each, await self._reply(each))
        if not asked:
            await response.post(_whole(refusal(NothingToBrief())), private=True)

    async def answer_message(self, message: discord.Message, asked: Asked) -> None:
        """Answer a message in its channel, as a reply to it."""
        try:
            async with _typing(message):
                reply = await self._reply(asked)
            for page, place in await self._messages(asked.request, reply):
                view, files = components.view(page, place), components.files(page)
                await message.reply(view=view, files=files, mention_author=False)
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
            await response.post(await self._messages(asked.request, reply), reply.private)
        except Exception:  # whoever waits must be told, whatever went wrong
            await response.post(_whole(crashed(asked.request)), private=True)

    async def _messages(self, request: Request, reply: Reply) -> Messages:
        """The messages of a reply: each page up to the last with a file, then one in which the others can be turned."""
        pages = render(reply)
        loose = max((number for number, page in enumerate(pages, 1) if page.carries), default=0)
        if len(pages) - loose < 2:
            return _whole(reply)
        kept = await self._router.desk.pages.keep(request.channel, [page.dump() for page in pages[loose:]])
        return [*((page, None) for page in pages[:loose]), (pages[loose], Place(kept, 1, len(pages) - loose))]


def _whole(reply: Reply) -> Messages:
    """Each page as a message."""
    return [(page, None) for page in render(reply)]


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

    async def post(self, messages: Messages, private: bool) -> None:
        """Post messages: the first in the place of the "thinking" one, what follows after it.

        Where everybody sees that one and a `private` reply comes of it, it goes away.
        """
        if private and self._waiting and not self._private:
            await self._aside(messages)
            return
        for page, place in messages:
            view, files = components.view(page, place), components.files(page)
            if self._waiting:
                await self._interaction.edit_original_response(view=view, attachments=files)
                self._waiting = False
            else:
                await self._interaction.followup.send(view=view, files=files, ephemeral=private or self._private)

    async def _aside(self, messages: Messages) -> None:
        """Post messages to the asker alone, which can only be done when the "thinking" one has been answered."""
        (page,) = render(Reply((Footer(texts.ASIDE),)))
        await self._interaction.edit_original_response(view=components.view(page))
        self._waiting = False
        await self.post(messages, private=True)
        with suppress(discord.HTTPException):
            await self._interaction.delete_original_response()
