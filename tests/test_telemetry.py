"""Logs: structured, and without secrets."""

import json
import logging
from collections.abc import Iterator

import pytest

from bot import telemetry

SECRET = "tok.en.123"


@pytest.fixture(autouse=True)
def _logging_as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers, root.level = handlers, level


def test_json_line_holds_fields_and_hides_the_secret_everywhere(capsys: pytest.CaptureFixture[str]) -> None:
    telemetry.configure("json", "INFO", {SECRET})
    try:
        raise ValueError(f"bad {SECRET}")
    except ValueError:
        logging.getLogger("bot.x").exception("sent %s", SECRET, extra={"url": f"https://h/{SECRET}", "n": 3})
    written = capsys.readouterr().err
    line = json.loads(written)
    assert line["event"] == "sent [hidden]"
    assert line["url"] == "https://h/[hidden]"
    assert line["n"] == 3
    assert line["level"] == "error"
    assert "ValueError: bad [hidden]" in line["exception"]
    assert SECRET not in written


def test_lines_below_the_level_are_not_written(capsys: pytest.CaptureFixture[str]) -> None:
    telemetry.configure("console", "WARNING")
    logging.getLogger("bot.x").info("quiet")
    logging.getLogger("bot.x").warning("loud")
    written = capsys.readouterr().err
    assert "quiet" not in written
    assert "loud" in written


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("token xoxb-12-34-aBc refused", "token [hidden] refused"),
        ("xapp-1-A0B-12-f00", "[hidden]"),
        ("refresh with xoxe-1-My0x", "refresh with [hidden]"),
        ("rotated xoxe.xoxb-1-My0x", "rotated [hidden]"),
        ("wss://wss.example/link/?ticket=0b-1%2Fc&app_id=2", "wss://wss.example/link/?ticket=[hidden]&app_id=2"),
        ("the foxboro-line ferry", "the foxboro-line ferry"),
    ],
)
def test_slacks_tokens_are_hidden_though_they_stand_in_no_setting(
    capsys: pytest.CaptureFixture[str], said: str, written: str
) -> None:
    telemetry.configure("json", "INFO")
    logging.getLogger("bot.x").info(said)
    assert json.loads(capsys.readouterr().err)["event"] == written


def test_what_slack_sent_is_not_repeated_by_its_library(capsys: pytest.CaptureFixture[str]) -> None:
    telemetry.configure("json", "DEBUG")
    logging.getLogger("slack_bolt.AsyncApp").warning("Unhandled request ({'text': 'an article'})")
    logging.getLogger("slack_sdk.web").debug("Sending a request - json: {'text': 'an article'}")
    assert capsys.readouterr().err == ""
