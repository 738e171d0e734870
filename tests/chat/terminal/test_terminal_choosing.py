"""Buttons, menus and lists of windows, taken by their numbers."""

from collections.abc import Sequence
from io import StringIO

import pytest
from rich.console import Console

from bot.chat.replies import Bullets, Button, Buttons, Field, Heading, Item, Menu, MenuItem, Notice, Prompt, Reply
from bot.chat.request import Request
from bot.chat.router import Plan, Router
from bot.chat.terminal.client import TerminalClient
from bot.chat.terminal.reader import PipeReader
from bot.chat.terminal.screen import Drawn
from bot.telemetry import Metrics
from tests.chat.desks import CHANNEL, ScriptedDesk

LENGTHS = (MenuItem("Short", "short", "two statements"), MenuItem("Long", "long"))
BUTTONS = Buttons((Button("Actors", "actors:a1"), Button("Sources", "sources:a1")))
MENU = Menu("feed check:", "feed", "Which feed?", (MenuItem("Courier", "7"), MenuItem("Ledger", "9")))
WINDOW = Prompt(
    "A digest",
    "digest schedule:",
    (
        Field("times", "When", value="08:00"),
        Field("length", "How long", choices=LENGTHS, value="short"),
        Field("note", "Note"),
    ),
    "Set",
)


class Scripted(Router):
    """Answers in turn with what it is given; a window is opened before its answer."""

    def __init__(self, *answers: Reply | Prompt) -> None:
        super().__init__(ScriptedDesk(), Metrics())
        self.answers = list(answers)
        self.asked: list[Request] = []

    def plan(self, request: Request) -> Plan:
        if isinstance(self.answers[0], Prompt):
            prompt = self.answers.pop(0)
            assert isinstance(prompt, Prompt)
            return Plan(prompt)
        return Plan()

    async def handle(self, request: Request) -> Reply:
        self.asked.append(request)
        answer = self.answers.pop(0)
        assert isinstance(answer, Reply)
        return answer


async def talk(router: Scripted, *lines: str) -> str:
    file = StringIO()
    reader = PipeReader(StringIO("".join(f"{line}\n" for line in lines)))
    await TerminalClient(router, CHANNEL, Drawn(Console(file=file, width=90, color_system=None)), reader).run()
    return " ".join(file.getvalue().split())


def asked(router: Scripted) -> list[tuple[str | None, object]]:
    """The action or command of each request, with its options."""
    return [(request.action or request.command, dict(request.options)) for request in router.asked]


DONE = Reply((Notice("Done."),))


async def test_a_number_takes_a_button_wherever_it_stands_or_an_item_of_a_menu() -> None:
    feeds = Bullets((Item("", "Courier"), Item("", "Ledger", button=Button("Pause", "feed pause:2"))))
    router = Scripted(Reply((feeds, BUTTONS, MENU)), DONE, DONE, DONE)
    await talk(router, "/help", "3", "5", "1")
    assert asked(router)[1:] == [("sources:a1", {}), ("feed check:", {"feed": "9"}), ("feed pause:2", {})]


async def test_a_button_beside_a_heading_or_a_row_has_its_number_under_it() -> None:
    heading = Heading("A pier reopens", level=2, button=Button("Ask", "ask:a1"))
    feeds = Bullets((Item("hourly", "Courier", button=Button("Pause", "feed pause:1")), Item("daily", "Ledger")))
    router = Scripted(Reply((heading, feeds)), DONE, DONE)
    shown = await talk(router, "/help", "1", "2")
    assert "A pier reopens (1) Ask • Courier hourly (2) Pause • Ledger daily" in shown
    assert asked(router)[1:] == [("ask:a1", {}), ("feed pause:1", {})]


async def test_choices_stay_until_other_choices_come_or_something_else_is_said() -> None:
    router = Scripted(Reply((BUTTONS,)), DONE, Reply((MENU,)), DONE, DONE, DONE)
    await talk(router, "/help", "1", "2", "1", "/status", "1")
    assert asked(router)[1:4] == [("actors:a1", {}), ("sources:a1", {}), ("feed check:", {"feed": "7"})]
    assert asked(router)[5] == ("ask", {"question": "1"}), "there is nothing left to choose"


@pytest.mark.parametrize("typed", ["0", "3", "99"])
async def test_a_number_that_is_no_choice_is_said_and_the_choices_stay(typed: str) -> None:
    router = Scripted(Reply((BUTTONS,)), DONE)
    shown = await talk(router, "/help", typed, "2")
    assert f"There is no choice “{typed}”. Type a number from 1 to 2." in shown
    assert asked(router)[1:] == [("sources:a1", {})]


async def test_a_year_is_a_question_and_no_choice() -> None:
    router = Scripted(Reply((BUTTONS,)), DONE)
    await talk(router, "/help", "2026")
    assert asked(router)[1:] == [("ask", {"question": "2026"})]


@pytest.mark.parametrize(
    ("typed", "given"),
    [
        (["09:00", "2", "hello"], {"times": "09:00", "length": "long", "note": "hello"}),
        (["", "", ""], {"times": "08:00", "length": "short", "note": ""}),
        (["", "LONG", ""], {"times": "08:00", "length": "long", "note": ""}),
        (["", "short", ""], {"times": "08:00", "length": "short", "note": ""}),
        (["", "9", "huge", "1", "x"], {"times": "08:00", "length": "short", "note": "x"}),
    ],
)
async def test_a_window_is_filled_line_by_line(typed: Sequence[str], given: object) -> None:
    router = Scripted(WINDOW, DONE)
    shown = await talk(router, "/digest schedule", *typed)
    assert asked(router) == [("digest schedule:", given)]
    assert "A digest Ctrl-C leaves this window. How long (1) Short — two statements (2) Long" in shown
    assert ("There is no choice “huge”. Type a number from 1 to 2." in shown) == ("huge" in typed)


async def test_several_lines_that_stay_empty_leave_the_value() -> None:
    field = Field("words", "Words", multiline=True, value="strike")
    router = Scripted(Prompt("Words", "feed filter:", (field,), "Set"), DONE)
    shown = await talk(router, "/feed filter", ".")
    assert asked(router) == [("feed filter:", {"words": "strike"})]
    assert "An empty line keeps: strike" in shown


@pytest.mark.parametrize("typed", [[], ["09:00"], ["09:00", "short"]])
async def test_a_window_that_is_not_filled_to_its_end_does_nothing(typed: Sequence[str]) -> None:
    router = Scripted(WINDOW, DONE)
    assert "Stopped." in await talk(router, "/digest schedule", *typed)
    assert asked(router) == []
