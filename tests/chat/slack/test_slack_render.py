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
    ODD,
    st.sampled_from(
        ["x" * 5_000, "é\u0301" * 2_500, "👩🏽‍🚒" * 700, "<!here> <@U1> @channel", "```a\n```", "*b* _i_ ~s~"]
    ),
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
        "In their words",
        "> “We will talk” —\u00a0Mei Tan",
        "Timeline",
        "• Mon 4 May 2026 (upcoming): The talks open.",
        "Engine: extractive.",
    ]


def test_a_title_is_large_a_section_is_ruled_off_and_sources_are_small() -> None:
    source = SourceItem("Minister sails", "Gazette", "https://gazette.example/a")
    assert kinds(Heading("Minister sails"), Text("She left."), Heading("Sources", 2), Sources((source,))) == [
        "header", "rich_text", "divider", "rich_text", "context"
    ]  # fmt: skip


def test_a_headline_with_a_link_leads_there() -> None:
    (made,) = messages(Heading("Minister sails", 3, "https://gazette.example/a|b"))
    (link,) = [part for part in parts(made) if part.get("type") == "link"]
    assert link == {
        "type": "link",
        "url": "https://gazette.example/a%7Cb",
        "text": "Minister sails",
        "style": {"bold": True},
    }


def test_the_span_of_an_answer_is_bold() -> None:
    (made,) = messages(Text("She meets Joren Pell on Monday.", "Joren Pell"))
    bold = [part["text"] for part in parts(made) if part.get("style") == {"bold": True}]
    assert bold == ["Joren Pell"]
    assert read(made["blocks"]) == "She meets Joren Pell on Monday."


def test_a_source_names_other_places_with_their_links() -> None:
    also = (Link("Harbour Courier", "https://courier.example/a"), Link("Ledger", "https://ledger.example/b?x=1&y=2"))
    (made,) = messages(Sources((SourceItem("Minister sails", "Gazette", number=2, also=also),)))
    assert made["blocks"][0]["elements"][0]["text"] == (
        "[2] Minister sails · Gazette · also in <https://courier.example/a|Harbour Courier>, "
        "<https://ledger.example/b?x=1&amp;y=2|Ledger>"
    )


def test_a_source_whose_name_would_be_markup_is_shown_large_and_whole() -> None:
    (made,) = messages(Sources((SourceItem("Five *stars* for_ever", "Gazette", "https://gazette.example/a"),)))
    (link,) = [part for part in parts(made) if part.get("type") == "link"]
    assert link["text"] == "Five *stars* for_ever"
    assert not [part for part in parts(made) if part.get("type") == "mrkdwn"]


def test_sentences_stand_under_their_source() -> None:
    text = said(Sources((SourceItem("Minister sails", number=2, sentences=("She sails.", "He waits.")),)))
    assert text == "[2] Minister sails\n> She sails.\n> He waits."


def test_a_headline_without_end_is_shortened_at_a_word() -> None:
    text = said(Heading("harbour " * 375))
    assert len(text) < 310
    assert text.endswith("harbour…")


def test_buttons_come_last_and_carry_their_actions() -> None:
    buttons = Buttons(tuple(Button(f"Button {n} {'x' * 90}", f"ask:{n}", Style.DANGER) for n in range(5)))
    (made,) = messages(buttons, buttons, Text("Under the buttons"), Footer("small"))
    assert [block["type"] for block in made["blocks"]] == ["rich_text", "context", "actions", "actions"]
    controls = [control for block in made["blocks"][2:] for control in block["elements"]]
    assert [pressed(control) for control in controls] == [(f"ask:{n % 5}", {}) for n in range(10)]
    assert {control["style"] for control in controls} == {"danger"}


def test_a_button_stands_beside_its_line() -> None:
    pause, ask = Button("Pause", "feed pause:1"), Button("Ask", "ask:1")
    (made,) = messages(
        Bullets((Item("is paused", "1 Harbour <Courier>", button=pause), Item("five *stars*", "2", button=pause))),
        Heading("A story", 3, button=ask),
        Buttons((ask,)),
    )
    sections = [block for block in made["blocks"] if block["type"] == "section"]
    assert [(block["text"]["type"], block["text"]["text"]) for block in sections] == [
        ("mrkdwn", "*1 Harbour &lt;Courier&gt;* is paused"),
        ("plain_text", "2 five *stars*"),
        ("mrkdwn", "*A story*"),
    ]
    assert [pressed(block["accessory"]) for block in sections] == [("feed pause:1", {})] * 2 + [("ask:1", {})]


def test_a_choice_in_a_menu_comes_back_as_its_option() -> None:
    items = tuple(MenuItem(f"Feed {n}", str(n), "a long detail " * 20) for n in range(25))
    (made,) = messages(Text("Which?"), Menu("feed pause:", "feed", "Choose a feed", items))
    (menu,) = made["blocks"][-1]["elements"]
    assert pressed({**menu, "selected_option": menu["options"][3]}) == ("feed pause:", {"feed": "3"})


def test_a_window_that_cannot_open_any_more_becomes_a_button() -> None:
    (made,) = messages(Prompt("Brief an article", "brief:", (), "Brief"))
    (button,) = made["blocks"][-1]["elements"]
    assert (button["text"]["text"], pressed(button)) == ("Brief an article", ("brief:", {}))
    assert made["text"] == "Brief an article"


@pytest.mark.parametrize(("tone", "text"), [(Tone.INFO, "Said."), (Tone.DONE, "✅ Said."), (Tone.ERROR, "⚠️ Said.")])
def test_a_notice_shows_its_tone(tone: Tone, text: str) -> None:
    assert said(Notice("Said.", tone)) == text


def test_a_picture_is_an_image_where_it_was_uploaded_and_words_where_not() -> None:
    picture = Picture(b"png", "A timeline of three events.", "timeline.png")
    (page,) = render(Reply((Heading("Timeline"), picture, Attachment("feeds.opml", b"<opml/>"))))
    shown, told = message(page, {"timeline.png": "F1"}), message(page)
    check(shown)
    check(told)
    assert shown["blocks"][1] == {
        "type": "image", "slack_file": {"id": "F1"}, "alt_text": "A timeline of three events."
    }  # fmt: skip
    assert read(told["blocks"]) == "Timeline\nA timeline of three events."
    assert [attachment.name for attachment in page.attachments] == ["feeds.opml"]


def test_the_words_are_told_beside_the_blocks() -> None:
    (made,) = messages(Heading("A & B <@U1>"), Bullets((Item("One.", marks=(1,)),)))
    assert made["text"] == "A &amp; B &lt;\u200b@U1&gt; One. [1]"
    assert messages(Buttons((Button("Ask", "ask:1"),)))[0]["text"] == "Ask"
    assert message(render(Reply((Attachment("feeds.opml", b"x"),)))[0])["text"] == "feeds.opml"
    assert message(Page(()))["text"]


def test_a_long_reply_is_several_messages_and_loses_nothing() -> None:
    items = tuple(Item(f"Number {n}. {LONG}", marks=(n,)) for n in range(1, 31))
    pages = [read(made["blocks"]) for made in messages(Heading("All"), Bullets(items), Footer("the end"))]
    assert len(pages) >= 3
    told = [int(number) for page in pages for number in re.findall(r"Number (\d+)\.", page)]
    cited = [int(number) for page in pages for number in re.findall(r"\[(\d+)\]", page)]
    assert told == cited == list(range(1, 31))
    assert all(page.startswith(("All", "• Number")) for page in pages)


def test_a_reply_of_many_parts_stays_under_the_limit_of_blocks() -> None:
    parts_of = [(Heading(f"Story {n}", 3), Text("Short."), Sources((SourceItem("a"),))) for n in range(60)]
    pages = messages(*(part for story in parts_of for part in story))
    assert len(pages) > 3
    assert sum(read(page["blocks"]).count("Story ") for page in pages) == 60


def test_no_heading_is_left_alone_at_the_end_of_a_message() -> None:
    for filling in range(50, 70):
        pages = messages(Bullets(tuple(Item("x" * 100) for _ in range(filling))), Heading("Next", 2), Text("y" * 900))
        assert not any(read(page["blocks"]).endswith("Next") for page in pages)


def test_pages_turn_both_ways() -> None:
    pages = render(Reply((Bullets(tuple(Item(LONG) for _ in range(30))),)))
    assert len(pages) >= 3
    made = [message(page.turning("kept", number, len(pages))) for number, page in enumerate(pages, 1)]
    for each in made:
        check(each)
    turns = [[pressed(control)[0] for control in each["blocks"][-1]["elements"]] for each in made]
    assert turns[0] == [turn("kept", 2)]
    assert turns[1] == [turn("kept", 1), turn("kept", 3)]
    assert turns[-1] == [turn("kept", len(pages) - 1)]
    assert f"2 of {len(pages)}" in read(made[1]["blocks"])


def test_a_page_survives_being_stored() -> None:
    menu = Menu("feed pause:", "feed", "Choose", (MenuItem("One", "1"),))
    link = SourceItem("Minister sails", link="https://gazette.example/a")
    reply = Reply(
        (Notice("“Done”", Tone.DONE), Heading("H"), Sources((link,)), Buttons((Button("Ask", "ask:1"),)), menu)
    )
    (page,) = render(reply)
    assert Page.load(page.dump()) == page


def test_a_page_with_a_file_is_not_stored() -> None:
    (page,) = render(Reply((Picture(b"png", "A picture.", "a.png"),)))
    with pytest.raises(TypeError):
        page.dump()


def test_a_line_of_5000_characters_is_divided_between_words() -> None:
    words = " ".join(f"word{n}" for n in range(700))
    pages = messages(Bullets((Item(words, marks=(7,)),)))
    text = " ".join(read(page["blocks"]) for page in pages)
    assert re.findall(r"word\d+", text) == words.split()
    assert "word699\u00a0[7]" in text


def test_a_word_of_5000_characters_is_divided_between_what_people_see_as_characters() -> None:
    firefighter = "\N{WOMAN}\U0001f3fd\u200d\N{FIRE ENGINE}"
    pages = messages(Text(firefighter * 1_250))
    lines = [line for page in pages for line in read(page["blocks"]).split("\n")]
    assert len(lines) > 3
    assert all(set(line.split(firefighter)) == {""} for line in lines)
    assert sum(line.count(firefighter) for line in lines) == 1_250


@settings(deadline=None)
@given(WORDS, ODD, WORDS, ADDRESSES)
def test_whatever_an_article_says_is_shown_whole_and_is_no_markup(title: str, name: str, words: str, link: str) -> None:
    shown = (
        Text(words, strong=name[:20], marks=(1,)),
        Bullets((Item(words, name[:50], marks=(2,)),)),
        Quotes((QuoteItem(words, name),)),
        Sources((SourceItem(title, name, link, 3, (words,), (Link(title, link),)),)),
    )
    pages = messages(*shown)
    text = letters("".join(read(page["blocks"]) for page in pages))
    for expected in (words, title, name):
        assert not expected or _in_order(letters(safe.plain(expected)), text)
    for page in pages:
        for part in parts(page["blocks"]):
            assert part.get("type") not in {"user", "usergroup", "channel", "broadcast", "emoji"}
            if part.get("type") == "mrkdwn":
                assert part["verbatim"] is True
                assert not re.search(r"<[@#!]|[*_~`]", re.sub(r"<https?://[^|>]*\|", "", part["text"]))


def _in_order(expected: str, text: str) -> bool:
    """Whether the characters stand in the text in this order; a quote's or a bullet's own sign may stand between."""
    rest = iter(text)
    return all(char in rest for char in expected)


@given(st.lists(ODD, max_size=40))
def test_one_reply_gives_the_same_pages_each_time(words: list[str]) -> None:
    reply = Reply((Heading("H"), Bullets(tuple(map(Item, words))), Footer("f")))
    assert [page.dump() for page in render(reply)] == [page.dump() for page in render(reply)]
    assert json.loads(render(reply)[0].dump())["tail"] == ""


def test_limits_hold_for_the_largest_reply() -> None:
    many = tuple(Item("é" * 900, marks=(n,)) for n in range(80))
    assert all(len(json.dumps(page["blocks"])) <= limits.PAYLOAD for page in messages(Heading("H"), Bullets(many)))
