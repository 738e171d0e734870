"""Discord's components as a page that looks like Discord."""

import base64
import html
import re
from collections.abc import Iterable, Iterator, Mapping
from enum import IntEnum
from typing import Any, cast

from bot.chat.discord.components import Place, view
from bot.chat.discord.pages import Page
from bot.chat.discord.render import render
from bot.chat.replies import Picture, Reply


class Type(IntEnum):
    """Component types: https://docs.discord.com/developers/components/reference"""

    ROW = 1
    BUTTON = 2
    LIST = 3
    SECTION = 9
    TEXT = 10
    GALLERY = 12
    FILE = 13
    SEPARATOR = 14
    CONTAINER = 17


async def page(reply: Reply, used: str, theme: str, width: int) -> str:
    """The first message of a reply; `used` is the command before it, "" for none."""
    pages = render(reply)
    place = Place("0", 1, len(pages)) if len(pages) > 1 else None
    made = cast(list[dict[str, Any]], view(pages[0], place).to_components())  # type: ignore[no-untyped-call]
    before = f'<div class="used"><b>maud</b> used <i>{html.escape(used)}</i></div>' if used else ""
    return (
        PAGE.replace("THEME", theme)
        .replace("WIDTH", str(width))
        .replace("USED", before)
        .replace("CONTENT", _draw(made, _pictures(pages[0])))
    )


def _pictures(page: Page) -> Mapping[str, str]:
    return {block.name: data(block.png) for block in page.blocks if isinstance(block, Picture)}


def data(png: bytes) -> str:
    """A picture as an address."""
    return f"data:image/png;base64,{base64.b64encode(png).decode()}"


def _draw(parts: Iterable[dict[str, Any]], pictures: Mapping[str, str]) -> str:
    return "".join(_component(part, pictures) for part in parts)


def _component(part: dict[str, Any], pictures: Mapping[str, str]) -> str:
    match part["type"]:
        case Type.CONTAINER:
            accent = f"--accent:#{part['accent_color']:06x}"
            return f'<div class="container" style="{accent}">{_draw(part["components"], pictures)}</div>'
        case Type.SECTION:
            inner = _draw(part["components"], pictures)
            return f'<div class="section"><div>{inner}</div>{_component(part["accessory"], pictures)}</div>'
        case Type.TEXT:
            return f'<div class="text">{"".join(_markdown(part["content"]))}</div>'
        case Type.GALLERY:
            names = [item["media"]["url"].removeprefix("attachment://") for item in part["items"]]
            return "".join(f'<img src="{pictures[name]}">' for name in names)
        case Type.FILE:
            return f'<div class="file">📄 {html.escape(part["file"]["url"].removeprefix("attachment://"))}</div>'
        case Type.SEPARATOR:
            return '<hr class="separator">'
        case Type.ROW:
            return f'<div class="row">{_draw(part["components"], pictures)}</div>'
        case Type.LIST:
            return f'<span class="list">{html.escape(part["placeholder"])}<span>⌄</span></span>'
        case Type.BUTTON:
            return f'<span class="button style{part["style"]}">{html.escape(part["label"])}</span>'
        case other:
            raise ValueError(f"no drawing for component type {other}")


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


PAGE = """<!doctype html><meta charset="utf-8"><style>
.dark { --ground: #313338; --card: #2b2d31; --line: #3b3d44; --rule: #3f4147; --ink: #dbdee1; --strong: #f2f3f5;
        --soft: #949ba4; --link: #00a8fc; --quote: #4e5058; --control: #4e5058; --label: #fff; --list: #1e1f22 }
.light { --ground: #fff; --card: #f9f9f9; --line: #e0e1e5; --rule: #d9dadd; --ink: #2e3338; --strong: #060607;
         --soft: #5c5e66; --link: #006ce7; --quote: #c4c9ce; --control: #e3e5e8; --label: #2e3338; --list: #ebedef }
* { box-sizing: border-box; margin: 0 }
html { background: var(--ground) }
body { background: var(--ground); color: var(--ink); width: WIDTHpx; padding: 16px 16px 0;
       font: 16px/1.375 "gg sans", "Noto Sans", Helvetica, Arial, "Noto Color Emoji", sans-serif }
.message { display: grid; grid-template-columns: 40px minmax(0, 1fr); column-gap: 16px }
.used { grid-column: 2; font-size: 14px; color: var(--soft); margin-bottom: 4px }
.used b { color: #c27c0e; font-weight: 500 } .used i { color: #5865f2; font-style: normal; font-weight: 500 }
.dark .used b { color: #f0b232 } .dark .used i { color: #a9bbff }
.face { grid-column: 1; width: 40px; height: 40px; border-radius: 50%; background: #5865f2; color: #fff;
        display: grid; place-items: center; font-weight: 700; font-size: 18px }
.name { color: var(--strong); font-weight: 600 } .time { color: var(--soft); font-size: 12px; margin-left: 6px }
.app { background: #5865f2; color: #fff; font-size: 10px; font-weight: 700; border-radius: 4px; padding: 2px 5px;
       margin-left: 6px; vertical-align: 2px; letter-spacing: .3px }
.container { margin-top: 6px; background: var(--card); border: 1px solid var(--line); max-width: 600px;
             border-left: 4px solid var(--accent); border-radius: 8px; padding: 16px; overflow-wrap: anywhere }
.container > * + * { margin-top: 8px }
.section { display: flex; gap: 12px; justify-content: space-between; align-items: flex-start }
h2 { font-size: 20px; line-height: 1.3; color: var(--strong) }
h3 { font-size: 16px; color: var(--strong) }
h2 + *, h3 + * { margin-top: 4px }
small { display: block; font-size: 13px; color: var(--soft) } p { min-height: 1em }
li { margin: 4px 0 4px 20px; padding-left: 2px } small + li { margin-top: 8px }
blockquote { border-left: 4px solid var(--quote); border-radius: 2px; padding: 1px 0 1px 12px; margin: 4px 0 }
a { color: var(--link); text-decoration: none } strong { color: var(--strong); font-weight: 600 }
.separator { border: 0; border-top: 1px solid var(--rule); margin: 12px 0 }
.container > .separator + * { margin-top: 12px }
.row { display: flex; flex-wrap: wrap; gap: 8px }
.button { background: var(--control); color: var(--label); font-size: 14px; font-weight: 500; border-radius: 8px;
          padding: 6px 16px; white-space: nowrap }
.style1 { background: #5865f2; color: #fff } .style4 { background: #da373c; color: #fff }
.list { background: var(--list); border: 1px solid var(--line); border-radius: 8px; padding: 8px 12px; width: 100%;
        color: var(--soft); display: flex; justify-content: space-between }
.file { background: var(--list); border-radius: 8px; padding: 12px }
img { display: block; width: 100%; border-radius: 8px }
</style><body class="THEME"><div class="message">
USED
<div class="face">B</div><div><span class="name">Briefing Bot</span><span class="app">APP</span>
<span class="time">Today at 09:14</span>CONTENT</div></div></body>
"""
