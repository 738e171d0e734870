"""Words that an article must or must not have."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds import filters
from bot.feeds.filters import Verdict, matches, parse
from bot.model.errors import (
    FilterContradiction,
    FilterWordTooLong,
    NoFilterWord,
    TooManyFilterWords,
    UnclearFilters,
    UserError,
)
from bot.model.feed import Filters

TEXT = "Dockers’ strike ends\nThe minimum\u00a0 wage rises in Tavrin, the port’s council said."


@pytest.mark.parametrize(
    ("word", "text", "stands"),
    [
        ("art", "An article about parties", False),
        ("art", "Modern art, at last", True),
        ("art", "The art's price", True),
        ("art", "“Art”", True),
        ("art", "a state-of-the-art pier", True),
        ("ART", "modern art", True),
        ("straße", "Die STRASSE", True),
        ("can", "They can't", False),
        ("brien", "Ms O'Brien spoke", False),
        ("O'Brien", "Ms O’Brien spoke", True),
        ("O’Brien", "Ms OʼBrien’s boat", True),
        ("minimum wage", "the minimum\n wage", True),
        ("minimum wage", "the minimum-wage law", True),
        ("minimum-wage", "the minimum wage", True),
        ("minimum wage", "At the minimum. Wage talks", False),
        ("minimum wage", "wage minimum", False),
        ("co‑operate", "to co-operate", True),
        ("café", "the cafe\u0301", True),
        ("cafe", "the café", False),
        ("strike", "a str\u00adike", True),
        ("C++", "written in C++, mostly", True),
        (".*", "anything at all", False),
        ("(a+)+$", "aaaa", False),
        ("U.S.", "the U.S. navy", True),
        ("1", "12 boats", False),
        ("ﬁsh", "fish", True),
    ],
)
def test_a_word_is_taken_literally_and_whole(word: str, text: str, stands: bool) -> None:
    assert matches(Filters(exclude=(word,)), text) == (Verdict(False, word) if stands else Verdict(True))


@pytest.mark.parametrize(
    ("chosen", "verdict"),
    [
        (Filters(), Verdict(True)),
        (Filters(include=("ferry", "strike")), Verdict(True, "strike")),
        (Filters(include=("ferry",)), Verdict(False)),
        (Filters(include=("strike",), exclude=("minimum wage",)), Verdict(False, "minimum wage")),
        (Filters(include=("ferry",), exclude=("football",)), Verdict(False)),
        (Filters(exclude=("football",)), Verdict(True)),
    ],
)
def test_a_verdict_names_the_word_that_decided(chosen: Filters, verdict: Verdict) -> None:
    assert matches(chosen, TEXT) == verdict


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ('include strike, "minimum wage"; exclude football', Filters(("strike", "minimum wage"), ("football",))),
        ("include strike, minimum wage; exclude football", Filters(("strike", "minimum wage"), ("football",))),
        ("Exclude: football\nInclude: strike", Filters(("strike",), ("football",))),
        ("include strike exclude football", Filters(("strike",), ("football",))),
        ("exclude football; exclude golf", Filters((), ("football", "golf"))),
        ("exclude football; golf", Filters((), ("football", "golf"))),
        ("include “minimum wage” „strike“", Filters(("minimum wage", "strike"))),
        ('include "yes, minister"', Filters(("yes, minister",))),
        ('exclude "include"', Filters((), ("include",))),
        ("include Strike, STRIKE,  strike ,", Filters(("Strike",))),
        ('include "minimum   wage', Filters(("minimum wage",))),
        ("include 'strike', O'Brien", Filters(("strike", "O'Brien"))),
        ("", Filters()),
        (" ; , \n", Filters()),
        ("include", Filters()),
    ],
)
def test_filters_are_read_as_they_are_typed(typed: str, meant: Filters) -> None:
    assert parse(typed) == meant


@pytest.mark.parametrize(
    ("typed", "error", "told"),
    [
        ("strike, football", UnclearFilters, "“strike”"),
        ("include .*", NoFilterWord, "“.*”"),
        ('exclude ""', NoFilterWord, "“”"),
        (f"include {'a' * 61}", FilterWordTooLong, "60 characters"),
        (f"include {', '.join(map(str, range(15)))}; exclude {', '.join('abcdef')}", TooManyFilterWords, "than 20"),
        ("include strike; exclude Strike", FilterContradiction, "“strike”"),
    ],
)
def test_what_cannot_be_used_is_told(typed: str, error: type[UserError], told: str) -> None:
    with pytest.raises(error) as caught:
        parse(typed)
    assert told in caught.value.sentence


def test_as_much_as_is_allowed_is_allowed() -> None:
    words = tuple(f"{number:060}" for number in range(20))
    assert parse("include " + ",".join(words)) == Filters(words)


def test_filters_have_one_canonical_form() -> None:
    typed = "exclude: golf, “Include”, yes-minister\ninclude MINIMUM  wage"
    assert filters.text(parse(typed)) == 'include "MINIMUM wage"; exclude golf, "Include", yes-minister'
    assert filters.text(Filters()) == ""


@given(st.text(max_size=80) | st.from_regex(r'(include|exclude)( ?[a-c\'’:]{1,3}[ ,;"]){0,8}', fullmatch=True))
def test_the_canonical_form_means_the_same(typed: str) -> None:
    try:
        meant = parse(typed)
    except UserError:
        return
    assert parse(filters.text(meant)) == meant


@given(st.text(min_size=1, max_size=20), st.text(max_size=200))
def test_no_text_breaks_the_matching(word: str, text: str) -> None:
    verdict = matches(Filters(exclude=(word,)), text)
    assert verdict in (Verdict(True), Verdict(False, word))


def test_a_long_text_is_matched_soon() -> None:
    began = perf_counter()
    for text in ("a" * 200_000, "a " * 100_000, "'" * 200_000, "a'" * 100_000):
        assert not matches(Filters(exclude=tuple("a" * n + "b" for n in range(20))), text).word
    assert perf_counter() - began < 20


def test_words_before_which_nothing_is_said_are_what_the_caller_means() -> None:
    assert parse("strike, minimum wage", "include") == Filters(("strike", "minimum wage"))
    assert parse("strike; exclude football, “art”", "include") == Filters(("strike",), ("football", "art"))
    assert parse("exclude football", "include") == Filters((), ("football",))
    assert parse("", "include") == Filters()


def test_many_texts_are_looked_through_in_order() -> None:
    assert filters.passing(Filters(("strike",)), ["A strike", "A storm", "Strike!"]) == [True, False, True]
