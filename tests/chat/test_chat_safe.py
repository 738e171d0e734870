"""Text from articles cannot ping, colour or steer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.safe import line, plain, shorten


@pytest.mark.parametrize(
    "ping",
    ["@everyone", "@here", "@Channel", "<@123>", "<@!123>", "<@&5>", "<#99>", "<!channel>", "<!subteam^S1>",
     "</brief:1>", "<:smile:1>", "<a:wave:2>", "@\x1b[0meveryone", "<\x00@123>", "<\u202e@123>"],
)  # fmt: skip
def test_mentions_get_a_gap_and_keep_their_letters(ping: str) -> None:
    safe = plain(f"Call {ping} now")
    assert "\u200b" in safe
    for raw in ("@everyone", "@here", "@Channel", "<@", "<#", "<!", "</", "<:", "<a:"):
        assert raw not in safe


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07text", "text"),
        ("\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\", "click"),
        ("\x9b2Jgone", "gone"),
        ("a\x08\x7fb\x00c", "abc"),
        ("left\u202eright", "leftright"),
        ("one\r\ntwo\rthree\tfour", "one\ntwo\nthree four"),
        ("curly “quotes” – dashes… ümlaut 日本 😀", "curly “quotes” – dashes… ümlaut 日本 😀"),
        ("write to ada@sands.example; 3 < 4", "write to ada@sands.example; 3 < 4"),
    ],
)
def test_control_codes_go_and_words_stay(dirty: str, clean: str) -> None:
    assert plain(dirty) == clean


@given(st.text(alphabet=st.sampled_from("\x1b[]@<#!&here\x9b\x07m0;\\ \n\u202e")))
def test_nothing_dangerous_is_left_whatever_comes(text: str) -> None:
    safe = plain(text)
    assert not set(safe) & set("\x1b\x9b\x07\u202e")
    assert "@here" not in safe
    assert "<@" not in safe
    assert plain(safe) == safe


def test_a_line_is_one_line() -> None:
    assert line("  one\n\n two\x1b[1m ") == "one two"


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("short", 10, "short"),
        ("one two three", 13, "one two three"),
        ("one two three", 12, "one two…"),
        ("one, two", 6, "one…"),
        ("unbreakable", 5, "unbr…"),
    ],
)
def test_shortening_ends_between_words(text: str, limit: int, short: str) -> None:
    assert shorten(text, limit) == short
    assert len(short) <= limit
