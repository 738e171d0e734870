from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store import Store
from bot.work.memory import MemoryMessenger
from tests.work.newsroom import Newsroom, TurnedClock, url


@pytest.fixture
def clock() -> TurnedClock:
    return TurnedClock()


@pytest.fixture
def channels(clock: TurnedClock) -> MemoryMessenger:
    return MemoryMessenger("memory", clock)


@pytest.fixture
async def room(tmp_path: Path, channels: MemoryMessenger, clock: TurnedClock) -> AsyncIterator[Newsroom]:
    async with Store(url(tmp_path)) as store:
        await store.upgrade()
        yield Newsroom(store, channels, clock)
