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

UNCHECKED = "test_wire_discord"
LONG = ("tests/e2e/test_llm_claims", "tests/llm/test_llm_real", "tests/wire/")

# The same examples in every run: a red test must be about the change. HYPOTHESIS_PROFILE=default looks further.
hypothesis.register_profile("same", derandomize=True)
hypothesis.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Start what takes minutes first, so that no test process waits for it in the end."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say aloud when what the bot sent could not be checked against Discord's schema."""
    ran = [report for reports in terminalreporter.stats.values() for report in reports if hasattr(report, "nodeid")]
    if "DISCORD_OPENAPI" not in os.environ and any(UNCHECKED in report.nodeid for report in ran):
        terminalreporter.section("NOT CHECKED: what the bot sends, against Discord's own schema", sep="!", red=True)
        where = "Set DISCORD_OPENAPI to the path of openapi.json from github.com/discord/discord-api-spec."
        terminalreporter.line(where, red=True, bold=True)


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
