from collections.abc import Sequence

import pytest
from lxml.html import fromstring

from bot.ingest import byline


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Maud Ellery and Oskar Brandt", ["Maud Ellery", "Oskar Brandt"]),
        ("By Maud Ellery in Tavrin", ["Maud Ellery"]),
        ("By Maud Ellery, Kaldoria correspondent", ["Maud Ellery"]),
        ("By Maud Ellery, a deputy editor who has covered ports for years", ["Maud Ellery"]),
        ("By Maud Ellery March 25, 2026", ["Maud Ellery"]),
        ("Von Oskar Brandt und Ilse Weidmann", ["Oskar Brandt", "Ilse Weidmann"]),
        ("Par Odile Marchais et Luc Tavernier", ["Odile Marchais", "Luc Tavernier"]),
        ("Por Inés Valdor y Mateo Rial", ["Inés Valdor", "Mateo Rial"]),
        ("Sammy Davis, Jr.", ["Sammy Davis, Jr"]),
        ("Harbour Courier", ["Harbour Courier"]),
        ("https://courier.example/authors/12-maud-ellery", []),
        ("@maudellery", []),
        ("Updated 2 May 2026, 07:30", []),
    ],
)
def test_a_byline_gives_names_and_nothing_else(text: str, names: Sequence[str]) -> None:
    assert byline.names(text) == names


def test_authors_marked_one_beside_the_other_are_all_found() -> None:
    page = fromstring(
        "<div><span class='menu-authors'>2 May 2026</span><p><span class='author'>Maud Ellery</span>, "
        "<span class='author'>Oskar Brandt</span></p></div>"
    )
    assert byline.on_page(page) == ("Maud Ellery", "Oskar Brandt")
