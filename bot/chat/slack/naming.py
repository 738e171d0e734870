"""Commands by the names that they have in a workspace.

A name can be taken there, by Slack itself or by another app, so all of ours begin with a prefix. Our sentences name
commands without it, and are known by their own words: what they quote of others is never changed.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from string import Formatter
from types import ModuleType

from bot.chat import texts
from bot.chat.catalogue import COMMANDS
from bot.chat.replies import Bullets, Footer, Heading, Item, Menu, Notice, Part, Prompt, Reply, Text
from bot.chat.slack import sentences
from bot.desk import notices
from bot.model.errors import UserError

_COMMAND = re.compile(rf"(?<![\w/])/(?=(?:{'|'.join(sorted({row.name.split()[0] for row in COMMANDS}))})\b)")
_EXAMPLES = frozenset(row.example for row in COMMANDS)
_FILLED = {"usage": _EXAMPLES, "example": _EXAMPLES, "command": frozenset(row.name for row in COMMANDS)}
"""Fields of our sentences that hold a command, and not what others wrote; and all that they may hold."""

_NAMES = frozenset(f"/{name}" for row in COMMANDS for name in (row.name, row.group or row.name))


class Naming:
    """Puts a prefix before the names of commands in replies."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        phrases = sorted(set(_phrases()), key=len, reverse=True)
        self._ours = re.compile("|".join(map(re.escape, phrases)))

    def __call__(self, reply: Reply) -> Reply:
        """The reply with the names that people can type."""
        return replace(reply, parts=tuple(map(self._part, reply.parts))) if self._prefix else reply

    def text(self, text: str) -> str:
        """One of our sentences, or several, with the names that people can type."""
        return self._ours.sub(lambda found: self.command(found[0]), text) if self._prefix else text

    def command(self, line: str) -> str:
        """A line of ours in which nothing is of others, with the names that people can type."""
        return _COMMAND.sub(f"/{self._prefix}", line)

    def window(self, prompt: Prompt) -> Prompt:
        """A window whose labels and hints have the names that people can type; what it already holds stays."""
        fields = [
            replace(field, label=self.text(field.label), placeholder=self.text(field.placeholder))
            for field in prompt.fields
        ]
        return replace(prompt, title=self.text(prompt.title), fields=tuple(fields))

    def _part(self, part: Part) -> Part:
        if isinstance(part, Heading) and part.text in _NAMES:
            return replace(part, text=self.command(part.text))
        if isinstance(part, Text) and part.strong in _EXAMPLES:
            part = replace(part, strong=self.command(part.strong or ""))
        if isinstance(part, Heading | Text | Notice | Footer):
            return replace(part, text=self.text(part.text))
        if isinstance(part, Bullets):
            return replace(part, items=tuple(map(self._item, part.items)))
        if isinstance(part, Menu):
            return replace(part, placeholder=self.text(part.placeholder))
        if isinstance(part, Prompt):
            return self.window(part)
        return part

    def _item(self, item: Item) -> Item:
        if item.lead in _NAMES:  # a line of the help
            return replace(item, lead=self.command(item.lead), text=self.command(item.text))
        return replace(item, text=self.text(item.text))


def _phrases() -> Iterator[str]:
    """The stretches of our sentences that name a command and that nothing of others can part."""
    for template in _templates():
        for filled in _filled(template):
            for literal, *_ in Formatter().parse(filled):
                if _COMMAND.search(literal):
                    yield literal.strip()


def _templates() -> Iterator[str]:
    yield from _constants(texts)
    yield from _constants(sentences)
    yield from _constants(notices)
    yield from (help_ for row in COMMANDS for help_ in (row.help, *(option.help for option in row.options)))
    yield from (option.help for row in COMMANDS for option in row.options)
    yield from (kind.template for kind in _kinds(UserError))


def _filled(template: str) -> Iterator[str]:
    fields = {f"{{{name}}}": held for name, held in _FILLED.items() if f"{{{name}}}" in template}
    if not fields:
        yield template
    for field, held in fields.items():
        yield from (template.replace(field, command) for command in held)


def _constants(module: ModuleType) -> list[str]:
    return [value for value in vars(module).values() if isinstance(value, str)]


def _kinds(kind: type[UserError]) -> Iterator[type[UserError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from _kinds(below)
