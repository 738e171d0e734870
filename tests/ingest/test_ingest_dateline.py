"""The day in a dateline stands in for a time of publication that is not stated."""

from datetime import UTC, datetime

import pytest

from bot.ingest.dateline import day_of
from bot.ingest.read import read_text

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
BODY = "The ferry between Orsby and Lunt will stop on Friday, its owner said. It has run since 1931 without a break."


@pytest.mark.parametrize(
    ("opening", "day"),
    [
        ("LONDON, Nov. 20 (Courier) — A strike", "2026-11-20"),
        ("PORT SELEN, Marevia, December 3 (Wire) - A strike", "2025-12-03"),
        ("SÃO", None),
        ("TAVRIN, 3 May 2025 — A strike", "2025-05-03"),
        ("TAVRIN, Nov 24 – A strike", "2026-11-24"),
        ("TAVRIN, Feb. 30 — A strike", None),
        ("Tavrin, which on May 3 — a Sunday — was calm", None),
        ("LONDON — A strike", None),
        ("Nov. 20 — A strike", None),
    ],
)
def test_day_in_the_opening(opening: str, day: str | None) -> None:
    found = day_of(opening, NOW)
    assert (found.date().isoformat() if found else None) == day


def test_a_text_without_a_date_takes_its_datelines() -> None:
    assert read_text(f"ORSBY, Nov. 20 (Post) — {BODY}", NOW).published == datetime(2026, 11, 20, 12, tzinfo=UTC)


def test_a_stated_time_is_kept() -> None:
    stated = f"Published: 2026-11-21T08:00:00+00:00\n\nORSBY, Nov. 20 (Post) — {BODY}"
    assert read_text(stated, NOW).published == datetime(2026, 11, 21, 8, tzinfo=UTC)
