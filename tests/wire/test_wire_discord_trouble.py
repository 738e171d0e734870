"""Answers on their way over a bad line: 429, 5xx and broken connections, dead tokens, doubled events."""

import asyncio

import pytest

from tests.chat.discord.fiction import ARRIVAL
from tests.wire.conftest import Place
from tests.wire.discord.asked import Asked
from tests.wire.discord.rates import Limited
from tests.wire.moments import Call, CutOff, Failed, Moment, Outcome, Script
from tests.wire.replies import BROKEN, failed, said

FAULTS: dict[str, tuple[Moment, Outcome]] = {
    "429 of the route": (Moment.ARRIVED, Limited(1.0)),
    "429, shared": (Moment.ARRIVED, Limited(1.0, "shared")),
    "429, global": (Moment.ARRIVED, Limited(1.0, "global")),
    "500": (Moment.ARRIVED, Failed(500)),
    "502": (Moment.ARRIVED, Failed(502)),
    "503": (Moment.ARRIVED, Failed(503)),
    "cut off before it was handled": (Moment.ARRIVED, CutOff()),
    "cut off after it was handled": (Moment.HANDLED, CutOff()),
    "cut off in the middle of the answer": (Moment.HALF, CutOff()),
    "500 although it was handled": (Moment.HANDLED, Failed(500)),
    "503 although it was handled": (Moment.HANDLED, Failed(503)),
    "slow": (Moment.ARRIVED, 1.5),
}
REFUSED = {name: fault for name, fault in FAULTS.items() if fault[0] is Moment.ARRIVED}
TOO_LATE = 3.2
"""Seconds after which Discord no longer takes an acknowledgement."""


@pytest.fixture
async def read(place: Place) -> Place:
    """The place, with an article to ask about."""
    window = await place.ada.uses(place.channel, "brief").window()
    await place.ada.submits(window, article=ARRIVAL).pages()
    return place


def ask(place: Place) -> Asked:
    return place.ada.uses(place.channel, "ask", question="Whom will Irena Dolak meet?")


async def test_acknowledgements_get_through_and_the_answers_after_them(read: Place) -> None:
    asked = {name: ask(read) for name in FAULTS}
    for name, (moment, fault) in FAULTS.items():
        read.discord.meddlers.append(Script("POST", asked[name].callback, moment, [fault]))
    for name, one in asked.items():
        (page,) = await one.pages()
        assert "Tomas Verrin" in said([page]), name
        assert len(read.discord.calls("POST", one.callback, Moment.HANDLED)) >= 1


async def test_answers_get_through(read: Place) -> None:
    asked = {name: ask(read) for name in FAULTS}
    for name, (moment, fault) in FAULTS.items():
        read.discord.meddlers.append(Script("PATCH", asked[name].original, moment, [fault]))
    for name, one in asked.items():
        await read.discord.seen("PATCH", one.original)
        assert "Tomas Verrin" in said(await one.pages()), name


async def test_what_follows_an_answer_gets_through(place: Place) -> None:
    links = " ".join(place.press.link(number) for number in range(3))
    message = place.ada.says(place.channel, links).message
    asked = {name: place.ada.brief_this(message) for name in REFUSED}
    for name, (moment, fault) in REFUSED.items():
        place.discord.meddlers.append(Script("POST", asked[name].follow_up, moment, [fault]))
    for name, one in asked.items():
        assert not failed(await one.pages(3)), name


async def test_replies_to_messages_get_through(place: Place) -> None:
    channels = {name: place.discord.channel(place.server, "talk") for name in FAULTS}
    for name, (moment, fault) in FAULTS.items():
        path = f"/channels/{channels[name].id}/messages"
        place.discord.meddlers.append(Script("POST", path, moment, [fault]))
    heard = {name: place.ada.mentions(channel, "/help") for name, channel in channels.items()}
    for name, one in heard.items():
        assert "What I can do" in said(await one.pages()), name
    await place.ada.mentions(place.channel, "/help").pages()
    assert {name: len(one.replies()) for name, one in heard.items()} == dict.fromkeys(FAULTS, 1)


async def test_what_is_acknowledged_too_late_is_answered_in_the_channel(read: Place) -> None:
    one = ask(read)
    read.discord.meddlers.append(Script("POST", one.callback, Moment.ARRIVED, [TOO_LATE]))
    before = len(read.discord.posted(read.channel.id))
    await read.discord.until(lambda: len(read.discord.posted(read.channel.id)) > before)
    told = said(read.discord.posted(read.channel.id)[-1:])
    assert "Tomas Verrin" in told
    assert read.ada.name in told
    assert not one.record.responded


async def test_what_is_for_one_alone_and_too_late_is_told_to_nobody(place: Place) -> None:
    one = place.ada.uses(place.channel, "help")
    place.discord.meddlers.append(Script("POST", one.callback, Moment.ARRIVED, [TOO_LATE]))
    await place.bot.says(f'"interaction": {one.record.id}')
    assert place.discord.posted(place.channel.id) == []


async def test_an_answer_that_takes_more_than_a_quarter_of_an_hour_comes_into_the_channel(read: Place) -> None:
    one = ask(read)

    async def wait(call: Call, moment: Moment) -> None:
        if call.path == one.original and moment is Moment.ARRIVED:
            one.expire()

    read.discord.meddlers.append(wait)
    call = await read.discord.seen("POST", f"/channels/{read.channel.id}/messages")
    assert "Tomas Verrin" in str(call.body)


async def test_an_event_that_comes_twice_is_answered_once(read: Place) -> None:
    asked, heard = ask(read), read.ada.mentions(read.channel, "Whom will Irena Dolak meet?")
    asked.again()
    heard.again()
    await asyncio.gather(asked.pages(), heard.pages())
    asked.again()
    heard.again()
    await read.ada.uses(read.channel, "help").pages()  # events come in order, so those before it were seen
    await read.ada.mentions(read.channel, "/help").pages()
    assert len(read.discord.calls("POST", asked.callback)) == 1
    assert len(read.discord.calls("PATCH", asked.original)) == 1
    assert len(heard.replies()) == 1


@pytest.mark.parametrize("lost", ["channel", "server"])
async def test_a_place_that_is_gone_before_the_answer_breaks_nothing(read: Place, lost: str) -> None:
    one, backend = ask(read), read.discord.backend

    async def remove(call: Call, moment: Moment) -> None:
        if call.path == one.callback and moment is Moment.HANDLED:
            if lost == "channel":
                backend.delete_channel(read.channel.id)
            else:
                backend.remove_guild(read.server.id)

    read.discord.meddlers.append(remove)
    await read.discord.seen("PATCH", one.original)
    elsewhere = read.discord.server()
    ada = read.discord.person(elsewhere)
    assert BROKEN not in said(await ada.uses(read.discord.channel(elsewhere), "help").pages())
