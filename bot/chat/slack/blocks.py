"""Pages as Slack's blocks.

Nothing is left waiting for a press: a button carries its action as its value, a menu in its id, so those of any age
work, also after a restart.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from types import MappingProxyType
from typing import Any

from bot.chat import safe, texts
from bot.chat.replies import Attachment, Button, Menu, MenuItem, Picture, Style
from bot.chat.slack import limits, mrkdwn
from bot.chat.slack.pages import Block, Controls, Gap, Kind, Line, Page
from bot.chat.slack.words import Run, merged

BUTTON = "button."
"""What the action_id of every button begins with."""

MENU = "menu."
"""What the action_id of every menu begins with."""

Made = dict[str, Any]
"""A part of a message in Slack's own form."""

_RICH = {Kind.QUOTE: "rich_text_quote"}
_SHORTER = (limits.TEXT - 100, limits.TEXT // 2 - 100, limits.TEXT // 5 - 100)  # "&" becomes five characters


def message(page: Page, shown: Mapping[str, str] = MappingProxyType({})) -> Made:
    """What to post or to put in a message's place: `blocks`, and the `text` that stands for them in notifications.

    `shown` has the ids of uploaded pictures by their names.
    """
    return {"text": text(page), "blocks": made(page, shown)}


def made(page: Page, shown: Mapping[str, str] = MappingProxyType({})) -> list[Made]:
    """The page's blocks; a picture that nobody uploaded is told in words."""
    blocks: list[Made] = []
    numbers = count(1)  # no two controls of a message may have the same id
    for block in page.blocks:
        if isinstance(block, Line):
            _line(blocks, block, numbers)
        elif isinstance(block, Picture):
            blocks.append(_picture(block, shown.get(block.name)))
    if page.tail:
        blocks.append(_context(_plain(page.tail)))
    rows = [block for block in page.blocks if isinstance(block, tuple)]
    return [*blocks, *_controls(rows, numbers)]


def text(page: Page) -> str:
    """The page's words without any form; never empty."""
    words = " ".join(_words(page.blocks)) or page.tail or texts.NAME
    return next(
        short for limit in _SHORTER if len(short := mrkdwn.escape(safe.shorten(safe.plain(words), limit))) < limits.TEXT
    )


def _words(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Line):
            yield "".join(run.text for run in block.runs)
        elif isinstance(block, Picture):
            yield block.alt
        elif isinstance(block, Attachment):
            yield block.name
    for block in blocks:
        if isinstance(block, tuple) and not any(isinstance(other, Line) for other in blocks):
            yield from (part.label if isinstance(part, Button) else part.placeholder for part in block)


def _line(blocks: list[Made], line: Line, numbers: Iterator[int]) -> None:
    if not any(run.text for run in line.runs):
        return
    if line.gap is Gap.RULE and blocks:
        blocks.append({"type": "divider"})
    small = mrkdwn.written(line.runs) if line.kind is Kind.SMALL else None
    if line.button is not None:
        blocks.append(_beside(line, line.button, next(numbers)))
    elif line.kind is Kind.TITLE:
        blocks.append({"type": "header", "text": _plain("".join(run.text for run in line.runs))})
    elif small is not None:
        _small(blocks, small, line.gap)
    else:
        _rich(blocks, line)


def _beside(line: Line, button: Button, number: int) -> Made:
    """A line with a button at its end."""
    written = mrkdwn.written(line.runs)
    words = _plain("".join(run.text for run in line.runs)) if written is None else _marked(written)
    return {"type": "section", "text": words, "accessory": _button(button, number)}


def _small(blocks: list[Made], small: str, gap: Gap) -> None:
    last = blocks[-1] if blocks else {}
    above = last["elements"][0] if last.get("type") == "context" and gap is Gap.LINE else {}
    if above.get("type") == "mrkdwn" and len(above["text"]) + len(small) < limits.PARAGRAPH:
        above["text"] += f"\n{small}"
    else:
        blocks.append(_context(_marked(small)))


def _context(element: Made) -> Made:
    return {"type": "context", "elements": [element]}


def _rich(blocks: list[Made], line: Line) -> None:
    runs = [_run(run) for run in merged(line.runs)]
    if line.gap is not Gap.LINE or not blocks or blocks[-1]["type"] != "rich_text":
        blocks.append({"type": "rich_text", "elements": []})
    elements = blocks[-1]["elements"]
    last: Made = elements[-1] if elements else {"type": None}
    if line.kind is Kind.BULLET:
        if last["type"] != "rich_text_list":
            last = {"type": "rich_text_list", "style": "bullet", "elements": []}
            elements.append(last)
        last["elements"].append({"type": "rich_text_section", "elements": runs})
        return
    kind = _RICH.get(line.kind, "rich_text_section")
    if last["type"] == kind and line.kind is not Kind.QUOTE:
        last["elements"] += [{"type": "text", "text": "\n"}, *runs]
    else:
        elements.append({"type": kind, "elements": runs})


def _run(run: Run) -> Made:
    made: Made = {"type": "link", "url": run.link, "text": run.text} if run.link else {"type": "text", "text": run.text}
    return made | ({"style": {"bold": True}} if run.bold else {})


def _picture(picture: Picture, file: str | None) -> Made:
    alt = safe.shorten(safe.plain(picture.alt), limits.PICTURE_TEXT)
    if file is None:
        return _context(_plain(alt))
    return {"type": "image", "slack_file": {"id": file}, "alt_text": alt}


def described(block: Made) -> Made:
    """A block with words in place of a picture."""
    return _context(_plain(block["alt_text"])) if block["type"] == "image" else block


def _controls(rows: Sequence[Controls], numbers: Iterator[int]) -> Iterator[Made]:
    for row in rows:
        for start in range(0, len(row), limits.CONTROLS):
            controls = row[start : start + limits.CONTROLS]
            yield {"type": "actions", "elements": [_control(control, next(numbers)) for control in controls]}


def _control(control: Button | Menu, number: int) -> Made:
    return _button(control, number) if isinstance(control, Button) else _menu(control, number)


def _button(button: Button, number: int) -> Made:
    made: Made = {
        "type": "button",
        "action_id": f"{BUTTON}{number}",
        "text": _plain(safe.shorten(button.label, limits.BUTTON_LABEL)),
        "value": button.action,
    }
    return made if button.style is Style.SECONDARY else made | {"style": button.style.value}


def _menu(menu: Menu, number: int) -> Made:
    return {
        "type": "static_select",
        "action_id": f"{MENU}{number}.{menu.option}.{menu.action}",
        "placeholder": _plain(safe.shorten(menu.placeholder, limits.HINT)),
        "options": [option(item) for item in menu.items],
    }


def option(item: MenuItem) -> Made:
    """A thing to choose, in a menu or in a window."""
    made: Made = {"text": _plain(safe.shorten(safe.plain(item.label), limits.CHOICE_LABEL)), "value": item.value}
    detail = safe.shorten(safe.plain(item.detail), limits.CHOICE_LABEL)
    return made | ({"description": _plain(detail)} if detail else {})


def pressed(action: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
    """The action and the options of a pressed button or a choice in a menu, from what Slack sends of it."""
    control = str(action["action_id"])
    if not control.startswith(MENU):
        return str(action.get("value", "")), {}
    _, _, chosen = control.removeprefix(MENU).partition(".")
    name, _, asked = chosen.partition(".")
    return asked, {name: str(action["selected_option"]["value"])}


def _marked(text: str) -> Made:
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def _plain(text: str) -> Made:
    return {"type": "plain_text", "text": text, "emoji": False}
