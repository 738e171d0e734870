"""The chat in a terminal: reads lines, shows replies."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bot.chat import actions
from bot.chat.catalogue import find
from bot.chat.command import Kind
from bot.chat.lines import parse
from bot.chat.replies import Notice, Reply
from bot.chat.request import Request
from bot.chat.router import Router, refusal
from bot.chat.terminal import sentences
from bot.chat.terminal.files import upload
from bot.chat.terminal.messenger import TerminalMessenger
from bot.chat.terminal.picks import Pick, all_picks, picked
from bot.chat.terminal.reader import Reader, Stopped
from bot.chat.terminal.screen import Screen
from bot.chat.terminal.windows import fill
from bot.model.errors import FileMissing, UserError
from bot.model.place import Channel
from bot.model.runtime import Clock

ASKER = "terminal"
STOPPED = Reply((Notice(sentences.STOPPED),), failed=True)


def _now() -> datetime:
    return datetime.now(UTC)


def asking(channel: Channel, locale: str = "en") -> Request:
    """What all requests from a terminal have in common: whoever has it may configure the bot."""
    return Request(channel, thread=channel.id, asker=ASKER, is_admin=True, locale=locale)


class TerminalClient:
    """One person's chat in one channel; `locale` is how they write dates, as a BCP 47 tag."""

    def __init__(
        self,
        router: Router,
        channel: Channel,
        screen: Screen,
        reader: Reader,
        clock: Clock = _now,
        locale: str = "en",
    ) -> None:
        self._router = router
        self._asking = asking(channel, locale)
        self._screen = screen
        self._reader = reader
        self._picks: Sequence[Pick] = ()
        self.messenger = TerminalMessenger(screen.posted, clock, screen.text)

    async def run(self) -> int:
        """Talk until there are no more lines; return the exit code."""
        self._screen.welcome()
        while (line := await self._reader.line()) is not None:
            if line.strip():
                await self.say(line)
        return 0

    async def play(self, line: str) -> Reply:
        """Show a line as if it was typed, then its reply."""
        self._screen.typed(line)
        return await self.say(line)

    async def say(self, line: str) -> Reply:
        """Carry out one line, show the reply and return it."""
        try:
            pick = picked(line, self._picks)
            reply = await self._answer(self._choice(pick) if pick else self._line(line))
        except UserError as error:
            reply = refusal(error)
        else:
            # After a choice the others can still be taken, unless there are new ones.
            self._picks = all_picks(reply) or (self._picks if pick else ())
        self._screen.reply(reply)
        return reply

    def _line(self, line: str) -> Request:
        typed = parse(line)
        return replace(self._asking, command=typed.command, options=typed.options)

    def _choice(self, pick: Pick) -> Request:
        return replace(self._asking, action=pick.action, options=pick.options)

    async def _answer(self, request: Request) -> Reply:
        """Raises UserError for what is wrong with a file; all else is in the reply."""
        request = await _with_file(request)
        plan = self._router.plan(request)
        if plan.prompt is not None:
            try:
                filled = await fill(plan.prompt, self._reader, self._screen)
            except Stopped:
                return STOPPED
            return await self._answer(replace(self._asking, action=plan.prompt.action, options=filled))
        if not plan.slow:
            return await self._router.handle(request)
        work = asyncio.create_task(self._router.handle(request))
        with self._screen.working(), self._reader.stopping(work):
            await asyncio.wait({work})
        return STOPPED if work.cancelled() else work.result()


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
