"""The app's manifest: all of the command table, nothing that Slack refuses, and no scope without its reason."""

from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from bot.chat.catalogue import COMMANDS
from bot.chat.slack import limits
from bot.chat.slack.manifest import RESERVED, SCOPES, document, manifest
from bot.cli import cli
from bot.model.errors import CommandTaken
from bot.settings import SLACK_COMMAND_PREFIX
from tests.wire.slack.app import App

URL = "https://briefer.example/"


def commands(made: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {command["command"]: command for command in made["features"]["slash_commands"]}


def test_every_command_of_the_table_can_be_typed() -> None:
    firsts = {row.name.split()[0] for row in COMMANDS}
    assert set(commands(manifest("news-"))) == {f"/news-{first}" for first in firsts}


def test_a_group_tells_what_can_follow() -> None:
    hint = commands(manifest("news-"))["/news-digest"]["usage_hint"]
    assert hint.strip("[]").split(" | ") == [row.name.split()[1] for row in COMMANDS if row.group == "digest"]


@pytest.mark.parametrize("prefix", ["news-", "a", "twelve-chars"])
@pytest.mark.parametrize("url", [None, URL])
def test_slack_takes_every_part(prefix: str, url: str | None) -> None:
    """The limits of https://github.com/slackapi/manifest-schema."""
    made = manifest(prefix, url)
    assert 1 <= len(commands(made)) <= limits.COMMANDS
    for name, command in commands(made).items():
        assert 2 <= len(name) <= limits.COMMAND
        assert 1 <= len(command["description"]) <= limits.COMMAND_HELP
        assert 1 <= len(command.get("usage_hint", "-")) <= limits.COMMAND_HINT
        assert name.removeprefix("/") not in RESERVED
    assert len(made["display_information"]["name"]) <= 35
    assert len(made["display_information"]["description"]) <= 140
    for shortcut in made["features"]["shortcuts"]:
        assert len(shortcut["name"]) <= limits.SHORTCUT_NAME
        assert len(shortcut["description"]) <= 150


def test_without_a_prefix_a_name_would_be_slacks_own() -> None:
    with pytest.raises(CommandTaken) as taken:
        manifest("")
    assert "/feed and /status" in taken.value.sentence


def test_the_usual_prefix_leaves_no_name_as_slack_has_it() -> None:
    assert manifest(SLACK_COMMAND_PREFIX)


def test_no_event_lacks_its_scope_and_no_scope_its_reason() -> None:
    app = App(manifest("news-"))
    assert app.problems() == []
    assert app.scopes == set(SCOPES)
    assert all(reason.startswith(("to ", "for ", "the same ")) for reason in SCOPES.values())


def test_socket_mode_needs_no_address() -> None:
    made = manifest("news-")
    assert made["settings"]["socket_mode_enabled"] is True
    assert "request_url" not in str(made)
    assert "redirect_urls" not in made["oauth_config"]


def test_by_http_everything_comes_to_one_address() -> None:
    made = manifest("news-", URL)
    address = "https://briefer.example/slack/events"
    assert made["settings"]["socket_mode_enabled"] is False
    assert made["settings"]["event_subscriptions"]["request_url"] == address
    assert made["settings"]["interactivity"]["request_url"] == address
    assert {command["url"] for command in commands(made).values()} == {address}
    assert made["oauth_config"]["redirect_urls"] == ["https://briefer.example/slack/oauth_redirect"]


@pytest.mark.parametrize("url", [None, URL])
def test_the_document_is_the_manifest_with_a_reason_beside_each_scope(url: str | None) -> None:
    text = document("news-", url)
    assert yaml.safe_load(text) == manifest("news-", url)
    assert [line for line in text.splitlines() if any(f'"{scope}" # {why}' in line for scope, why in SCOPES.items())]
    assert all(f'- "{scope}" # {reason}\n' in text for scope, reason in SCOPES.items())


def test_the_command_line_prints_one_for_other_names_and_an_address() -> None:
    printed = CliRunner().invoke(cli, ["slack-manifest", "--prefix", "desk-", "--url", URL])
    assert printed.exit_code == 0
    assert printed.stdout == document("desk-", URL)
