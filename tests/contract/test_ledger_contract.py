"""One suite over every ledger: that of a process, and the store's."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.llm.budget import Ledger, MemoryLedger
from tests.store.samples import opened

MONDAY = date(2031, 5, 5)
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture(params=["memory", "store"])
async def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Ledger]:
    if request.param == "memory":
        yield MemoryLedger()
        return
    async with opened(tmp_path) as store:
        yield store.spending


async def test_nothing_is_spent_at_first(ledger: Ledger) -> None:
    assert await ledger.spent("news", MONDAY) == 0


async def test_tokens_add_up_for_each_account(ledger: Ledger) -> None:
    assert await ledger.add("news", MONDAY, 5) == 5
    assert await ledger.add("sport", MONDAY, 1) == 1
    assert await ledger.add("news", MONDAY, 7) == 12
    assert await ledger.spent("news", MONDAY) == 12
    assert await ledger.spent("sport", MONDAY) == 1


async def test_a_new_day_begins_at_nothing(ledger: Ledger) -> None:
    await ledger.add("news", MONDAY, 5)
    assert await ledger.spent("news", TUESDAY) == 0
    assert await ledger.add("news", TUESDAY, 2) == 2


async def test_of_additions_at_once_none_is_lost_and_each_sees_another_sum(ledger: Ledger) -> None:
    sums = await asyncio.gather(*(ledger.add("news", MONDAY, 10) for _ in range(8)))
    assert sorted(sums) == [10, 20, 30, 40, 50, 60, 70, 80]


async def test_the_stores_ledger_outlives_the_process(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await store.spending.add("news", MONDAY, 5)
    async with opened(tmp_path) as store:
        assert await store.spending.spent("news", MONDAY) == 5
