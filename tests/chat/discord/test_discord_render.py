"""Replies as Discord pages: nothing over a limit, nothing cut, nothing that pings."""

import re
from collections.abc import Iterator
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.discord import limits
from bot.chat.discord.components import Place, pressed, submitted, view, window
from bot.chat.discord.markdown import divide, escape, link
from bot.chat.discord.pages import Page
from bot.chat.discord.render import render
from bot.chat.replies import (
    ActorItem,
    Actors,
    Bullets,
    Button,
    Buttons,
    Field,
    Footer,
    Heading,
    Item,
    Link,
    Menu,
    MenuItem,
    Moment,
    Notice,
    Part,
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

LONG = "The harbour council met again and again about the ferry line to Port Selby. " * 12


async def components(page: Page, place: Place | None = None) -> list[dict[str, Any]]:
    return cast(list[dict[str, Any]], view(page, place).to_components())  # type: ignore[no-untyped-call]


def walk(parts: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for part in parts:
        yield part
        yield from walk(part.get("components", []))
        yield from [part["accessory"]] if "accessory" in part else []


async def texts(reply: Reply) -> list[str]:
    """The text of each message, as sent."""
    pages = [await components(page) for page in render(reply)]
    return ["\n".join(part["content"] for part in walk(page) if "content" in part) for page in pages]


async def only_text(*parts: Part) -> str:
    (text,) = await texts(Reply(parts))
    return text


async def test_a_briefing_shows_its_parts_in_order() -> None:
    text = await only_text(
        Heading("Minister sails to Port Selby"),
        Sources((SourceItem("Minister sails", "The Courier, 2 May 2026", "https://courier.example/a"),)),
        Bullets((Item("The talks open on Monday.", marks=(1, 2)),)),
        Heading("Key actors", 2),
        Actors((ActorItem("Mei Tan", "foreign minister", ("Ms Tan",), 3, marks=(1,)),)),
        Heading("In their words", 2),
        Quotes((QuoteItem("We will talk", "Mei Tan"), QuoteItem("that they would talk", direct=False))),
        Heading("Timeline", 2),
        Timeline((Moment("Mon 4 May 2026", "The talks open.", True),)),
        Footer("Engine: extractive."),
    )
    assert text.split("\n") == [
        "## Minister sails to Port Selby",
        "-# [Minister sails](<https://courier.example/a>) · The Courier, 2 May 2026",
        r"- The talks open on Monday." + "\u00a0" + r"\[1\]\[2\]",
        "### Key actors",
        r"- **Mei Tan** — foreign minister (also Ms Tan)" + "\u00a0" + r"\[1\]",
        "### In their words",
        "> “We will talk” —\u00a0Mei Tan",
        "> that they would talk",
        "### Timeline",
        "- **Mon 4 May 2026** (upcoming): The talks open.",
        "-# Engine: extractive.",
    ]


async def test_the_span_of_an_answer_is_bold() -> None:
    assert (
        await only_text(Text("She meets Joren Pell on Monday.", "Joren Pell")) == "She meets **Joren Pell** on Monday."
    )


async def test_a_source_names_other_places_with_their_links() -> None:
    also = (Link("Harbour Courier", "https://courier.example/a"), Link("Ledger", "https://ledger.example/b"))
    text = await only_text(Sources((SourceItem("Minister sails", "Gazette", number=2, also=also),)))
    assert text.replace("\u2060", "") == (
        r"-# \[2\] Minister sails · Gazette · also in "
        "[Harbour Courier](<https://courier.example/a>), [Ledger](<https://ledger.example/b>)"
    )


async def test_sentences_stand_under_their_source() -> None:
    text = await only_text(Sources((SourceItem("Minister sails", number=2, sentences=("She sails.", "He waits.")),)))
    assert text == "\\[2\\] Minister sails\n> She sails.\n> He waits."


async def test_a_headline_without_end_is_shortened_at_a_word() -> None:
    text = await only_text(Heading("harbour " * 375))
    assert len(text) < 310
    assert text.endswith("harbour…")


async def test_buttons_come_last_in_rows_of_five() -> None:
    buttons = Buttons(tuple(Button(f"Button {n} {'x' * 90}", f"ask:{n}") for n in range(7)))
    (page,) = render(Reply((buttons, Text("Under the buttons"), Footer("small"))))
    (frame,) = await components(page)
    assert [part["type"] for part in frame["components"]] == [10, 14, 10, 1, 1]
    assert [len(row["components"]) for row in frame["components"][3:]] == [5, 2]
    assert all(len(part["label"]) <= limits.BUTTON_LABEL for part in walk([frame]) if "label" in part)


FERRIES = Menu(
    "digest pause:", "schedule", "Choose a ferry", (MenuItem("Selby 08:00", "1", "daily"), MenuItem("Lowen", "2"))
)


async def test_a_menu_comes_after_the_words_and_its_choice_comes_back() -> None:
    (page,) = render(Reply((FERRIES, Text("Above the menu"), Footer("small"))))
    (frame,) = await components(Page.load(page.dump()))
    assert [part["type"] for part in frame["components"]] == [10, 14, 10, 1]
    (menu,) = frame["components"][-1]["components"]
    assert menu["placeholder"] == "Choose a ferry"
    assert [(o["label"], o["value"], o.get("description")) for o in menu["options"]] == [
        ("Selby 08:00", "1", "daily"),
        ("Lowen", "2", None),
    ]
    chosen = {"custom_id": menu["custom_id"], "component_type": 3, "values": ["2"]}
    assert pressed(chosen) == ("digest pause:", {"schedule": "2"})


async def test_a_menu_takes_no_more_than_a_select_does() -> None:
    items = tuple(MenuItem(LONG, str(number), LONG) for number in range(40))
    (page,) = render(Reply((Menu("sources:", "article", LONG, items),)))
    (menu,) = [part for part in walk(await components(page)) if part["type"] == 3]
    assert len(menu["options"]) == limits.MENU_ITEMS
    assert all(len(o["label"]) <= limits.MENU_LABEL >= len(o["description"]) for o in menu["options"])
    assert len(menu["placeholder"]) <= limits.MENU_HINT


async def test_a_row_of_a_list_has_its_button_beside_it() -> None:
    button = Button("Pause", "digest pause:1")
    items = (Item("weekdays 08:00", "1", button=button), Item("Fridays", "2"), Item("Mondays", "3"))
    (page,) = render(Reply((Heading("Digests"), Bullets(items))))
    (frame,) = await components(Page.load(page.dump()))
    assert [part["type"] for part in frame["components"]] == [10, 9, 10]
    section = frame["components"][1]
    assert section["components"][0]["content"] == "**1** weekdays 08:00"
    assert section["accessory"]["custom_id"] == "digest pause:1"
    assert frame["components"][2]["content"] == "- **2** Fridays\n- **3** Mondays"


async def test_a_heading_with_a_button_is_not_left_alone_at_the_end_of_a_message() -> None:
    heading = Heading("Next", 3, button=Button("Ask", "ask:1"))
    for filling in range(30, 40):
        parts = (Bullets(tuple(Item("x" * 100) for _ in range(filling))), heading, Text("y" * 300))
        pages = await texts(Reply(parts))
        assert not any(page.endswith("### Next") for page in pages)


async def test_stories_with_buttons_stay_under_the_limit_of_components() -> None:
    stories = tuple(
        part
        for n in range(40)
        for part in (Heading(f"Story {n}", 3, button=Button("Ask", f"ask:{n}")), Text("Short."), FERRIES)
    )
    pages = render(Reply(stories))
    drawn = [await components(page, Place("abc", 1, len(pages))) for page in pages]
    assert max(len(list(walk(page))) for page in drawn) <= limits.COMPONENTS
    assert sum(str(page).count("### Story") for page in drawn) == 40


async def test_a_page_that_can_be_turned_says_where_it_is() -> None:
    (page,) = render(Reply((Text("Middle"), Buttons((Button("Ask", "ask:1"),)))))
    (frame,) = await components(page, Place("abc", 2, 3))
    back, here, on = frame["components"][-1]["components"]
    assert [back["custom_id"], here["label"], on["custom_id"]] == ["page:abc.1", "2 of 3", "page:abc.3"]
    assert [part["disabled"] for part in (back, here, on)] == [False, True, False]
    first, last = [(await components(page, Place("abc", n, 2)))[0]["components"][-1]["components"] for n in (1, 2)]
    assert [part["disabled"] for part in (*first, *last)] == [True, True, False, False, True, True]


async def test_a_window_with_a_list_comes_back_with_what_was_chosen() -> None:
    fields = (
        Field("length", "Length", choices=(MenuItem("Short", "short"), MenuItem("Long", "long")), value="long"),
        Field("topics", "Topics", value="strike", required=False),
    )
    made = window(Prompt("Schedule", "digest schedule:", fields, "Set")).to_dict()
    select, box = (label["component"] for label in made["components"])
    assert [option["value"] for option in select["options"] if option.get("default")] == ["long"]
    assert box["value"] == "strike"
    answered = [
        {"type": 18, "component": {"type": 3, "custom_id": select["custom_id"], "values": ["short"]}},
        {"type": 18, "component": {"type": 4, "custom_id": box["custom_id"], "value": "budget"}},
    ]
    assert submitted(answered) == {"length": "short", "topics": "budget"}


async def test_a_window_that_cannot_open_any_more_becomes_a_button() -> None:
    (page,) = render(Reply((Prompt("Brief an article", "brief:", (), "Brief"),)))
    assert [part["custom_id"] for part in walk(await components(page)) if "custom_id" in part] == ["brief:"]


async def test_the_tone_of_a_notice_colours_the_message() -> None:
    good, bad = (render(Reply((Notice("Said.", tone),)))[0] for tone in (Tone.DONE, Tone.ERROR))
    assert (await components(good))[0]["accent_color"] != (await components(bad))[0]["accent_color"]


async def test_a_long_reply_is_several_messages_and_loses_nothing() -> None:
    items = tuple(Item(f"Number {n}. {LONG}", marks=(n,)) for n in range(1, 31))
    pages = await texts(Reply((Heading("All"), Bullets(items), Footer("the end"))))
    assert len(pages) > 5
    assert all(len(page) <= limits.CHARACTERS for page in pages)
    told = [int(number) for page in pages for number in re.findall(r"Number (\d+)\.", page)]
    cited = [int(number) for page in pages for number in re.findall(r"\\\[(\d+)\\\]", page)]
    assert told == cited == list(range(1, 31))
    assert all(page.startswith(("## All", "- Number")) for page in pages)


async def test_a_reply_of_many_parts_stays_under_the_limit_of_components() -> None:
    parts = [
        part for n in range(60) for part in (Heading(f"Story {n}", 3), Text("Short."), Sources((SourceItem("a"),)))
    ]
    pages = [await components(page) for page in render(Reply(tuple(parts)))]
    assert len(pages) > 3
    assert max(len(list(walk(page))) for page in pages) <= limits.COMPONENTS
    assert sum(str(page).count("### Story") for page in pages) == 60


async def test_no_heading_is_left_alone_at_the_end_of_a_message() -> None:
    for filling in range(30, 40):
        parts = (Bullets(tuple(Item("x" * 100) for _ in range(filling))), Heading("Next", 2), Text("y" * 300))
        pages = await texts(Reply(parts))
        assert not any(page.endswith("### Next") for page in pages)


def test_a_page_survives_being_stored() -> None:
    reply = Reply((Notice("“Done”", Tone.DONE), Heading("H"), Buttons((Button("Ask", "ask:1"),)), Footer("f")))
    (page,) = render(reply)
    assert Page.load(page.dump()) == page


@pytest.mark.parametrize(
    "text",
    [
        "*bold* _under_ ~~gone~~ `code` ||hidden||",
        "# heading",
        "- item",
        "+ item",
        "1. item",
        "12) item",
        "> quote",
        "-# small",
        "[label](https://evil.example)",
        "<@123> <@&5> <#7> <t:1:R> </brief:1>",
        "https://evil.example/a_b",
        "```\nfence\n```",
        "end \\",
    ],
)
def test_article_text_makes_no_markup(text: str) -> None:
    """Undoing Discord's escaping gives the text back, and no special character is left unescaped."""
    shown = escape(text).replace("\u200b", "")
    assert re.sub(r"\\([^0-9A-Za-z\s])", r"\1", shown) == text
    left = re.sub(r"\\[^0-9A-Za-z\s]", "□", shown)
    assert not re.search(r"[*_~`|<>\[\]]|://|^\s*(#|-|\+|\d+[.)])", left, re.MULTILINE)


def test_nothing_in_a_text_pings() -> None:
    shown = escape("@everyone @here <@99>")
    assert "@everyone" not in shown
    assert "@here" not in shown
    assert not re.search(r"<@\d", shown)


def test_a_link_cannot_be_broken_out_of() -> None:
    made = link("a](b) [c", "https://e.example/(x)?q=<y> z\\")
    assert made == r"[a\](b) \[c](<https://e.example/%28x%29?q=%3Cy%3E%20z%5C>)"


def test_dividing_keeps_links_citations_and_bold() -> None:
    source = link("a label of many words that is long", "https://e.example/" + "p" * 60)
    line = " ".join(["word"] * 30) + f" {source} **" + " ".join(["strong"] * 40) + "** end\u00a0\\[1\\]"
    pieces = divide(line, 200)
    assert all(len(piece) <= 200 for piece in pieces)
    assert sum(source in piece for piece in pieces) == 1
    assert all(piece.count("**") % 2 == 0 for piece in pieces)
    assert pieces[-1].endswith("end\u00a0\\[1\\]")


@given(st.text(max_size=600), st.integers(min_value=20, max_value=120))
def test_dividing_loses_no_word(text: str, limit: int) -> None:
    line = " ".join(escape(text).split())
    pieces = divide(line, limit)
    assert all(len(piece) <= limit for piece in pieces)
    assert "".join(pieces).replace(" ", "") == line.replace(" ", "")
