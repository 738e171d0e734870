"""Whole conversations with the whole bot about the three samples: what is typed, and what must be in the reply."""

from dataclasses import replace

import pytest

from bot import samples
from bot.app import App
from bot.chat import texts
from bot.chat.lines import parse
from bot.chat.replies import Reply
from bot.chat.request import Request, Upload
from bot.chat.terminal import render
from bot.model.place import Channel

CHANNEL = Channel("terminal", "local", "dialogue")
ASKING = Request(CHANNEL, thread="t1", asker="u1", is_admin=True)
COURIER, LEDGER, WIRE = samples.paths()


async def say(app: App, line: str, asking: Request = ASKING) -> Reply:
    typed = parse(line)
    return await app.router.handle(replace(asking, command=typed.command, options=typed.options))


def shown(reply: Reply) -> str:
    return " ".join(render.text(reply).split())


@pytest.fixture
async def told(app: App) -> App:
    """The bot, after the three samples were briefed."""
    for path in samples.paths():
        upload = Upload(path.name, path.read_bytes())
        reply = await app.router.handle(replace(ASKING, command="brief", files=(upload,)))
        assert not reply.failed
    return app


async def test_a_pasted_article_is_briefed_with_actors_quotes_and_dates(app: App) -> None:
    reply = await say(app, f"/brief {COURIER.read_text('utf-8')}")
    said = shown(reply)
    for fact in ("Irena Dolak", "foreign minister", "Tomas Verrin", "upcoming", "October 2026", "Engine: extractive"):
        assert fact in said
    for boilerplate in ("Read More", "Additional reporting", "First Tide", "fiction"):
        assert boilerplate not in said


@pytest.mark.parametrize(
    ("lines", "facts"),
    [
        (["/actors"], ["Irena Dolak", "Tomas Verrin", "Marta Hollin", "[1]"]),
        (["/timeline"], ["Mon 4 May 2026", "October 2026", "upcoming"]),
        (["/ask who is she meeting?"], ["Tomas Verrin", "[", "The Harbour Courier"]),
        (["/ask who is Ms Dolak meeting?", "and when does she leave?"], ["Ms Dolak will leave Tavrin on Tuesday."]),
        (["/ask why was the visit postponed?"], ["a Kaldorian patrol boat collided with a Marevian trawler"]),
        (["/ask how much did the flight cost?"], [texts.NOT_SAID]),
        (["/sources"], ["[1]", "[2]", "[3]", "Northern Ledger, 2 May 2026", "https://meridianwire.example/"]),
        (["/sources 2"], ["Kaldoria lowers number of detained fishermen", "holding 120 Marevian fishermen"]),
        (["/digest preview"], ["3 articles", "Dolak"]),
        (
            ["/digest schedule 08:00 Europe/London weekdays", "/digest list"],
            ["08:00", "Europe/London", "next on"],
        ),
        (["/digest schedule 08:00 Europe/London weekdays", "/digest pause 1"], ["is paused"]),
        (
            ["/digest schedule 08:00 Europe/London weekdays", "/digest remove 1", "/digest list"],
            ["no scheduled digest"],
        ),
    ],
)
async def test_a_dialogue_ends_with_the_facts(told: App, lines: list[str], facts: list[str]) -> None:
    for line in lines:
        reply = await say(told, line)
        assert not reply.failed, line
    for fact in facts:
        assert fact in shown(reply)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("/digest schedule 25:00", "I do not understand the times"),
        ("/digest schedule 08:00 Europe/Londn", "I do not know the time zone"),
        ("/brief ftp://sands.example/x", "is not a web link"),
        ("/brief http://192.168.0.1/", "I only open links on the public internet"),
        ("/actors", "There are no articles in this channel yet."),
        ("/ask who?", "There are no articles in this channel yet."),
        ("/brief https://sands.example/1 --engine nobody", "There is no engine “nobody”."),
    ],
)
async def test_a_wrong_turn_is_one_clear_sentence(app: App, line: str, sentence: str) -> None:
    if "--engine" in line:
        line = f"/brief {COURIER.read_text('utf-8')}"
        typed = parse(line)
        reply = await app.router.handle(replace(ASKING, command="brief", options={**typed.options, "engine": "nobody"}))
    else:
        reply = await say(app, line)
    assert reply.failed
    assert sentence in shown(reply)


async def test_a_channel_is_a_wall(told: App) -> None:
    elsewhere = replace(ASKING, channel=Channel("terminal", "local", "elsewhere"))
    for line in ("/actors", "/timeline", "/sources", "/ask who is she meeting?"):
        assert "There are no articles in this channel yet." in shown(await say(told, line, elsewhere))


async def test_hostile_words_in_an_article_come_out_harmless(app: App) -> None:
    text = (
        "Pier reopens [red]today[/red]\n\n"
        "Mayor Ada Finch said on Monday that @everyone may walk on \x1b[31mthe old pier\x1b[0m again.\n\n"
        "“<@123> built it, and <!channel> paid for it,” Ms Finch told reporters in Selby Sands on Monday.\n\n"
        "The repairs of the pier took four years and cost two million crowns, the town council said."
    )
    said = render.text(await say(app, f"/brief {text}"))
    assert "Ada Finch" in said
    for harm in ("\x1b", "@everyone", "<@123>", "<!channel>"):
        assert harm not in said
