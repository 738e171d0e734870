"""The command table as Discord's application commands."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any

import discord
from discord import app_commands

from bot.chat import safe, texts
from bot.chat.catalogue import COMMANDS, GROUPS
from bot.chat.command import Choice, Command, Kind, Option, Permission
from bot.chat.discord import late, limits

Run = Callable[[discord.Interaction, Command, dict[str, Any]], Awaitable[None]]
Complete = Callable[[discord.Interaction, Command, Option, str], Awaitable[Sequence[Choice]]]
Menu = Callable[[discord.Interaction, discord.Message], Awaitable[None]]

_KINDS: dict[Kind, type] = {
    Kind.TEXT: str,
    Kind.CHOICE: str,
    Kind.INTEGER: int,
    Kind.BOOLEAN: bool,
    Kind.FILE: discord.Attachment,
}
_MANAGE = discord.Permissions(manage_guild=True)


def tree(
    client: discord.Client, table: Iterable[Command], run: Run, complete: Complete, menu: Menu
) -> app_commands.CommandTree:
    """All commands of the table, and the message menu, in one tree.

    `run` answers a command, `complete` suggests values for an option, `menu` answers the message menu.
    """
    commands = app_commands.CommandTree(
        client,
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
    )
    groups: dict[str, list[Command]] = {}
    for row in table:
        if row.group:
            groups.setdefault(row.group, []).append(row)
        else:
            commands.add_command(_command(row, row.name, run, complete))
    for name, rows in groups.items():
        commands.add_command(_group(name, rows, run, complete))
    commands.add_command(app_commands.ContextMenu(name=texts.MENU_BRIEF, callback=_menu_callback(menu)))
    return commands


def described() -> list[dict[str, Any]]:
    """All commands as they are told to Discord."""

    async def never(*_: object) -> Any:
        raise AssertionError("nobody is connected")

    made = tree(discord.Client(intents=discord.Intents.none()), COMMANDS, never, never, never)
    return [dict(command.to_dict(made)) for command in made.get_commands()]


def _group(name: str, rows: Sequence[Command], run: Run, complete: Complete) -> app_commands.Group:
    """A group. Discord knows permissions of whole groups only; the router checks each command as well."""
    managed = all(row.permission is Permission.MANAGE for row in rows)
    group = app_commands.Group(name=name, description=GROUPS[name], default_permissions=_MANAGE if managed else None)
    for row in rows:
        group.add_command(_command(row, row.name.split()[1], run, complete))
    return group


def _command(row: Command, name: str, run: Run, complete: Complete) -> app_commands.Command[Any, ..., None]:
    async def callback(interaction: discord.Interaction, **given: Any) -> None:
        await run(interaction, row, given)

    # discord.py reads a command's options from the callback's signature.
    callback.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [_parameter("interaction", discord.Interaction), *map(_option, row.options)]
    )
    described = app_commands.describe(**{option.name: _help(option.help) for option in row.options})(callback)
    command = app_commands.Command[Any, ..., None](name=name, description=_help(row.help), callback=described)
    if row.permission is Permission.MANAGE and not row.group:
        command.default_permissions = _MANAGE
    for option in row.options:
        if option.complete is not None:
            command.autocomplete(option.name)(_completer(row, option, complete))
    return command


def _completer(row: Command, option: Option, complete: Complete) -> Any:
    async def suggest(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[Any]]:
        found = await complete(interaction, row, option, typed)
        choices = [
            app_commands.Choice(name=safe.shorten(choice.label, limits.CHOICE_LABEL), value=choice.value)
            for choice in found[: limits.CHOICES]
        ]
        await late.acknowledged(lambda: interaction.response.autocomplete(choices))
        if not interaction.response.is_done():
            raise asyncio.CancelledError  # discord.py would send them again, and log as an error that it cannot
        return choices

    return suggest


def _menu_callback(menu: Menu) -> Callable[[discord.Interaction, discord.Message], Any]:
    async def callback(interaction: discord.Interaction, message: discord.Message) -> None:
        await menu(interaction, message)

    return callback


def _option(option: Option) -> inspect.Parameter:
    kind = _KINDS[option.kind]
    return _parameter(option.name, kind) if option.required else _parameter(option.name, kind | None, None)


def _parameter(name: str, annotation: Any, default: Any = inspect.Parameter.empty) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def _help(text: str) -> str:
    return safe.shorten(text, limits.HELP)
