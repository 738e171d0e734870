"""A chat in a terminal: lines in, replies out."""

from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from bot.chat.replies import Reply
from bot.chat.router import Router
from bot.chat.terminal.client import TerminalClient
from bot.chat.terminal.messenger import TerminalMessenger
from bot.chat.terminal.reader import PipeReader
from bot.chat.terminal.screen import Drawn
from bot.model.delivery import page_key
from bot.telemetry import Metrics
from tests.chat.desks import CHANNEL, COST, NOW, PIER, ScriptedDesk, article

ARTICLE = f"{PIER}\n\n{COST}\n"


class Chat:
    """A client over a pipe with the given lines; what it printed is in `shown`."""

    def __init__(self, desk: ScriptedDesk, *lines: str, terminal: bool = False, width: int = 100) -> None:
        self._file = StringIO()
        console = Console(file=self._file, width=width, color_system=None, force_terminal=terminal)
        reader = PipeReader(StringIO("".join(f"{line}\n" for line in lines)))
        self.client = TerminalClient(Router(desk, Metrics()), CHANNEL, Drawn(console), reader, lambda: NOW)

    @property
    def shown(self) -> str:
        return " ".join(self._file.getvalue().split())


async def talk(desk: ScriptedDesk, *lines: str) -> str:
    chat = Chat(desk, *lines)
    assert await chat.client.run() == 0
    return chat.shown


async def test_lines_are_answered_until_there_are_no_more() -> None:
    shown = await talk(ScriptedDesk(article(1)), "", "/actors", "how many crowns?")
    assert shown.index("Ada Finch") < shown.index(COST)


async def test_dates_are_written_as_the_system_says() -> None:
    file = StringIO()
    client = TerminalClient(
        Router(ScriptedDesk(article(1)), Metrics()),
        CHANNEL,
        Drawn(Console(file=file, width=100)),
        PipeReader(StringIO("")),
        locale="fr",
    )
    await client.say("/timeline")
    assert "ven. 8 mai 2026" in file.getvalue()


async def test_a_file_may_be_named_by_its_option(tmp_path: Path) -> None:
    (tmp_path / "pier.txt").write_text(ARTICLE)
    desk = ScriptedDesk(coming=[article(1)])
    shown = await talk(desk, f"/brief --file {tmp_path}/pier.txt", "/brief --file nowhere.rtf")
    assert desk.calls[0] == ("file", "pier.txt", ARTICLE.encode())
    assert "nowhere.rtf" in shown.partition("✗")[2]


async def test_bare_brief_takes_lines_up_to_a_dot() -> None:
    desk = ScriptedDesk(coming=[article(1)])
    shown = await talk(desk, "/brief", PIER, "", COST, ".", "/help")
    assert desk.calls[0] == ("text", ARTICLE.strip())
    assert "End with a line that holds a single dot" in shown
    assert "What I can do" in shown, "the line after the dot is a command again"


async def test_bare_brief_takes_lines_up_to_the_end() -> None:
    desk = ScriptedDesk(coming=[article(1)])
    await talk(desk, "/brief", PIER, COST)
    assert desk.calls[0] == ("text", f"{PIER}\n{COST}")


async def test_an_empty_paste_is_answered_with_what_to_do() -> None:
    assert "Give me a link, a file or the article's text" in await talk(ScriptedDesk(), "/brief", ".")


@pytest.mark.parametrize("name", ["pier.md", "the old pier.txt", "noending"])
async def test_a_path_is_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(ARTICLE)
    for typed in (f"/brief {path}", f"/brief '{path}'", f"/brief {str(path).replace(' ', chr(92) + ' ')}"):
        desk = ScriptedDesk(coming=[article(1)])
        await talk(desk, typed)
        assert desk.calls[0] == ("file", name, ARTICLE.encode())


@pytest.mark.parametrize("typed", ["/nowhere/pier", "pier.md", "the old pier.md", "~nobody-here/pier.md", "./pier"])
async def test_a_missing_file_is_named(typed: str) -> None:
    assert f"There is no file {typed}. Check the path." in await talk(ScriptedDesk(), f"/brief {typed}")


async def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert "There is no file" in await talk(ScriptedDesk(), f"/brief {tmp_path}")


async def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(25_000_001)
    desk = ScriptedDesk()
    assert "big.txt is larger than 25 MB." in await talk(desk, f"/brief {path}")
    assert not desk.calls


async def test_text_after_brief_is_text() -> None:
    desk = ScriptedDesk(coming=[article(1)])
    await talk(desk, f"/brief {PIER}")
    assert desk.calls[0] == ("text", PIER)


async def test_slow_work_shows_that_it_is_under_way_on_a_terminal_only() -> None:
    for terminal in (True, False):
        chat = Chat(ScriptedDesk(article(1)), terminal=terminal)
        await chat.client.say("/actors")
        assert ("Working on it…" in chat.shown) == terminal


async def test_whoever_sits_at_the_terminal_may_configure() -> None:
    reply: Reply = await Chat(ScriptedDesk()).client.say("/digest schedule 08:00 Europe/London weekdays")
    assert not reply.failed


async def test_a_due_digest_is_printed_once_asked_and_known_by_its_key() -> None:
    desk = ScriptedDesk(article(1))
    chat = Chat(desk)
    messenger = chat.client.messenger
    key = page_key("s1-20260504", 1)
    (page,) = messenger.pages(await desk.preview(CHANNEL), "s1-20260504")
    before = NOW.replace(hour=1)
    assert await messenger.find(CHANNEL, key, before) is None
    message = await messenger.send(CHANNEL, page, key)
    assert PIER in chat.shown
    assert await messenger.find(CHANNEL, key, before) == message
    assert await messenger.find(CHANNEL, key, NOW) is None, "only what was posted after that time"


async def test_messengers_print_what_they_are_given() -> None:
    printed: list[str] = []
    await TerminalMessenger(printed.append, lambda: NOW).send(CHANNEL, "page", "k-1")
    assert printed == ["page"]


async def test_a_digest_is_as_wide_as_the_terminal() -> None:
    desk = ScriptedDesk(article(1))
    widest = []
    for width in (40, 200):
        (page,) = Chat(desk, width=width).client.messenger.pages(await desk.preview(CHANNEL), "key")
        widest.append(max(len(row) for row in page.splitlines() if "https://" not in row))
    assert widest[0] <= 40 < widest[1]
