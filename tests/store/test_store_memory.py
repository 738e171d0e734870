"""Briefings and turns."""

from datetime import timedelta

from bot.answer.conversation import Turn
from bot.store import Store
from bot.store.briefings import Briefings
from tests.store.samples import HOUR, NEWS, NOW, SPORT, briefing


async def test_a_briefing_is_kept_for_its_articles_engine_and_version(store: Store) -> None:
    kept: Briefings = store.briefings
    made = briefing("b", "a")
    await kept.put(made, "extractive", "1")
    assert await kept.get(["a", "b"], "extractive", "1") == made
    assert await kept.get(["b", "a"], "extractive", "1") == made
    assert await kept.get(["a"], "extractive", "1") is None
    assert await kept.get(["a", "b"], "extractive", "2") is None
    assert await kept.get(["a", "b"], "llm", "1") is None


async def test_a_briefing_written_again_takes_the_place_of_the_earlier(store: Store) -> None:
    await store.briefings.put(briefing("a", "b"), "extractive", "1")
    later = briefing("b", "a")
    await store.briefings.put(later, "extractive", "1")
    assert await store.briefings.get(["a", "b"], "extractive", "1") == later


def turn(asked: str, at: timedelta) -> Turn:
    return Turn(asked, f"{asked}, in whole", "She said so.", ("Ilka Verrin",), NOW + at, "thread", "Ada")


async def test_turns_come_back_oldest_first_and_only_recent_ones(store: Store) -> None:
    first, second, third = turn("who?", -HOUR), turn("when?", timedelta(0)), turn("why?", HOUR)
    for made in (third, first, second):
        await store.turns.add(NEWS, made, forget=NOW - 24 * HOUR)
    assert await store.turns.recent(NEWS, NOW - HOUR) == [second, third]
    assert await store.turns.recent(NEWS, NOW - 2 * HOUR) == [first, second, third]


async def test_what_was_asked_long_ago_is_forgotten_in_its_own_channel(store: Store) -> None:
    old, new, elsewhere = turn("who?", -HOUR), turn("when?", HOUR), turn("where?", -HOUR)
    await store.turns.add(SPORT, elsewhere, forget=NOW - 2 * HOUR)
    await store.turns.add(NEWS, old, forget=NOW - 2 * HOUR)
    await store.turns.add(NEWS, new, forget=NOW)
    assert await store.turns.recent(NEWS, NOW - 24 * HOUR) == [new]
    assert await store.turns.recent(SPORT, NOW - 24 * HOUR) == [elsewhere]


async def test_a_channel_does_not_see_what_another_was_asked(store: Store) -> None:
    await store.turns.add(NEWS, turn("who?", HOUR), forget=NOW)
    assert await store.turns.recent(SPORT, NOW) == []
