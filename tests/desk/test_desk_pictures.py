"""Pictures are drawn in worker processes, and a failure costs the picture alone."""

import logging
import os

import pytest

from bot.app import App


def drawn_by(name: str) -> tuple[str, int]:
    return name, os.getpid()


def spilt(name: str) -> str:
    raise ValueError(f"no paint for {name}")


async def test_a_picture_is_drawn_in_another_process(app: App) -> None:
    found = await app.desk.draw(drawn_by, "the pier")
    assert found is not None
    name, process = found
    assert name == "the pier"
    assert process != os.getpid()


async def test_a_picture_that_fails_is_none_and_stands_in_the_log(app: App, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        assert await app.desk.draw(spilt, "the pier") is None
    assert [record.message for record in caplog.records] == ["no picture"]
