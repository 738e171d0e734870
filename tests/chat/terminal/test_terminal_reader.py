"""A person at a terminal: typing, recalling, pasting, stopping."""

import asyncio
import os
import signal
import stat
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from bot.chat.request import Request
from bot.chat.router import Router
from bot.chat.terminal.client import TerminalClient
from bot.chat.terminal.reader import PipeReader, PromptReader, paste
from bot.chat.terminal.screen import JsonLines
from bot.model.article import Listed
from bot.model.place import Channel
from bot.telemetry import Metrics
from tests.chat.desks import CHANNEL, COST, PIER, ScriptedDesk, article


@contextmanager
def typing() -> Iterator[PipeInput]:
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        yield keys


def reader(history: Path | None = None) -> PromptReader:
    return PromptReader(Router(ScriptedDesk(), Metrics()), Request(CHANNEL, "t", "u"), history)


async def test_a_person_types_recalls_and_pastes() -> None:
    with typing() as keys:
        person = reader()
        keys.send_text("/actors\r")
        assert await person.line() == "/actors"
        keys.send_text("\x1b[A\r")  # up: the line before
        assert await person.line() == "/actors"
        keys.send_text("half a li\x03/help\r")  # Ctrl-C starts anew
        assert await person.line() == "/help"
        keys.send_text(f"\x1b[200~{PIER}\n\n{COST}\x1b[201~\r.\r")  # pasted at once, as terminals send it
        assert await paste(person) == f"{PIER}\n\n{COST}"
        keys.send_text("\x04")  # Ctrl-D
        assert await person.line() is None


async def test_an_answer_has_its_value_in_it_at_first() -> None:
    with typing() as keys:
        keys.send_text("\r")
        assert await reader().answer("Times › ", "08:00") == "08:00"
        keys.send_text(" weekdays\r")
        assert await reader().answer("Times › ", "08:00") == "08:00 weekdays"


async def test_lines_are_remembered_for_the_next_time_by_their_user_alone(tmp_path: Path) -> None:
    kept = tmp_path / "data" / "history"
    with typing() as keys:
        person = reader(kept)
        keys.send_text("/actors\r")
        await person.line()
        keys.send_text("A whole article.\r")
        await person.answer("… ")
        keys.send_text("\x1b[200~Another one.\nWith lines.\x1b[201~\r")
        await person.line()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700
    assert "article" not in kept.read_text()
    assert "Another" not in kept.read_text()
    with typing() as keys:
        person = reader(kept)
        keys.send_text("\x1b[A\r")
        assert await person.line() == "/actors"


async def test_a_history_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    kept = tmp_path / "history"
    kept.touch(0o644)
    reader(kept)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


async def test_where_no_history_can_be_kept_lines_are_remembered_till_the_end(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with typing() as keys:
        person = reader(tmp_path / "file" / "history")
        keys.send_text("/actors\r")
        assert await person.line() == "/actors"
        keys.send_text("\x1b[A\r")
        assert await person.line() == "/actors"


async def test_a_history_that_goes_away_does_not_end_the_chat(tmp_path: Path) -> None:
    kept = tmp_path / "data" / "history"
    with typing() as keys:
        person = reader(kept)
        kept.unlink()
        kept.parent.rmdir()
        keys.send_text("/actors\r")
        assert await person.line() == "/actors"


async def test_a_pipe_s_empty_line_leaves_a_value_as_it_is() -> None:
    pipe = PipeReader(StringIO("\nother\n"))
    assert [await pipe.answer("", "value") for _ in range(3)] == ["value", "other", None]


class Endless(ScriptedDesk):
    """Never ends what it was asked for, until it is stopped."""

    def __init__(self) -> None:
        super().__init__(article(1))
        self.stopped = False

    async def sources(
        self, channel: Channel, articles: Collection[str] | None = None, newest: int | None = None
    ) -> Sequence[Listed]:
        os.kill(os.getpid(), signal.SIGINT)  # as Ctrl-C does
        try:
            await asyncio.Event().wait()
        finally:
            self.stopped = True
        return []


async def test_ctrl_c_stops_what_is_being_done_and_not_the_chat() -> None:
    desk, shown = Endless(), StringIO()
    with typing() as keys:
        client = TerminalClient(Router(desk, Metrics()), CHANNEL, JsonLines(shown), reader())
        keys.send_text("/ask how much?\r/help\r\x04")
        assert await client.run() == 0
    first, second = shown.getvalue().splitlines()
    assert "Stopped." in first
    assert "What I can do" in second
    assert desk.stopped


async def test_ctrl_c_leaves_a_window() -> None:
    desk, shown = ScriptedDesk(), StringIO()
    with typing() as keys:
        client = TerminalClient(Router(desk, Metrics()), CHANNEL, JsonLines(shown), reader())
        keys.send_text("The pier\x03")
        assert (await client.say("/brief")).failed
    window, reply = shown.getvalue().splitlines()
    assert '"window"' in window
    assert "Stopped." in reply
    assert not desk.calls
