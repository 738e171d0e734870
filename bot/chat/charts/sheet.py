"""A picture before it is drawn: shapes, and words on top of them, each with its place in pixels."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from math import hypot

from bot.chat.charts.lettering import Lettering
from bot.chat.charts.palette import GROUND, WIDTH, Colour, Face

Point = tuple[float, float]

_SMOOTH = 2  # shapes are drawn so many times larger and made smaller, which smooths their edges


@dataclass(frozen=True, slots=True)
class Box:
    """A place; right and bottom lie outside."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        """Half-way down."""
        return (self.top + self.bottom) / 2

    def meets(self, other: "Box") -> bool:
        """Whether the two share any space."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text."""

    text: str
    face: Face
    colour: Colour
    box: Box


@dataclass(frozen=True, slots=True)
class Panel:
    """A rectangle, with rounded corners where there is a radius."""

    box: Box
    fill: Colour
    radius: float = 0
    edge: Colour | None = None
    thick: int = 0


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through some points."""

    points: tuple[Point, ...]
    colour: Colour
    thick: float


class Sheet:
    """What is on a picture: `shapes` from bottom to top, and `words` above them all."""

    def __init__(self, lettering: Lettering) -> None:
        self.lettering = lettering
        self.shapes: list[Panel | Stroke] = []
        self.words: list[Words] = []

    def write(self, rows: Sequence[str], face: Face, colour: Colour, left: float, top: float) -> Box:
        """Put lines of text under each other, and say which space they take."""
        space = Box(left, top, left, top)
        for row in rows:
            box = Box(left, space.bottom, left + self.lettering.width(row, face), space.bottom + face.line)
            self.words.append(Words(row, face, colour, box))
            space = Box(left, top, max(space.right, box.right), box.bottom)
        return space

    def png(self, height: int) -> bytes:
        """Draw it, WIDTH pixels wide."""
        from PIL import Image, ImageDraw

        large = Image.new("RGB", (WIDTH * _SMOOTH, height * _SMOOTH), GROUND)
        pen = ImageDraw.Draw(large)
        for shape in self.shapes:
            if isinstance(shape, Stroke):
                pen.polygon([(x * _SMOOTH, y * _SMOOTH) for x, y in _outline(shape)], shape.colour)
            else:
                box = shape.box
                corners = [side * _SMOOTH for side in (box.left, box.top, box.right - 1, box.bottom - 1)]
                pen.rounded_rectangle(corners, shape.radius * _SMOOTH, shape.fill, shape.edge, shape.thick * _SMOOTH)
        image = large.reduce(_SMOOTH)
        pen = ImageDraw.Draw(image)
        for words in self.words:
            pen.text((words.box.left, words.box.top), words.text, words.colour, self.lettering.font(words.face))
        file = BytesIO()
        image.save(file, "PNG")
        return file.getvalue()


def _outline(stroke: Stroke) -> list[Point]:
    """Both edges of a line as one shape, since Pillow's own thick lines have ragged edges where they bend."""
    points, one, other = stroke.points, [], []
    for number, (x, y) in enumerate(points):
        (x0, y0), (x1, y1) = points[max(0, number - 1)], points[min(number + 1, len(points) - 1)]
        half = stroke.thick / 2 / (hypot(x1 - x0, y1 - y0) or 1)
        one.append((x - (y1 - y0) * half, y + (x1 - x0) * half))
        other.append((x + (y1 - y0) * half, y - (x1 - x0) * half))
    return one + other[::-1]
