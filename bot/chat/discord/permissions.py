"""What Discord must allow the bot, and what is said where it does not."""

import logging
from collections.abc import Mapping
from dataclasses import replace

import aiohttp
import discord

from bot.chat import actions
from bot.chat.catalogue import find
from bot.chat.discord.intake import DIRECT
from bot.chat.replies import Notice, Reply, Tone
from bot.chat.request import Request
from bot.model.errors import CannotOpenThreads, CannotPost, UserError

log = logging.getLogger(__name__)

NEEDED = {"view_channel": "View Channel", "send_messages": "Send Messages"}
"""discord.py's names of the permissions, and those that Discord's own settings show."""

IN_THREADS = {"view_channel": "View Channel", "send_messages_in_threads": "Send Messages in Threads"}
"""The same for a thread."""

WANTED = {"attach_files": "Attach Files", "read_message_history": "Read Message History"}
"""For pictures, and to see after a crash what has arrived."""

DISCUSSED = {"create_public_threads": "Create Public Threads", "send_messages_in_threads": "Send Messages in Threads"}
"""For a thread under each digest."""

_SHOWN = {**NEEDED, **IN_THREADS, **WANTED, **DISCUSSED}

INVITED = discord.Permissions(**dict.fromkeys(_SHOWN, True))
"""What the bot asks for when it is invited."""


def missing(granted: discord.Permissions, *, in_thread: bool, threads: bool) -> tuple[str, ...]:
    """What lacks to post digests, in a thread or under `threads` of their own, as Discord's settings call it.

    Who may not view a channel may do nothing there, and who may not send messages no files: that is not said twice.
    """
    if not granted.view_channel:
        return ("View Channel",)
    needed = IN_THREADS if in_thread else NEEDED
    lacking = [name for name in {**needed, **WANTED, **(DISCUSSED if threads else {})} if not getattr(granted, name)]
    if any(name in needed for name in lacking) and "attach_files" in lacking:
        lacking.remove("attach_files")
    return tuple(_SHOWN[name] for name in lacking)


async def member(server: discord.Guild, person: str) -> discord.Member | discord.Role:
    """Somebody with their roles; the role that everybody has where Discord does not tell now."""
    try:
        return await server.fetch_member(int(person))
    except (discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError) as error:
        log.warning("member not looked up", extra={"server": server.id, "error": type(error).__name__})
        return server.default_role


def warned(reply: Reply, request: Request, interaction: discord.Interaction) -> Reply:
    """The reply, with a warning first that names what is missing if the bot may not post where it promised to.

    An answer to a command needs no permission.
    """
    if reply.failed or request.channel.workspace == DIRECT or not _posts(request):
        return reply
    in_thread = isinstance(interaction.channel, discord.Thread) and request.channel.id == request.thread
    needed = IN_THREADS if in_thread else NEEDED
    lacking = _lacking(interaction, needed)
    if lacking:
        return _with_warning(reply, CannotPost(permissions=lacking))
    if request.flag("thread") and (lacking := _lacking(interaction, DISCUSSED)):
        return _with_warning(reply, CannotOpenThreads(permissions=lacking))
    return reply


def _lacking(interaction: discord.Interaction, needed: Mapping[str, str]) -> str:
    return ", ".join(shown for name, shown in needed.items() if not getattr(interaction.app_permissions, name))


def _with_warning(reply: Reply, error: UserError) -> Reply:
    return replace(reply, parts=(Notice(error.sentence, Tone.WARNING), *reply.parts))


def _posts(request: Request) -> bool:
    command = find(actions.read(request.action).command if request.action else request.command)
    return command is not None and command.posts
