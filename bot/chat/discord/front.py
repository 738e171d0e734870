"""The way from Discord to the router and back: acknowledges at once, answers when the work is done."""

from collections.abc import Sequence

import discord

from bot.chat.discord import components, permissions
from bot.chat.discord.intake import Asked
from bot.chat.discord.render import render
from bot.chat.replies import Reply
from bot.chat.router import Router, refusal
from bot.model.errors import NothingToBrief, UserError


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
        await interaction.response.defer(thinking=True, ephemeral=plan.private)
        reply = permissions.warned(await self._reply(asked), asked.request, interaction.app_permissions)
        await _post(interaction, [reply], plan.private)

    async def answer_all(self, interaction: discord.Interaction, asked: Sequence[Asked]) -> None:
        """Answer several requests that were made at once; none of them means that there was nothing to brief."""
        await interaction.response.defer(thinking=True)
        replies = [await self._reply(each) for each in asked] or [refusal(NothingToBrief())]
        await _post(interaction, replies, private=False)

    async def answer_message(self, message: discord.Message, asked: Asked) -> None:
        """Answer a message in its channel, as a reply to it."""
        async with message.channel.typing():
            reply = await self._reply(asked)
        for page in render(reply):
            await message.reply(view=components.view(page), mention_author=False)

    async def _reply(self, asked: Asked) -> Reply:
        try:
            request = await asked.complete()
        except UserError as error:
            return refusal(error)
        return await self._router.handle(request)


async def _post(interaction: discord.Interaction, replies: Sequence[Reply], private: bool) -> None:
    """Put replies in the place of the "thinking" message, whose privacy was fixed when it was made."""
    first, *rest = (page for reply in replies for page in render(reply))
    await interaction.edit_original_response(view=components.view(first))
    for page in rest:
        await interaction.followup.send(view=components.view(page), ephemeral=private)
