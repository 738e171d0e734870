"""Names without their text: who is meant. All names are fiction."""

import pytest

from bot.language.bodies import Bodies, acronyms
from bot.language.people import People


def resolved(*names: str) -> list[int]:
    """Whom each name means, by the first name that means the same."""
    people = People()
    for name in names:
        if " " in name:
            people.introduce(name)
    found = []
    for at, name in enumerate(names):
        figure = people.resolve(name, None, at * 100)
        figure.add(name, None, at * 100)
        found.append(figure)
    return [found.index(figure) for figure in found]


@pytest.mark.parametrize(
    ("names", "meant"),
    [
        (("Luis Gerardo (Jerry) Ortega", "Jerry Ortega", "Ortega"), [0, 0, 0]),
        (("Lena Farrow", "LeFa"), [0, 0]),
        (("Lena Farrow", "Lefa"), [0, 1]),
        (("Lena Farrow", "Farrow’s", "Farrows'"), [0, 0, 2]),
        (("Tom Hale", "Lena Farrow", "She", "He"), [0, 1, 1, 0]),
        (("lawyer Tom Hale", "Jonas Keld", "Lawyer"), [0, 1, 0]),
        (("Tom Hale", "Jonas Keld", "Suspect"), [0, 1, 1]),
        (("Attorney Dr Ruth Ames", "Ruth Ames"), [0, 0]),
        (("Tom Hale", "King"), [0, 1]),
        (("Marta Harlow", "Edith Harlow"), [0, 1]),
    ],
)
def test_a_name_means_whom_a_reader_takes_it_for(names: tuple[str, ...], meant: list[int]) -> None:
    assert resolved(*names) == meant


def test_a_pronoun_before_anybody_was_named_is_somebody_of_its_own() -> None:
    assert resolved("She", "Lena Farrow") == [0, 1]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("The Selmouth Reporter", {"SR", "TSR"}),
        ("Ministry of Defence", {"MD"}),
        ("Selmouth", set()),
        ("‘Northern Seas Council’", {"NSC"}),
    ],
)
def test_acronyms_are_made_of_the_great_words(name: str, expected: set[str]) -> None:
    assert acronyms(name) == expected


def test_an_organisation_goes_by_its_kind_where_it_is_the_only_one() -> None:
    bodies = Bodies()
    academy = bodies.resolve("Academy of Sea Arts and Letters")
    assert bodies.resolve("Academy") is academy
    assert bodies.resolve("Academy of Sea Art and Letters") is academy
    assert bodies.spelt_out("S.A.L.") is None
    assert bodies.spelt_out("ASAL") is academy
