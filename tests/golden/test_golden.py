"""Ten articles of different kinds are briefed as a careful editor would brief them (*.expected.toml)."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot.app import App, build
from bot.settings import Settings
from bot.workers import WorkerPool
from tests.expected import CHECKS, FICTION, Case, brief

PATHS = sorted(Path(__file__).parent.glob("*.md"))


@pytest.fixture(scope="module")
async def golden_app(tmp_path_factory: pytest.TempPathFactory, workers: WorkerPool) -> AsyncIterator[App]:
    folder = tmp_path_factory.mktemp("golden")
    settings = Settings(_env_file=None, database_url=f"sqlite+aiosqlite:///{folder}/bot.sqlite3")
    async with build(settings, workers=workers) as app:
        yield app


@pytest.fixture(scope="module", params=PATHS, ids=lambda path: path.stem)
async def case(request: pytest.FixtureRequest, golden_app: App) -> Case:
    return await brief(golden_app, request.param)


def test_ten_are_there_and_say_that_they_are_fiction() -> None:
    assert len(PATHS) == 10
    assert all(FICTION in path.read_text(encoding="utf-8") for path in PATHS)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
async def test_is_briefed_as_expected(case: Case, check: Callable[[Case], None]) -> None:
    check(case)
