"""The same words are one article, an edited copy is known, another report of the event is another article."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.identity import article_id, fingerprint, is_copy
from tests.ingest import pages

OTHER_REPORT = (
    "The foreign minister of Marevia flew to Tavrin on Saturday and will be received by President Tomas Verrin on"
    " Monday, in the first trip of its kind since 2017.\n\nIrena Dolak was greeted by Pavel Ostrin, the deputy"
    " foreign minister.\n\n“I have come because fishermen on both shores want to go back to work,” she said on the"
    " tarmac.\n\nTwo sailors were hurt in February when a patrol boat hit a trawler in the strait, and a visit that"
    " was planned for that month was called off."
)
LONG = "\n\n".join(
    f"On day {n} the ministers of both countries spoke for {n % 7 + 2} hours about clause {n} of the draft, and"
    f" delegate {n} said that page {n * 3} of it would have to be written again before harbour {n % 5} could open."
    for n in range(120)
)


def test_case_spaces_and_marks_do_not_make_another_article() -> None:
    assert article_id("Dolak arrives, at last.") == article_id("  dolak ARRIVES\n\nat last")
    assert article_id("Dolak’s visit") == article_id("Dolak's visit")
    assert article_id("Dolak arrives") != article_id("Dolak departs")


@pytest.mark.parametrize(
    "copy",
    [
        pages.TEXT.replace("nine years", "a decade").replace("Saturday", "Sunday"),
        "\n\n".join(pages.PARAGRAPHS[:-1]),
        "\n\n".join(pages.PARAGRAPHS[2:]),
        "\n\n".join(reversed(pages.PARAGRAPHS)),
        f"{pages.TEXT}\n\nThis was updated to add that the talks began at nine in the morning in the old town hall.",
        pages.TEXT.upper(),
    ],
)
def test_an_edited_copy_is_known(copy: str) -> None:
    assert is_copy(fingerprint(pages.TEXT), fingerprint(copy))
    assert is_copy(fingerprint(copy), fingerprint(pages.TEXT))


def test_another_report_of_the_event_is_another_article() -> None:
    assert not is_copy(fingerprint(pages.TEXT), fingerprint(OTHER_REPORT))


def test_articles_that_share_one_quoted_paragraph_are_two() -> None:
    quoting = f"{OTHER_REPORT}\n\n{pages.PARAGRAPHS[3]}"
    assert not is_copy(fingerprint(pages.TEXT), fingerprint(quoting))


def test_a_long_text_is_known_by_its_sample() -> None:
    edited = LONG.replace("day 7 ", "day seven ").replace("clause 90 ", "article 90 ")
    assert is_copy(fingerprint(LONG), fingerprint(edited))
    half = LONG[: len(LONG) // 2]
    assert is_copy(fingerprint(LONG), fingerprint(half))


def test_short_texts_are_copies_only_when_they_are_the_same() -> None:
    assert is_copy(fingerprint("Talks end."), fingerprint("talks end"))
    assert not is_copy(fingerprint("Talks end."), fingerprint("Talks begin."))
    assert not is_copy((), ())


@given(st.text())
def test_a_fingerprint_fits_a_signed_column_and_is_stable(text: str) -> None:
    sketch = fingerprint(text)
    assert sketch == fingerprint(text) == tuple(sorted(set(sketch)))
    assert len(sketch) <= 128
    assert all(-(1 << 63) <= value < 1 << 63 for value in sketch)
