"""Schedules of all kinds in all zones, against an oracle that looks at the clock on the wall every minute."""

from datetime import UTC, datetime, timedelta
from zoneinfo import available_timezones

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.digest import times
from bot.model.delivery import Schedule
from bot.model.errors import NeverRuns, UserError
from bot.model.place import Channel
from tests.digest.oracle import Case, runs, turns
from tests.digest.schedules import cases

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
ODD = (
    "Africa/Casablanca", "Africa/El_Aaiun", "America/Godthab", "America/Havana", "America/Santiago",
    "America/Sao_Paulo", "America/St_Johns", "Antarctica/Troll", "Asia/Amman", "Asia/Beirut", "Asia/Gaza",
    "Asia/Kathmandu", "Asia/Pyongyang", "Asia/Tehran", "Australia/Lord_Howe", "Europe/London", "Pacific/Apia",
    "Pacific/Chatham", "Pacific/Fakaofo",
)  # fmt: skip
"""Gaps of half an hour, of two hours, of a day and at midnight, summer time that pauses in Ramadan, changed rules."""

zones = st.one_of(st.sampled_from(ODD), st.sampled_from(sorted(name for name in available_timezones() if "/" in name)))


@st.composite
def starts(draw: st.DrawFn, zone: str) -> datetime:
    """A moment, mostly shortly before the clock is put forward or back."""
    year = draw(st.sampled_from([2011, *range(2006, 2037)]))
    days = turns(zone, year)
    anywhere = draw(st.integers(0, 3)) == 0
    if anywhere or not days:
        day = datetime(year, 1, 1, tzinfo=UTC) + timedelta(days=draw(st.integers(0, 364)))
    else:
        day = draw(st.sampled_from(days))
    return day + timedelta(seconds=draw(st.integers(-86_400, 86_400)))


@st.composite
def clocks(draw: st.DrawFn) -> tuple[Case, str, datetime]:
    zone = draw(zones)
    return draw(cases), zone, draw(starts(zone))


def schedule(rule: str, zone: str) -> Schedule:
    return Schedule(1, Channel("discord", "w", "c"), rule, zone, "Ada", NOW, NOW, NOW)


@settings(max_examples=120, deadline=None)
@given(clocks(), st.sampled_from([2, 2, 30]))
def test_no_run_is_missed_made_up_or_doubled(clock: tuple[Case, str, datetime], days: int) -> None:
    case, zone, start = clock
    rule = read(case, zone)
    end = start + timedelta(days=days)
    found, after = [], start
    while (after := times.next_after(rule, after)) <= end:
        found.append(after)
    assert [found] == runs([case.matches], zone, start, end)


@settings(max_examples=200, deadline=None)
@given(cases, zones)
def test_the_canonical_form_is_read_back_the_same(case: Case, zone: str) -> None:
    rule = read(case, zone)
    assert times.parse(f"{rule.text} {zone}")[0] == rule
    assert times.read(schedule(rule.text, zone)) == rule
    assert rule.text == times.read(schedule(rule.text, zone)).text


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60) | st.text("0123456789 :-,*/@LW.apmh", max_size=30))
def test_whatever_is_typed_is_read_or_answered(typed: str) -> None:
    try:
        rule, _ = times.parse(typed)
    except UserError:
        return
    assert times.next_after(rule, NOW) > NOW


def read(case: Case, zone: str) -> times.Rule:
    try:
        rule, place = times.parse(f"{case.typed} {zone}")
    except NeverRuns:  # such as 30 February
        assume(False)
        raise
    assert place.zone == zone
    return rule
