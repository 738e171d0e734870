"""THE command table. Every platform's commands, `/help` and docs/commands.md are made from it."""

from collections.abc import Sequence

from rapidfuzz import process

from bot.chat import texts
from bot.chat.catalogue import articles, digests, feeds, settings
from bot.chat.command import Choice, Command, Option, Permission
from bot.chat.compose import guide
from bot.chat.replies import Reply
from bot.chat.request import Request
from bot.desk.desk import Desk
from bot.model.errors import UnknownCommand

GROUPS = {
    "feed": "The feeds that this channel follows",
    "digest": "A digest of what is new in this channel",
    "settings": "Choose how this channel is served",
}
"""What platforms show for the first word of two-word commands."""

FIRST = ("brief", "ask", "feed add", "digest schedule")
"""What a newcomer needs."""

_CLOSE = 70


async def _help(desk: Desk, request: Request) -> Reply:
    """All that the asker may do, or one command, or those that begin with one word. Raises UnknownCommand."""
    name = " ".join(request.text("command").removeprefix("/").lower().split())
    if not name:
        return guide.help_page(COMMANDS, FIRST, GROUPS, request.managers, manages=request.is_admin)
    if command := find(name):
        return guide.command_page(command, request.managers)
    if name in GROUPS:
        return guide.group_page(name, [command for command in COMMANDS if command.group == name])
    raise unknown(name)


async def _names(desk: Desk, request: Request, typed: str) -> Sequence[Choice]:
    """The commands that the asker may use."""
    return [
        Choice(f"/{command.name}", command.name)
        for command in COMMANDS
        if typed.strip().removeprefix("/").lower() in command.name
        and (request.is_admin or command.permission is Permission.EVERYONE)
    ]


COMMANDS: tuple[Command, ...] = (
    *articles.ROWS,
    *feeds.ROWS,
    *digests.ROWS,
    *settings.ROWS,
    Command(
        "help",
        "What you can do here, or how to use one command",
        _help,
        "/help digest schedule",
        (Option("command", "The name of one command, for example: digest schedule", complete=_names),),
        main="command",
        private=True,
    ),
)


def find(name: str) -> Command | None:
    """The command with that name."""
    return next((command for command in COMMANDS if command.name == name), None)


def unknown(name: str) -> UnknownCommand:
    """The error for a name that no command has, with the closest one that there is."""
    found = process.extractOne(name.lower(), [command.name for command in COMMANDS], score_cutoff=_CLOSE)
    return UnknownCommand(name=name, hint=texts.DID_YOU_MEAN.format(command=found[0]) if found else "")
