"""The sample articles are briefed as a careful editor would brief them (bot/samples/*.expected.toml)."""

from collections.abc import AsyncIterator, Callable

import pytest

from bot import samples
from bot.app import App, build
from bot.settings import Settings
from bot.workers import WorkerPool
from tests.expected import CHECKS, FICTION, Case, brief


@pytest.fixture(scope="module")
async def sample_app(tmp_path_factory: pytest.TempPathFactory, workers: WorkerPool) -> AsyncIterator[App]:
    folder = tmp_path_factory.mktemp("samples")
    settings = Settings(_env_file=None, database_url=f"sqlite+aiosqlite:///{folder}/bot.sqlite3")
    async with build(settings, workers=workers) as app:
        yield app


@pytest.fixture(scope="module", params=samples.paths(), ids=lambda path: path.stem)
async def case(request: pytest.FixtureRequest, sample_app: App) -> Case:
    return await brief(sample_app, request.param)


def test_says_that_it_is_fiction() -> None:
    for path in samples.paths():
        assert FICTION in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
async def test_is_briefed_as_expected(case: Case, check: Callable[[Case], None]) -> None:
    check(case)


async def test_namesakes_stay_two(case: Case) -> None:
    for verrin in (actor for actor in case.briefing.actors if actor.name.endswith("Verrin")):
        assert {"Tomas Verrin", "Lucia Verrin"} - {verrin.name}
        assert not {"Tomas Verrin", "Lucia Verrin"} <= {verrin.name, *verrin.aliases}
