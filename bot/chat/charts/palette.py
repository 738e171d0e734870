"""Colours and sizes of all pictures. A picture brings its own dark ground, so it reads the same in a light client."""

from typing import Final, NamedTuple

Colour = tuple[int, int, int]

GROUND: Final = (26, 29, 36)
PANEL: Final = (41, 46, 57)
INK: Final = (242, 244, 248)
SOFT: Final = (184, 192, 206)
BLUE: Final = (138, 186, 255)
AMBER: Final = (255, 200, 105)
LINE: Final = (128, 140, 160)

WIDTH: Final = 1000
"""Pixels. A phone shows a picture about 400 points wide, so 30 pixels are 12 points there."""

MARGIN: Final = 40


class Face(NamedTuple):
    """How letters look: their size in pixels, and their weight from 100 to 900."""

    size: int
    weight: int

    @property
    def line(self) -> int:
        """The height of a line, with room for accents above and tails below."""
        return round(self.size * 1.37)


TITLE: Final = Face(44, 700)
LABEL: Final = Face(34, 600)
PROSE: Final = Face(34, 400)
SMALL: Final = Face(30, 400)
FACES: Final = (TITLE, LABEL, PROSE, SMALL)
