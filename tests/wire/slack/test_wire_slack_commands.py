"""Every command of the catalogue, typed in a channel of a Slack that the bot reaches by Socket Mode."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from benchmarks.fiction import pieces
from bot.chat import texts
from bot.chat.catalogue import COMMANDS
from bot.chat.command import Command, Kind, Permission
from bot.chat.slack.people import MANAGERS
from tests.wire.moments import Moment, Script
from tests.wire.process import HOST
from tests.wire.slack.newsroom import PREFIX, Newsroom, Place
from tests.wire.slack.socket import ACKNOWLEDGE_SECONDS
from tests.wire.slack.things import View
from tests.wire.slack.walk import AT_ONCE, refused, walk
from tests.wire.slack.web import API


@asynccontextmanager
async def slow_page(seconds: float) -> AsyncIterator[str]:
    """The address of an article that comes late."""
    (piece,) = pieces(1, seed=3)

    async def page(_: web.Request) -> web.Response:
        await asyncio.sleep(seconds)
        return web.Response(text=piece.page, content_type="text/html")

    app = web.Application()
    app.router.add_get("/late", page)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, HOST, 0).start()
    yield f"http://{HOST}:{runner.addresses[0][1]}/late"
    await runner.cleanup()


async def test_every_command_is_acknowledged_at_once_and_answered(place: Place) -> None:
    await walk(place)


async def test_what_nobody_understands_is_answered_with_a_line_that_works(place: Place) -> None:
    numbered = [row for row in COMMANDS if row.main and _kind(row) is Kind.INTEGER]
    lines = {f"{row.name} nonsense": row.example for row in numbered}
    lines |= {f"{row.name} --{row.main} nonsense": row.example for row in numbered}
    for line, example in lines.items():
        answer = await place.asks(place.olga, line)
        assert refused(answer.words)
        assert example.replace("/", f"/{PREFIX}", 1) in answer.words
        assert answer.only_for == place.olga.id


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("digest schedule whenever", "Write for example: 08:00 Europe/London weekdays"),
        ("digest schedule 08:00 Atlantis", "Atlantis"),
        ("digest noww", f"did you mean /{PREFIX}digest now?"),
        ("feed", f"For example: /{PREFIX}feed add"),
        ("settings engine gpt", "extractive"),
        ("brief not-a-link.example", "Give one that starts with http"),
        ("ask", f"/{PREFIX}ask who is she meeting?"),
    ],
)
async def test_a_wrong_line_is_told_what_to_do_next(place: Place, line: str, told: str) -> None:
    answer = await place.asks(place.olga, line)
    assert told in answer.words
    assert answer.only_for == place.olga.id


def _kind(row: Command) -> Kind | None:
    option = row.option(row.main or "")
    return option.kind if option else None


async def test_who_may_not_configure_is_told_who_may(place: Place) -> None:
    managing = [row for row in COMMANDS if row.permission is Permission.MANAGE]
    for row in managing:
        answer = await place.asks(place.ada, row.example.removeprefix("/"))
        assert MANAGERS in answer.words, row.name
        assert answer.only_for == place.ada.id
    assert place.slack.seen_by(place.olga, place.room) == []


async def test_options_are_understood_as_keyboards_write_them(place: Place) -> None:
    line = f"brief {place.articles[1]} —length short"  # a dash that was "corrected"
    answer = await place.asks(place.ada, line)
    assert answer.only_for is None
    assert not refused(answer.words)


async def test_slow_work_is_acknowledged_at_once_and_answered_when_it_is_done(place: Place) -> None:
    async with slow_page(ACKNOWLEDGE_SECONDS + 0.5) as page:
        used = place.slack.uses(place.ada, place.room, f"/{PREFIX}brief {page}")
        await place.slack.acknowledged(used)
        assert place.room.by_bot() == []
        await place.message(place.ada, "Bench Post")
    assert used.took < AT_ONCE
    assert len(used.sent) == 1


async def test_a_window_opens_in_time_though_slack_is_slow_to_say_who_asks(place: Place) -> None:
    place.slack.meddlers.append(Script(API, "users.info", Moment.ARRIVED, [5.0]))
    stranger = place.slack.person(place.workspace, "eve")
    place.room.members.add(stranger.id)
    place.slack.uses(stranger, place.room, f"/{PREFIX}brief")
    assert isinstance(await place.window(stranger, texts.BRIEF_WINDOW), View)


async def test_a_command_is_answered_where_the_bot_was_not_invited(place: Place) -> None:
    foreign = place.slack.room(place.workspace, "foreign", invited=False)
    place.slack.uses(place.ada, foreign, f"/{PREFIX}help")
    answer = await place.answer(place.ada, 0, foreign)
    assert f"/{PREFIX}brief" in answer.words
    place.slack.uses(place.ada, foreign, f"/{PREFIX}brief {place.articles[2]}")
    answer = await place.answer(place.ada, 1, foreign)
    assert answer.only_for is None


async def test_two_bots_share_what_comes_and_each_thing_is_answered_once(newsroom: Newsroom, place: Place) -> None:
    other = await newsroom.launch()
    await other.says("slack ready")
    for _ in range(4):
        place.slack.uses(place.ada, place.room, f"/{PREFIX}status")
    await place.answer(place.ada, 3)
    assert await other.stop() == 0
    newsroom.bots.insert(0, newsroom.bots.pop())
    assert len(place.slack.seen_by(place.ada, place.room)) == 4
