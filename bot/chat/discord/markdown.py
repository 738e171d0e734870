"""Discord's markdown: how a plain text is shown as it stands, and how a long line is divided."""

import re
from collections.abc import Iterator

from bot.chat import safe
from bot.chat.replies import Marks

_SPECIAL = re.compile(r"[\\*_~`|<>\[\]]|(?<=\w):(?=//)")
_LINE_START = re.compile(r"^(\s*(?:\d+(?=[.)]\s)|(?=[#+-])))(.)", re.MULTILINE)
_TOKEN = re.compile(r"\[(?:\\.|[^\]\\])*\]\(<[^>]*>\)[^ ]*|[^ ]+")
_PARTS = re.compile(r"(\[(?:\\.|[^\]\\])*\]\(<[^>]*>\))?(.*?)(\u00a0(?:\\\[\d+\\\])+)?", re.DOTALL)
_BOLD = re.compile(r"\\.|(\*\*)", re.DOTALL)
_START = re.compile(r"- |> |-# |#{1,3} ")
_REPEATED = ("> ", "-# ")
_UNSAFE_IN_LINK = str.maketrans({char: f"%{ord(char):02X}" for char in " <>\\()*"})
GLUE = "\u00a0"
ARROW = "↗"
LONGEST_LINK = 2048
"""Characters of an address; browsers and servers take no longer ones for granted."""

LONGEST_LABEL = 600
"""Characters of a label; a link is never divided."""


def escape(text: str) -> str:
    """Show a text exactly as it is: no markup, mention, link or timestamp is made from it."""
    return _LINE_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\g<0>", safe.plain(text)))


def inline(text: str) -> str:
    """An escaped text on one line."""
    return escape(safe.line(text))


def link(label: str, address: str) -> str:
    """A label that leads to an address; a label that is none or a whole text stands beside its link.

    An address that is too long to be one leads nowhere.
    """
    shown, target = inline(label), safe.line(address).translate(_UNSAFE_IN_LINK)
    if len(target) > LONGEST_LINK:
        return shown
    if len(shown) > LONGEST_LABEL or not shown:
        return f"{shown} [{ARROW}](<{target}>)".lstrip()
    return f"[{shown}](<{target}>)"


def cited(text: str, marks: Marks) -> str:
    """A ready text with the numbers of its sources, which no line or page break can part from it."""
    if not marks:
        return text
    return text + GLUE + "".join(rf"\[{mark}\]" for mark in marks)


def divide(line: str, limit: int) -> list[str]:
    """Pieces of a ready line, each at most `limit` long, parted between words; a link or citation stays whole.

    Bold that crosses a border is closed and opened again, a quote and small print go on as such. Only a word longer
    than the limit is cut, between its letters.
    """
    if len(line) <= limit:
        return [line]
    start = match[0] if (match := _START.match(line)) else ""
    again = start if start in _REPEATED else ""
    room = limit - len(start) - 5  # for closing and opening bold, and for a sign that must not begin a line
    pieces: list[str] = []
    current = ""
    for token in _tokens(line[len(start) :], room):
        if current and len(current) + 1 + len(token) > room:
            pieces.append(current)
            current = token
        else:
            current = f"{current} {token}" if current else token
    first, *others = _balanced([*pieces, current])
    return [start + first, *(again + _LINE_START.sub(r"\1\\\2", piece) for piece in others)]


def _tokens(line: str, room: int) -> Iterator[str]:
    """The words of a line, a link with its label as one; a longer one than there is room for in pieces."""
    for token in _TOKEN.findall(line):
        piece = ""
        for atom in [token] if len(token) <= room else _atoms(token, room):
            if piece and len(piece) + len(atom) > room:
                yield piece
                piece = ""
            piece += atom
        yield piece


def _atoms(token: str, room: int) -> Iterator[str]:
    """What of a word must not be cut: its link, each letter with the sign that escapes it, its citation."""
    parts = _PARTS.fullmatch(token)
    address, words, marks = parts.groups("") if parts else ("", token, "")
    yield address
    escape = ""
    for letter in safe.letters(words):
        if letter == "\\" and not escape:
            escape = letter
            continue
        for start in range(0, len(letter), room - 1):  # all but always the whole letter
            yield escape + letter[start : start + room - 1]
            escape = ""
    yield escape + marks


def _balanced(pieces: list[str]) -> list[str]:
    balanced: list[str] = []
    bold = False
    for piece in pieces:
        opened = f"**{piece}" if bold else piece
        bold = sum(bool(found[1]) for found in _BOLD.finditer(opened)) % 2 == 1
        balanced.append(f"{opened}**" if bold else opened)
    return balanced
