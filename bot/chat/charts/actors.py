"""A map of who is named together: actors as cards in two columns, and lines between them in the lane."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations

from bot.chat import texts
from bot.chat.charts.descriptions import LENGTH, all_of, first_of
from bot.chat.charts.lettering import Lettering
from bot.chat.charts.palette import AMBER, BLUE, INK, LABEL, LINE, MARGIN, PANEL, SMALL, SOFT, TITLE, WIDTH
from bot.chat.charts.sheet import Box, Panel, Point, Sheet, Stroke
from bot.chat.replies import Picture
from bot.chat.roles import role
from bot.model.document import Actor, Connection, EntityKind

ACTORS = 10
"""So many actors are looked at, the most important ones."""

_CARD = 370
_PAD = 22
_GAP = 36
_ROWS = 3
_ROUND = 36
_THIN, _THICK = 4, 16
_STEPS = 48
_LANE = WIDTH - 2 * (MARGIN + _CARD)
_LABELS = MARGIN + 72


def actor_map(actors: Sequence[Actor], connections: Sequence[Connection]) -> Picture:
    """Draw who is connected to whom; needs at least one connection between two of the actors."""
    shown, lines = connected(actors, connections)
    sheet = lay(shown, lines, Lettering())
    height = round(max(words.box.bottom for words in sheet.words)) + MARGIN
    return Picture(sheet.png(height), describe(shown, lines), "actors.png")


def connected(
    actors: Sequence[Actor], connections: Sequence[Connection]
) -> tuple[Sequence[Actor], Sequence[Connection]]:
    """Those of the first ACTORS actors who are connected to each other, and the connections between them."""
    names = {actor.name for actor in actors[:ACTORS]}
    lines = [line for line in connections if {line.one, line.other} <= names]
    names = {name for line in lines for name in (line.one, line.other)}
    return [actor for actor in actors[:ACTORS] if actor.name in names], lines


def describe(actors: Sequence[Actor], connections: Sequence[Connection]) -> str:
    """What the picture of these actors shows, in words."""
    who = [", ".join(filter(None, (actor.name, role(actor)))) for actor in actors]
    said = [
        f"{texts.PAIR.format(one=line.one, other=line.other)} "
        + texts.IN_SENTENCES.format(sentences=texts.count(len(line.citations), "sentence"))
        for line in connections
    ]
    return first_of(all_of(texts.ACTORS_PICTURE, who, length=LENGTH // 2), said)


def lay(actors: Sequence[Actor], connections: Sequence[Connection], lettering: Lettering) -> Sheet:
    """Place everything that is on the picture of these actors."""
    sheet = Sheet(lettering)
    bottom = sheet.write((texts.CONNECTIONS,), TITLE, INK, MARGIN, MARGIN).bottom + _GAP / 2
    cards: dict[str, Box] = {}
    ordered = [_Card(actor, lettering) for actor in arranged(actors, connections)]
    for pair in (ordered[row : row + 2] for row in range(0, len(ordered), 2)):
        height = max(card.height for card in pair)
        for card, left in zip(pair, (MARGIN, WIDTH - MARGIN - _CARD), strict=False):
            cards[card.actor.name] = card.write(sheet, left, bottom + (height - card.height) / 2)
        bottom += height + _GAP
    sheet.shapes += _lines(cards, connections)
    _legend(sheet, {actor.kind for actor in actors}, bottom)
    return sheet


class _Card:
    """An actor's name and role in a frame."""

    def __init__(self, actor: Actor, lettering: Lettering) -> None:
        self.actor = actor
        self._name = lettering.wrap(actor.name, LABEL, _CARD - 2 * _PAD, _ROWS)
        self._role = lettering.wrap(role(actor), SMALL, _CARD - 2 * _PAD, _ROWS)
        self.height = 2 * _PAD + len(self._name) * LABEL.line + len(self._role) * SMALL.line

    def write(self, sheet: Sheet, left: float, top: float) -> Box:
        box = Box(left, top, left + _CARD, top + self.height)
        sheet.shapes.append(_frame(box, self.actor.kind))
        name = sheet.write(self._name, LABEL, INK, left + _PAD, top + _PAD)
        sheet.write(self._role, SMALL, SOFT, left + _PAD, name.bottom)
        return box


def _frame(box: Box, kind: EntityKind) -> Panel:
    """Round and thin for a person, square and thick for an organisation."""
    if kind is EntityKind.PERSON:
        return Panel(box, PANEL, min(_ROUND, (box.bottom - box.top) / 2), BLUE, 3)
    return Panel(box, PANEL, 0, AMBER, 6)


def arranged(actors: Sequence[Actor], connections: Sequence[Connection]) -> Sequence[Actor]:
    """The actors in the order of their cards, left then right, top to bottom, with the lines made short by swaps."""
    ordered = list(actors)

    def length() -> int:
        place = {actor.name: number for number, actor in enumerate(ordered)}
        return sum(_apart(place[line.one], place[line.other]) * len(line.citations) for line in connections)

    shortest, better = length(), True
    while better:
        better = False
        for one, other in combinations(range(len(ordered)), 2):
            ordered[one], ordered[other] = ordered[other], ordered[one]
            if (now := length()) < shortest:
                shortest, better = now, True
            else:
                ordered[one], ordered[other] = ordered[other], ordered[one]
    return ordered


def _apart(one: int, other: int) -> int:
    """How far two places are apart; a line that must leave its column and come back counts as longer."""
    return 2 * abs(one // 2 - other // 2) + (one % 2 == other % 2)


def _lines(cards: Mapping[str, Box], connections: Sequence[Connection]) -> Iterator[Stroke]:
    """A curve for each connection. It stays in the lane between the columns, so it never runs over a card."""
    ends: defaultdict[str, list[str]] = defaultdict(list)
    for line in connections:
        ends[line.one].append(line.other)
        ends[line.other].append(line.one)
    for others in ends.values():
        others.sort(key=lambda other: (cards[other].middle, other))
    most = max((len(line.citations) for line in connections), default=1)
    for line in sorted(connections, key=lambda line: len(line.citations)):
        start = _port(cards[line.one], ends[line.one], line.other)
        end = _port(cards[line.other], ends[line.other], line.one)
        thick = _THIN + (_THICK - _THIN) * (len(line.citations) - 1) / max(1, most - 1)
        yield Stroke(_curve(start, end), LINE, thick)


def _port(card: Box, others: Sequence[str], other: str) -> Point:
    """Where a line leaves a card: on the side of the lane, in the order of where the lines go."""
    share = (others.index(other) + 1) / (len(others) + 1)
    return (card.right if card.left == MARGIN else card.left), card.top + share * (card.bottom - card.top)


def _curve(start: Point, end: Point) -> tuple[Point, ...]:
    """A Bézier curve that leaves both ends sideways."""
    (x0, y0), (x3, y3) = start, end
    if x0 == x3:
        bow = min(_LANE, 40 + abs(y3 - y0) / 6) * (1 if x0 < WIDTH / 2 else -1)
        x1 = x2 = x0 + bow
    else:
        x1 = x2 = WIDTH / 2
    steps = [number / _STEPS for number in range(_STEPS + 1)]
    return tuple(
        (
            (1 - t) ** 3 * x0 + 3 * (1 - t) ** 2 * t * x1 + 3 * (1 - t) * t**2 * x2 + t**3 * x3,
            (1 - t) ** 3 * y0 + 3 * (1 - t) ** 2 * t * y0 + 3 * (1 - t) * t**2 * y3 + t**3 * y3,
        )
        for t in steps
    )


def _legend(sheet: Sheet, kinds: Collection[EntityKind], top: float) -> None:
    signs = {EntityKind.PERSON: texts.PERSON, EntityKind.ORGANISATION: texts.ORGANISATION}
    for kind, label in signs.items():
        if kind in kinds:
            sheet.shapes.append(_frame(_sign(top), kind))
            top = sheet.write((label,), SMALL, SOFT, _LABELS, top).bottom
    sign = _sign(top)
    sheet.shapes.append(Stroke(((sign.left, sign.middle), (sign.right, sign.middle)), LINE, _THIN))
    sheet.write((texts.LINES,), SMALL, SOFT, _LABELS, top)


def _sign(top: float) -> Box:
    return Box(MARGIN, top + 7, MARGIN + 52, top + SMALL.line - 7)
