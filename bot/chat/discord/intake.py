"""What happens on Discord, as requests."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import aiohttp
import discord

from bot.chat.discord import limits
from bot.chat.discord.components import pressed, submitted
from bot.chat.lines import parse
from bot.chat.request import Request, Upload, Value
from bot.model.errors import TooLarge, UploadGone
from bot.model.place import Channel

PLATFORM = "discord"
DIRECT = "direct"
"""The workspace of direct messages, and of those who bring the bot along to where it is no member: of no server."""

AT_ONCE = 3
"""So many links or files of one message are briefed at once."""

_SEEN_AND_HEARD = ("image/", "video/", "audio/")
_LINK = re.compile(r"https?://[^\s<>]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request whose files are named but not yet fetched: that takes time, which an acknowledgement has not."""

    request: Request
    attachments: tuple[discord.Attachment, ...] = ()

    async def complete(self) -> Request:
        """The request with its files. Raises TooLarge or UploadGone."""
        return replace(self.request, files=tuple([await _fetched(each) for each in self.attachments]))


async def _fetched(attachment: discord.Attachment) -> Upload:
    if attachment.size > limits.UPLOAD_BYTES:
        raise TooLarge(what=attachment.filename, limit=f"{limits.UPLOAD_BYTES // 1024**2} MB")
    try:
        return Upload(attachment.filename, await attachment.read())
    except (discord.HTTPException, aiohttp.ClientError) as error:
        raise UploadGone(platform="Discord", name=attachment.filename) from error


def command(interaction: discord.Interaction, name: str, given: Mapping[str, object]) -> Asked:
    """A slash command with its options as discord.py hands them over; those left out are None."""
    files = tuple(value for value in given.values() if isinstance(value, discord.Attachment))
    options = {option: value for option, value in given.items() if isinstance(value, str | int)}
    return _with_files(_request(interaction, command=name, options=options), files)


def action(interaction: discord.Interaction) -> Asked:
    """A pressed button, a choice from a menu, or a submitted window."""
    data: Mapping[str, Any] = interaction.data or {}
    action, chosen = pressed(data)
    return Asked(_request(interaction, action=action, options=chosen | submitted(data.get("components") or ())))


def briefs(interaction: discord.Interaction, message: discord.Message) -> list[Asked]:
    """What to brief of a message or what it forwards: its links and its files, else its text; nothing if it has none.

    Pictures, sound and video are only looked at where there is nothing else.
    """
    asked = [_brief(interaction, {"article": link}) for link in _links(message)]
    asked += [_brief(interaction, {}, (file,)) for file in _files(message, read=True)]
    text = next((text for each in _all_of(message) if (text := each.content.strip())), "")
    if asked or text:
        return asked or [_brief(interaction, {"article": text})]
    return [_brief(interaction, {}, (file,)) for file in _files(message, read=False)[:1]]


def _brief(
    interaction: discord.Interaction, options: dict[str, Value], files: Sequence[discord.Attachment] = ()
) -> Asked:
    return _with_files(_request(interaction, command="brief", options=options), files)


def _links(message: discord.Message) -> list[str]:
    found = [link.rstrip(".,;:!?)]}'\"”’") for each in _all_of(message) for link in _LINK.findall(each.content)]
    found = found or [embed.url for embed in message.embeds if embed.url]
    return list(dict.fromkeys(found))


def _all_of(message: discord.Message) -> Sequence[discord.Message | discord.MessageSnapshot]:
    """A message and what it forwards."""
    return (message, *message.message_snapshots)


def _files(message: discord.Message, read: bool) -> list[discord.Attachment]:
    """The attachments that can be read, or those that cannot."""
    attached = [file for each in _all_of(message) for file in each.attachments]
    return [file for file in attached if (file.content_type or "").startswith(_SEEN_AND_HEARD) is not read]


def addressed(message: discord.Message, me: discord.abc.User) -> Asked | None:
    """A person's message to the bot: one that mentions it, or any direct message. None for all others."""
    if message.author.bot or message.webhook_id or not (message.guild is None or me in message.mentions):
        return None
    text = re.sub(rf"<@!?{me.id}>", " ", message.content).strip()
    line = parse(text)
    channel, thread = _place(message.channel, message.channel.id, message.guild.id if message.guild else None)
    request = Request(
        channel,
        thread,
        str(message.author.id),
        line.command,
        line.options,
        asker_name=message.author.display_name,
        is_admin=_may_manage(message),
        pictures=_may_attach(message),
        locale=message.guild.preferred_locale.value if message.guild else "en",
    )
    if message.attachments and not text:
        return _with_files(replace(request, command="brief", options={}), message.attachments[:1])
    return Asked(request)


def _may_manage(message: discord.Message) -> bool:
    if isinstance(message.author, discord.Member):
        return message.author.guild_permissions.manage_guild
    return message.guild is None


def _may_attach(message: discord.Message) -> bool:
    """Whether the bot may answer this message with a file."""
    if isinstance(message.channel, discord.abc.GuildChannel | discord.Thread) and message.guild is not None:
        return message.channel.permissions_for(message.guild.me).attach_files
    return message.guild is None


def visiting(interaction: discord.Interaction) -> bool:
    """Whether the bot is no member of the place, but was brought along by the person who uses it.

    https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object
    """
    at_home = interaction.is_guild_integration() or interaction.context.dm_channel
    return interaction.is_user_integration() and not at_home


def _with_files(request: Request, files: Sequence[discord.Attachment]) -> Asked:
    named = tuple(Upload(file.filename, b"") for file in files)
    return Asked(replace(request, files=named), tuple(files))


def _request(
    interaction: discord.Interaction,
    *,
    options: Mapping[str, Value],
    command: str = "",
    action: str | None = None,
) -> Request:
    channel, thread = _place(interaction.channel, interaction.channel_id or 0, interaction.guild_id)
    guest = visiting(interaction)
    if guest:
        channel = Channel(PLATFORM, DIRECT, f"{interaction.user.id}-{channel.id}")
    return Request(
        channel,
        thread,
        str(interaction.user.id),
        command,
        options,
        action=action,
        asker_name=interaction.user.display_name,
        is_admin=guest or interaction.guild_id is None or interaction.permissions.manage_guild,
        pictures=interaction.guild_id is None or interaction.app_permissions.attach_files,
        locale=interaction.locale.value,
        visiting=guest,
    )


def _place(where: object, channel: int, server: int | None) -> tuple[Channel, str]:
    """The channel that holds the articles, and the thread for follow-ups.

    A thread shares its channel's articles; a forum's post has nothing above it to share and is a channel of its own.
    """
    home = channel
    if isinstance(where, discord.Thread) and not isinstance(where.parent, discord.ForumChannel):
        home = where.parent_id
    return Channel(PLATFORM, DIRECT if server is None else str(server), str(home)), str(channel)
