"""The picture of a timeline: all of it is there, nothing runs over, and anything may be written in it."""

from datetime import date

import pytest
from hypothesis import given, settings

from bot.chat.charts import timeline_picture
from bot.chat.charts.lettering import Lettering
from bot.chat.charts.palette import AMBER, BLUE, GROUND, WIDTH
from bot.chat.charts.sheet import Panel, Sheet, Stroke
from bot.chat.charts.timeline import EVENTS, lay
from bot.model.document import Event
from tests.chat.charts import pictures
from tests.chat.charts.pictures import check, event, opened


@pytest.fixture(scope="module")
def lettering() -> Lettering:
    return Lettering()


def markers(sheet: Sheet) -> list[Panel]:
    return [shape for shape in sheet.shapes if isinstance(shape, Panel)]


def said(sheet: Sheet) -> str:
    return " ".join(words.text for words in sheet.words)


def test_it_is_a_png_of_a_size_for_phones() -> None:
    picture = timeline_picture(
        [event(day, "The council of Selby Sands meets about the pier. " * 9) for day in range(1, 13)], "en"
    )
    image = opened(picture.png)
    assert image.format == "PNG"
    assert image.width == WIDTH
    assert image.height < 2.5 * WIDTH
    assert len(picture.png) < 1_000_000
    assert picture.name == "timeline.png"


def test_the_same_events_give_the_same_bytes() -> None:
    events = [event(1), event(8, future=True)]
    assert timeline_picture(events, "en") == timeline_picture(events, "en")


def test_dates_stand_in_words_above_what_happened(lettering: Lettering) -> None:
    sheet = lay([event(1, "The pier closes."), event(8, "The pier reopens.", future=True)], lettering, "en")
    assert said(sheet) == ("Timeline Fri 1 May 2026 The pier closes. Fri 8 May 2026 (upcoming) The pier reopens.")


def test_a_date_that_several_events_share_stands_there_once(lettering: Lettering) -> None:
    sheet = lay([event(1, "One."), event(1, "Two."), event(1, "Three.", future=True)], lettering, "en")
    assert said(sheet) == "Timeline Fri 1 May 2026 One. Two. Fri 1 May 2026 (upcoming) Three."


def test_what_is_to_come_differs_by_more_than_colour(lettering: Lettering) -> None:
    sheet = lay([event(1), event(2), event(3, future=True)], lettering, "en")
    *past, coming = markers(sheet)
    assert {marker.fill for marker in past} == {BLUE}
    assert (coming.fill, coming.edge) == (GROUND, AMBER)
    ways = [shape for shape in sheet.shapes if isinstance(shape, Stroke)]
    assert len(ways) > 3  # one that is whole, then dashes


def test_what_lasts_has_a_longer_mark_and_both_dates(lettering: Lettering) -> None:
    lasting = event(4, "The fair is open.", until=date(2026, 5, 6))
    sheet = lay([event(1), lasting], lettering, "en")
    short, long = (marker.box.bottom - marker.box.top for marker in markers(sheet))
    assert long > 2 * short
    assert "4–6 May 2026" in said(sheet)


def test_events_of_which_no_word_can_be_shown_leave_their_marks() -> None:
    silent = event(4, "\u200b", until=date(2026, 5, 6))
    assert opened(timeline_picture([silent, silent, silent], "en").png).width == WIDTH


def test_the_last_events_are_shown_and_the_others_counted(lettering: Lettering) -> None:
    events = [event(day, f"Step {day} is done.") for day in range(1, 16)]
    sheet = lay(events, lettering, "en")
    assert "Step 3 " not in said(sheet)
    assert all(f"Step {day} " in said(sheet) for day in range(4, 16))
    assert "3 earlier events not shown." in said(sheet)
    assert "3 earlier events not shown." in timeline_picture(events, "en").alt


def test_the_description_tells_every_event() -> None:
    events = [event(day, f"Step {day} " + "was taken at the pier after a long debate " * 6) for day in range(1, 13)]
    picture = timeline_picture([*events[:-1], event(12, "Step 12 follows.", future=True)], "en")
    assert picture.alt.startswith("A timeline of 12 events, 1 of them upcoming: Fri 1 May 2026: Step 1 was")
    assert all(f"{day} May 2026: Step {day} was" in picture.alt for day in range(1, 12))
    assert "Tue 12 May 2026 (upcoming): Step 12 follows." in picture.alt
    assert len(picture.alt) <= 1024


@settings(deadline=None)
@given(pictures.events)
def test_words_never_run_over_each_other_or_the_edge(lettering: Lettering, events: list[Event]) -> None:
    check(lay(events, lettering, "en"))


@settings(max_examples=15, deadline=None)
@given(pictures.events)
def test_any_text_gives_a_picture_and_a_short_description(events: list[Event]) -> None:
    picture = timeline_picture(events, "en")
    assert opened(picture.png).height < 4 * WIDTH
    assert len(picture.alt) <= 1024
    assert "\n" not in picture.alt
    assert len(events) <= EVENTS or "earlier event" in picture.alt


def test_a_date_is_drawn_in_the_readers_way_where_the_font_has_its_letters(lettering: Lettering) -> None:
    assert "пт, 1 мая 2026" in said(lay([event(1)], lettering, "ru"))
    assert "Fri 1 May 2026" in said(lay([event(1)], lettering, "ja"))
