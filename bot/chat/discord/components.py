"""Pages and windows as Discord's components.

No view is left listening: a press or a submitted window carries its action in the custom id and is
answered in `client.DiscordBot.on_interaction`, so buttons of any age work, also after a restart.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import discord
from discord import ui

from bot.chat import actions, safe, texts
from bot.chat.discord import limits
from bot.chat.discord.pages import Block, Carried, Gap, Page, Words
from bot.chat.replies import Attachment, Button, Drawing, Field, Menu, MenuItem, Picture, Prompt, Style, Tone

_STYLES = {
    Style.PRIMARY: discord.ButtonStyle.primary,
    Style.SECONDARY: discord.ButtonStyle.secondary,
    Style.DANGER: discord.ButtonStyle.danger,
}
_COLOURS = {
    Tone.INFO: discord.Colour.blurple(),
    Tone.DONE: discord.Colour.green(),
    Tone.WARNING: discord.Colour.gold(),
    Tone.ERROR: discord.Colour.red(),
}
BLANK = "\u200b"
"""Stands for a text of nothing that can be seen, which Discord would refuse."""

_INPUTS = 3
_PART = "~"  # between a field's name and the number of its input, and between a menu's action and its option
_PRESSED = (Menu, tuple)


@dataclass(frozen=True, slots=True)
class Place:
    """Which of kept pages a page is, counted from 1."""

    pages: str
    number: int
    count: int


def view(page: Page, place: Place | None = None) -> ui.LayoutView:
    """The page as a view that is ready to send, together with its `files`; with a `place`, it can be turned."""
    blocks: list[Block] = [block for block in page.blocks if not isinstance(block, _PRESSED)]
    if page.tail:
        blocks.append(Words(f"-# {page.tail}", Gap.SPACE))
    blocks += [block for block in page.blocks if isinstance(block, _PRESSED)]
    frame: ui.Container[ui.LayoutView] = ui.Container(accent_colour=_COLOURS[page.tone])
    for index, block in enumerate(blocks):
        for item in _items(block, first=index == 0):
            frame.add_item(item)
    if place is not None:
        frame.add_item(ui.ActionRow(*_turning(place)))
    layout = ui.LayoutView(timeout=None)
    layout.add_item(frame)
    layout.stop()  # else discord.py would keep every message that has a button in memory
    return layout


def files(page: Page) -> list[discord.File]:
    """The page's pictures and files, to be sent with its view."""
    return [
        discord.File(BytesIO(block.png if isinstance(block, Picture) else block.data), block.name)
        for block in page.blocks
        if isinstance(block, Carried)
    ]


def _items(block: Block, first: bool) -> Iterator[ui.Item[ui.LayoutView]]:
    if isinstance(block, Words):
        if block.gap is Gap.RULE and not first:
            yield ui.Separator()
        words: ui.TextDisplay[ui.LayoutView] = ui.TextDisplay(block.text if block.text.strip() else BLANK)
        yield ui.Section(words, accessory=_button(block.button)) if block.button else words
    elif isinstance(block, Picture):
        description = safe.shorten(safe.plain(block.alt), limits.PICTURE_TEXT)
        yield ui.MediaGallery(discord.MediaGalleryItem(f"attachment://{block.name}", description=description or None))
    elif isinstance(block, Attachment):
        yield ui.File(f"attachment://{block.name}")
    elif isinstance(block, Menu):
        yield ui.ActionRow(_menu(block))
    elif not isinstance(block, Drawing):  # one that nobody drew is left out
        yield ui.ActionRow(*map(_button, block))


def _button(button: Button) -> ui.Button[ui.LayoutView]:
    label = safe.shorten(button.label, limits.BUTTON_LABEL)
    return ui.Button(style=_STYLES[button.style], label=label, custom_id=button.action)


def _turning(place: Place) -> Iterator[ui.Button[ui.LayoutView]]:
    """A button back, one that only says where this is, and one on."""
    label = texts.PAGE_OF.format(number=place.number, count=place.count)
    for number, shown in ((place.number - 1, "‹"), (place.number, label), (place.number + 1, "›")):
        turns = number != place.number and 1 <= number <= place.count
        yield ui.Button(label=shown, custom_id=actions.turn(place.pages, number), disabled=not turns)


def _menu(menu: Menu) -> ui.Select[ui.LayoutView]:
    select: ui.Select[ui.LayoutView] = ui.Select(
        custom_id=f"{menu.action}{_PART}{menu.option}",
        placeholder=safe.shorten(menu.placeholder, limits.MENU_HINT),
        options=_options(menu.items),
    )
    return select


def _options(items: Sequence[MenuItem], chosen: str = "") -> list[discord.SelectOption]:
    return [
        discord.SelectOption(
            label=safe.shorten(safe.plain(item.label), limits.MENU_LABEL),
            value=item.value,
            description=safe.shorten(safe.plain(item.detail), limits.MENU_LABEL) if item.detail else None,
            default=item.value == chosen,
        )
        for item in items[: limits.MENU_ITEMS]
    ]


def pressed(data: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
    """The action and the options of a pressed button or a choice from a menu, as Discord sends them."""
    action = str(data.get("custom_id", ""))
    if not data.get("values"):
        return action, {}
    action, _, option = action.rpartition(_PART)
    return action, {option: str(data["values"][0])}


def window(prompt: Prompt) -> ui.Modal:
    """The window of a prompt. A multi-line field gets several inputs, since one takes too little for an article."""
    modal = ui.Modal(title=safe.shorten(prompt.title, limits.WINDOW_TITLE), custom_id=prompt.action)
    for field in prompt.fields:
        for number in range(_INPUTS if field.multiline else 1):
            modal.add_item(_list(field) if field.choices else _input(field, number))
    modal.stop()
    return modal


def _list(field: Field) -> ui.Label[ui.Modal]:
    select: ui.Select[ui.Modal] = ui.Select(
        custom_id=f"{field.name}{_PART}0",
        placeholder=safe.shorten(field.placeholder, limits.MENU_HINT) if field.placeholder else None,
        min_values=1 if field.required else 0,
        required=field.required,
        options=_options(field.choices, field.value),
    )
    return ui.Label(text=safe.shorten(field.label, limits.FIELD_LABEL), component=select)


def _input(field: Field, number: int) -> ui.Label[ui.Modal]:
    first = number == 0
    box: ui.TextInput[ui.Modal] = ui.TextInput(
        custom_id=f"{field.name}{_PART}{number}",
        style=discord.TextStyle.paragraph if field.multiline else discord.TextStyle.short,
        placeholder=safe.shorten(field.placeholder, limits.FIELD_HINT) if first and field.placeholder else None,
        default=field.value[: limits.FIELD_TEXT] if first and field.value else None,
        required=field.required and first,
        max_length=limits.FIELD_TEXT,
    )
    label = field.label if first else texts.FIELD_REST
    return ui.Label(text=safe.shorten(label, limits.FIELD_LABEL), component=box)


def submitted(components: Any) -> dict[str, str]:
    """The fields of a submitted window, by name, from its components as Discord sends them."""
    fields: dict[str, str] = {}
    for box in _boxes(components):
        name = str(box["custom_id"]).rpartition(_PART)[0]
        values = (fields.get(name), box.get("value"), *box.get("values", ()))
        fields[name] = "\n\n".join(filter(None, values))
    return fields


def _boxes(components: Any) -> Iterator[Mapping[str, Any]]:
    for component in components:
        if "custom_id" in component:
            yield component
        yield from _boxes(component.get("components", ()))
        if "component" in component:
            yield from _boxes((component["component"],))
