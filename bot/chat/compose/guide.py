"""The help: in a channel, in the README and as docs/commands.md."""

from collections.abc import Sequence

from bot.chat import texts
from bot.chat.actions import Action
from bot.chat.command import Command, Option, Permission
from bot.chat.replies import Bullets, Button, Buttons, Footer, Heading, Item, Reply, Style, Text

FIRST_STEPS = Buttons(
    (
        Button(texts.BUTTON_FEED, str(Action("feed add")), Style.PRIMARY),
        Button(texts.BUTTON_DIGEST, str(Action("digest schedule"))),
        Button(texts.BUTTON_TRY, str(Action("brief"))),
    )
)
"""What to begin with; each opens a window."""


def welcome() -> Reply:
    """What a channel is told when the bot has just come, or when somebody calls it and says nothing."""
    return Reply((Heading(texts.GREETING), Text(texts.ABOUT), Text(texts.BEGIN), FIRST_STEPS))


def help_page(commands: Sequence[Command]) -> Reply:
    """Every command with what it does and a line that works."""
    items = tuple(Item(_line(command), f"/{command.name}") for command in commands)
    return Reply((Heading(texts.HELP), Text(texts.ABOUT), Bullets(items), Footer(texts.ASK_FREELY)), private=True)


def document(commands: Sequence[Command]) -> str:
    """docs/commands.md, in Markdown."""
    sections = "\n".join(_section(command) for command in commands)
    return f"# Commands\n\n{texts.ABOUT}\n{texts.ASK_FREELY}\n\n{sections}"


def table(commands: Sequence[Command]) -> str:
    """The commands as a Markdown table of one line each."""
    rows = (f"| `/{command.name}` | {command.help} | {command.permission.value} |\n" for command in commands)
    return f"| command | what it does | who may |\n|---|---|---|\n{''.join(rows)}"


def _line(command: Command) -> str:
    needs = "" if command.permission is Permission.EVERYONE else f" ({_needs(command)})"
    example = "" if command.example == f"/{command.name}" else f" — {command.example}"
    return f"{command.help}{needs}{example}"


def _needs(command: Command) -> str:
    return texts.HELP_ADMIN.format(permission=command.permission.value)


def _section(command: Command) -> str:
    who = "Everyone may use it" if command.permission is Permission.EVERYONE else f"It {_needs(command)}"
    seen = "the asker alone sees the reply" if command.private else "the channel sees the reply"
    lines = [f"## /{command.name}", "", f"{command.help}. {who}; {seen}.", "", f"    {command.example}", ""]
    if command.options:
        lines += ["| option | kind | |", "|---|---|---|", *map(_row, command.options), ""]
    return "\n".join(lines)


def _row(option: Option) -> str:
    needed = "required" if option.required else "optional"
    return f"| `{option.name}` | {option.kind.value}, {needed} | {option.help} |"
