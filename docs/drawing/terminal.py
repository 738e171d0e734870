"""Replies as they look in a terminal."""

from io import StringIO

from rich.console import Console
from rich.terminal_theme import MONOKAI

from bot.chat.replies import Reply
from bot.chat.terminal.render import show

COLUMNS = 84
PAGE = """<!doctype html><meta charset="utf-8"><style>
* { margin: 0 } html, body { background: #1e1f22 } body { padding: 16px 20px 0; width: WIDTHpx; box-sizing: border-box }
pre { color: #dbdee1; font: 14px/1.4 "DejaVu Sans Mono", monospace; white-space: pre }
</style><pre>CONTENT</pre>
"""


def page(reply: Reply, width: int) -> str:
    """A reply on a dark ground."""
    console = Console(record=True, width=COLUMNS, file=StringIO(), force_terminal=True, highlight=False)
    show(reply, console)
    drawn = console.export_html(theme=MONOKAI, code_format="{code}", inline_styles=True)
    return PAGE.replace("WIDTH", str(width)).replace("CONTENT", drawn)
