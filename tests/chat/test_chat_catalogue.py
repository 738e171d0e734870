"""The command table: every row is whole, and what is made from it is up to date."""

import inspect
import re

import pytest

from bot.chat.catalogue import COMMANDS, FIRST, GROUPS, find
from bot.chat.command import Command, Kind, Permission
from bot.chat.discord import render as discord
from bot.chat.lines import parse
from bot.chat.replies import Bullets, Reply
from bot.chat.request import Request
from bot.chat.router import Router
from bot.chat.terminal import render
from bot.telemetry import Metrics
from tests.chat.desks import CHANNEL, ScriptedDesk


def shown(reply: Reply) -> str:
    return " ".join(render.text(reply).split())


EACH = pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
NAMES = {
    "brief", "ask", "actors", "timeline", "sources", "setup", "status", "help",
    "feed add", "feed list", "feed check", "feed filter", "feed pause", "feed resume", "feed remove", "feed import",
    "feed export", "settings engine", "settings length", "settings language", "settings instructions",
    "digest schedule", "digest preview", "digest now", "digest list", "digest pause", "digest resume", "digest remove",
    "digest breaking",
}  # fmt: skip


def test_the_table_holds_every_command_once() -> None:
    assert sorted(command.name for command in COMMANDS) == sorted(NAMES)


@EACH
def test_names_are_one_or_two_lower_case_words(command: Command) -> None:
    assert re.fullmatch(r"[a-z]{1,32}( [a-z]{1,32})?", command.name)


@EACH
def test_descriptions_fit_every_platform(command: Command) -> None:
    helps = [command.help, *(option.help for option in command.options)]
    assert all(1 <= len(text) <= 100 for text in helps)


@EACH
def test_handlers_are_coroutine_functions(command: Command) -> None:
    assert inspect.iscoroutinefunction(command.handler)


@EACH
def test_the_example_is_read_as_the_command_with_all_that_it_requires(command: Command) -> None:
    line = parse(command.example)
    assert line.command == command.name
    assert {option.name for option in command.options if option.required} <= set(line.options)


@EACH
def test_options_are_well_formed(command: Command) -> None:
    names = [option.name for option in command.options]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z]{1,32}", name) for name in names)
    assert command.main is None or command.main in names
    required = [option.required for option in command.options]
    assert required == sorted(required, reverse=True), "Discord wants required options first"
    assert all(option.complete for option in command.options if option.kind is Kind.CHOICE)


async def asked(command: str = "", *, is_admin: bool = True) -> Reply:
    """What /help gives."""
    options = {"command": command} if command else {}
    request = Request(CHANNEL, CHANNEL.id, "u1", "help", options, is_admin=is_admin)
    return await Router(ScriptedDesk(), Metrics()).handle(request)


def leads(reply: Reply) -> list[str]:
    return [item.lead for part in reply.parts if isinstance(part, Bullets) for item in part.items]


async def test_help_shows_each_command_once_and_first_what_a_newcomer_needs() -> None:
    names = [lead.removeprefix("/") for lead in leads(await asked())]
    assert sorted(names) == sorted(command.name for command in COMMANDS)
    assert names[: len(FIRST)] == list(FIRST)


async def test_help_shows_only_what_the_asker_may_do_and_who_may_do_more() -> None:
    names = {lead.removeprefix("/") for lead in leads(await asked(is_admin=False))}
    assert names == {command.name for command in COMMANDS if command.permission is Permission.EVERYONE}
    assert "chosen by people with the Manage Server permission." in shown(await asked(is_admin=False))
    assert "Manage Server" not in shown(await asked())


async def test_help_fits_one_message_and_a_minute() -> None:
    reply = await asked()
    assert len(discord.render(reply)) == 1
    assert len(shown(reply).split()) < 500, "people read about 240 words in a minute, and skim lists"


@EACH
async def test_help_on_one_command_shows_its_options_with_an_example(command: Command) -> None:
    said = shown(await asked(f"/{command.name.upper()}"))
    assert f"/{command.name} {command.help}." in said
    assert f"For example: {command.example}" in said
    assert all(f"• {option.name} {option.help}" in said for option in command.options)
    assert ("Only people with the Manage Server permission may use it" in said) == (
        command.permission is Permission.MANAGE
    )


async def test_help_on_a_first_word_shows_what_it_begins() -> None:
    assert leads(await asked("feed")) == [f"/{row.name}" for row in COMMANDS if row.group == "feed"]


async def test_help_on_an_unknown_command_names_the_closest_one() -> None:
    reply = await asked("digest shedule")
    assert reply.failed
    assert "“digest shedule” (did you mean /digest schedule?)" in shown(reply)


@pytest.mark.parametrize(
    ("typed", "is_admin", "names"),
    [
        ("feed l", False, ["feed list"]),
        ("/Digest s", True, ["digest schedule"]),
        ("digest s", False, []),
        ("actors", False, ["actors"]),
    ],
)
async def test_help_completes_the_names_of_what_the_asker_may_do(typed: str, is_admin: bool, names: list[str]) -> None:
    request = Request(CHANNEL, CHANNEL.id, "u1", "help", is_admin=is_admin)
    found = await Router(ScriptedDesk(), Metrics()).complete(request, "command", typed)
    assert [choice.value for choice in found] == names


def test_every_group_is_described_for_discord() -> None:
    assert {command.group for command in COMMANDS if command.group} == GROUPS.keys()


def test_an_unknown_name_finds_nothing() -> None:
    assert find("digest") is None
