"""Makes the pictures of docs/images from the sample articles. Run it from the repository: python docs/make_picture.py

briefing.png and digest.png are what a person sees on Discord: the bot renders it as it would for Discord, and this
script draws those very components in Discord's look with a headless Chromium. digest-terminal.png is the same digest in
a terminal. timeline.png and actors.png are the bot's own.
"""

import asyncio
import html
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from io import StringIO
from itertools import count
from pathlib import Path
from typing import Any, cast

from PIL import Image
from rich.console import Console
from rich.terminal_theme import MONOKAI

from bot import samples
from bot.app import build
from bot.chat.compose.digests import digest
from bot.chat.discord.components import view
from bot.chat.discord.render import render
from bot.chat.replies import Picture, Reply
from bot.chat.request import Request, Upload
from bot.chat.terminal.render import show
from bot.model.place import Channel
from bot.settings import Settings

IMAGES = Path(__file__).parent / "images"
WIDTH = 760
COLUMNS = 84
SCALE = 2
COLOURS = 128
EVENING = datetime(2026, 5, 3, 18, tzinfo=UTC)
"""The day of the newest sample article."""

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


class Type(IntEnum):
    """Component types: https://docs.discord.com/developers/components/reference"""

    ROW = 1
    TEXT = 10
    SEPARATOR = 14
    CONTAINER = 17


async def replies() -> tuple[Reply, Reply, Reply, Reply]:
    """What answers /brief with a sample article, then the digest, /timeline and /actors of all of them."""
    request = Request(Channel("discord", "1", "2"), "2", "3", pictures=True)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(database_url=f"sqlite+aiosqlite:///{folder}/bot.sqlite3", discord_token=None)
        ticks = count()
        async with build(settings, clock=lambda: EVENING + timedelta(seconds=next(ticks))) as app:
            briefings = [
                await app.router.handle(
                    replace(request, command="brief", files=(Upload(sample.name, sample.read_bytes()),))
                )
                for sample in samples.paths()
            ]
            timeline = await app.router.handle(replace(request, command="timeline"))
            actors = await app.router.handle(replace(request, command="actors"))
            return briefings[0], digest(await app.desk.preview(request.channel)), timeline, actors


async def components(reply: Reply) -> list[dict[str, Any]]:
    """The components of the first message of a reply."""
    return cast(list[dict[str, Any]], view(render(reply)[0]).to_components())  # type: ignore[no-untyped-call]


def draw(parts: Iterable[dict[str, Any]]) -> str:
    """Components as HTML."""
    return "".join(map(_component, parts))


def _component(part: dict[str, Any]) -> str:
    match part["type"]:
        case Type.CONTAINER:
            accent = f"--accent:#{part['accent_color']:06x}"
            return f'<div class="container" style="{accent}">{draw(part["components"])}</div>'
        case Type.TEXT:
            return f'<div class="text">{"".join(_markdown(part["content"]))}</div>'
        case Type.SEPARATOR:
            return '<hr class="separator">'
        case Type.ROW:
            return f'<div class="row">{"".join(map(_button, part["components"]))}</div>'
        case other:
            raise ValueError(f"no drawing for component type {other}")


def _button(part: dict[str, Any]) -> str:
    return f'<span class="button style{part["style"]}">{html.escape(part["label"])}</span>'


_BLOCKS = (("## ", "h2"), ("### ", "h3"), ("-# ", "small"), ("- ", "li"), ("> ", "blockquote"))


def _markdown(content: str) -> Iterator[str]:
    """The subset of Discord's markdown that `bot.chat.discord.render` writes."""
    for line in content.split("\n"):
        tag, text = next(((tag, line[len(mark) :]) for mark, tag in _BLOCKS if line.startswith(mark)), ("p", line))
        yield f"<{tag}>{_inline(text)}</{tag}>"


_SPANS = re.compile(
    r"\\(?P<escaped>[^0-9A-Za-z\s])"
    r"|\*\*(?P<bold>(?:\\.|[^*])+)\*\*"
    r"|\[(?P<label>(?:\\.|[^\]\\])*)\]\(<(?P<link>[^>]*)>\)"
)


def _inline(text: str) -> str:
    drawn, end = "", 0
    for found in _SPANS.finditer(text):
        drawn += html.escape(text[end : found.start()])
        end = found.end()
        if found["escaped"]:
            drawn += html.escape(found["escaped"])
        elif found["bold"]:
            drawn += f"<strong>{_inline(found['bold'])}</strong>"
        else:
            drawn += f'<a href="{html.escape(found["link"])}">{_inline(found["label"])}</a>'
    return drawn + html.escape(text[end:])


PAGE = """<!doctype html><meta charset="utf-8"><title>briefing</title><style>
* { box-sizing: border-box; margin: 0 }
body { background: #313338; color: #dbdee1; font: 16px/1.375 "gg sans", "Noto Sans", Helvetica, Arial, sans-serif;
       padding: 20px 24px 22px 16px; width: WIDTHpx }
.message { display: grid; grid-template-columns: 40px 1fr; column-gap: 16px }
.used { grid-column: 2; font-size: 14px; color: #b5bac1; margin-bottom: 4px }
.used b { color: #f0b232; font-weight: 500 } .used i { color: #a9bbff; font-style: normal; font-weight: 500 }
.face { grid-column: 1; width: 40px; height: 40px; border-radius: 50%; background: #5865f2; color: #fff;
        display: grid; place-items: center; font-weight: 700; font-size: 18px }
.name { color: #f2f3f5; font-weight: 600 } .time { color: #949ba4; font-size: 12px; margin-left: 6px }
.app { background: #5865f2; color: #fff; font-size: 10px; font-weight: 700; border-radius: 4px; padding: 2px 5px;
       margin-left: 6px; vertical-align: 2px; letter-spacing: .3px }
.container { margin-top: 6px; background: #2b2d31; border: 1px solid #3b3d44; border-left: 4px solid var(--accent);
             border-radius: 8px; padding: 14px 18px 16px; max-width: 660px }
.text + .text { margin-top: 8px }
h2 { font-size: 20px; line-height: 1.3; color: #f2f3f5; margin-bottom: 4px }
h3 { font-size: 16px; color: #f2f3f5; margin-bottom: 4px }
small { display: block; font-size: 13px; color: #949ba4 } p { min-height: 1em }
li { margin: 4px 0 4px 20px; padding-left: 2px } small + li { margin-top: 8px }
blockquote { border-left: 4px solid #4e5058; border-radius: 2px; padding: 1px 0 1px 12px; margin: 4px 0 }
a { color: #00a8fc; text-decoration: none } strong { color: #f2f3f5; font-weight: 600 }
.separator { border: 0; border-top: 1px solid #3f4147; margin: 12px 0 }
.row { display: flex; gap: 8px; margin-top: 14px }
.button { background: #4e5058; color: #fff; font-size: 14px; font-weight: 500; border-radius: 8px; padding: 7px 16px }
.style1 { background: #5865f2 } .style4 { background: #da373c }
</style><div class="message">
USED
<div class="face">B</div><div><span class="name">Briefing Bot</span><span class="app">APP</span>
<span class="time">Today at 09:14</span>CONTENT</div></div>
<script>document.title = Math.ceil(document.documentElement.getBoundingClientRect().height)</script>
"""


USED = '<div class="used"><b>maud</b> used <i>/brief</i></div>'

TERMINAL = """<!doctype html><meta charset="utf-8"><title>digest</title><style>
* { margin: 0 } body { background: #1e1f22; padding: 16px 20px; width: WIDTHpx; box-sizing: border-box }
pre { color: #dbdee1; font: 14px/1.4 "DejaVu Sans Mono", monospace; white-space: pre }
</style><pre>CONTENT</pre>
<script>document.title = Math.ceil(document.documentElement.getBoundingClientRect().height)</script>
"""


def terminal(reply: Reply) -> str:
    """A reply as HTML, as it looks in a terminal."""
    console = Console(record=True, width=COLUMNS, file=StringIO(), force_terminal=True, highlight=False)
    show(reply, console)
    return console.export_html(theme=MONOKAI, code_format="{code}", inline_styles=True)


def shoot(page: str, picture: Path) -> None:
    """Photograph a page at its own height. Exits with a sentence when there is no Chromium."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        sys.exit(f"No browser found; install one of: {', '.join(BROWSERS)}")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.html"
        file.write_text(page, encoding="utf-8")
        options = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
                   "--hide-scrollbars", "--disable-lcd-text", f"--user-data-dir={folder}/profile"]  # fmt: skip
        dumped = _call([*options, f"--window-size={WIDTH},400", "--dump-dom", file.as_uri()])
        height = re.search(r"<title>(\d+)</title>", dumped)
        if height is None:
            sys.exit("The browser did not say how high the page is.")
        _call([*options, f"--window-size={WIDTH},{height[1]}", f"--force-device-scale-factor={SCALE}",
               f"--screenshot={picture}", file.as_uri()])  # fmt: skip


def shrink(picture: Path) -> None:
    """Write the picture anew with a palette: text on a plain ground loses nothing by it but two thirds of its size."""
    with Image.open(picture) as image:
        image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(picture, optimize=True)


def _call(command: list[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout  # noqa: S603 - our own words


def main() -> None:
    """Make the pictures."""
    IMAGES.mkdir(exist_ok=True)
    briefing, of_all, *others = asyncio.run(replies())
    for part in (part for reply in others for part in reply.parts if isinstance(part, Picture)):
        (IMAGES / part.name).write_bytes(part.png)
        shrink(IMAGES / part.name)
    pages = {
        "briefing.png": PAGE.replace("USED", USED).replace("CONTENT", draw(asyncio.run(components(briefing)))),
        "digest.png": PAGE.replace("USED", "").replace("CONTENT", draw(asyncio.run(components(of_all)))),
        "digest-terminal.png": TERMINAL.replace("CONTENT", terminal(of_all)),
    }
    for name, page in pages.items():
        shoot(page.replace("WIDTH", str(WIDTH)), IMAGES / name)
        shrink(IMAGES / name)


if __name__ == "__main__":
    main()
