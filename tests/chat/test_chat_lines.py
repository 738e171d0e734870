"""Typed lines: commands, options, questions, articles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.lines import PASTE, Line, parse
from bot.chat.request import Value

PARAGRAPHS = "The pier reopened on Friday, the mayor said.\n\n" * 12
NOTE = "Pier reopens\n\nThe pier reopened on Friday.\n\nIt had been shut for a year."


@pytest.mark.parametrize(
    ("typed", "command", "options"),
    [
        ("/brief", "brief", {}),
        ("/brief https://sands.example/1", "brief", {"article": "https://sands.example/1"}),
        ("/brief reports/pier one.md", "brief", {"article": "reports/pier one.md"}),
        ("/brief https://a.example/1 --engine mirror", "brief", {"article": "https://a.example/1", "engine": "mirror"}),
        ("/brief Two lines\nwith --engine in them", "brief", {"article": "Two lines\nwith --engine in them"}),
        ("/ask who pays?", "ask", {"question": "who pays?"}),
        ("/ASK Who pays?", "ask", {"question": "Who pays?"}),
        ("/ask what does --verbose mean?", "ask", {"question": "what does --verbose mean?"}),
        ("/actors 2", "actors", {"article": "2"}),
        (
            "/digest schedule 08:00 Europe/London weekdays",
            "digest schedule",
            {"times": "08:00 Europe/London weekdays"},
        ),
        ("/digest   schedule 08:00 --empty", "digest schedule", {"times": "08:00", "empty": True}),
        ("/digest schedule --empty 08:00", "digest schedule", {"times": "08:00", "empty": True}),
        (
            "/digest schedule 08:00 --zone Europe/London",
            "digest schedule",
            {"times": "08:00", "zone": "Europe/London"},
        ),
        (
            '/digest schedule 08:00 --topics "strike, budget" --length=short --empty',
            "digest schedule",
            {"times": "08:00", "topics": "strike, budget", "length": "short", "empty": True},
        ),
        ("/digest pause 3", "digest pause", {"schedule": "3"}),
        ("/digestion", "digestion", {}),
        ("/digest shedule 08:00", "digest shedule", {}),
        ("/digst now", "digst now", {}),
        ("/digestion now and then", "digestion now", {}),
        ("/", "help", {}),
        ("Help!", "help", {}),
        ("Hello there!", "", {}),
        ("Hello, who is she?", "ask", {"question": "Hello, who is she?"}),
        ("and when does she leave?", "ask", {"question": "and when does she leave?"}),
        ("https://sands.example/1", "brief", {"article": "https://sands.example/1"}),
        ("is https://sands.example/1 right?", "ask", {"question": "is https://sands.example/1 right?"}),
        ("brief me in German", "brief", {"language": "German"}),
        ("Please summarise https://sands.example/1 in French, briefly.", "brief",
         {"article": "https://sands.example/1", "language": "French", "length": "short"}),
        ("brief this https://sands.example/1", "brief", {"article": "https://sands.example/1"}),
        ("a longer brief of this?", "ask", {"question": "a longer brief of this?"}),
        ("brief history of the pier?", "ask", {"question": "brief history of the pier?"}),
        ("Summarise what was said in Berlin", "ask", {"question": "Summarise what was said in Berlin"}),
        (PARAGRAPHS, "brief", {"article": PARAGRAPHS.strip()}),
        (NOTE, "brief", {"article": NOTE}),
        ("Hello!\n\nA new day.\nWho pays?", "ask", {"question": "Hello!\n\nA new day.\nWho pays?"}),
    ],
)  # fmt: skip
def test_a_line_is_read(typed: str, command: str, options: dict[str, Value]) -> None:
    assert parse(typed) == Line(command, options)


@given(st.text(max_size=PASTE - 1))
def test_any_line_is_read_without_an_error(typed: str) -> None:
    assert parse(typed).command in {"ask", "brief"} or typed.strip()[:1] in {"", "/"}
