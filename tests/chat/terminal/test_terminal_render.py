"""Replies as they look in a terminal, and what must not happen to the person who reads them."""

from io import StringIO

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from bot.chat.compose import articles
from bot.chat.replies import (
    ActorItem,
    Actors,
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
    QuoteItem,
    Quotes,
    Reply,
    SourceItem,
    Sources,
    Text,
    Timeline,
    Tone,
)
from bot.chat.terminal.render import WIDTH, show, text
from bot.desk.intake import Added
from tests.chat.desks import article, briefing

HOSTILE = "[red]stop[/red] \x1b[31mnow\x1b[0m \x1b]8;;https://evil.example\x07 @everyone <@123> [/] \\[bold]"


def everything(words: str) -> Reply:
    """A reply with those words wherever a part has text."""
    quote = QuoteItem(words, words, True, (1,))
    parts: tuple[Part, ...] = (
        Heading(words),
        Text(words, words, (1,)),
        Bullets((Item(words, words, (1, 2)),)),
        Quotes((quote,)),
        Actors((ActorItem(words, words, (words,), 3, (quote,), (2,)),)),
        Timeline((Moment("4 May 2026", words, True, (1,)),)),
        Sources((SourceItem(words, words, "https://sands.example/1", 1, (words,)),)),
        Notice(words, Tone.WARNING),
        Footer(words),
    )
    return Reply(parts)


def coloured(reply: Reply) -> str:
    """What a terminal with colours is sent."""
    file = StringIO()
    show(reply, Console(file=file, force_terminal=True, color_system="standard", width=200))
    return file.getvalue()


def test_markup_and_escapes_from_articles_do_nothing() -> None:
    sent = coloured(everything(HOSTILE))
    assert "\x1b[31m" not in sent
    assert "\x1b]8" not in sent
    shown = text(everything(HOSTILE))
    assert "\x1b" not in shown
    assert "[red]stop[/red] now" in shown
    assert "@everyone" not in shown
    assert "<@" not in shown


def test_a_headline_of_3000_characters_is_shortened_and_everything_else_is_whole() -> None:
    long = article(1, title="Pier " * 600)
    shown = text(articles.briefing(briefing(long), Added(long), "en"))
    assert len(shown) < 2_000
    assert "…" in shown
    assert "The repairs cost two million crowns." in shown


def test_lines_wrap_between_words_and_hang_under_their_first() -> None:
    sentence = "The harbour authority reopened every berth of the old pier. " * 8
    rows = text(Reply((Bullets((Item(sentence),)),))).splitlines()
    assert all(len(row) <= WIDTH for row in rows)
    assert rows[0].startswith("• The")
    assert all(row.startswith("  ") for row in rows[1:] if row)
    assert " ".join(" ".join(rows).removeprefix("• ").split()) == sentence.strip()


def test_a_link_is_one_word_however_long() -> None:
    link = "https://sands.example/" + "pier/" * 60
    assert link in text(Reply((Sources((SourceItem("Pier", "Gazette", link),)),)))
    assert link in text(Reply((Text(f"See {link} for more."),)))


def test_the_answer_stands_out() -> None:
    sent = coloured(Reply((Text("She meets Tomas Verrin on Monday.", "Tomas Verrin"),)))
    assert "\x1b[1mTomas Verrin\x1b[0m" in sent


def test_the_sources_of_an_answer_carry_number_outlet_date_link_and_sentence() -> None:
    shown = text(
        Reply((Sources((SourceItem("Pier", "Gazette, 3 May 2026", "https://a.example", 2, ("It is open.",)),)),))
    )
    assert shown.splitlines()[:3] == ["[2] Pier — Gazette, 3 May 2026", "    https://a.example", "    › It is open."]


CHOICES = Reply(
    (
        Buttons((Button("Actors", "actors:a1"), Button("Ask about this", "ask:a1"))),
        Menu(
            "feed check",
            "feed",
            "Which feed?",
            (MenuItem("Courier", "1", "the harbour's own"), MenuItem("Ledger", "2")),
        ),
        Footer("Small print."),
    )
)


def choosing(reply: Reply, width: int = 80) -> list[str]:
    """The lines that somebody sees who can choose."""
    file = StringIO()
    show(reply, Console(file=file, width=width, color_system=None), choosing=True)
    return file.getvalue().splitlines()


def test_what_can_be_chosen_is_numbered_throughout() -> None:
    assert [row for row in choosing(CHOICES) if row] == [
        "(1) Actors   (2) Ask about this",
        "Which feed?",
        "(3) Courier — the harbour's own",
        "(4) Ledger",
        "Small print.",
        "Type a number to choose, or just ask.",
    ]


def test_a_button_stands_under_what_it_is_about() -> None:
    press = Button("Pause", "feed pause:1")
    items = (Item("daily", "Courier", button=press), Item("weekly", "Ledger"), Item("hourly", "Wire", button=press))
    rows = choosing(Reply((Heading("Feeds", button=press), Bullets(items))))
    assert [row for row in rows if row][:-1] == [
        "Feeds",
        "(1) Pause",
        "• Courier  daily",
        "  (2) Pause",
        "• Ledger  weekly",
        "• Wire  hourly",
        "  (3) Pause",
    ]


def test_what_cannot_be_chosen_is_not_shown() -> None:
    assert text(CHOICES).split() == ["Small", "print."]


def test_the_names_of_choices_can_do_nothing_either() -> None:
    menu = Menu("feed check:", "feed", HOSTILE, (MenuItem(HOSTILE, "1", HOSTILE),))
    shown = "\n".join(choosing(Reply((Buttons((Button(HOSTILE, "actors:a1"),)), menu))))
    assert "\x1b" not in shown
    assert "@everyone" not in shown
    assert shown.count("[red]stop[/red] now") == 4


def test_no_button_is_broken_at_the_end_of_a_line() -> None:
    buttons = tuple(Button(f"Go to page {number}", f"actors:{number}") for number in range(5))
    rows = [row for row in choosing(Reply((Buttons(buttons),)), 40) if row]
    assert rows[:3] == [
        "(1) Go to page 0   (2) Go to page 1",
        "(3) Go to page 2   (4) Go to page 3",
        "(5) Go to page 4",
    ]


def test_a_narrow_terminal_has_the_dates_of_a_timeline_in_line() -> None:
    file = StringIO()
    moments = (Moment("Sat 2 May 2026", "The pier reopens after a year of repairs.", True, (1,)),)
    show(Reply((Timeline(moments),)), Console(file=file, width=40, color_system=None))
    rows = file.getvalue().splitlines()
    assert rows[:2] == ["• Sat 2 May 2026 — The pier reopens", "  after a year of repairs.  upcoming [1]"]


@given(st.text(max_size=300), st.integers(20, 200))
def test_any_text_can_be_shown_at_any_width(words: str, width: int) -> None:
    file = StringIO()
    show(everything(words), Console(file=file, width=width, color_system=None))
    assert "\x1b" not in file.getvalue()


def test_a_source_names_other_places_with_their_links() -> None:
    also = (Link("Harbour Courier", "https://courier.example/a"), Link("Ledger", "https://ledger.example/b"))
    shown = text(Reply((Sources((SourceItem("Pier", "Gazette", "https://a.example", 2, also=also),)),)))
    assert " ".join(shown.split()) == (
        "[2] Pier — Gazette https://a.example + also in Harbour Courier https://courier.example/a "
        "+ also in Ledger https://ledger.example/b"
    )


def test_only_names_and_leads_stand_out() -> None:
    console = Console(file=StringIO(), record=True, force_terminal=True, width=WIDTH, color_system="standard")
    actor = ActorItem("Irena Dolak", "foreign minister", marks=(3,), quotes=(QuoteItem("Come home."),))
    show(Reply((Actors((actor,)), Bullets((Item("extractive", "Engine here:"),)))), console)
    drawn = console.export_text(styles=True)
    assert "\x1b[1mIrena Dolak\x1b[0m — foreign minister\x1b[36m [3]" in drawn
    assert "\x1b[2m  › \x1b[0m\x1b[3m“Come home.”" in drawn
    assert "\x1b[1mEngine here:  \x1b[0mextractive" in drawn
