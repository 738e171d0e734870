"""What headers say about when to ask again."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest import caching

DATE = "Mon, 04 May 2026 08:00:00 GMT"
LATER = "Mon, 04 May 2026 09:00:00 GMT"
HOUR = timedelta(hours=1)
ZERO = timedelta(0)


@pytest.mark.parametrize(
    ("headers", "fresh"),
    [
        ({}, None),
        ({"Cache-Control": "public"}, None),
        ({"Cache-Control": "max-age=3600"}, HOUR),
        ({"Cache-Control": "Public, MAX-AGE=3600"}, HOUR),
        ({"Cache-Control": 'max-age="3600"'}, HOUR),
        ({"Cache-Control": "max-age=60, s-maxage=3600"}, HOUR),
        ({"Cache-Control": "max-age=60, max-age=3600"}, timedelta(minutes=1)),
        ({"Cache-Control": "max-age=3600", "Age": "600"}, timedelta(minutes=50)),
        ({"Cache-Control": "max-age=60", "Age": "600"}, ZERO),
        ({"Cache-Control": "no-cache, max-age=3600"}, ZERO),
        ({"Cache-Control": "no-store"}, ZERO),
        ({"Cache-Control": "max-age=soon"}, None),
        ({"Cache-Control": "max-age=-1"}, None),
        ({"Cache-Control": f"max-age={10**30}"}, timedelta(days=7)),
        ({"Cache-Control": "max-age=99999999"}, timedelta(days=7)),
        ({"Expires": LATER, "Date": DATE}, HOUR),
        ({"Expires": DATE, "Date": LATER}, ZERO),
        ({"Expires": LATER}, None),
        ({"Expires": "0", "Date": DATE}, None),
        ({"Expires": LATER, "Date": DATE, "Cache-Control": "max-age=60"}, timedelta(minutes=1)),
    ],
)
def test_how_long_an_answer_is_good_for(headers: dict[str, str], fresh: timedelta | None) -> None:
    assert caching.fresh_for(headers) == fresh


@given(*[st.text(st.characters(max_codepoint=255), max_size=60)] * 5)
def test_no_header_breaks_the_reading(cache: str, expires: str, date: str, age: str, retry: str) -> None:
    headers = {"Cache-Control": f"max-age={cache}", "Expires": expires, "Date": date, "Age": age, "Retry-After": retry}
    for asked in (caching.fresh_for(headers), caching.retry_after(headers), caching.retry_after({"Retry-After": date})):
        assert asked is None or ZERO <= asked <= caching.LONGEST


@given(st.from_regex(r"[A-Z][a-z]{2}, \d{1,3} [A-Z][a-z]{2} \d{1,6} \d{1,3}:\d\d:\d\d [-+]?\d{0,6}", fullmatch=True))
def test_no_date_breaks_the_reading(date: str) -> None:
    asked = caching.retry_after({"Retry-After": date, "Date": DATE})
    assert asked is None or ZERO <= asked <= caching.LONGEST
