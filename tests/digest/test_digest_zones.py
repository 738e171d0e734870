from zoneinfo import available_timezones

import pytest

from bot.digest.cities import cities
from bot.digest.zones import Place, matching, resolve
from bot.model.errors import UnknownZone


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Europe/London", Place("Europe/London")),
        ("europe/london", Place("Europe/London")),
        ("US/Eastern", Place("US/Eastern")),
        ("new_york", Place("America/New_York")),
        ("Tokyo", Place("Asia/Tokyo")),
        ("pst", Place("America/Los_Angeles")),
        ("UTC", Place("UTC")),
        ("utc+2", Place("Etc/GMT-2")),
        ("GMT -03:00", Place("Etc/GMT+3")),
        ("Munich", Place("Europe/Berlin", "Munich", "Germany")),
        ("münchen", Place("Europe/Berlin", "Munich", "Germany")),
        ("san francisco", Place("America/Los_Angeles", "San Francisco", "United States")),
        ("Bombay", Place("Asia/Kolkata", "Mumbai", "India")),
        ("São Paulo", Place("America/Sao_Paulo")),
        ("sao paulo", Place("America/Sao_Paulo")),
        ("St. Petersburg", Place("Europe/Moscow", "Saint Petersburg", "Russia")),
        ("Москва", Place("Europe/Moscow")),
        ("nyc", Place("America/New_York", "New York City", "United States")),
        ("Birmingham", Place("Europe/London", "Birmingham", "United Kingdom")),
        ("Birmingham, US", Place("America/Chicago", "Birmingham", "United States")),
        ("Portland", Place("America/Los_Angeles", "Portland", "United States")),
        ("portland maine", Place("America/New_York", "Portland", "United States")),
        ("Melbourne", Place("Australia/Melbourne")),
        ("Melbourne, Florida", Place("America/New_York", "Melbourne", "United States")),
        ("London, Canada", Place("America/Toronto", "London", "Canada")),
        ("Mexico", Place("America/Mexico_City")),  # as another name of a city hundreds of times as large
        ("York", Place("Europe/London", "York", "United Kingdom")),
        ("Jamaica", Place("America/Jamaica")),  # and not the part of New York
        ("San Juan", Place("America/Puerto_Rico", "San Juan", "Puerto Rico")),
    ],
)
def test_a_zone_is_found_by_what_people_call_it(typed: str, meant: Place) -> None:
    assert resolve(typed) == meant


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("Berln", "Did you mean Europe/Berlin?"),
        ("Munchin", "Did you mean Munich?"),
        ("san fransicso", "Did you mean San Francisco?"),
        ("sdyney", "Did you mean Australia/Sydney?"),
        ("UTC+2:30", "“UTC+2:30”"),
        ("UTC+25", "“UTC+25”"),
        ("Selby Sands in the Mist", "“Selby Sands in the Mist”. Name a large city"),
        ("x" * 500, "Name a large city"),
    ],
)
def test_what_is_not_known_is_answered_with_what_was_perhaps_meant(typed: str, hint: str) -> None:
    with pytest.raises(UnknownZone) as caught:
        resolve(typed)
    assert hint in caught.value.sentence


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Europe/London", "Europe/London"),
        ("lon", "Europe/London"),
        ("new y", "America/New_York"),
        ("new_york", "America/New_York"),
        ("sao p", "America/Sao_Paulo"),
        ("pst", "America/Los_Angeles"),
        ("cet", "Europe/Berlin"),
        ("utc", "UTC"),
        ("utc-5", "Etc/GMT+5"),
        ("berln", "Europe/Berlin"),
        ("  ToKyO ", "Asia/Tokyo"),
        ("buenos", "America/Argentina/Buenos_Aires"),
        ("mun", "Europe/Berlin"),
        ("portl", "America/Los_Angeles"),
        ("bomba", "Asia/Kolkata"),
    ],
)
def test_the_best_match_comes_first(typed: str, first: str) -> None:
    assert matching(typed)[0].zone == first


def test_every_city_of_a_name_is_suggested_the_largest_first() -> None:
    assert matching("birmingham") == [
        Place("Europe/London", "Birmingham", "United Kingdom"),
        Place("America/Chicago", "Birmingham", "United States"),
        Place("America/Detroit", "Birmingham", "United States"),
    ]


@pytest.mark.parametrize("typed", ["", "a", "sa", "europe", "america/", "e", "san", "st."])
def test_there_are_at_most_25_all_exist_and_none_comes_twice(typed: str) -> None:
    found = matching(typed)
    assert 0 < len(found) <= 25
    assert {place.zone for place in found} <= available_timezones()
    assert len(set(found)) == len(found)


@pytest.mark.parametrize("typed", ["qqqqqq", "x" * 500])
def test_nonsense_matches_nothing(typed: str) -> None:
    assert matching(typed) == []


def test_every_name_of_a_zone_means_that_zone() -> None:
    assert [name for name in available_timezones() if "/" in name and resolve(name) != Place(name)] == []


def test_the_zones_of_all_cities_are_known_here() -> None:
    """The cities and the zones come from two packages."""
    known = available_timezones()
    seen = {city.zone for letter in "abcdefghijklmnopqrstuvwxyz" for city in cities().starting(letter)}
    assert len(seen) > 300
    assert seen <= known
