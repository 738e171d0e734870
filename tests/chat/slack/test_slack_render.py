"""Replies as Slack pages: nothing over a limit, nothing cut, nothing lost, nothing that Slack takes for markup."""

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat import safe
from bot.chat.actions import turn
from bot.chat.replies import (
    ActorItem,
    Actors,
    Attachment,
    Bullets,
    Button,
    Buttons,
    Footer,
    Heading,
    Item,
    Link,
    Menu,
    MenuItem,
    Moment,
    Notice,
    Part,
    Picture,
    Prompt,
    QuoteItem,
    Quotes,
    Reply,
    SourceItem,
    Sources,
    Style,
    Text,
    Timeline,
    Tone,
)
from bot.chat.slack import limits
from bot.chat.slack.blocks import message, pressed
from bot.chat.slack.pages import Page
from bot.chat.slack.render import render
from tests.chat.slack.rules import check, parts, read

LONG = "The harbour council met again and again about the ferry line to Port Selby. " * 12
ODD = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("*_~`<>&|:@#![]()\n -\u200b\u200d\u0301\u202e\U0001f469\U0001f3fd\u05d0"),
    ),
    max_size=400,
)
WORDS = st.one_of(
    ODD, st.sampled_from(["x" * 5_000, "é\u0301" * 2_500, "👩🏽‍🚒" * 700, "<!here> <@U1> @channel", "```a\n```", "*b* _i_ ~s~"])
)
ADDRESSES = st.sampled_from(
    ["https://e.example/a|b>c?x=1&y=<2>", "https://e.example/" + "p" * 4_000, "javascript:alert(1)", "https://[", ""]
)


def messages(*given_parts: Part) -> list[dict[str, Any]]:
    made = [message(page) for page in render(Reply(given_parts))]
    for each in made:
        check(each)
    return made


def said(*given_parts: Part) -> str:
    (made,) = messages(*given_parts)
    return read(made["blocks"])


def kinds(*given_parts: Part) -> list[str]:
    (made,) = messages(*given_parts)
    return [block["type"] for block in made["blocks"]]


def letters(text: str) -> str:
    return re.sub(r"\s|\u200b", "", text)


def test_a_briefing_shows_its_parts_in_order() -> None:
    text = said(
        Heading("Minister sails to Port Selby"),
        Sources((SourceItem("Minister sails", "The Courier, 2 May 2026", "https://courier.example/a"),)),
        Bullets((Item("The talks open on Monday.", marks=(1, 2)),)),
        Heading("Key actors", 2),
        Actors((ActorItem("Mei Tan", "foreign minister", ("Ms Tan",), 3, marks=(1,)),)),
        Heading("In their words", 2),
        Quotes((QuoteItem("We will talk", "Mei Tan"),)),
        Heading("Timeline", 2),
        Timeline((Moment("Mon 4 May 2026", "The talks open.", True),)),
        Footer("Engine: extractive."),
    )
    assert text.split("\n") == [
        "Minister sails to Port Selby",
        "Minister sails · The Courier, 2 May 2026",
        "• The talks open on Monday.\u00a0[1][2]",
        "Key actors",
        "• Mei Tan — foreign minister (also Ms Tan)\u00a0[1]",
        "Key actors"[:0] + "In their words",
        "> “We will talk” —\u00a0Mei Tan",
        "Timeline",
        "• Mon 4 May 2026 (upcoming): The talks open.",
        "Engine: extractive.",
    ]
