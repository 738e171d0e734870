"""A site on loopback, and a newsstand that follows its feed."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.workers import WorkerPool
from tests.desk.newsstand import Newsstand, newsstand
from tests.ingest.sites import Site, opened


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with opened() as found:
        yield found


@pytest.fixture
async def stand(tmp_path: Path, workers: WorkerPool, site: Site) -> AsyncIterator[Newsstand]:
    async with newsstand(tmp_path, workers, site) as made:
        yield made
