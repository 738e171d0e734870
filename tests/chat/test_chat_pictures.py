"""When a reply has a picture: where it can be shown, and where there is something to see."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.chat.handlers import articles
from bot.chat.replies import Bullets, Heading, Picture, Reply
from bot.chat.request import Request
from bot.chat.terminal import render
from bot.model.document import Actor, Citation, Connection, Event
from bot.model.place import Channel
from tests.chat.desks import CHANNEL, MAYOR, ScriptedDesk, article, briefing

ONE = article(1)
FINCH, FRIDAY = briefing(ONE).actors[0], briefing(ONE).timeline[0]
LIND = replace(FINCH, name="Bo Lind", role="harbour master", aliases=(), quotes=())
TOGETHER = Connection("Ada Finch", "Bo Lind", (Citation(ONE.id, 2, MAYOR),))
LATER = replace(FRIDAY, when=FRIDAY.when + timedelta(days=7))
SHOWN = Request(CHANNEL, thread="t1", asker="u1", pictures=True)
NOT_SHOWN = replace(SHOWN, pictures=False)


class Desk(ScriptedDesk):
    """A desk with two actors and two events."""

    connected: Sequence[Connection] = (TOGETHER,)
    dated: Sequence[Event] = (FRIDAY, LATER)

    async def actors(self, channel: Channel, article: str | None = None) -> Sequence[Actor]:
        return [FINCH, LIND]

    async def connections(self, channel: Channel, article: str | None = None) -> Sequence[Connection]:
        return self.connected

    async def timeline(self, channel: Channel, article: str | None = None) -> Sequence[Event]:
        return self.dated


class DeskWithoutPaint(Desk):
    """A desk whose drawings all fail."""

    async def draw(self, picture: Callable[..., object], *args: object, **kwargs: object) -> None:
        return None


def pictures(reply: Reply) -> list[str]:
    return [part.name for part in reply.parts if isinstance(part, Picture)]


async def test_a_timeline_of_two_events_has_a_picture_under_its_heading() -> None:
    reply = await articles.timeline(Desk(ONE), SHOWN)
    assert isinstance(reply.parts[0], Heading)
    assert isinstance(reply.parts[1], Picture)
    assert "Fri 8 May 2026 (upcoming)" in reply.parts[1].alt


async def test_one_event_needs_no_picture() -> None:
    desk = Desk(ONE)
    desk.dated = [FRIDAY]
    assert pictures(await articles.timeline(desk, SHOWN)) == []


async def test_actors_who_are_named_together_have_a_picture_and_its_lines_are_cited() -> None:
    reply = await articles.actors(Desk(ONE, article(2)), SHOWN)
    assert pictures(reply) == ["actors.png"]
    (lines,) = (part for part in reply.parts if isinstance(part, Bullets))
    assert [(item.lead, item.text, item.marks) for item in lines.items] == [
        ("Ada Finch and Bo Lind", "in 1 sentence", (1,))
    ]


async def test_actors_who_are_never_named_together_have_none() -> None:
    desk = Desk(ONE)
    desk.connected = [replace(TOGETHER, other="Somebody who is not shown")]
    reply = await articles.actors(desk, SHOWN)
    assert pictures(reply) == []
    assert "Named together" not in render.text(reply)


async def test_where_pictures_cannot_be_shown_none_is_drawn() -> None:
    assert pictures(await articles.timeline(Desk(ONE), NOT_SHOWN)) == []
    reply = await articles.actors(Desk(ONE), NOT_SHOWN)
    assert pictures(reply) == []
    assert "Ada Finch and Bo Lind  in 1 sentence" in render.text(reply)


async def test_a_picture_that_cannot_be_drawn_costs_nobody_the_text() -> None:
    with_text = await articles.timeline(DeskWithoutPaint(ONE), SHOWN)
    assert pictures(with_text) == []
    assert "Fri 8 May 2026" in render.text(with_text)


def test_a_terminal_tells_what_a_picture_shows() -> None:
    assert render.text(Reply((Picture(b"", "A map of two people.", "actors.png"),))).strip() == "A map of two people."
