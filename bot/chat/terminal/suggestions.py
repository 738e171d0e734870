"""What a person may mean to type: commands, their options, the values of these, and files."""

import re
from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Iterator
from dataclasses import replace

from prompt_toolkit.completion import CompleteEvent, Completer, Completion, PathCompleter
from prompt_toolkit.document import Document

from bot.chat.catalogue import COMMANDS, find
from bot.chat.command import Command, Kind, Option
from bot.chat.lines import parse
from bot.chat.request import Request
from bot.chat.router import Router
from bot.chat.terminal.files import STARTS

LEAST = 2
"""Characters of a word from which on it may be the value of an option that was not named."""

_FLAG = re.compile(r"(?:^|\s)--(\w*)$")
_FLAGGED = re.compile(r'(?:^|\s)--(\w+)[ =]("?)([^"]*)$')


class Suggestions(Completer):
    """Command names, then what belongs to the command."""

    def __init__(self, router: Router, asking: Request) -> None:
        self._router = router
        self._asking = asking
        self._paths = PathCompleter(expanduser=True)

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
        """The commands, and what may come after one, that fit what was typed."""
        for completion in self.get_completions(document, complete_event):
            yield completion
        typed = document.text_before_cursor
        command = find(parse(typed).command) if typed.startswith("/") else None
        if command is None or not typed.lower().startswith(f"/{command.name} "):
            return
        rest = typed[len(command.name) + 1 :].lstrip()
        if flag := _FLAG.search(rest):
            for completion in _flags(command, flag[1]):
                yield completion
        elif (flagged := _FLAGGED.search(rest)) and _takes_value(command, flagged[1]):
            async for completion in self._values(command, flagged[1], flagged[3], len(flagged[2] + flagged[3])):
                yield completion
        else:
            for completion in self._files(command, rest, complete_event):
                yield completion
            async for completion in self._unnamed(command, rest):
                yield completion

    async def _values(self, command: Command, name: str, typed: str, length: int) -> AsyncIterator[Completion]:
        """Values of an option that was named, in place of the last `length` characters."""
        for choice in await self._router.complete(replace(self._asking, command=command.name), name, typed):
            yield Completion(_quoted(str(choice.value)), -length, display=choice.label)

    async def _unnamed(self, command: Command, rest: str) -> AsyncIterator[Completion]:
        """Values of the main option, and those of others that the last word may mean, with their names."""
        word = rest.rpartition(" ")[2]
        asking = replace(self._asking, command=command.name)
        for option in command.options:
            if option.name == command.main:
                for choice in await self._router.complete(asking, option.name, rest):
                    yield Completion(str(choice.value), -len(rest), display=choice.label, display_meta=option.help)
            elif len(word) >= LEAST:
                for choice in await self._router.complete(asking, option.name, word):
                    named = f"--{option.name} {_quoted(str(choice.value))}"
                    yield Completion(named, -len(word), display=choice.label, display_meta=option.help)

    def _files(self, command: Command, rest: str, complete_event: CompleteEvent) -> Iterator[Completion]:
        if rest.startswith(STARTS) and any(option.kind is Kind.FILE for option in command.options):
            yield from self._paths.get_completions(Document(rest), complete_event)


def _flags(command: Command, typed: str) -> Iterator[Completion]:
    """The options that can be named, which are all but the main one."""
    for option in command.options:
        if option.name != command.main and option.name.startswith(typed):
            yield Completion(f"--{option.name}", -len(typed) - 2, display_meta=option.help)


def _takes_value(command: Command, name: str) -> bool:
    option: Option | None = command.option(name)
    return option is not None and option.name != command.main and option.kind is not Kind.BOOLEAN


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value
