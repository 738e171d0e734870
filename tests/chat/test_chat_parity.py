"""What one platform can do, each other can too, in names and words that each of them takes."""

import ast
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path
from string import Formatter
from typing import Any

import discord
import pytest
from discord.enums import AppCommandOptionType
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document as Typed
from rich.console import Console

from bot import chat
from bot.chat import actions, texts
from bot.chat.catalogue import COMMANDS, GROUPS, find
from bot.chat.command import Choice, Command, Kind, Option, Permission
from bot.chat.discord import commands, components
from bot.chat.discord import limits as discord_limits
from bot.chat.discord import render as discord_render
from bot.chat.lines import parse
from bot.chat.replies import (
    ActorItem,
    Actors,
    Attachment,
    Bullets,
    Button,
    Buttons,
    Drawing,
    Field,
    Footer,
    Heading,
    Item,
    Menu,
    MenuItem,
    Moment,
    Notice,
    Part,
    Picture,
    Prompt,
    QuoteItem,
    Quotes,
    Reply,
    SourceItem,
    Sources,
    Text,
    Timeline,
)
from bot.chat.request import MANAGERS, Request
from bot.chat.router import Router, refusal
from bot.chat.slack import blocks, intake, manifest, windows
from bot.chat.slack import limits as slack_limits
from bot.chat.slack import render as slack_render
from bot.chat.slack.clients import Workspace
from bot.chat.slack.people import MANAGERS as SLACK_MANAGERS
from bot.chat.terminal import render as terminal_render
from bot.chat.terminal.suggestions import Suggestions
from bot.model.errors import UserError
from bot.telemetry import Metrics
from tests.chat.desks import CHANNEL, ScriptedDesk, article
from tests.chat.slack import happenings, rules

EACH = pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
PREFIX = "briefing-"
ROUTER = Router(ScriptedDesk(article(1)), Metrics())
ASKING = Request(CHANNEL, CHANNEL.id, "u1", is_admin=True)

_TYPES = {
    Kind.TEXT: AppCommandOptionType.string,
    Kind.CHOICE: AppCommandOptionType.string,
    Kind.INTEGER: AppCommandOptionType.integer,
    Kind.BOOLEAN: AppCommandOptionType.boolean,
    Kind.FILE: AppCommandOptionType.attachment,
}


async def _nothing(*_: object) -> list[Choice]:
    return []


def registered() -> list[dict[str, Any]]:
    """What Discord is told of the bot's commands."""

    async def run(*_: object) -> None:
        pass

    tree = commands.tree(discord.Client(intents=discord.Intents.none()), COMMANDS, run, _nothing, run)
    return [command.to_dict(tree) for command in tree.get_commands(type=discord.AppCommandType.chat_input)]


def flat(made: list[dict[str, Any]]) -> Mapping[str, dict[str, Any]]:
    """Discord's commands by whole name; those of a group have its permission."""
    found: dict[str, dict[str, Any]] = {}
    for row in made:
        below = [one for one in row.get("options", []) if one["type"] == AppCommandOptionType.subcommand.value]
        found |= {f"{row['name']} {one['name']}": one for one in below} or {row["name"]: row}
    return found


def value(option: Option) -> str:
    """Something that could be typed for an option."""
    return {Kind.INTEGER: "7", Kind.BOOLEAN: "yes"}.get(option.kind, "harbour")


def typed(command: Command) -> str:
    """A line with every option of a command, the main one last."""
    named = [f"--{option.name} {value(option)}" for option in command.options if option.name != command.main]
    main = command.option(command.main) if command.main else None
    return " ".join([f"/{command.name}", *named, *([value(main)] if main else [])])


# Commands and options


def test_every_platform_has_every_command_and_no_other() -> None:
    names = {command.name for command in COMMANDS}
    first = {f"/{PREFIX}{name.split()[0]}" for name in names}
    assert flat(registered()).keys() == names
    assert {made["command"] for made in manifest.manifest(PREFIX)["features"]["slash_commands"]} == first
    suggested = Suggestions(ROUTER, ASKING).get_completions(Typed("/"), CompleteEvent())
    assert {each.text.removeprefix("/") for each in suggested} == names


@EACH
def test_discord_has_a_command_with_its_words_options_and_suggestions(command: Command) -> None:
    made = flat(registered())[command.name]
    assert made["description"] == command.help
    options = {option["name"]: option for option in made["options"]}
    assert list(options) == [option.name for option in command.options]
    for option in command.options:
        shown = options[option.name]
        assert shown["description"] == option.help
        assert shown["type"] == _TYPES[option.kind].value
        assert shown["required"] == option.required
        assert shown.get("autocomplete", False) == (option.complete is not None)


@EACH
def test_a_typed_line_says_every_option(command: Command) -> None:
    """In the terminal, in mentions, and after Slack's slash commands."""
    line = parse(typed(command))
    assert line.command == command.name
    assert line.options == {option.name: value(option) for option in command.options}


@EACH
def test_slack_reads_a_command_as_the_terminal_does(command: Command) -> None:
    first, _, rest = typed(command).removeprefix("/").partition(" ")
    asked = intake.command(Workspace("T1", "xoxb-1", "U1"), happenings.command(f"/{PREFIX}{first} {rest}"), PREFIX)
    line = parse(typed(command))
    assert asked.request.command == line.command
    assert asked.request.options == line.options


@EACH
async def test_the_terminal_suggests_what_discord_does(command: Command) -> None:
    suggestions = Suggestions(ROUTER, ASKING)
    for option in command.options:
        asking = replace(ASKING, command=command.name)
        offered = {str(choice.value) for choice in await ROUTER.complete(asking, option.name, "")}
        before = "" if option.name == command.main else f"--{option.name} "
        line = Typed(f"/{command.name} {before}")
        shown = {one.text.strip('"') async for one in suggestions.get_completions_async(line, CompleteEvent())}
        assert offered <= shown
        flags = Suggestions(ROUTER, ASKING).get_completions_async(Typed(f"/{command.name} --"), CompleteEvent())
        assert option.name == command.main or f"--{option.name}" in {one.text.strip() async for one in flags}


# Permissions


def test_discord_hides_a_command_that_only_managers_may_use() -> None:
    manage = discord.Permissions(manage_guild=True).value
    for row in registered():
        rows = [command for command in COMMANDS if command.name.split()[0] == row["name"]]
        managed = all(command.permission is Permission.MANAGE for command in rows)
        assert (row.get("default_member_permissions") == manage) == managed


@EACH
@pytest.mark.parametrize("managers", [MANAGERS, SLACK_MANAGERS])
async def test_every_platform_asks_for_the_same_rights_by_its_own_name(command: Command, managers: str) -> None:
    asked = replace(ASKING, command=command.name, is_admin=False, managers=managers)
    reply = await ROUTER.handle(asked)
    refused = f"Only {managers} may do that." in terminal_render.text(reply)
    assert refused == (command.permission is Permission.MANAGE)


# Limits of names and words


def test_names_and_descriptions_are_as_discord_takes_them() -> None:
    made = registered()
    assert len(made) <= discord_limits.COMMANDS
    for row in made:
        assert _length(row) <= discord_limits.COMMAND_CHARACTERS
        assert len(row.get("options", [])) <= discord_limits.OPTIONS
    for part in rules.parts(made):
        if "description" in part:
            assert re.fullmatch(r"[-_a-z0-9]+", part["name"])
            assert len(part["name"]) <= discord_limits.NAME
            assert 1 <= len(part["description"]) <= discord_limits.HELP
            assert len(part.get("options", [])) <= discord_limits.OPTIONS


def _length(row: Mapping[str, Any]) -> int:
    """The characters of a command that count: names, descriptions and values of it and all below it."""
    own = sum(len(str(row.get(key, ""))) for key in ("name", "description", "value"))
    return own + sum(map(_length, (*row.get("options", ()), *row.get("choices", ()))))


def test_names_and_descriptions_are_as_slack_takes_them() -> None:
    rows = manifest.manifest(PREFIX)["features"]["slash_commands"]
    assert len(rows) <= slack_limits.COMMANDS
    for row in rows:
        assert re.fullmatch(r"/[a-z0-9_-]+", row["command"])
        assert len(row["command"]) <= slack_limits.COMMAND
        assert 1 <= len(row["description"]) <= slack_limits.COMMAND_HELP
        assert 1 <= len(row.get("usage_hint", "-")) <= slack_limits.COMMAND_HINT
    assert len(texts.MENU_BRIEF) <= min(slack_limits.SHORTCUT_NAME, discord_limits.NAME)


def test_groups_have_words_of_their_own() -> None:
    shown = {row["name"]: row["description"] for row in registered() if row["name"] in GROUPS}
    assert shown == GROUPS
    slack = {row["command"]: row["description"] for row in manifest.manifest(PREFIX)["features"]["slash_commands"]}
    assert {name: slack[f"/{PREFIX}{name}"] for name in GROUPS} == GROUPS


@pytest.mark.parametrize("name", [name for name in vars(texts) if name.endswith("_WINDOW")])
def test_titles_of_windows_are_shown_whole(name: str) -> None:
    assert len(getattr(texts, name)) <= min(discord_limits.WINDOW_TITLE, slack_limits.WINDOW_TITLE)


@pytest.mark.parametrize("name", [name for name in vars(texts) if name.startswith("BUTTON_")])
def test_labels_of_buttons_are_shown_whole(name: str) -> None:
    assert len(getattr(texts, name)) <= min(discord_limits.BUTTON_LABEL, slack_limits.BUTTON_LABEL)


# Parts


@dataclass(frozen=True)
class Sample:
    """A part, and what must be seen of it."""

    part: Part
    seen: str


_PNG = b"\x89PNG"
BUTTON = Button("Harbour button", "digest pause:7")
SAMPLES = (
    Sample(Heading("Harbour heading"), "Harbour heading"),
    Sample(Heading("Harbour heading", 2, button=BUTTON), "Harbour button"),
    Sample(Text("Harbour text"), "Harbour text"),
    Sample(Bullets((Item("Harbour item"),)), "Harbour item"),
    Sample(Bullets((Item("Harbour item", button=BUTTON),)), "Harbour button"),
    Sample(Quotes((QuoteItem("Harbour quote"),)), "Harbour quote"),
    Sample(Actors((ActorItem("Harbour actor"),)), "Harbour actor"),
    Sample(Timeline((Moment("4 May 2026", "Harbour moment"),)), "Harbour moment"),
    Sample(Sources((SourceItem("Harbour source"),)), "Harbour source"),
    Sample(Notice("Harbour notice"), "Harbour notice"),
    Sample(Picture(_PNG, "Harbour picture", "harbour.png"), "Harbour picture"),
    Sample(Drawing((), "en"), ""),
    Sample(Buttons((BUTTON,)), "Harbour button"),
    Sample(
        Menu("digest pause:", "schedule", "Harbour menu", (MenuItem("Harbour choice", "7", "weekdays"),)),
        "Harbour choice",
    ),
    Sample(Attachment("harbour.opml", b"<opml>feeds</opml>"), "harbour.opml"),
    Sample(Footer("Harbour footer"), "Harbour footer"),
    Sample(Prompt("Harbour window", "brief:", (Field("article", "Harbour field"),), "Brief"), "Harbour window"),
)


def on_discord(reply: Reply) -> str:
    """All that Discord is sent for a reply, on its only page."""
    (page,) = discord_render.render(reply)
    made = components.view(page).to_components()  # type: ignore[no-untyped-call]
    return json.dumps([made, [file.filename for file in components.files(page)]], ensure_ascii=False)


def on_slack(reply: Reply) -> str:
    """All that Slack is sent for a reply, on its only page."""
    (page,) = slack_render.render(reply)
    message = blocks.message(page)
    return json.dumps([message, [file.name for file in page.attachments]], ensure_ascii=False)


def in_a_terminal(reply: Reply) -> str:
    """What somebody sees of a reply who can choose from it."""
    file = StringIO()
    terminal_render.show(reply, Console(file=file, width=100, color_system=None), choosing=True)
    return " ".join(file.getvalue().split())


def test_there_is_a_sample_of_every_part() -> None:
    kinds: tuple[type, ...] = Part.__args__
    assert {type(sample.part) for sample in SAMPLES} == set(kinds)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: type(sample.part).__name__)
def test_every_platform_shows_every_part(sample: Sample) -> None:
    reply = Reply((Text("Before"), sample.part))
    assert sample.seen in on_discord(reply)
    assert sample.seen in on_slack(reply)
    assert sample.seen in in_a_terminal(reply)


# Errors


def errors(kind: type[UserError] = UserError) -> Iterator[type[UserError]]:
    for below in kind.__subclasses__():
        yield below
        yield from errors(below)


ERRORS = sorted(errors(), key=str)


@pytest.mark.parametrize("kind", ERRORS, ids=[kind.__name__ for kind in ERRORS])
def test_every_platform_says_every_error(kind: type[UserError]) -> None:
    fields = {name: "harbour" for _, name, _, _ in Formatter().parse(kind.template) if name}
    error = kind(**fields)
    reply = refusal(error)
    telling = max(re.findall(r"[A-Za-z]+", error.sentence), key=len)
    for shown in (on_discord(reply), on_slack(reply), terminal_render.text(reply)):
        assert telling in shown
    assert " ".join(error.sentence.split()) in " ".join(terminal_render.text(reply).split())


# Buttons, menus and windows


def written_actions() -> set[str]:
    """The commands of all actions that are written anywhere in the chat."""
    calls = (
        node
        for path in Path(chat.__path__[0]).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Action" and node.args
    )
    return {str(call.args[0].value) for call in calls if isinstance(call.args[0], ast.Constant)}


def test_every_button_asks_for_a_command_that_there_is() -> None:
    assert len(written_actions()) > 5
    assert all(find(name) for name in written_actions())


ACTIONS = (*(str(actions.Action(command.name, "7")) for command in COMMANDS), actions.turn("a1b2", 2))


@pytest.mark.parametrize("action", ACTIONS)
def test_a_button_comes_back_as_it_was_sent(action: str) -> None:
    button = Buttons((Button("Press", action),))
    (row,) = [part for part in rules.parts(json.loads(on_discord(Reply((button,))))) if "custom_id" in part]
    assert components.pressed({"custom_id": row["custom_id"], "component_type": 2}) == (action, {})
    assert len(row["custom_id"]) <= actions.LIMIT
    (made,) = [part for part in rules.parts(json.loads(on_slack(Reply((button,))))) if part.get("type") == "button"]
    assert blocks.pressed(made) == (action, {})


@EACH
def test_a_choice_from_a_menu_comes_back_as_it_was_sent(command: Command) -> None:
    for option in command.options:
        action = str(actions.Action(command.name))
        menu = Menu(action, option.name, "Which?", (MenuItem("Harbour", "7"),))
        sent = [part for part in rules.parts(json.loads(on_discord(Reply((menu,))))) if "custom_id" in part]
        (made,) = (part for part in sent if part["custom_id"])
        chosen = {"custom_id": made["custom_id"], "component_type": made["type"], "values": ["7"]}
        assert components.pressed(chosen) == (action, {option.name: "7"})
        found = [part for part in rules.parts(json.loads(on_slack(Reply((menu,))))) if part.get("options")]
        (list_,) = found
        assert blocks.pressed(list_ | {"selected_option": list_["options"][0]}) == (action, {option.name: "7"})


def prompts() -> Iterator[Prompt]:
    """Every window that a command opens when nothing, or only its action, is given."""
    for command in COMMANDS:
        for asking in (
            replace(ASKING, command=command.name),
            replace(ASKING, command=command.name, action=str(actions.Action(command.name, "7"))),
        ):
            if command.prompt and (prompt := command.prompt(asking)):
                yield prompt


@pytest.mark.parametrize("prompt", list(prompts()), ids=lambda prompt: prompt.title)
def test_every_window_opens_everywhere_and_asks_for_options_that_its_command_has(prompt: Prompt) -> None:
    command = find(actions.read(prompt.action).command)
    assert command is not None
    assert all(command.option(field.name) for field in prompt.fields)
    made = components.window(prompt).to_dict()
    assert made["custom_id"] == prompt.action
    assert 1 <= len(made["components"]) <= discord_limits.FIELDS
    view = windows.window(prompt, "{}")
    rules.check_view(view)
    assert windows.action(view) == prompt.action
