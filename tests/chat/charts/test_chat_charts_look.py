"""What every picture keeps to: contrast, sizes for a phone, and lines that fit."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.charts import palette
from bot.chat.charts.lettering import Lettering
from bot.chat.charts.palette import FACES, LABEL, PROSE, SMALL, Colour
from tests.chat.charts.pictures import hostile

PHONE = 400  # points of width; a picture is shown as wide as the message


@pytest.fixture(scope="module")
def lettering() -> Lettering:
    return Lettering()


def contrast(one: Colour, other: Colour) -> float:
    """https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio"""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: Colour) -> float:
    parts = [part / 255 for part in colour]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("text", [palette.INK, palette.SOFT, palette.BLUE, palette.AMBER])
@pytest.mark.parametrize("ground", [palette.GROUND, palette.PANEL])
def test_text_has_the_contrast_of_wcag_aa(text: Colour, ground: Colour) -> None:
    assert contrast(text, ground) >= 4.5


@pytest.mark.parametrize("shape", [palette.BLUE, palette.AMBER, palette.LINE])
def test_shapes_have_the_contrast_of_wcag_aa(shape: Colour) -> None:
    assert contrast(shape, palette.GROUND) >= 3


def test_the_measure_of_contrast_is_right() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((118, 118, 118), (255, 255, 255)) == pytest.approx(4.54, abs=0.01)  # the well-known #767676


def test_letters_are_large_enough_on_a_phone() -> None:
    assert min(face.size for face in FACES) * PHONE / palette.WIDTH >= 12


@settings(deadline=None)
@given(hostile, st.sampled_from([LABEL, PROSE, SMALL]), st.integers(100, 900), st.integers(1, 4))
def test_lines_fit_and_are_few(lettering: Lettering, text: str, face: palette.Face, width: int, most: int) -> None:
    rows = lettering.wrap(text, face, width, most)
    assert len(rows) <= most
    assert all(lettering.width(row, face) <= width for row in rows)
    assert all(row == row.strip() for row in rows)


def test_text_breaks_between_words_and_says_where_it_was_cut(lettering: Lettering) -> None:
    text = "The council of Selby Sands will meet on Friday to talk about the old pier."
    rows = lettering.wrap(text, PROSE, 500, 9)
    assert " ".join(rows) == text
    assert len(rows) > 2
    cut = lettering.wrap(text, PROSE, 500, 2)
    assert cut[0] == rows[0]
    assert cut[1].endswith("…")
    assert rows[1].startswith(cut[1][:-1])


def test_a_word_that_is_too_long_is_broken(lettering: Lettering) -> None:
    rows = lettering.wrap("so " + "W" * 90, LABEL, 400, 99)
    assert "".join(rows).replace("so", "").replace(" ", "") == "W" * 90
