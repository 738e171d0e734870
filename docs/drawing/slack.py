"""Slack's blocks as a page that looks like Slack, made by the npm package slack-blocks-to-jsx."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.chat.replies import Reply
from bot.chat.slack import blocks
from bot.chat.slack.render import render
from docs.drawing.discord import data

PACKAGES = ("slack-blocks-to-jsx@1", "react@19", "react-dom@19")
FACE = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='36' height='36'%3E%3Crect width='36' "
    "height='36' rx='8' fill='%235865f2'/%3E%3Ctext x='18' y='24' text-anchor='middle' fill='white' "
    "font-family='sans-serif' font-weight='700' font-size='17'%3EB%3C/text%3E%3C/svg%3E"
)
SCRIPT = """
import { readFileSync } from "node:fs";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { Message } from "slack-blocks-to-jsx";
const { messages, face, theme } = JSON.parse(readFileSync("asked.json", "utf8"));
const draw = (blocks) => renderToStaticMarkup(createElement(Message, {
  blocks, theme, logo: face, name: "Briefing Bot", time: new Date(2026, 4, 4, 9, 14),
}));
process.stdout.write(JSON.stringify(messages.map(draw)));
"""
PAGE = """<!doctype html><meta charset="utf-8"><style>STYLE</style><style>
* { box-sizing: border-box } html, body { margin: 0; background: GROUND } body { width: WIDTHpx; padding: 16px 16px 0 }
#slack_blocks_to_jsx { max-width: 700px; overflow-wrap: anywhere }
#slack_blocks_to_jsx section > div:last-child { min-width: 0 }
</style><body data-theme="THEME">CONTENT</body>
"""
GROUNDS = {"light": "#ffffff", "dark": "#1a1d21"}


class Drawer:
    """Draws replies with what is installed in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._style = (folder / "node_modules/slack-blocks-to-jsx/dist/style.css").read_text(encoding="utf-8")

    def draw(self, replies: Sequence[Reply], theme: str) -> list[str]:
        """The first message of each as HTML."""
        asked = {"messages": [_blocks(reply) for reply in replies], "face": FACE, "theme": theme}
        (self._folder / "asked.json").write_text(json.dumps(asked))
        return [str(one) for one in json.loads(_call(["node", "draw.mjs"], self._folder))]

    def page(self, drawn: str, theme: str, width: int) -> str:
        """A page with a drawn message."""
        page = PAGE.replace("STYLE", self._style).replace("GROUND", GROUNDS[theme]).replace("THEME", theme)
        return page.replace("WIDTH", str(width)).replace("CONTENT", drawn)


@contextmanager
def drawer() -> Iterator[Drawer]:
    """Install what draws into a folder of its own, which is gone afterwards. Exits with a sentence without npm."""
    if shutil.which("npm") is None:
        sys.exit("npm was not found; install Node.js.")
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "package.json").write_text('{"type": "module"}')
        (folder / "draw.mjs").write_text(SCRIPT)
        _call(["npm", "install", "--silent", "--no-audit", "--no-fund", *PACKAGES], folder)
        yield Drawer(folder)


def _blocks(reply: Reply) -> list[dict[str, Any]]:
    pages = render(reply)
    page = pages[0].turning("0", 1, len(pages)) if len(pages) > 1 else pages[0]
    pictures = {picture.name: data(picture.png) for picture in page.pictures}
    return [_shown(block, pictures) for block in blocks.made(page, {name: name for name in pictures})]


def _shown(block: dict[str, Any], pictures: Mapping[str, str]) -> dict[str, Any]:
    """A block; its picture from here, since the real one lies at Slack."""
    if block["type"] != "image":
        return {name: _marked(value) for name, value in block.items()}
    return {"type": "image", "image_url": pictures[block["slack_file"]["id"]], "alt_text": block["alt_text"]}


def _marked(made: Any) -> Any:
    """The same without `verbatim`, at which the package shows markup as it is written."""
    if isinstance(made, dict):
        return {name: _marked(value) for name, value in made.items() if name != "verbatim"}
    return [_marked(one) for one in made] if isinstance(made, list) else made


def _call(command: list[str], folder: Path) -> str:
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True, timeout=300).stdout  # noqa: S603 - our own words
