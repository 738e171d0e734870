"""briefing-bot doctor: what is in order, what is not, and what to do about it."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

import typer
from pydantic import BaseModel

from bot import language, settings
from bot.app import utc_now
from bot.chat.discord import checkup
from bot.chat.slack import checkup as slack_checkup
from bot.llm.connect import connect
from bot.llm.protocol import ModelUnavailable, Prompt
from bot.model.errors import UserError
from bot.model.finding import Finding
from bot.settings import Settings
from bot.store import Store
from bot.summarise.protocol import EngineContext
from bot.summarise.registry import Registry
from bot.telemetry import Metrics
from bot.workers import WorkerPool

LEAST_FREE_BYTES = 500_000_000

PROBE = Prompt("probe", "1", "Answer with one JSON object.", 'Write {"ready": true}.')
PROBE_TOKENS = 1_000  # a model that reasons needs them
MODEL_ADVICE = {
    "key": "check LLM_API_KEY",
    "credit": "look at your account there",
    "model": "check LLM_MODEL, and that LLM_BASE_URL ends as docs/llm.md shows",
    "redirect": "set LLM_BASE_URL to where it redirects to",
    "unreachable": "check LLM_BASE_URL, and that the server runs",
    "slow": "see whether the server has too much to do, or raise LLM_SECONDS",
    "misshapen": "choose a larger model",
    "cut_off": "choose a larger model, or one that reasons less",
}


class Ready(BaseModel):
    """What the language model is asked to write."""

    ready: bool


async def examine() -> int:
    """Print every finding as it is made; return 0 when nothing is wrong, else 1."""
    try:
        loaded = settings.load()
    except UserError as error:
        _show(Finding("settings", False, error.sentence))
        return 1
    well = True
    async for finding in findings(loaded):
        _show(finding)
        well = well and finding.well is not False
    return 0 if well else 1


async def findings(loaded: Settings) -> AsyncIterator[Finding]:
    """Look at one thing after the other, the quick ones first."""
    yield Finding("settings", True, "all readable")
    yield _zones()
    yield _disk(loaded)
    yield await _database(loaded)
    pool = WorkerPool(1)
    try:
        yield await _models(pool)
        yield await _engine(loaded, pool)
    finally:
        pool.close()
    yield await language_model(loaded)
    async for finding in discord(loaded):
        yield finding
    async for finding in slack_checkup.examine(loaded):
        yield finding


def _zones() -> Finding:
    count = len(available_timezones())
    if count > 300:
        return Finding("time zones", True, f"{count} zones")
    return Finding("time zones", False, "no time zone data; install the Python package tzdata")


def _disk(loaded: Settings) -> Finding:
    folder = Store(loaded.database_url).path or Path.cwd()
    while not folder.is_dir():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    words = f"{free // 1_000_000:,} MB free at {folder}"
    if free >= LEAST_FREE_BYTES:
        return Finding("disk", True, words)
    return Finding("disk", False, f"{words}; free at least {LEAST_FREE_BYTES // 1_000_000} MB")


async def _database(loaded: Settings) -> Finding:
    try:
        async with Store(loaded.database_url) as store:
            await store.upgrade()
            return Finding("database", True, str(store.path or "reached, and up to date"))
    except UserError as error:
        return Finding("database", False, error.sentence)
    except Exception as error:  # a driver may raise anything; its kind is the finding
        return Finding("database", False, f"cannot be opened ({type(error).__name__}); check DATABASE_URL")


async def _models(pool: WorkerPool) -> Finding:
    try:
        await pool.run(language.warm)
    except Exception as error:
        return Finding(
            "models",
            False,
            f"cannot be loaded ({type(error).__name__}); install the packages of requirements.lock again",
        )
    return Finding("models", True, "spaCy and MiniLM load, and are the files we know")


async def _engine(loaded: Settings, pool: WorkerPool) -> Finding:
    model = connect(loaded, utc_now, Metrics())
    try:
        registry = Registry.load(EngineContext(pool, model))
        registry.get(loaded.engine)
    except UserError as error:
        return Finding("engine", False, f"{error.sentence} Set ENGINE to one of them.")
    finally:
        if model is not None:
            await model.close()
    return Finding("engine", True, f"{loaded.engine} (installed: {', '.join(registry.names)})")


async def language_model(loaded: Settings) -> Finding:
    """Ask the language model for a few words, if there is one."""
    name = "language model"
    model = connect(loaded, utc_now, Metrics())
    if model is None:
        return Finding(name, None, "not used: LLM_MODEL is empty")
    try:
        await model.ask(PROBE, Ready, PROBE_TOKENS)
    except ModelUnavailable as error:
        return Finding(name, False, f"{error.reason}; {MODEL_ADVICE.get(error.kind, 'see docs/llm.md')}")
    finally:
        await model.close()
    return Finding(name, True, f"{model.name} answers at {urlsplit(loaded.llm_base_url).hostname}")


async def discord(loaded: Settings) -> AsyncIterator[Finding]:
    """Ask Discord about the bot, if there is a token."""
    token = loaded.discord_token.get_secret_value() if loaded.discord_token else ""
    if not token:
        yield Finding("discord", None, "not used: DISCORD_TOKEN is empty")
    elif token.count(".") != 2:
        words = "DISCORD_TOKEN does not look like a bot token; copy it again from your application's Bot page"
        yield Finding("discord", False, words)
    else:
        async for finding in checkup.examine(token, loaded.discord_api_base):
            yield finding


def _show(finding: Finding) -> None:
    mark = {True: "ok     ", False: "PROBLEM", None: "-      "}[finding.well]
    typer.echo(f"{mark} {finding.name}: {finding.words}")
