"""Where typed lines come from: a person at a terminal, or a pipe."""

import asyncio
from collections.abc import AsyncGenerator, Iterable
from dataclasses import replace
from typing import Protocol, TextIO

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.patch_stdout import patch_stdout

from bot.chat.catalogue import COMMANDS, find
from bot.chat.lines import parse
from bot.chat.request import Request
from bot.chat.router import Router

PROMPT = "› "
MORE = "… "
END = "."


class Reader(Protocol):
    """Gives one line after the other."""

    async def line(self, prompt: str = PROMPT) -> str | None:
        """The next line without its end, None when there are no more."""
        ...


class PipeReader:
    """Lines of a text stream; no prompts."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    async def line(self, prompt: str = PROMPT) -> str | None:
        """The next line of the stream."""
        read = await asyncio.to_thread(self._stream.readline)
        return read.rstrip("\n") if read else None


class PromptReader:
    """Lines that a person types, with history, completion and pasting of several lines at once."""

    def __init__(self, router: Router, asking: Request) -> None:
        self._session: PromptSession[str] = PromptSession(
            history=InMemoryHistory(), completer=Suggestions(router, asking), complete_while_typing=True
        )

    async def line(self, prompt: str = PROMPT) -> str | None:
        """The next line; Ctrl-C starts the line anew, Ctrl-D ends."""
        while True:
            try:
                with patch_stdout(raw=True):  # a digest that comes due is printed above the prompt
                    return await self._session.prompt_async(prompt)
            except KeyboardInterrupt:
                continue
            except EOFError:
                return None


async def paste(reader: Reader) -> str:
    """Several lines, up to a line with a single dot or the end."""
    lines: list[str] = []
    while (read := await reader.line(MORE)) is not None and read.strip() != END:
        lines.append(read)
    return "\n".join(lines).strip()


class Suggestions(Completer):
    """Command names, then what the router suggests for their options."""

    def __init__(self, router: Router, asking: Request) -> None:
        self._router = router
        self._asking = asking

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """The commands that begin with what was typed."""
        typed = document.text_before_cursor
        if not typed.startswith("/"):
            return
        for command in COMMANDS:
            name = f"/{command.name}"
            if name.startswith(typed.lower()):
                yield Completion(name, -len(typed), display_meta=command.help)

    async def get_completions_async(
        self, document: Document, complete_event: CompleteEvent
    ) -> AsyncGenerator[Completion, None]:
        """The commands, and the values of a command's options, that fit what was typed."""
        for completion in self.get_completions(document, complete_event):
            yield completion
        typed = document.text_before_cursor
        command = find(parse(typed).command) if typed.startswith("/") else None
        if command is None or not typed.lower().startswith(f"/{command.name} "):
            return
        rest = typed[len(command.name) + 1 :].lstrip()
        asking = replace(self._asking, command=command.name)
        for option in command.options:
            part = rest if option.name == command.main else rest.rpartition(" ")[2]
            if option.complete and (part or option.name == command.main):
                for choice in await self._router.complete(asking, option.name, part):
                    yield Completion(str(choice.value), -len(part), display=choice.label, display_meta=option.help)
