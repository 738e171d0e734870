"""The chat in a terminal: reads lines, shows replies."""

import asyncio
import sys
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime

from rich.console import Console

from bot.chat import actions, texts
from bot.chat.catalogue import find
from bot.chat.command import Kind
from bot.chat.lines import parse
from bot.chat.replies import Field, Prompt, Reply
from bot.chat.request import Request, Value
from bot.chat.router import Router, refusal
from bot.chat.terminal.files import upload
from bot.chat.terminal.messenger import TerminalMessenger
from bot.chat.terminal.reader import PROMPT, PipeReader, PromptReader, Reader, paste
from bot.chat.terminal.render import show
from bot.model.errors import FileMissing, UserError
from bot.model.place import Channel
from bot.model.runtime import Clock

ASKER = "terminal"


def _now() -> datetime:
    return datetime.now(UTC)


class TerminalClient:
    """One person's chat in one channel; whoever has the terminal may configure the bot.

    `reader` is where lines come from, by default the terminal, or standard input when it is a pipe. `locale` is how
    the person writes dates, as a BCP 47 tag.
    """

    def __init__(
        self,
        router: Router,
        channel: Channel,
        console: Console | None = None,
        reader: Reader | None = None,
        clock: Clock = _now,
        locale: str = "en",
    ) -> None:
        self._router = router
        self._asking = Request(channel, thread=channel.id, asker=ASKER, is_admin=True, locale=locale)
        self._console = console or Console(highlight=False)
        self._reader = reader or self._default_reader()
        self.messenger = TerminalMessenger(self._write, clock)

    async def run(self) -> int:
        """Talk until there are no more lines; return the exit code."""
        self._console.print(texts.WELCOME, markup=False)
        while (line := await self._reader.line()) is not None:
            if line.strip():
                await self.say(line)
        return 0

    async def play(self, line: str) -> Reply:
        """Show a line as if it was typed, then its reply."""
        self._console.print(PROMPT + line, style="bold", markup=False, highlight=False, soft_wrap=True)
        return await self.say(line)

    async def say(self, line: str) -> Reply:
        """Carry out one line, show the reply and return it."""
        typed = parse(line)
        reply = await self._answer(replace(self._asking, command=typed.command, options=typed.options))
        show(reply, self._console)
        return reply

    async def _answer(self, request: Request) -> Reply:
        try:
            request = await _with_file(request)
        except UserError as error:
            return refusal(error)
        plan = self._router.plan(request)
        if plan.prompt is not None:
            filled = await self._fill(plan.prompt)
            return await self._answer(replace(self._asking, action=plan.prompt.action, options=filled))
        with self._console.status(texts.WORKING) if plan.slow and self._console.is_terminal else nullcontext():
            return await self._router.handle(request)

    async def _fill(self, prompt: Prompt) -> dict[str, Value]:
        filled: dict[str, Value] = {}
        for field in prompt.fields:
            if field.multiline:
                self._console.print(texts.PASTE.format(label=field.label), markup=False, highlight=False)
                filled[field.name] = await paste(self._reader)
            else:
                filled[field.name] = await self._reader.line(f"{_asked(field)} {PROMPT}") or field.value
        return filled

    def _default_reader(self) -> Reader:
        return PromptReader(self._router, self._asking) if sys.stdin.isatty() else PipeReader(sys.stdin)

    def _write(self, text: str) -> None:
        self._console.print(text, markup=False, highlight=False, soft_wrap=True)


def _asked(field: Field) -> str:
    """The label of an input, with what can be chosen."""
    return f"{field.label} ({', '.join(item.value for item in field.choices)})" if field.choices else field.label


async def _with_file(request: Request) -> Request:
    """The request with the file read, where a command that takes one was given a path. Raises UserError."""
    command = find(actions.read(request.action).command if request.action else request.command)
    option = next((row for row in command.options if row.kind is Kind.FILE), None) if command else None
    if command is None or option is None:
        return request
    name = option.name if request.text(option.name) else command.main or option.name
    file = await asyncio.to_thread(upload, request.text(name))
    if file is None and name == option.name and request.text(name):
        raise FileMissing(name=request.text(name))
    if file is None:
        return request
    options = {given: value for given, value in request.options.items() if given != name}
    return replace(request, options=options, files=(file,))
