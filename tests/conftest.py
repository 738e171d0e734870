"""What many tests share: one warm worker process, and a whole bot over a database of its own."""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis

from bot import language
from bot.app import App, build
from bot.settings import Settings
from bot.workers import WorkerPool
from tests.llm import real

# The same examples in every run: a red test must be about the change. HYPOTHESIS_PROFILE=default looks further.
hypothesis.register_profile("same", derandomize=True)
hypothesis.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


@pytest.fixture(scope="session")
async def workers() -> AsyncIterator[WorkerPool]:
    """A pool with one worker process, warm once for all tests of a run."""
    pool = WorkerPool(1, seconds=90, warm=language.warm)
    yield pool
    pool.close()


@pytest.fixture(scope="session")
def real_llm() -> Iterator[str]:
    """The address of a real language-model server, whose small model invents things; it is called smollm2."""
    with real.serving() as address:
        yield address


@pytest.fixture
async def app(tmp_path: Path, workers: WorkerPool) -> AsyncIterator[App]:
    """A whole bot over an empty database, which may fetch from this machine; its clock work is not started."""
    settings = Settings(
        _env_file=None,
        database_url=f"sqlite+aiosqlite:///{tmp_path}/bot.sqlite3",
        fetch_allow_hosts=frozenset({"127.0.0.1"}),
    )
    async with build(settings, workers=workers) as app:
        yield app
