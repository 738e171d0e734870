"""What people see when the bot comes into their server and leaves it, is brought along, or is started anew."""

from bot.chat import texts
from tests.chat.discord.fiction import ARRIVAL, SPEECHES
from tests.wire.conftest import Place, Start
from tests.wire.discord.files import File
from tests.wire.discord.server import WireDiscord
from tests.wire.replies import failed, labels, said

LOGGED = '"place {what}", "level": "info", "logger": "bot.desk.departures", "channel": "discord:{server}'
TIMES = "08:00 weekdays"


async def test_a_server_that_invites_the_bot_is_welcomed_with_buttons_that_open_windows(place: Place) -> None:
    hall = place.discord.channel(place.server, "hall")
    place.server.system_channel_id = hall.id
    place.discord.invites(place.server)
    await place.discord.until(lambda: bool(place.discord.posted(hall.id)))
    (welcome,) = place.discord.posted(hall.id)
    assert labels([welcome]) == [texts.BUTTON_FEED, texts.BUTTON_DIGEST, texts.BUTTON_TRY]
    window = await place.chief.presses(welcome, texts.BUTTON_TRY).window()
    assert "Tomas Verrin" in said(await place.chief.submits(window, article=ARRIVAL).pages())


async def test_what_a_server_had_rests_while_the_bot_is_removed_and_goes_on_when_it_is_back(place: Place) -> None:
    await place.chief.uses(place.channel, "digest schedule", times=TIMES).pages()
    place.discord.removes(place.server)
    await place.bot.says(LOGGED.format(what="left", server=place.server.id))
    place.discord.invites(place.server)
    await place.bot.says(LOGGED.format(what="back", server=place.server.id))
    assert "next on" in said(await place.chief.uses(place.channel, "digest list").pages())


async def test_the_owner_is_told_of_a_channel_that_was_deleted_with_its_digest(place: Place) -> None:
    await place.chief.uses(place.channel, "digest schedule", times=TIMES).pages()
    place.discord.backend.delete_channel(place.channel.id)
    owner = place.discord.backend.get_dm_channel(place.server.owner_id)
    await place.discord.until(lambda: bool(place.discord.posted(owner.id)))
    assert "the channel no longer exists" in said(place.discord.posted(owner.id))


async def test_whoever_brings_the_bot_along_is_answered_where_it_is_no_member(place: Place) -> None:
    elsewhere = place.discord.server("Elsewhere", installed=False)
    channel, ada = place.discord.channel(elsewhere), place.discord.person(elsewhere)
    assert not failed(await ada.uses(channel, "help").pages())
    assert "Tomas Verrin" in said(await ada.uses(channel, "brief", file=File("a.txt", ARRIVAL.encode())).pages())
    assert "Tomas Verrin" in said(await ada.uses(channel, "ask", question="Whom will Irena Dolak meet?").pages())
    links = ada.says(channel, " ".join(place.press.link(number) for number in range(3)))
    assert len(await ada.brief_this(links.message).pages(3)) == 3
    assert failed(await ada.uses(channel, "digest schedule", times=TIMES).pages())


async def test_pages_turn_and_buttons_work_after_a_restart(discord: WireDiscord, start: Start) -> None:
    server = discord.server()
    channel, ada = discord.channel(server), discord.person(server)
    bot = await start()
    await bot.says("discord ready")
    (briefing, *_) = await ada.uses(channel, "brief", file=File("speeches.txt", SPEECHES.encode())).pages()
    (page,) = await ada.uses(channel, "actors").pages()
    before = said([page])
    assert await bot.stop() == 0
    again = await start()
    await again.says("discord ready")
    (turned,) = await ada.presses(page, "›").pages()
    await discord.seen("PATCH", "/webhooks/*/messages/@original", count=3)
    assert turned.id == page.id
    assert said([turned]) != before
    assert not failed(await ada.presses(briefing, texts.BUTTON_SOURCES).pages())
