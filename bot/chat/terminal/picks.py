"""What a person can choose by its number: the buttons and menus of a reply, and the choices of a window's field."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeVar

from bot.chat.replies import Bullets, Button, Buttons, Heading, Menu, MenuItem, Part, Reply
from bot.chat.request import Value
from bot.model.errors import NoSuchChoice

T = TypeVar("T")

DIGITS = 3
"""No reply has more choices; a year is no choice."""


@dataclass(frozen=True, slots=True)
class Pick:
    """A choice: what is shown, and what becomes `Request.action` and `Request.options` when it is taken."""

    label: str
    action: str
    options: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))
    detail: str = ""


def picks(part: Part) -> tuple[Pick, ...]:
    """What can be chosen of a part."""
    if isinstance(part, Menu):
        return tuple(Pick(one.label, part.action, {part.option: one.value}, one.detail) for one in part.items)
    return tuple(Pick(button.label, button.action) for button in _buttons(part) if button is not None)


def _buttons(part: Part) -> Iterable[Button | None]:
    if isinstance(part, Buttons):
        return part.items
    if isinstance(part, Bullets):
        return (item.button for item in part.items)
    return (part.button,) if isinstance(part, Heading) else ()


def all_picks(reply: Reply) -> tuple[Pick, ...]:
    """What can be chosen of a reply, numbered from 1 in this order."""
    return tuple(pick for part in reply.parts for pick in picks(part))


def picked(typed: str, among: Sequence[Pick]) -> Pick | None:
    """The choice whose number was typed; None when no number was, or nothing can be chosen. Raises NoSuchChoice."""
    if not among or not _is_number(typed):
        return None
    return _numbered(typed, among)


def chosen(typed: str, among: Sequence[MenuItem]) -> str:
    """The value of the item whose number, value or label was typed. Raises NoSuchChoice."""
    if _is_number(typed):
        return _numbered(typed, among).value
    wanted = typed.strip().casefold()
    for item in among:
        if wanted in _names(item):
            return item.value
    raise NoSuchChoice(typed=typed, count=len(among))


def _names(item: MenuItem) -> Iterator[str]:
    yield item.value.casefold()
    yield item.label.casefold()


def _is_number(typed: str) -> bool:
    typed = typed.strip()
    return typed.isascii() and typed.isdigit() and len(typed) <= DIGITS


def _numbered(typed: str, among: Sequence[T]) -> T:
    number = int(typed)
    if not 0 < number <= len(among):
        raise NoSuchChoice(typed=typed.strip(), count=len(among))
    return among[number - 1]
