"""What is offered while a person types."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document

from bot.chat.request import Request
from bot.chat.router import Router
from bot.chat.terminal.suggestions import Suggestions
from bot.telemetry import Metrics
from tests.chat.desks import CHANNEL, ScriptedDesk, article


async def completed(typed: str) -> list[str]:
    """The lines that would stand there, each with one of the suggestions taken."""
    suggestions = Suggestions(Router(ScriptedDesk(article(1)), Metrics()), Request(CHANNEL, "t", "u"))
    found = [each async for each in suggestions.get_completions_async(Document(typed), CompleteEvent())]
    return [typed[: len(typed) + each.start_position] + each.text for each in found]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("/dig", ["/digest schedule", "/digest preview", "/digest now", "/digest list", "/digest pause",
                  "/digest resume", "/digest remove", "/digest breaking"]),
        ("/act", ["/actors"]),
        ("/actors ", ["/actors 1"]),
        ("/settings length ", ["/settings length short", "/settings length medium", "/settings length long"]),
        ("/brief --", ["/brief --file", "/brief --length", "/brief --language", "/brief --engine"]),
        ("/brief a.md --le", ["/brief a.md --length"]),
        ("/brief a.md --length ", ["/brief a.md --length short", "/brief a.md --length medium",
                                   "/brief a.md --length long"]),
        ("/brief a.md --length=sh", ["/brief a.md --length=short"]),
        ("/brief a.md --language Ger", ["/brief a.md --language German"]),
        ("/brief a.md --engine mir", ["/brief a.md --engine mirror"]),
        ("/digest schedule 08:00 --zone Lis", ["/digest schedule 08:00 --zone Europe/Lisbon"]),
        ('/digest schedule 08:00 --zone "Lis', ["/digest schedule 08:00 --zone Europe/Lisbon"]),
        ("/digest schedule 08:00 --pic", ["/digest schedule 08:00 --picture"]),
        ("who is", []),
        ("/nothing ", []),
        ("/ask what is short", []),
    ],
)  # fmt: skip
async def test_what_is_typed_is_completed(typed: str, offered: Sequence[str]) -> None:
    assert await completed(typed) == list(offered)


async def test_a_word_that_may_be_the_value_of_an_option_becomes_it() -> None:
    assert "/digest schedule 08:00 --zone Europe/London" in await completed("/digest schedule 08:00 Europe/Lon")
    assert "/brief a.md --length short" in await completed("/brief a.md sho")


async def test_a_flag_takes_no_value() -> None:
    assert await completed("/digest schedule 08:00 --picture x") == ["/digest schedule 08:00 --picture x"]


async def test_paths_are_completed_where_a_file_may_be_given(tmp_path: Path) -> None:
    (tmp_path / "pier.md").touch()
    assert f"/brief {tmp_path}/pier.md" in await completed(f"/brief {tmp_path}/pi")
    assert await completed(f"/ask {tmp_path}/pi") == []
