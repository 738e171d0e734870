from zoneinfo import available_timezones

import pytest

from bot.digest import times


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
        ("berln", "Europe/Berlin"),
        ("  ToKyO ", "Asia/Tokyo"),
        ("buenos", "America/Argentina/Buenos_Aires"),
    ],
)
def test_the_best_match_comes_first(typed: str, first: str) -> None:
    assert times.zones(typed)[0] == first


@pytest.mark.parametrize("typed", ["", "a", "europe", "america/", "e"])
def test_there_are_at_most_25_and_all_exist(typed: str) -> None:
    found = times.zones(typed)
    assert 0 < len(found) <= 25
    assert set(found) <= available_timezones()


def test_nonsense_matches_nothing() -> None:
    assert times.zones("qqqqqq") == []
