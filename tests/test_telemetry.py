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
