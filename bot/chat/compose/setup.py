"""What the bot may do where, what is set up, and what to do next."""

from collections.abc import Iterator, Sequence

from bot.chat import texts
from bot.chat.compose.guide import FIRST_STEPS
from bot.chat.replies import Bullets, Heading, Item, Notice, Part, Reply, Text, Tone
from bot.desk.rooms import Room

SHOWN = 20
"""So many channels have a line of their own; how many more there are is said."""

NAMED = 10
"""So many channels that lack the same and have nothing set up are named; the others are counted."""


def checked(rooms: Sequence[Room]) -> Reply:
    """The reply about a workspace's rooms, of which the first is where it was asked for."""
    used = [Item(_used(room), room.name) for room in rooms if room.used]
    return Reply(
        (
            Heading(texts.SETUP),
            *_permissions(rooms),
            Heading(texts.SETUP_USED, 2),
            Bullets(_first(used)) if used else Text(texts.SETUP_UNUSED),
            Heading(texts.SETUP_NEXT, 2),
            Text(texts.BEGIN_HERE),
            FIRST_STEPS,
        ),
        private=True,
    )


def _permissions(rooms: Sequence[Room]) -> Iterator[Part]:
    lacking = [room for room in rooms if room.missing]
    of = texts.count(len(rooms), "channel")
    if not lacking:
        yield Notice(texts.SETUP_WELL.format(channels=of), Tone.DONE)
        return
    names = dict.fromkeys(name for room in lacking for name in room.missing)
    what_to_do = texts.SETUP_GIVE if texts.NEEDED_FOR.keys() & names.keys() else texts.SETUP_INVITE
    said = texts.SETUP_MISSING.format(some=f"{len(lacking):,}", channels=of)
    yield Notice(f"{said} {what_to_do}", Tone.WARNING)
    yield Bullets(_first([*_lacking(lacking, rooms[0])]))
    yield Heading(texts.SETUP_WHY, 2)
    yield Bullets(tuple(Item(texts.NEEDED_FOR.get(name, texts.NEEDED), name) for name in names))


def _lacking(rooms: Sequence[Room], here: Room) -> Iterator[Item]:
    """A line for each room that matters, and one for all others that lack the same."""
    others: dict[tuple[str, ...], list[str]] = {}
    for room in rooms:
        if room.used or room is here:
            yield Item(", ".join(room.missing), room.name)
        else:
            others.setdefault(room.missing, []).append(room.name)
    for missing, names in others.items():
        more = [texts.count(len(names) - NAMED, "more channel")] if len(names) > NAMED else []
        yield Item(", ".join(missing), texts.listed([*names[:NAMED], *more]))


def _first(lines: Sequence[Item]) -> tuple[Item, ...]:
    left = len(lines) - SHOWN
    return (*lines[:SHOWN], Item(texts.MORE.format(count=f"{left:,}"))) if left > 0 else tuple(lines)


def _used(room: Room) -> str:
    counted = [(room.schedules, "scheduled digest"), (room.feeds, "feed")]
    return texts.listed([texts.count(number, noun) for number, noun in counted if number])
