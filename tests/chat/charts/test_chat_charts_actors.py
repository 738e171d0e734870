"""The map of who is named together: everybody is on it, lines keep to their lane, labels are whole and apart."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings

from bot.chat.charts import actor_map, connected
from bot.chat.charts.actors import ACTORS, lay
from bot.chat.charts.lettering import Lettering
from bot.chat.charts.palette import INK, WIDTH
from bot.chat.charts.sheet import Box, Panel, Sheet, Stroke
from bot.model.document import Actor, Connection, EntityKind
from tests.chat.charts.pictures import actor, casts, check, connection, opened

FINCH = actor("Ada Finch", "mayor")
LIND = actor("Bo Lind", "harbour master")
BOARD = actor("Harbour Board", kind=EntityKind.ORGANISATION)


@pytest.fixture(scope="module")
def lettering() -> Lettering:
    return Lettering()


def cards(sheet: Sheet) -> list[Panel]:
    return [shape for shape in sheet.shapes if isinstance(shape, Panel) and shape.box.right - shape.box.left > 100]


def lines(sheet: Sheet) -> list[Stroke]:
    """The lines between actors; the last stroke is the sample in the legend."""
    return [shape for shape in sheet.shapes if isinstance(shape, Stroke)][:-1]


def card_of(sheet: Sheet, name: str) -> Panel:
    label = next(words.box for words in sheet.words if words.text == name)
    return next(card for card in cards(sheet) if card.box.meets(label))


def test_it_is_a_png_of_a_size_for_phones() -> None:
    crowd = [
        actor(f"Person {number} of the Harbour Board", "deputy harbour master of Selby Sands") for number in range(12)
    ]
    picture = actor_map(crowd, [connection(one.name, other.name) for one, other in pairwise(crowd)])
    image = opened(picture.png)
    assert image.format == "PNG"
    assert image.width == WIDTH
    assert image.height < 2.5 * WIDTH
    assert len(picture.png) < 1_000_000
    assert picture.name == "actors.png"


def test_the_same_actors_give_the_same_bytes() -> None:
    given = [FINCH, LIND, BOARD], [connection("Ada Finch", "Bo Lind", 3), connection("Bo Lind", "Harbour Board")]
    assert actor_map(*given) == actor_map(*given)


def test_the_role_stands_under_the_name(lettering: Lettering) -> None:
    sheet = lay([FINCH, LIND], [connection("Ada Finch", "Bo Lind")], lettering)
    name, role = (next(words for words in sheet.words if words.text == text) for text in ("Ada Finch", "mayor"))
    assert name.box.left == role.box.left
    assert name.box.bottom == role.box.top
    assert name.colour == INK != role.colour
    assert name.face.weight > role.face.weight


def test_people_and_organisations_differ_by_shape(lettering: Lettering) -> None:
    sheet = lay([FINCH, BOARD], [connection("Ada Finch", "Harbour Board")], lettering)
    person, board = card_of(sheet, "Ada Finch"), card_of(sheet, "Harbour Board")
    assert person.radius > 20
    assert board.radius == 0
    assert board.thick > person.thick
    assert {"person", "organisation"} <= {words.text for words in sheet.words}


def test_more_sentences_make_a_thicker_line(lettering: Lettering) -> None:
    counts = {("Ada Finch", "Bo Lind"): 1, ("Bo Lind", "Harbour Board"): 4, ("Ada Finch", "Harbour Board"): 9}
    sheet = lay([FINCH, LIND, BOARD], [connection(*pair, count) for pair, count in counts.items()], lettering)
    thin, middle, thick = (line.thick for line in lines(sheet))
    assert thin < middle < thick


def test_only_who_is_connected_is_shown() -> None:
    crowd = [actor(f"Person {number}") for number in range(13)]
    given = [connection("Person 0", "Person 9"), connection("Person 1", "Person 12"), connection("Person 2", "Nobody")]
    shown, kept = connected(crowd, given)
    assert [each.name for each in shown] == ["Person 0", "Person 9"]
    assert kept == given[:1]
    assert connected(crowd, ()) == ([], [])


def test_those_who_are_named_together_most_sit_side_by_side(lettering: Lettering) -> None:
    crowd = [actor(name) for name in ("Ann", "Ben", "Cat", "Dov", "Eve", "Fay")]
    given = [
        connection("Ann", "Fay", 9),
        connection("Ben", "Dov", 9),
        connection("Cat", "Eve", 9),
        connection("Ann", "Ben"),
    ]
    sheet = lay(crowd, given, lettering)
    for pair in given[:3]:
        assert card_of(sheet, pair.one).box.middle == card_of(sheet, pair.other).box.middle


def test_the_description_names_everybody_and_their_lines() -> None:
    picture = actor_map(
        [FINCH, LIND, BOARD], [connection("Ada Finch", "Bo Lind", 3), connection("Bo Lind", "Harbour Board")]
    )
    assert picture.alt == (
        "A map of who is named together with whom: Ada Finch, mayor; Bo Lind, harbour master; Harbour Board. "
        "Ada Finch and Bo Lind in 3 sentences; Bo Lind and Harbour Board in 1 sentence."
    )


def test_the_description_of_a_crowd_names_everybody() -> None:
    crowd = [actor(f"Person {number} Finch-Lindqvist", "deputy harbour master of Selby Sands") for number in range(10)]
    everybody = [connection(one.name, other.name) for one in crowd for other in crowd if one.name < other.name]
    alt = actor_map(crowd, everybody).alt
    assert all(each.name in alt for each in crowd)
    told = alt.count(" in 1 sentence")
    assert 0 < told < len(everybody)
    assert alt.endswith(f". And {len(everybody) - told} more.")
    assert len(alt) <= 1024


def distinct_spaces(places: list[Box]) -> bool:
    return not any(one.meets(other) for number, one in enumerate(places) for other in places[:number])


@settings(deadline=None)
@given(casts())
def test_labels_stay_in_their_cards_and_lines_off_them(
    lettering: Lettering, cast: tuple[list[Actor], list[Connection]]
) -> None:
    shown, given_lines = connected(*cast)
    sheet = lay(shown, given_lines, lettering)
    check(sheet)
    places = [card.box for card in cards(sheet)]
    assert len(places) == len(shown) <= ACTORS
    assert distinct_spaces(places)
    for words in sheet.words:
        for place in places:
            if words.box.meets(place):
                assert place.left < words.box.left
                assert words.box.right < place.right
                assert place.top < words.box.top
                assert words.box.bottom < place.bottom
    assert len(lines(sheet)) == len(given_lines)
    for line in lines(sheet):
        assert not any(Box(x, y, x, y).meets(place) for x, y in line.points for place in places)


@settings(max_examples=15, deadline=None)
@given(casts())
def test_any_names_give_a_picture_and_a_short_description(cast: tuple[list[Actor], list[Connection]]) -> None:
    picture = actor_map(*cast)
    assert opened(picture.png).height < 4 * WIDTH
    assert len(picture.alt) <= 1024
    assert "\n" not in picture.alt


@pytest.mark.parametrize("name", ["Łukasz Żółć", "Ελένη Παπά", "Ірина Шевченко", "Đặng Thị Hà"])
def test_names_in_latin_greek_and_cyrillic_have_their_letters(lettering: Lettering, name: str) -> None:
    sheet = lay([replace(FINCH, name=name), LIND], [connection(name, "Bo Lind")], lettering)
    assert any(words.text == name for words in sheet.words)
    font = lettering.font(sheet.words[1].face)
    unknown = font.getmask("\U0010fffd")
    assert all(bytes(font.getmask(letter)) != bytes(unknown) for letter in name if letter != " ")
