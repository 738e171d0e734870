"""Makes text that others wrote harmless to show: no control codes, no pings.

Escaping markup is each platform's own work, in its renderer.
"""

import re
import unicodedata
from collections.abc import Iterator

import wcwidth

_ESCAPES = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor moves
    r"|\x1b[\]PX^_].*?(?:\x07|\x1b\\|\Z)"  # OSC, DCS and other strings: titles, links
    r"|\x1b[ -/]*[0-~]?"
    r"|\x9b[0-?]*[ -/]*[@-~]",
    re.DOTALL,
)
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
_GROUPS = re.compile(r"@(?=everyone|here|(?:channel|group)\b)", re.IGNORECASE)
_REFERENCES = re.compile(r"<(?=[@#!:/]|a:|t:|id:)")
_BREAKS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_GAP = "\u200b"


def plain(text: str) -> str:
    """The text without control codes, and without anything that a platform takes for a mention.

    Line breaks stay, tabs and the like become spaces. A mention keeps its letters and gets an invisible gap.
    """
    text = _BIDI.sub("", _ESCAPES.sub("", text))
    text = _BREAKS.sub("\n", text)
    text = "".join(map(_shown, text))
    return _REFERENCES.sub("<" + _GAP, _GROUPS.sub("@" + _GAP, text))


def _shown(char: str) -> str:
    if char == "\n" or unicodedata.category(char) not in {"Cc", "Cs"}:
        return char
    return " " if char.isspace() else ""


def line(text: str) -> str:
    """The text made plain and put on one line."""
    return " ".join(plain(text).split())


def shorten(text: str, limit: int) -> str:
    """The text on one line, in at most `limit` characters, cut between words, if there are any, with an ellipsis."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    kept = text[: limit - 1]
    start, space, _ = kept.rpartition(" ")
    return (start if space else _whole(text, limit - 1)).rstrip(" ,;:–—-") + "…"


def letters(text: str) -> Iterator[str]:
    """What people see as one letter each, of however many characters: "é" of two, a flag, a family."""
    return wcwidth.iter_graphemes(text)


def _whole(word: str, limit: int) -> str:
    """As many whole letters as fit; some characters where not even one does."""
    kept = ""
    for letter in letters(word[: 2 * limit]):
        if len(kept) + len(letter) > limit:
            break
        kept += letter
    return kept or word[:limit]
