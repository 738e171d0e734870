"""Discord's markdown: how a plain text is shown as it stands, and how a long line is divided."""

import re

from bot.chat import safe
from bot.chat.replies import Marks

_SPECIAL = re.compile(r"[\\*_~`|<>\[\]]|(?<=\w):(?=//)")
_LINE_START = re.compile(r"^(\s*(?:\d+(?=[.)]\s)|(?=[#+-])))(.)", re.MULTILINE)
_TOKEN = re.compile(r"\[(?:\\.|[^\]\\])*\]\(<[^>]*>\)[^ ]*|[^ ]+")
_BOLD = re.compile(r"(?<!\\)\*\*")
_UNSAFE_IN_LINK = str.maketrans({" ": "%20", "<": "%3C", ">": "%3E", "\\": "%5C", "(": "%28", ")": "%29"})
GLUE = "\u00a0"


def escape(text: str) -> str:
    """Show a text exactly as it is: no markup, mention, link or timestamp is made from it."""
    return _LINE_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\g<0>", safe.plain(text)))


def inline(text: str) -> str:
    """An escaped text on one line."""
    return escape(" ".join(text.split()))


def link(label: str, address: str) -> str:
    """A label that leads to an address."""
    return f"[{inline(label)}](<{safe.line(address).translate(_UNSAFE_IN_LINK)}>)"


def cited(text: str, marks: Marks) -> str:
    """A ready text with the numbers of its sources, which no line or page break can part from it."""
    if not marks:
        return text
    return text + GLUE + "".join(rf"\[{mark}\]" for mark in marks)


def divide(line: str, limit: int) -> list[str]:
    """Pieces of a ready line, each at most `limit` long, parted between words; a link or citation stays whole.

    Bold that crosses a border is closed and opened again. Only a word longer than the limit is cut.
    """
    if len(line) <= limit:
        return [line]
    room = limit - 4  # for closing and opening bold
    pieces: list[str] = []
    current = ""
    for token in _tokens(line, room):
        if current and len(current) + 1 + len(token) > room:
            pieces.append(current)
            current = token
        else:
            current = f"{current} {token}" if current else token
    return _balanced([*pieces, current])


def _tokens(line: str, room: int) -> list[str]:
    tokens: list[str] = []
    for token in _TOKEN.findall(line):
        rest = token
        while len(rest) > room:
            cut = room - 1 if rest[room - 1] == "\\" else room
            tokens.append(rest[:cut])
            rest = rest[cut:]
        tokens.append(rest)
    return tokens


def _balanced(pieces: list[str]) -> list[str]:
    balanced: list[str] = []
    bold = False
    for piece in pieces:
        opened = f"**{piece}" if bold else piece
        bold = len(_BOLD.findall(opened)) % 2 == 1
        balanced.append(f"{opened}**" if bold else opened)
    return balanced
