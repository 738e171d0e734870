"""Makes docs/pictures from the sample articles: python -m docs.make_pictures [FOLDER]

Each reply is rendered as for Discord and for Slack, and drawn by a headless Chromium in each platform's look: wide and
dark, and as on a phone and light. With a FOLDER, all four ways are drawn, into it. timeline.png and actors.png are the
bot's own pictures. It needs Chromium, and Node.js with npm.
"""

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import count, product
from pathlib import Path

from PIL import Image

from bot import samples
from bot.app import App, build
from bot.chat.compose import feeds, guide
from bot.chat.compose.digests import digest
from bot.chat.replies import Picture, Reply
from bot.chat.request import Request, Upload
from bot.chat.slack.naming import Naming
from bot.model.feed import Feed, Filters, Subscription
from bot.model.place import Channel
from bot.settings import Settings
from docs.drawing import discord, slack, terminal
from docs.drawing.browser import save, shoot

PICTURES = Path(__file__).parent / "pictures"
WIDTHS = {"wide": 900, "phone": 390}
THEMES = ("dark", "light")
KEPT = {("wide", "dark"), ("phone", "light")}
TERMINAL = 800
EVENING = datetime(2026, 5, 3, 18, tzinfo=UTC)
"""The day of the newest sample article."""

HERE = Channel("discord", "1", "2")
ASKING = Request(HERE, "2", "3", is_admin=True, pictures=True)


@dataclass(frozen=True)
class Scene:
    """A reply, and the command that it answers."""

    name: str
    reply: Reply
    used: str = ""


async def scenes() -> Sequence[Scene]:
    """The main replies, over the sample articles."""
    async with _app() as app:

        async def ask(command: str, request: Request = ASKING, **options: str) -> Reply:
            return await app.router.handle(replace(request, command=command, options=options))

        brief = replace(ASKING, command="brief")
        briefings = [
            await app.router.handle(replace(brief, files=(Upload(path.name, path.read_bytes()),)))
            for path in samples.paths()
        ]
        unread = replace(ASKING, channel=replace(HERE, id="9"))
        return (
            Scene("welcome", guide.welcome()),
            Scene("briefing", briefings[0], "/brief"),
            Scene("answer", await ask("ask", question="who is she meeting?"), "/ask"),
            Scene("unsaid", await ask("ask", question="how much did the flight cost?"), "/ask"),
            Scene("actors", await ask("actors"), "/actors"),
            Scene("timeline", await ask("timeline"), "/timeline"),
            Scene("sources", await ask("sources"), "/sources"),
            Scene("digest", digest(await app.desk.preview(HERE))),
            Scene("feeds", feeds.listed(_followed(), "en", manages=True), "/feed list"),
            Scene("schedule", await ask("digest schedule", times="08:00 Europe/London weekdays"), "/digest schedule"),
            Scene("schedules", await ask("digest list"), "/digest list"),
            Scene("settings", await ask("status"), "/status"),
            Scene("help", await ask("help"), "/help"),
            Scene("error", await ask("ask", unread, question="who is she meeting?"), "/ask"),
        )


@asynccontextmanager
async def _app() -> AsyncIterator[App]:
    ticks = count()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(database_url=f"sqlite+aiosqlite:///{folder}/bot.sqlite3", discord_token=None)
        async with build(settings, clock=lambda: EVENING + timedelta(seconds=next(ticks))) as app:
            yield app


def _followed() -> Sequence[Subscription]:
    def feed(number: int, title: str, address: str, **more: object) -> Subscription:
        every = timedelta(hours=1)
        made = Feed(number, f"https://{address}", title, None, EVENING + every, every)
        return replace(Subscription(number, HERE, made, EVENING, "3"), **more)  # type: ignore[arg-type]

    return (
        feed(1, "The Harbour Courier", "courier.example/rss"),
        feed(2, "Northern Ledger", "ledger.example/feed.xml", filters=Filters(("harbour", "ferry"), ("football",))),
        feed(3, "Meridian Wire", "wire.example/atom", paused=True),
    )


async def draw(folder: Path, ways: Sequence[tuple[str, str]]) -> None:
    """Draw every scene in each of these ways: a width and a theme."""
    told = {scene.name: scene for scene in await scenes()}
    made = [scene for scene in told.values() if scene.name != "timeline"]  # its picture is kept by itself
    naming = Naming(Settings().slack_command_prefix)
    with slack.drawer() as drawer:
        replies = [naming(scene.reply) for scene in made]
        drawn = {theme: drawer.draw(replies, theme) for theme in THEMES}
    for (number, scene), (width, theme) in product(enumerate(made), ways):
        name = f"{scene.name}-{width}-{theme}.png"
        page = await discord.page(scene.reply, scene.used, theme, WIDTHS[width])
        save(shoot(page, WIDTHS[width]), folder / f"discord-{name}")
        page = drawer.page(drawn[theme][number], theme, WIDTHS[width])
        save(shoot(page, WIDTHS[width]), folder / f"slack-{name}")
    save(shoot(terminal.page(told["digest"].reply, TERMINAL), TERMINAL), folder / "terminal-digest.png")
    for part in (
        part for name in ("timeline", "actors") for part in told[name].reply.parts if isinstance(part, Picture)
    ):
        with Image.open(BytesIO(part.png)) as picture:
            save(picture.convert("RGB"), folder / part.name)


def main(arguments: Sequence[str]) -> None:
    """Make the pictures that are kept, or all of them in a folder."""
    folder = Path(arguments[0]) if arguments else PICTURES
    folder.mkdir(parents=True, exist_ok=True)
    every = list(product(WIDTHS, THEMES))
    asyncio.run(draw(folder, every if arguments else [way for way in every if way in KEPT]))


if __name__ == "__main__":
    main(sys.argv[1:])
