from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.summarise.facts import Number, WrittenDate, dates, has_link, names, numbers, quotations


def values(text: str) -> set[Decimal]:
    return {number.value for number in numbers(text)}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,000 boats", 1000),
        ("one thousand boats", 1000),
        ("a thousand boats", 1000),
        ("twenty-five men", 25),
        ("two hundred and fifty thousand people", 250_000),
        ("40 million crowns", 40_000_000),
        ("£1.2bn", 1_200_000_000),
        ("$14m", 14_000_000),
        ("3.5 per cent", "3.5"),
        ("two dozen eggs", 24),
    ],
)
def test_numbers_are_read_by_value(text: str, value: int | str) -> None:
    assert values(text) == {Decimal(value)}


def test_numbers_that_stand_side_by_side_are_two() -> None:
    assert values("13, 14 and fifteen") == {13, 14, 15}


def test_rank_amount_and_vague_amount_are_different_things() -> None:
    assert numbers("the 3rd") == numbers("the third") == {Number(Decimal(3), ordinal=True)}
    assert numbers("three").isdisjoint(numbers("third"))
    assert numbers("a hundred").isdisjoint(numbers("hundreds"))


@given(st.integers(min_value=0, max_value=10**12))
def test_separators_do_not_change_a_number(n: int) -> None:
    assert numbers(f"{n:,} boats") == numbers(f"{n} boats") == {Number(Decimal(n))}


def test_dates_are_read_as_far_as_they_are_written_and_taken_out() -> None:
    found, rest = dates("On 4 May 2026, not June 5th or 2026-07-01, nor in August, 30 boats left")
    assert found == [WrittenDate(5, 4, 2026), WrittenDate(6, 5), WrittenDate(7, 1, 2026), WrittenDate(8)]
    assert values(rest) == {30}


def test_quotations_in_every_style() -> None:
    assert quotations("“one” and \"two\" and ‘three’, the boats’ crews said 'four'") == ["one", "two", "three", "four"]


def test_names_are_runs_of_capitals_without_possessives() -> None:
    found = [(name.words, name.opening) for name in names("Ms Finch’s bridge. The Orsby Gazette told Bram Holt")]
    assert found == [(("Ms", "Finch"), True), (("The", "Orsby", "Gazette"), True), (("Bram", "Holt"), False)]


@pytest.mark.parametrize(
    "text", ["https://x.example", "see www.x.example", "x.com", "a@b.example", "@everyone", "[a](b)"]
)
def test_links_addresses_and_handles_are_seen(text: str) -> None:
    assert has_link(text)


def test_plain_news_has_no_link() -> None:
    assert not has_link("The U.S. fleet (12 ships) left at 5.30 p.m. on Friday.")
