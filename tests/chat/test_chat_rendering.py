"""Whatever stands in an article, every renderer shows all of it within its platform's limits, and cuts no word."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, cast

import pytest
import wcwidth
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat import safe
from bot.chat.discord import components, limits
from bot.chat.discord import markdown as discord_markdown
from bot.chat.discord import render as discord
from bot.chat.replies import (
    ActorItem,
    Actors,
    Attachment,
    Bullets,
    Buttons,
    Drawing,
    Footer,
    Heading,
    Item,
    Link,
    Menu,
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
    Text,
    Timeline,
    Tone,
)
from bot.chat.slack import blocks
from bot.chat.slack import limits as slack_limits
from bot.chat.slack import render as slack
from bot.chat.terminal import render as terminal
from tests.chat.slack import rules

ODD = (
    "👨‍👩‍👧‍👦", "🏳️‍🌈", "👍🏽", "🇫🇷🇩🇪🇯🇵", "1️⃣*️⃣#️⃣", "😀",
    "e\u0301", "Z\u0351\u036b\u0343\u036a", "क्षि", "각", "日本語の記事", "שלום עולם", "مرحبا بالعالم",
    "\u202eright\u202c", "*bold*", "**", "__under__", "~~gone~~", "`code`", "```py\nfence\n```", "||hidden||",
    "\\", "\\*", "a\\", ">", ">>> q", "# heading", "-# small", "- item", "1. item", "+",
    "[label](https://evil.example/(a)|b)", "<https://evil.example|x>", "https://evil.example/a_b?c=[d]", "&amp;", "<b>",
    "@everyone", "@here", "<@1>", "<@&2>", "<#C1>", "<!here>", "<!channel>", "<!subteam^S1>", "<t:1:R>", ":smile:",
    "<:a:1>", "</brief:1>", "[1]", "[bold red]", "x[2]", "\u00a0", "\u200b", "\x00", "\x1b[31mred",
    "\x1b]8;;https://evil.example\x07", "\x85", "\u2028", "\r\n", "\t", "\n", " ", "",
)  # fmt: skip
LONG = (
    "a" * 5000,
    "é" * 4500,
    "e\u0301" * 2500,
    "👨‍👩‍👧‍👦" * 700,
    "🇫🇷" * 2500,
    "\\" * 5000,
    "*" * 5000,
    "字" * 5000,
    "word " * 1500,
)

odd = st.one_of(st.sampled_from(ODD), st.text(max_size=30), st.sampled_from("abc xyz").map(str))
words = st.one_of(
    st.lists(odd, max_size=12).map("".join),
    st.lists(odd, max_size=12).map(" ".join),
    st.tuples(odd, st.sampled_from(LONG), odd).map(" ".join),
    st.tuples(odd, st.sampled_from(LONG), odd).map("".join),
)
few = st.lists(odd, max_size=4).map("".join)
marks = st.lists(st.integers(1, 999), max_size=8).map(tuple)
address = st.one_of(
    st.none(), few.map(lambda text: f"https://sands.example/{text}"), st.just("https://sands.example/" + "p" * 5000)
)
quotes = st.builds(QuoteItem, words, few, st.booleans(), marks)
links = st.builds(Link, few, st.just("https://sands.example/b"))


def several(one: st.SearchStrategy[Any], most: int = 4) -> st.SearchStrategy[Any]:
    return st.lists(one, min_size=1, max_size=most).map(tuple)


PARTS: dict[type, st.SearchStrategy[Any]] = {
    Heading: st.builds(Heading, words, st.integers(1, 3), address),
    Text: st.one_of(
        st.builds(Text, words, st.none(), marks),
        words.map(lambda text: Text(text, "".join([*safe.letters(text)][2:9]))),
    ),
    Bullets: st.builds(Bullets, several(st.builds(Item, words, few, marks))),
    Quotes: st.builds(Quotes, several(quotes)),
    Actors: st.builds(
        Actors,
        several(st.builds(ActorItem, few, words, several(few, 2), st.integers(0, 5), several(quotes, 2), marks), 2),
    ),
    Timeline: st.builds(Timeline, several(st.builds(Moment, few, words, st.booleans(), marks))),
    Sources: st.builds(
        Sources,
        several(
            st.builds(
                SourceItem, words, few, address, st.none() | st.integers(1, 99), several(words, 2), several(links, 2)
            )
        ),
    ),
    Notice: st.builds(Notice, words, st.sampled_from(Tone)),
    Footer: st.builds(Footer, words),
}
"""How each part that shows others' words is made."""

FIXED = (Picture, Drawing, Buttons, Menu, Attachment, Prompt)
"""Parts whose words are our own, or files."""

replies = st.lists(st.one_of(*PARTS.values()), min_size=1, max_size=4).map(lambda parts: Reply(tuple(parts)))


@dataclass(frozen=True)
class Surface:
    """A platform: each page as people see it, and what it allows.

    `drawn` is a word as it is written there, of which a page takes `page` characters at least; a heading has `heading`.
    `check` fails when a page breaks a limit, or would call somebody.
    """

    name: str
    pages: Callable[[Reply], Sequence[str]]
    drawn: Callable[[str], str]
    page: int
    heading: int
    check: Callable[[Reply], None]


def _of_discord(reply: Reply) -> Iterator[list[dict[str, Any]]]:
    for page in discord.render(reply):
        yield cast(list[dict[str, Any]], components.view(page).to_components())  # type: ignore[no-untyped-call]


def _walk(parts: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for part in parts:
        yield part
        yield from _walk(part.get("components", ()))


def _check_discord(reply: Reply) -> None:
    for page in _of_discord(reply):
        parts = list(_walk(page))
        contents = [part["content"] for part in parts if "content" in part]
        assert len(parts) <= limits.COMPONENTS
        assert sum(map(len, contents)) <= limits.CHARACTERS
        assert all(content.strip() for content in contents), "Discord refuses an empty text"
        for content in contents:
            undone = _undo(content)
            assert not re.search(r"@(everyone|here)|<(@|#|!|t:|a?:|/)", undone.replace("\\", "")), "nothing pings"


_MARKDOWN = re.compile(
    r"\\(?P<escaped>[^0-9A-Za-z\s])"
    r"|(?P<bold>\*\*)"
    r"|\[(?P<label>(?:\\.|[^\]\\])*)\]\(<(?P<target>[^>]*)>\)"
    r"|(?P<start>^(?:#{2,3} |-# |- |> ))"
    r"|(?P<special>[*_~`|<>\[\]\\])",
    re.MULTILINE,
)


def _undo(content: str) -> str:
    """What is seen of a text in Discord's markdown; fails where anything but our own markup is left."""

    def seen(match: re.Match[str]) -> str:
        assert match["special"] is None, f"left as markup: {content[max(0, match.start() - 40) : match.end() + 40]!r}"
        if match["label"] is not None:
            return _undo(match["label"])
        return match["escaped"] or ""

    for line in content.split("\n"):
        assert sum(bool(bold) for bold in re.findall(r"\\.|(\*\*)", line)) % 2 == 0, "bold is closed on its line"
    return _MARKDOWN.sub(seen, content)


def _pages_of_discord(reply: Reply) -> list[str]:
    return [
        "\n".join(_undo(part["content"]) for part in _walk(page) if "content" in part) for page in _of_discord(reply)
    ]


def _pages_of_slack(reply: Reply) -> list[str]:
    return ["\n".join(map(_of_slack, blocks.made(page))) for page in slack.render(reply)]


def _of_slack(block: dict[str, Any]) -> str:
    """What is seen of a block, without the signs of its lists and quotes."""
    if block["type"] != "rich_text":
        return rules.read([block])
    rows = [
        row["elements"]
        for element in block["elements"]
        for row in (element["elements"] if element["type"] == "rich_text_list" else [element])
    ]
    return "\n".join("".join(run["text"] for run in runs) for runs in rows)


def _check_slack(reply: Reply) -> None:
    for page in slack.render(reply):
        message = blocks.message(page)
        rules.check(message)
        for part in rules.parts(message["blocks"]):
            if part.get("type") == "mrkdwn":
                assert not re.search(r"<(?!https?://[^>|]+\|)", part["text"]), "nothing but our own links"
        assert "<" not in message["text"]


def _check_terminal(reply: Reply) -> None:
    shown = terminal.text(reply)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", shown)
    assert not re.search(r"@(everyone|here)|<(@|#|!|t:|a?:|/)", shown)


SURFACES = (
    Surface(
        "discord",
        _pages_of_discord,
        discord_markdown.escape,
        limits.CHARACTERS - 200,
        discord.HEADING,
        _check_discord,
    ),
    Surface("slack", _pages_of_slack, json.dumps, slack_limits.PARAGRAPH - 200, slack.HEADING, _check_slack),
    Surface("terminal", lambda reply: [terminal.text(reply)], safe.plain, 10**6, 10**6, _check_terminal),
)
EACH = pytest.mark.parametrize("surface", SURFACES, ids=lambda surface: surface.name)


def bare(text: str) -> str:
    """The letters that are seen, without the space between them."""
    return re.sub(r"[\s\u200b\u2060]+", "", safe.plain(text))


def said(part: Part, surface: Surface) -> Iterator[str]:
    """The words of a part in the order in which people read them."""
    match part:
        case Heading():
            short = safe.shorten(part.text, surface.heading)
            yield short.removesuffix("…") if short.endswith("…") else short
        case Text() | Notice() | Footer():
            yield part.text
        case Bullets():
            for item in part.items:
                yield from (item.lead, item.text)
        case Quotes():
            for quote in part.items:
                yield from (quote.words, quote.speaker)
        case Actors():
            for actor in part.items:
                yield from (actor.name, actor.role, *actor.aliases)
                yield from (quote.words for quote in actor.quotes)
        case Timeline():
            for moment in part.items:
                yield from (moment.when, moment.text)
        case Sources():
            for source in part.items:
                yield from (source.label, source.detail)
                yield from (also.text for also in source.also)
                yield from source.sentences
        case _:
            raise AssertionError(f"nobody says what {type(part).__name__} shows")


def cites(part: Any) -> Iterator[str]:
    """The citations of a part and of all that it holds, as they are shown."""
    for one in (part, *getattr(part, "items", ()), *getattr(part, "quotes", ())):
        if one is not part:
            yield from cites(one)
        elif found := getattr(part, "marks", ()):
            yield "".join(f"[{mark}]" for mark in found)


def test_every_part_is_tried() -> None:
    kinds: tuple[type, ...] = Part.__args__
    assert {*PARTS, *FIXED} == set(kinds)


@EACH
@settings(deadline=None, max_examples=30)
@given(replies)
def test_every_page_is_within_the_limits_and_pings_nobody(surface: Surface, reply: Reply) -> None:
    surface.check(reply)


@EACH
@settings(deadline=None, max_examples=30)
@given(replies)
def test_nothing_is_lost_over_the_pages(surface: Surface, reply: Reply) -> None:
    shown = bare("".join(surface.pages(reply)))
    small = [part for part in reply.parts if isinstance(part, Footer)]  # small print may come last
    for parts in ([part for part in reply.parts if not isinstance(part, Footer)], small):
        place = 0
        for text in (text for part in parts for text in said(part, surface)):
            found = shown.find(bare(text), place)
            assert found >= 0, text[:200]
            place = found + len(bare(text))


@EACH
@settings(deadline=None, max_examples=30)
@given(replies)
def test_no_word_is_cut_that_fits_a_page_and_no_letter_ever(surface: Surface, reply: Reply) -> None:
    pages = [" ".join(page.replace("\u200b", "").replace("\u2060", "").split()) for page in surface.pages(reply)]
    rows = [
        row.split() for page in surface.pages(reply) for row in page.replace("\u2060", "").split("\n") if row.split()
    ]
    assert all(any(each in page for page in pages) for part in reply.parts for each in cites(part))
    for text in (text for part in reply.parts for text in said(part, surface)):
        for word in safe.plain(text).split():
            seen = word.replace("\u200b", "")
            if len(surface.drawn(word)) <= surface.page:
                assert any(seen in page for page in pages), word
    whole = {word for part in reply.parts for text in said(part, surface) for word in safe.plain(text).split()}
    for above, below in pairwise(rows):
        cut = above[-1] + below[0]
        if len(cut) > 200 and any(cut in word for word in whole):
            border = wcwidth.grapheme_boundary_before(cut, len(above[-1]) + 1)
            assert border == len(above[-1])
