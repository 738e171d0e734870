"""The scripted tour: plays to its end without an error, and says so in its exit code."""

from io import StringIO

from rich.console import Console

from bot.app import App
from bot.chat import texts
from bot.chat.router import Router
from bot.chat.terminal.tour import lines, tour
from bot.model.place import Channel
from bot.telemetry import Metrics
from tests.chat.desks import ScriptedDesk

CHANNEL = Channel("terminal", "local", "tour")


def console(file: StringIO) -> Console:
    return Console(file=file, width=100, color_system=None)


async def test_the_tour_shows_every_command_and_succeeds(app: App) -> None:
    file = StringIO()
    assert await tour(app.router, CHANNEL, console(file)) == 0
    shown = file.getvalue()
    for line in lines():
        assert f"› {line}" in shown
    assert texts.NOT_SAID in shown
    assert "Tomas Verrin" in shown


async def test_the_tour_fails_when_a_reply_does() -> None:
    assert await tour(Router(ScriptedDesk(), Metrics()), CHANNEL, console(StringIO())) == 1
