"""Measures words and breaks them into lines, with the very letters that are drawn afterwards."""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from bot.chat import safe
from bot.chat.charts.palette import FACES, Face

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

_NARROWEST = 4  # no run of letters has more of them than this in the width of one letter's height
_CUT = "…"
_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC")


class Lettering:
    """Noto Sans, which has Latin, Greek and Cyrillic letters; a letter that it lacks becomes an empty frame."""

    def __init__(self) -> None:
        self._fonts = {face: _font(face) for face in FACES}

    def font(self, face: Face) -> "FreeTypeFont":
        """The font to draw with."""
        return self._fonts[face]

    def width(self, text: str, face: Face) -> float:
        """How wide the text is, in pixels."""
        return self._fonts[face].getlength(text)

    def wrap(self, text: str, face: Face, width: float, lines: int) -> tuple[str, ...]:
        """The text in at most so many lines of at most that width; what does not fit is cut with an ellipsis."""
        text = safe.shorten(_visible(text), int(width * lines) * _NARROWEST // face.size)
        rows: list[str] = []
        for word in chain.from_iterable(self._pieces(word, face, width) for word in text.split()):
            longer = f"{rows[-1]} {word}" if rows else word
            if rows and self.width(longer, face) <= width:
                rows[-1] = longer
            else:
                rows.append(word)
        if len(rows) > lines:
            rows[lines - 1 :] = [self._cut(rows[lines - 1], face, width)]
        return tuple(rows)

    def _pieces(self, word: str, face: Face, width: float) -> Iterator[str]:
        """The word, in pieces where it is wider than a line."""
        while self.width(word, face) > width:
            size = bisect_right(range(1, len(word)), width, key=lambda size: self.width(word[:size], face)) or 1
            yield word[:size]
            word = word[size:]
        yield word

    def _cut(self, row: str, face: Face, width: float) -> str:
        while self.width(row + _CUT, face) > width:
            row = row.rpartition(" ")[0] or row[:-1]
        return row.rstrip(" ,;:–—-") + _CUT


def drawable(char: str) -> bool:
    """Whether the font has the letter; what is no letter counts as there."""
    return not char.isalpha() or unicodedata.name(char, "").startswith(_SCRIPTS)


def _visible(text: str) -> str:
    """The text on one line, without marks that only steer how text is set, which would be drawn as frames."""
    return "".join(char for char in safe.line(text) if unicodedata.category(char) != "Cf")


def _font(face: Face) -> "FreeTypeFont":
    import fontpkg
    from PIL import ImageFont

    # The basic layout, since the other one changes with what the machine has installed.
    font = ImageFont.truetype(fontpkg.path("Noto Sans"), face.size, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([face.weight, 100])  # its axes are weight and width
    return font
