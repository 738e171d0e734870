"""Dates and times in the way of whoever reads them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat import dates
from bot.model.document import Citation, Event, Precision

MONDAY = datetime(2026, 5, 4, 8, 0, tzinfo=ZoneInfo("Europe/London"))
CITED = Citation("a1", 0, "It opens.")


def event(when: date, precision: Precision, until: date | None = None) -> Event:
    return Event(when, precision, "then", "It opens.", CITED, until=until)


def spaced(text: str) -> str:
    """The text with plain spaces in place of narrow and thin ones."""
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("locale", "moment"),
    [
        ("en", "Mon 4 May 2026, 08:00 BST"),
        ("en-GB", "Mon, 4 May 2026, 08:00 BST"),
        ("en-US", "Mon, May 4, 2026, 8:00 AM BST"),
        ("fr", "lun. 4 mai 2026, 08:00 BST"),
        ("de", "Mo., 4. Mai 2026, 08:00 BST"),
        ("pt-BR", "seg., 4 de mai. de 2026 08:00 BST"),
        ("sv-SE", "mån 4 maj 2026 08:00 BST"),
        ("ja", "2026年5月4日(月) 8:00 BST"),
        ("zh-TW", "2026年5月4日 週一 上午8:00 BST"),
        ("ru", "пн, 4 мая 2026 г., 08:00 BST"),
    ],
)
def test_a_moment_is_written_as_its_reader_does(locale: str, moment: str) -> None:
    assert spaced(dates.moment(MONDAY, locale)) == moment


@pytest.mark.parametrize(
    ("locale", "day", "short"),
    [
        ("en", "4 May 2026", "4 May"),
        ("en-US", "May 4, 2026", "May 4"),
        ("fr", "4 mai 2026", "4 mai"),
        ("es-ES", "4 de mayo de 2026", "4 may"),
        ("ko", "2026년 5월 4일", "5월 4일"),
    ],
)
def test_a_day_is_written_as_its_reader_does(locale: str, day: str, short: str) -> None:
    assert (dates.day(MONDAY, locale), dates.short(MONDAY, locale)) == (day, short)


@pytest.mark.parametrize(
    ("what", "english", "french"),
    [
        (event(date(2026, 5, 4), Precision.DAY), "Mon 4 May 2026", "lun. 4 mai 2026"),
        (event(date(2026, 10, 1), Precision.MONTH), "October 2026", "octobre 2026"),
        (event(date(2017, 1, 1), Precision.YEAR), "2017", "2017"),
        (event(date(2026, 5, 4), Precision.DAY, date(2026, 5, 4)), "Mon 4 May 2026", "lun. 4 mai 2026"),
        (event(date(2026, 5, 4), Precision.DAY, date(2026, 5, 6)), "4–6 May 2026", "4–6 mai 2026"),
        (event(date(2026, 5, 30), Precision.DAY, date(2026, 6, 2)), "30 May – 2 Jun 2026", "30 mai – 2 juin 2026"),
        (event(date(2026, 5, 1), Precision.MONTH, date(2026, 6, 1)), "May – June 2026", "mai – juin 2026"),
        (event(date(2026, 1, 1), Precision.YEAR, date(2028, 1, 1)), "2026–2028", "2026–2028"),
    ],
)
def test_an_event_is_dated_as_exactly_as_it_is_known(what: Event, english: str, french: str) -> None:
    assert (spaced(dates.event(what, "en")), spaced(dates.event(what, "fr"))) == (english, french)


@pytest.mark.parametrize(
    ("locale", "day"),
    [
        ("de-XX", "4. Mai 2026"),
        ("fr-u-hc-h12", "4 mai 2026"),
        ("tlh", "4 May 2026"),
        ("", "4 May 2026"),
        ("../../etc", "4 May 2026"),
        ("\x00", "4 May 2026"),
    ],
)
def test_an_unknown_locale_counts_as_its_language_else_as_english(locale: str, day: str) -> None:
    assert dates.day(MONDAY, locale) == day


def test_a_zone_without_letters_is_named_by_its_hours() -> None:
    assert dates.moment(MONDAY.astimezone(ZoneInfo("Europe/Istanbul")), "en") == "Mon 4 May 2026, 10:00 GMT+03:00"
    assert dates.moment(MONDAY.astimezone(UTC), "en") == "Mon 4 May 2026, 07:00 UTC"


@pytest.mark.parametrize("locale", [locale.value for locale in discord.Locale])
def test_every_locale_of_discord_is_known(locale: str) -> None:
    """None of them falls back to English, but for English itself."""
    assert (dates.moment(MONDAY, locale) == dates.moment(MONDAY, "en")) == (locale == "en")


@given(st.text(max_size=40))
def test_no_tag_does_harm(locale: str) -> None:
    assert "2026" in dates.day(MONDAY, locale)
