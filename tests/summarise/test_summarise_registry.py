import subprocess
import sys
import tomllib
from collections.abc import Sequence
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from bot.model.briefing import Briefing
from bot.model.document import Document
from bot.model.errors import UnknownEngine
from bot.summarise.protocol import EngineContext, Summariser, Wish
from bot.summarise.registry import GROUP, Registry

PLUGIN = Path(__file__).parent / "plugin"


class Engine:
    name = "good"
    version = "1"

    async def summarise(self, documents: Sequence[Document], wish: Wish) -> Briefing:
        raise NotImplementedError


class Misnamed(Engine):
    name = "somebody else"


class Waiting(Engine):
    def summarise(self, documents: Sequence[Document], wish: Wish) -> Briefing:  # type: ignore[override]
        raise NotImplementedError


def good(context: EngineContext) -> Summariser:
    return Engine()


def misnamed(context: EngineContext) -> Summariser:
    return Misnamed()


def waiting(context: EngineContext) -> object:
    return Waiting()


def versionless(context: EngineContext) -> object:
    engine = Engine()
    engine.version = None  # type: ignore[assignment]
    return engine


def failing(context: EngineContext) -> Summariser:
    raise RuntimeError("no licence")


def entry(name: str, function: str) -> EntryPoint:
    return EntryPoint(name, f"{__name__}:{function}", GROUP)


def test_the_built_in_engine_comes_through_the_same_door(context: EngineContext) -> None:
    assert "extractive" in Registry.load(context).names


@pytest.mark.parametrize(
    ("function", "reason"),
    [
        ("misnamed", "its name is not good"),
        ("waiting", "it has no async summarise"),
        ("versionless", "it has no version"),
        ("failing", "RuntimeError: no licence"),
        ("absent", "AttributeError"),
    ],
)
def test_an_engine_that_fails_is_reported_and_the_others_work(
    context: EngineContext, function: str, reason: str
) -> None:
    fine = EntryPoint("extractive", "bot.summarise.extractive:create", GROUP)
    registry = Registry.load(context, [entry("good", function), fine])
    assert registry.names == ("extractive",)
    assert [refused.name for refused in registry.refused] == ["good"]
    assert registry.refused[0].reason.startswith(reason)


def test_the_built_in_engine_keeps_its_name(context: EngineContext) -> None:
    built_in = EntryPoint("extractive", "bot.summarise.extractive:create", GROUP)
    registry = Registry.load(context, [entry("extractive", "good"), built_in])
    assert type(registry.get("extractive")).__module__ == "bot.summarise.extractive"
    assert [refused.reason for refused in registry.refused] == ["another engine has this name"]


def test_an_unknown_engine_is_answered_with_the_known_ones(context: EngineContext) -> None:
    registry = Registry.load(context, [entry("good", "good")])
    with pytest.raises(UnknownEngine) as raised:
        registry.get("better")
    assert "“better”" in raised.value.sentence
    assert "good" in raised.value.sentence


def test_a_plug_in_from_another_package_passes_its_own_test_where_it_is_installed(tmp_path: Path) -> None:
    _install(PLUGIN, tmp_path)
    outcome = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(PLUGIN)],
        env={"PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1", "PATH": ""},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    assert "1 passed" in outcome.stdout


def _install(package: Path, site: Path) -> None:
    """What an installer does with a package of one module: copy it and write down its metadata."""
    project = tomllib.loads((package / "pyproject.toml").read_text())["project"]
    for module in package.glob("briefing_*.py"):
        (site / module.name).write_text(module.read_text())
    info = site / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n")
    (info / "entry_points.txt").write_text(
        "".join(
            f"[{group}]\n" + "".join(f"{name} = {value}\n" for name, value in entries.items())
            for group, entries in project["entry-points"].items()
        )
    )
