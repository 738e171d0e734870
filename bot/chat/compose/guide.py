"""The help: in a channel, in the README and as docs/commands.md."""

from collections.abc import Callable, Collection, Mapping, Sequence

from bot.chat import texts
from bot.chat.actions import Action
from bot.chat.command import Command, Option, Permission
from bot.chat.replies import Bullets, Button, Buttons, Footer, Heading, Item, Part, Reply, Style, Text
from bot.chat.request import MANAGERS

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


def help_page(
    commands: Sequence[Command], first: Collection[str], groups: Mapping[str, str], managers: str, *, manages: bool
) -> Reply:
    """What the asker may do, each command with a few words; those named in `first` come first, with a line that works.

    `groups` are the headings of groups; who `manages` is one of the `managers`, who may do everything.
    """
    allowed = [row for row in commands if manages or row.permission is Permission.EVERYONE]
    begin = [row for row in allowed if row.name in first]
    rest = [row for row in allowed if row.name not in first]
    sections = {texts.HELP_MORE: [row for row in rest if row.group is None]}
    sections |= {heading: [row for row in rest if row.group == group] for group, heading in groups.items()}
    parts: list[Part] = [Heading(texts.HELP), Text(texts.ABOUT), _listed(begin, _with_example)]
    for heading, rows in sections.items():
        if rows:
            parts += [Heading(heading, 2), _listed(rows, lambda row: row.help)]
    others = "" if manages else texts.HELP_MANAGERS.format(managers=managers)
    return Reply((*parts, Footer(" ".join(filter(None, (texts.ASK_FREELY, texts.HELP_HINT, others))))), private=True)


def group_page(name: str, rows: Sequence[Command]) -> Reply:
    """The commands that begin with one word."""
    return Reply((Heading(f"/{name}"), _listed(rows, _with_example), Footer(texts.HELP_HINT)), private=True)


def command_page(command: Command, managers: str) -> Reply:
    """One command: what it does, its options, a line that works, and who may use it."""
    parts: list[Part] = [Heading(f"/{command.name}"), Text(f"{command.help}.")]
    if command.options:
        parts.append(Bullets(tuple(Item(_option(option), option.name) for option in command.options)))
    parts += [
        Text(texts.HELP_EXAMPLE.format(example=command.example), command.example),
        Footer(_who(command, managers)),
    ]
    return Reply(tuple(parts), private=True)


def _listed(rows: Sequence[Command], said: Callable[[Command], str]) -> Bullets:
    return Bullets(tuple(Item(said(row), f"/{row.name}") for row in rows))


def _with_example(command: Command) -> str:
    example = "" if command.example == f"/{command.name}" else f" — {command.example}"
    return f"{command.help}{example}"


def _option(option: Option) -> str:
    return f"{option.help} ({texts.HELP_REQUIRED})" if option.required else option.help


def _who(command: Command, managers: str = MANAGERS) -> str:
    """Who may use a command, and who sees the reply."""
    everyone = command.permission is Permission.EVERYONE
    who = texts.HELP_EVERYONE if everyone else texts.HELP_SOME.format(managers=managers)
    return f"{who}; {texts.HELP_ASIDE if command.private else texts.HELP_OPEN}."


def document(commands: Sequence[Command]) -> str:
    """docs/commands.md, in Markdown."""
    sections = "\n".join(_section(command) for command in commands)
    return f"# Commands\n\n{texts.ABOUT}\n{texts.ASK_FREELY}\n\n{sections}"


def table(commands: Sequence[Command]) -> str:
    """The commands as a Markdown table of one line each."""
    rows = (f"| `/{command.name}` | {command.help} | {command.permission.value} |\n" for command in commands)
    return f"| command | what it does | who may |\n|---|---|---|\n{''.join(rows)}"


def _section(command: Command) -> str:
    lines = [f"## /{command.name}", "", f"{command.help}. {_who(command)}", "", f"    {command.example}", ""]
    if command.options:
        lines += ["| option | kind | |", "|---|---|---|", *map(_row, command.options), ""]
    return "\n".join(lines)


def _row(option: Option) -> str:
    needed = "required" if option.required else "optional"
    return f"| `{option.name}` | {option.kind.value}, {needed} | {option.help} |"
