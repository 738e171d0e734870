"""The gateway's connection breaks in each way it can while the bot is at work, or before it is asked."""

from collections.abc import Awaitable, Callable

import pytest

from tests.wire.conftest import Place
from tests.wire.discord.gateway import GATEWAY
from tests.wire.discord.server import WireDiscord
from tests.wire.moments import Call, Moment, Script
from tests.wire.replies import said

Break = Callable[[WireDiscord], Awaitable[None]]


async def close(discord: WireDiscord) -> None:
    await discord.gateway.close(4000)


async def go_away(discord: WireDiscord) -> None:
    await discord.gateway.close(1001)


async def abort(discord: WireDiscord) -> None:
    discord.gateway.abort()


async def ask_to_reconnect(discord: WireDiscord) -> None:
    discord.gateway.ask_to_reconnect()


async def invalidate(discord: WireDiscord) -> None:
    discord.gateway.invalidate()


RESUMED = [close, go_away, abort, ask_to_reconnect]


def joined(discord: WireDiscord) -> int:
    """How often the bot has resumed or begun a session."""
    return sum(len(discord.calls(GATEWAY, how, Moment.ANSWERED)) for how in ("IDENTIFY", "RESUME"))


@pytest.mark.parametrize("how", [*RESUMED, invalidate], ids=lambda how: how.__name__)
async def test_what_is_under_way_is_answered_though_the_connection_breaks(place: Place, how: Break) -> None:
    discord, before = place.discord, joined(place.discord)
    asked = place.ada.uses(place.channel, "help")

    async def meddle(call: Call, moment: Moment) -> None:
        if call.path == asked.callback and moment is Moment.HANDLED:
            await how(discord)

    discord.meddlers.append(meddle)
    assert "What I can do" in said(await asked.pages())
    await discord.until(lambda: joined(discord) > before)
    assert "What I can do" in said(await place.ada.uses(place.channel, "help").pages())


@pytest.mark.parametrize("how", RESUMED, ids=lambda how: how.__name__)
async def test_what_is_asked_while_the_connection_is_broken_is_answered_after_it(place: Place, how: Break) -> None:
    await how(place.discord)
    asked, heard = place.ada.uses(place.channel, "help"), place.ada.mentions(place.channel, "/help")
    assert "What I can do" in said(await asked.pages())
    assert "What I can do" in said(await heard.pages())


async def test_what_is_asked_long_before_the_connection_is_back_is_answered_in_the_channel(place: Place) -> None:
    place.discord.meddlers.append(Script(GATEWAY, "RESUME", Moment.ARRIVED, [3.2]))
    place.discord.gateway.abort()
    asked = place.ada.uses(place.channel, "ask", question="Who?")
    heard = place.ada.mentions(place.channel, "/help")
    assert "What I can do" in said(await heard.pages())
    await place.discord.until(lambda: len(place.discord.posted(place.channel.id)) == 2)
    told = said(place.discord.posted(place.channel.id))
    assert "There are no articles in this channel yet" in told
    assert not asked.record.responded
