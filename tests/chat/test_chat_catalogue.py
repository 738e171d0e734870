"""The command table: every row is whole, and what is made from it is up to date."""

import inspect
import re

import pytest

from bot.chat.catalogue import COMMANDS, GROUPS, find
from bot.chat.command import Command, Kind
from bot.chat.compose import guide
from bot.chat.lines import parse
from bot.chat.terminal import render

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


@EACH
def test_help_shows_it(command: Command) -> None:
    shown = " ".join(render.text(guide.help_page(COMMANDS)).split())
    assert f"/{command.name} {command.help}" in shown
    assert command.example in shown


def test_every_group_is_described_for_discord() -> None:
    assert {command.group for command in COMMANDS if command.group} == GROUPS.keys()


def test_an_unknown_name_finds_nothing() -> None:
    assert find("digest") is None
