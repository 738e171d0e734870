"""Tells when a digest is promised to a channel into which the bot may not post."""

from dataclasses import replace

import discord

from bot.chat.discord.intake import DIRECT
from bot.chat.replies import Notice, Reply, Tone
from bot.chat.request import Request
from bot.model.errors import CannotPost

POSTING = frozenset({"digest schedule", "digest resume", "digest now", "digest breaking"})
"""Commands after which the bot posts by itself; an answer to a command needs no permission."""

NEEDED = {"view_channel": "View Channel", "send_messages": "Send Messages"}
"""discord.py's names of the permissions, and those that Discord's own settings show."""


def warned(reply: Reply, request: Request, granted: discord.Permissions) -> Reply:
    """The reply, with a warning first that names what is missing if the bot may not post where it promised to."""
    missing = [shown for name, shown in NEEDED.items() if not getattr(granted, name)]
    if reply.failed or not missing or request.command not in POSTING or request.channel.workspace == DIRECT:
        return reply
    notice = Notice(CannotPost(permissions=", ".join(missing)).sentence, Tone.WARNING)
    return replace(reply, parts=(notice, *reply.parts))
