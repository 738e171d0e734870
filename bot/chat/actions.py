"""The strings behind buttons and windows, written and read here only; they hold all they need."""

from dataclasses import dataclass

from bot.model.errors import Expired

LIMIT = 100
"""Discord's limit of a custom_id, the lowest of all platforms: https://docs.discord.com/developers/components/reference"""

SUBJECT = "subject"
"""The option under which a button's article reaches its handler."""


AND = ","
"""Between the ids of several articles."""


@dataclass(frozen=True, slots=True)
class Action:
    """A command, and what it is about: the id of an article, the ids of some, a number; "" for nothing."""

    command: str
    subject: str = ""

    def __str__(self) -> str:
        written = f"{self.command}:{self.subject}"
        if len(written) > LIMIT:
            raise ValueError(f"an action may have {LIMIT} characters, this has {len(written)}")
        return written


def read(written: str) -> Action:
    """Read an action string. Raises Expired when it is not one."""
    command, colon, subject = written.partition(":")
    if not colon or not command:
        raise Expired
    return Action(command, subject)


PAGE = "page"
"""Stands for a command in the action strings of buttons that turn pages; platforms answer these by themselves."""


def turn(pages: str, number: int) -> str:
    """The action of a button that shows page `number` (from 1 on) of kept pages."""
    return str(Action(PAGE, f"{pages}.{number}"))


def turned(written: str) -> tuple[str, int] | None:
    """The kept pages and the page's number that a button asks for; None when it does something else."""
    command, _, subject = written.partition(":")
    pages, _, number = subject.rpartition(".")
    return (pages, int(number)) if command == PAGE and number.isascii() and number.isdigit() else None
