"""Pages of replies that are turned later, and events that are told twice."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.chat.actions import turn, turned
from bot.desk.pages import KEPT, Kept
from bot.model.errors import Expired
from bot.model.place import Channel
from bot.workers import WorkerPool
from tests.desk.stand import DAY, HOUR, NEWS, Stand, opened

SPORT = Channel("memory", "harbour", "sport")


@pytest.fixture
async def stand(tmp_path: Path, workers: WorkerPool) -> AsyncIterator[Stand]:
    async with opened(tmp_path, workers) as made:
        yield made


async def test_a_page_is_found_by_what_its_button_holds(stand: Stand) -> None:
    pages = stand.app.desk.pages
    asked = turned(turn(await pages.keep(NEWS, ["one", "two", "three"]), 2))
    assert asked is not None
    assert await pages.page(NEWS, *asked) == Kept("two", 2, 3)


async def test_an_id_is_short_and_never_the_same(stand: Stand) -> None:
    ids = [await stand.app.desk.pages.keep(NEWS, ["page"]) for _ in range(5)]
    assert all(0 < len(one) <= 16 for one in ids)
    assert len(set(ids)) == 5


async def test_a_page_that_is_not_there_has_expired(stand: Stand) -> None:
    pages = stand.app.desk.pages
    made = await pages.keep(NEWS, ["one"])
    for channel, asked, number in ((SPORT, made, 1), (NEWS, "unknown", 1), (NEWS, made, 2), (NEWS, made, 0)):
        with pytest.raises(Expired):
            await pages.page(channel, asked, number)


async def test_pages_expire_after_thirty_days_whoever_tidies_up(stand: Stand) -> None:
    made = await stand.app.desk.pages.keep(NEWS, ["one"])
    stand.now += KEPT - HOUR
    assert (await stand.app.desk.pages.page(NEWS, made, 1)).text == "one"
    stand.now += HOUR
    with pytest.raises(Expired):
        await stand.app.desk.pages.page(NEWS, made, 1)
    assert timedelta(days=30) == KEPT


async def test_an_event_that_is_told_again_within_a_day_is_not_new(stand: Stand) -> None:
    seen = stand.app.desk.seen
    assert await seen.first("slack", "Ev1")
    stand.now += DAY - HOUR
    assert not await seen.first("slack", "Ev1")
    assert await seen.first("slack", "Ev2")
