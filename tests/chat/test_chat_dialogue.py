"""Whole conversations with the whole bot about the three samples: what is typed, and what must be in the reply."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot import samples
from bot.app import App, build
from bot.chat import texts
from bot.chat.lines import parse
from bot.chat.replies import Reply
from bot.chat.request import Request, Upload
from bot.chat.terminal import render
from bot.model.place import Channel
from bot.settings import load
from bot.workers import WorkerPool

COURIER = samples.paths()[0]


@pytest.fixture(scope="module")
async def app(tmp_path_factory: pytest.TempPathFactory, workers: WorkerPool) -> AsyncIterator[App]:
    """One bot for all dialogues: each has a channel of its own, and what is stored need not be read again."""
    folder = tmp_path_factory.mktemp("dialogue")
    settings = load(_env_file=None, database_url=f"sqlite+aiosqlite:///{folder}/bot.sqlite3")
    async with build(settings, workers=workers) as app:
        yield app


@pytest.fixture
def asking(request: pytest.FixtureRequest) -> Request:
    return Request(Channel("terminal", "local", request.node.name), thread="t1", asker="u1", is_admin=True)


@pytest.fixture
async def told(app: App, asking: Request) -> App:
    """The bot, after the three samples were briefed in the channel."""
    for path in samples.paths():
        upload = Upload(path.name, path.read_bytes())
        reply = await app.router.handle(replace(asking, command="brief", files=(upload,)))
        assert not reply.failed
    return app


async def say(app: App, asking: Request, line: str) -> Reply:
    typed = parse(line)
    return await app.router.handle(replace(asking, command=typed.command, options=typed.options))


def shown(reply: Reply) -> str:
    return " ".join(render.text(reply).split())


async def test_a_pasted_article_is_briefed_with_actors_quotes_and_dates(app: App, asking: Request) -> None:
    reply = await say(app, asking, f"/brief {COURIER.read_text('utf-8')}")
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
        (["/digest preview"], ["3 articles", "Dolak", "added by you"]),
        (
            ["/digest schedule 08:00 weekdays --topics fishermen --length short", "/digest preview 1"],
            ["This is what would be posted now.", "Nothing new since"],
        ),
        (
            ['/digest schedule 08:00 weekdays --topics "strike, budget"', "/digest list"],
            ["everything new here, if it has “strike” or “budget” · next on"],
        ),
        (["/digest breaking 3"], ["3 outlets or more carry within a day"]),
        (
            ["/digest schedule 08:00 Europe/London weekdays", "/digest list"],
            ["08:00", "Europe/London", "next on"],
        ),
        (
            ["/digest schedule 0 8 * * 1-5 Munich", "/digest list"],
            ["at 08:00 on Monday through Friday (0 8 * * 1-5), Europe/Berlin time", "next on"],
        ),
        (["/digest schedule every morning at 7 in Portland"], ["daily 07:00", "Portland, United States — America/Los"]),
        (["/digest schedule first Monday of the month 9:00 Tokyo"], ["The next times:", "Mon", "09:00 JST"]),
        (["/digest schedule 08:00 Europe/London weekdays"], ["Nothing is posted", "catch up once, up to 6 hours late"]),
        (["/digest schedule 08:00 Europe/London weekdays", "/digest pause 1"], ["is paused"]),
        (
            ["/digest schedule 08:00 Europe/London weekdays", "/digest remove 1", "/digest list"],
            ["no scheduled digest"],
        ),
    ],
)
async def test_a_dialogue_ends_with_the_facts(told: App, asking: Request, lines: list[str], facts: list[str]) -> None:
    for line in lines:
        reply = await say(told, asking, line)
        assert not reply.failed, line
    for fact in facts:
        assert fact in shown(reply)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("/digest schedule 25:00", "I do not understand the times"),
        ("/digest schedule every 5 minutes", "“every 5 minutes” is too often"),
        ("/digest schedule 0 0 31 2 *", "never comes"),
        ("/digest schedule 08:00 Europe/Londn", "I do not know the time zone"),
        ("/brief ftp://sands.example/x", "is not a web link"),
        ("/brief http://192.168.0.1/", "I only open links on the public internet"),
        ("/actors", "There are no articles in this channel yet."),
        ("/ask who?", "There are no articles in this channel yet."),
    ],
)
async def test_a_wrong_turn_is_one_clear_sentence(app: App, asking: Request, line: str, sentence: str) -> None:
    reply = await say(app, asking, line)
    assert reply.failed
    assert sentence in shown(reply)


async def test_an_unknown_engine_is_named_beside_the_known(app: App, asking: Request) -> None:
    options = {"article": COURIER.read_text("utf-8"), "engine": "nobody"}
    reply = await app.router.handle(replace(asking, command="brief", options=options))
    assert reply.failed
    assert "There is no engine “nobody”. These are installed: extractive" in shown(reply)


async def test_a_channel_is_a_wall(told: App, asking: Request) -> None:
    elsewhere = replace(asking, channel=Channel("terminal", "local", "elsewhere"))
    for line in ("/actors", "/timeline", "/sources", "/ask who is she meeting?"):
        assert "There are no articles in this channel yet." in shown(await say(told, elsewhere, line))


async def test_hostile_words_in_an_article_come_out_harmless(app: App, asking: Request) -> None:
    text = (
        "Pier reopens [red]today[/red]\n\n"
        "Mayor Ada Finch said on Monday that @everyone may walk on \x1b[31mthe old pier\x1b[0m again.\n\n"
        "“<@123> built it, and <!channel> paid for it,” Ms Finch told reporters in Selby Sands on Monday.\n\n"
        "The repairs of the pier took four years and cost two million crowns, the town council said."
    )
    said = render.text(await say(app, asking, f"/brief {text}"))
    assert "Ada Finch" in said
    for harm in ("\x1b", "@everyone", "<@123>", "<!channel>"):
        assert harm not in said
