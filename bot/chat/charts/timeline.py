"""A timeline: dated events from top to bottom, what happened and what is still to come."""

from collections.abc import Sequence

from bot.chat import dates, texts
from bot.chat.charts.descriptions import all_of
from bot.chat.charts.lettering import Lettering, drawable
from bot.chat.charts.palette import (
    AMBER,
    BLUE,
    GROUND,
    INK,
    LABEL,
    LINE,
    MARGIN,
    PROSE,
    SMALL,
    SOFT,
    TITLE,
    WIDTH,
    Face,
)
from bot.chat.charts.sheet import Box, Panel, Sheet, Stroke
from bot.chat.replies import Picture
from bot.model.document import Event

EVENTS = 12
"""A picture shows the last so many; more would be too long to look at."""

_AXIS = MARGIN + 14
_LEFT = MARGIN + 60
_DOT = 13
_RING = 6
_DASH = 12
_FEW = 6
_ROWS = 3
_ROWS_OF_MANY = 2
_GAP = 30


def timeline_picture(events: Sequence[Event], locale: str) -> Picture:
    """Draw events that are in date order; needs at least one."""
    sheet = lay(events, Lettering(), locale)
    height = round(max(words.box.bottom for words in sheet.words)) + MARGIN
    return Picture(sheet.png(height), describe(events, locale), "timeline.png")


def describe(events: Sequence[Event], locale: str) -> str:
    """What the picture of these events shows, in words."""
    shown = events[-EVENTS:]
    upcoming = sum(event.future for event in shown)
    start = texts.TIMELINE_PICTURE.format(events=texts.count(len(shown), "event"), upcoming=upcoming)
    return all_of(start, [f"{_when(event, locale)}: {event.text}" for event in shown], _earlier(events))


def lay(events: Sequence[Event], lettering: Lettering, locale: str) -> Sheet:
    """Place everything that is on the picture of these events."""
    sheet = Sheet(lettering)
    bottom = sheet.write((texts.TIMELINE,), TITLE, INK, MARGIN, MARGIN).bottom
    if earlier := _earlier(events):
        bottom = sheet.write((earlier,), SMALL, SOFT, MARGIN, bottom).bottom
    shown, places = events[-EVENTS:], []
    for event, before in zip(shown, (None, *shown), strict=False):
        date = _when(event, locale)
        dated = before is None or date != _when(before, locale)
        gap = _GAP if dated else _GAP / 2
        places.append(_write(sheet, event, bottom + gap, date if dated else "", len(shown)))
        bottom = places[-1].bottom
    for above, below, event in zip(places, places[1:], shown[1:], strict=False):
        sheet.shapes += _way(_middle(above), _middle(below), dashed=event.future)
    sheet.shapes += [_marker(place, event) for place, event in zip(places, shown, strict=True)]
    return sheet


def _write(sheet: Sheet, event: Event, top: float, date: str, count: int) -> Box:
    """Write an event under its date, which is "" where it stands above already."""

    def rows(text: str, face: Face, most: int) -> Sequence[str]:
        return sheet.lettering.wrap(text, face, WIDTH - MARGIN - _LEFT, most)

    said = rows(event.text, PROSE, _ROWS if count <= _FEW else _ROWS_OF_MANY)
    bottom = sheet.write(rows(date, LABEL, 2), LABEL, AMBER if event.future else BLUE, _LEFT, top).bottom
    return Box(_LEFT, top, WIDTH - MARGIN, sheet.write(said, PROSE, INK, _LEFT, bottom).bottom)


def _when(event: Event, locale: str) -> str:
    when = dates.event(event, locale)
    if not all(map(drawable, when)):
        when = dates.event(event, "en")
    return f"{when} ({texts.UPCOMING})" if event.future else when


def _earlier(events: Sequence[Event]) -> str:
    left_out = len(events) - EVENTS
    return texts.EARLIER.format(events=texts.count(left_out, "earlier event")) if left_out > 0 else ""


def _middle(place: Box) -> float:
    return place.top + LABEL.line / 2


def _way(top: float, bottom: float, *, dashed: bool) -> list[Stroke]:
    step = _DASH if dashed else bottom - top
    starts = [top + step * 2 * number for number in range(int((bottom - top) / (2 * step)) + 1)]
    return [Stroke(((_AXIS, start), (_AXIS, min(start + step, bottom))), LINE, 5) for start in starts]


def _marker(place: Box, event: Event) -> Panel:
    """A disc for what happened, a ring for what is to come; drawn out where it lasts for more than one date."""
    top = _middle(place) - _DOT
    lasts = event.until is not None and event.until != event.when
    box = Box(_AXIS - _DOT, top, _AXIS + _DOT, max(top + 2 * _DOT, place.bottom if lasts else 0))
    return Panel(box, GROUND, _DOT, AMBER, _RING) if event.future else Panel(box, BLUE, _DOT)
