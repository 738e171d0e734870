"""Where a reply to an interaction goes: into its place, to the asker alone, or into the channel when it is too late."""

import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import count

import discord

from bot.chat import texts
from bot.chat.discord import components, late
from bot.chat.discord.components import Place
from bot.chat.discord.intake import visiting
from bot.chat.discord.late import patiently
from bot.chat.discord.markdown import inline
from bot.chat.discord.pages import Page, Words
from bot.chat.discord.render import render
from bot.chat.replies import Footer, Reply

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Message:
    """A page to post, and its place among the kept pages where it can be turned."""

    page: Page
    place: Place | None = None


def whole(reply: Reply) -> list[Message]:
    """Each page of a reply as a message."""
    return [Message(page) for page in render(reply)]


async def post_in(
    channel: discord.abc.Messageable, message: Message, nonce: str, to: discord.Message | None = None
) -> str:
    """Post a message in a channel, as a reply where it is one; return its id.

    A second attempt with the same nonce within minutes posts nothing, and returns the first one's.
    """
    view, files = components.view(message.page, message.place), components.files(message.page)
    if to is None:
        sent = await channel.send(view=view, files=files, nonce=nonce)
    else:
        reference = to.to_reference(fail_if_not_exists=False)  # it may be deleted meanwhile
        sent = await channel.send(view=view, files=files, nonce=nonce, reference=reference, mention_author=False)
    return str(sent.id)


class Response:
    """An acknowledged interaction; who sees its first message was settled when it was acknowledged.

    When its token is dead (`gone`), a reply that everybody may see is posted in the channel instead.
    """

    def __init__(self, interaction: discord.Interaction, private: bool, *, gone: bool = False) -> None:
        self._interaction = interaction
        self._private = private
        self._gone = gone
        self._waiting = True
        self._numbers = count()

    @classmethod
    async def begin(cls, interaction: discord.Interaction, private: bool) -> "Response":
        """Acknowledge: people see that the bot is at work."""
        in_time = await late.acknowledged(lambda: interaction.response.defer(thinking=True, ephemeral=private))
        return cls(interaction, private, gone=not in_time)

    async def post(self, messages: Sequence[Message], private: bool = False) -> list[str]:
        """Post messages: the first in the place of the "thinking" one, what follows after it; return their ids.

        `private` ones are for the asker alone, also where everybody saw that the bot was thinking; of those that
        come too late only what was to be private from the beginning is not posted.
        """
        posted: list[str] = []
        try:
            if not self._gone:
                await self._post(messages, private or self._private, posted)
                return posted
        except discord.HTTPException as error:
            if not late.gone(error):
                raise
            self._gone = True
        return [*posted, *await self._post_in_channel(messages[len(posted) :])]

    async def _post(self, messages: Sequence[Message], private: bool, posted: list[str]) -> None:
        """Post messages in their place; what arrived is added to `posted`, also when a later one does not."""
        aside = private and not self._private and self._waiting
        if aside:  # only what comes after the "thinking" message can be for the asker alone
            await patiently(self._first, whole(Reply((Footer(texts.ASIDE),)))[0])
            self._waiting = False
        for message in messages:
            posted.append(await patiently(self._first if self._waiting else self._further, message, private))
            self._waiting = False
        if aside:
            with suppress(discord.HTTPException):
                await self._interaction.delete_original_response()

    async def _first(self, message: Message, private: bool = False) -> str:
        view, files = components.view(message.page, message.place), components.files(message.page)
        return str((await self._interaction.edit_original_response(view=view, attachments=files)).id)

    async def _further(self, message: Message, private: bool) -> str:
        view, files = components.view(message.page, message.place), components.files(message.page)
        return str((await self._interaction.followup.send(view=view, files=files, ephemeral=private, wait=True)).id)

    async def _post_in_channel(self, messages: Sequence[Message]) -> list[str]:
        where, told = self._interaction.channel_id, {"interaction": self._interaction.id}
        if self._private or where is None or visiting(self._interaction):
            log.warning("came too late to be answered", extra=told)
            return []
        channel = self._interaction.client.get_partial_messageable(where)
        try:
            posted = [
                await patiently(post_in, channel, message, f"{self._interaction.id}-{next(self._numbers)}")
                for message in self._addressed(messages)
            ]
        except discord.HTTPException as error:
            log.warning("came too late to be answered", extra={**told, "code": error.code})
            return []
        log.info("answered in the channel, too late for its own place", extra=told)
        return posted

    def _addressed(self, messages: Sequence[Message]) -> list[Message]:
        """The messages, the first of which says whom it is for."""
        first, *others = messages
        whom = Words(inline(texts.FOR_WHOM.format(name=self._interaction.user.display_name)))
        page = replace(first.page, blocks=(whom, *first.page.blocks))
        return [replace(first, page=page), *others]
