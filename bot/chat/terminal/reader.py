"""Where typed lines come from: a person at a terminal, or a pipe."""

import asyncio
import signal
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any, Protocol, TextIO

from prompt_toolkit import PromptSession
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.patch_stdout import patch_stdout

from bot.chat.request import Request
from bot.chat.router import Router
from bot.chat.terminal.suggestions import Suggestions

PROMPT = "› "
MORE = "… "
END = "."


class Stopped(Exception):
    """The person wants to leave a window without filling it."""


class Reader(Protocol):
    """Gives one line after the other."""

    async def line(self) -> str | None:
        """The next line without its end, None when there are no more."""
        ...

    async def answer(self, prompt: str, value: str = "", hint: str = "") -> str | None:
        """The answer to what is asked by `prompt`, `value` when it is left as it is; None when there are no more.

        A person sees the `hint` until they type. Raises Stopped.
        """
        ...

    def stopping(self, work: "asyncio.Task[Any]") -> AbstractContextManager[None]:
        """Within this, the person can end some work without leaving."""
        ...


class PipeReader:
    """Lines of a text stream; no prompts, and nobody who could stop anything."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    async def line(self) -> str | None:
        """The next line of the stream."""
        read = await asyncio.to_thread(self._stream.readline)
        return read.rstrip("\n") if read else None

    async def answer(self, prompt: str, value: str = "", hint: str = "") -> str | None:
        """The next line of the stream; an empty one leaves the value as it is."""
        read = await self.line()
        return value if read == "" else read

    def stopping(self, work: "asyncio.Task[Any]") -> AbstractContextManager[None]:
        """Nothing."""
        return nullcontext()


class PromptReader:
    """Lines that a person types, with completion and pasting of several lines at once.

    They are remembered in the file `history`, for this user's eyes alone, where one is given and can be written.
    Answers are not remembered: they may be whole articles.
    """

    def __init__(self, router: Router, asking: Request, history: Path | None = None) -> None:
        self._session: PromptSession[str] = PromptSession(
            history=_history(history), completer=Suggestions(router, asking), complete_while_typing=True
        )
        self._answers: PromptSession[str] = PromptSession()

    async def line(self) -> str | None:
        """The next line; Ctrl-C starts the line anew, Ctrl-D ends."""
        while True:
            try:
                return await _typed(self._session, PROMPT)
            except KeyboardInterrupt:
                continue

    async def answer(self, prompt: str, value: str = "", hint: str = "") -> str | None:
        """The next line, which has the value in it at first; Ctrl-C leaves, Ctrl-D ends."""
        try:
            return await _typed(self._answers, prompt, value, hint)
        except KeyboardInterrupt:
            raise Stopped from None

    @contextmanager
    def stopping(self, work: "asyncio.Task[Any]") -> Iterator[None]:
        """Ctrl-C ends the work."""
        loop = asyncio.get_running_loop()
        with suppress(NotImplementedError):  # where there are no signals
            loop.add_signal_handler(signal.SIGINT, work.cancel)
        try:
            yield
        finally:
            with suppress(NotImplementedError):
                loop.remove_signal_handler(signal.SIGINT)


async def _typed(session: "PromptSession[str]", prompt: str, value: str = "", hint: str = "") -> str | None:
    try:
        with patch_stdout(raw=True):  # a digest that comes due is printed above the prompt
            return await session.prompt_async(prompt, default=value, placeholder=[("fg:ansibrightblack", hint)])
    except EOFError:
        return None


async def paste(reader: Reader) -> str:
    """Several lines, up to a line with a single dot or the end. Raises Stopped."""
    lines: list[str] = []
    while (read := await reader.answer(MORE)) is not None and read.strip() != END:
        lines.append(read)
    return "\n".join(lines).strip()


class _KeptHistory(FileHistory):
    """Keeps lines and not whole articles; it is lost, and nothing more, where its file can no longer be written."""

    def store_string(self, string: str) -> None:
        """Add a line to the file."""
        if "\n" not in string:
            with suppress(OSError):
                super().store_string(string)


def _history(path: Path | None) -> History:
    if path is None:
        return InMemoryHistory()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.chmod(0o600)
    except OSError:
        return InMemoryHistory()
    return _KeptHistory(str(path))
