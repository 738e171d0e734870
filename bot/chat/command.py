"""What a row of the command table is made of."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.chat.replies import Prompt, Reply
from bot.chat.request import Request
from bot.desk.desk import Desk

Handler = Callable[[Desk, Request], Awaitable[Reply]]
Prompter = Callable[[Request], Prompt | None]


@dataclass(frozen=True, slots=True)
class Choice:
    """One suggestion: what is shown (at most 100 characters) and what is sent."""

    label: str
    value: str | int


TRUE = frozenset({"true", "yes", "on", "1"})
FALSE = frozenset({"false", "no", "off", "0"})
"""What people type for an option that is a switch."""

Completer = Callable[[Desk, Request, str], Awaitable[Sequence[Choice]]]


class Kind(StrEnum):
    """What an option holds. A choice is text with suggestions from which one must be taken."""

    TEXT = "text"
    FILE = "file"
    CHOICE = "choice"
    INTEGER = "integer"
    BOOLEAN = "boolean"


class Permission(StrEnum):
    """Who may use a command; the value is the permission's name as a person sees it."""

    EVERYONE = "everyone"
    MANAGE = "Manage Server"


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a command; `complete` gives at most 25 suggestions for what was typed so far."""

    name: str
    help: str
    kind: Kind = Kind.TEXT
    required: bool = False
    complete: Completer | None = None


@dataclass(frozen=True, slots=True)
class Command:
    """One command.

    `name` has one word, or two when it belongs to a group ("digest list"). `example` is a line that works.
    `main` names the option that takes the rest of a typed line. `private` replies are for the asker alone.
    `aside` ones are when they come from a button.
    `slow` commands may take seconds. After one that `posts` the bot posts by itself.
    `prompt` tells, without waiting, whether a window must be opened first.
    """

    name: str
    help: str
    handler: Handler
    example: str
    options: tuple[Option, ...] = ()
    main: str | None = None
    permission: Permission = Permission.EVERYONE
    private: bool = False
    aside: bool = False
    slow: bool = False
    posts: bool = False
    prompt: Prompter | None = None

    @property
    def group(self) -> str | None:
        """The first word of a two-word name."""
        first, space, _ = self.name.partition(" ")
        return first if space else None

    def option(self, name: str) -> Option | None:
        """The option with that name."""
        return next((option for option in self.options if option.name == name), None)
