"""What a command is about: the one that was named, the only one there is, or one from a menu."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from bot.chat import texts
from bot.chat.actions import SUBJECT, Action
from bot.chat.compose import choices
from bot.chat.replies import MenuItem, Reply
from bot.chat.request import Request
from bot.model.errors import Expired

T = TypeVar("T")

CARRIED = 60
"""Characters that a menu can carry beside its command and its option."""


def number(request: Request, option: str) -> int | None:
    """The number that the option gives, or the button. Raises Expired for a button that gives none."""
    subject = request.text(SUBJECT)
    if not subject:
        return request.number(option)
    if not subject.isdecimal():
        raise Expired
    return int(subject)


async def one_of(
    request: Request,
    option: str,
    items: Sequence[MenuItem],
    act: Callable[[int], Awaitable[Reply]],
    carrying: str = "",
) -> Reply:
    """Act on the only one of these, at least one; where there are more, ask which one.

    What is chosen comes back with the text that the menu is `carrying` as its subject, if there is room for it.
    """
    if len(items) == 1:
        return await act(int(items[0].value))
    action = Action(request.command, carrying if len(carrying) <= CARRIED else "")
    return choices.choose(action, option, texts.WHICH_ONE, items)


def preferred(rows: Sequence[T], fits: Callable[[T], bool]) -> Sequence[T]:
    """Those that a command does something to, or all when it does nothing to any."""
    return [row for row in rows if fits(row)] or rows
