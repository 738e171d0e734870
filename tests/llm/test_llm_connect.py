"""From settings to a model; and nothing of it where none is set."""

import subprocess
import sys
from datetime import UTC, datetime

import pytest

from bot import settings
from bot.llm.connect import connect
from bot.model.errors import SettingsInvalid
from bot.telemetry import Metrics
from tests.llm.conftest import KEY
from tests.llm.server import ScriptedServer, writes
from tests.llm.test_llm_client import DEED, WRITTEN, ask


def clock() -> datetime:
    return datetime(2031, 5, 6, tzinfo=UTC)


def test_without_a_model_the_sdk_is_not_even_imported() -> None:
    program = (
        "import sys, bot.app, bot.llm.connect\n"
        "from bot import settings\n"
        "from bot.telemetry import Metrics\n"
        "loaded = settings.load(_env_file=None, llm_model=None)\n"
        "assert bot.llm.connect.connect(loaded, bot.app.utc_now, Metrics()) is None\n"
        "assert 'openai' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


async def test_settings_make_a_model_that_works(server: ScriptedServer) -> None:
    loaded = settings.load(
        _env_file=None, llm_base_url=f"{server.base_url}/", llm_api_key=KEY, llm_model="scribe-2", llm_window=2048
    )
    server.then(writes(WRITTEN))
    model = connect(loaded, clock, Metrics())
    assert model is not None
    assert (model.name, model.window) == ("scribe-2", 2048)
    assert await ask(model) == DEED
    assert server.received[0].body["model"] == "scribe-2"
    await model.close()


async def test_only_settings_say_where_articles_and_keys_go(
    server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {
        "OPENAI_API_KEY": "sk-of-somebody-else",
        "OPENAI_BASE_URL": "http://127.0.0.1:9/v1",
        "OPENAI_ORG_ID": "org-other",
        "OPENAI_PROJECT_ID": "proj-other",
        "HTTP_PROXY": "http://127.0.0.1:9",
    }.items():
        monkeypatch.setenv(name, value)
    loaded = settings.load(_env_file=None, llm_base_url=server.base_url, llm_model="local")
    server.then(writes(WRITTEN))
    model = connect(loaded, clock, Metrics())
    assert model is not None
    assert await ask(model) == DEED
    await model.close()
    sent = str(server.received[0].headers)
    assert "other" not in sent
    assert "sk-" not in sent


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"llm_model": "gpt"}, "LLM_MODEL: needs LLM_API_KEY for OpenAI"),
        ({"llm_base_url": "localhost:11434"}, "LLM_BASE_URL: must start with"),
        ({"llm_base_url": "http://me:pw-secret@host/v1"}, "LLM_BASE_URL: must hold no name or password"),
        ({"llm_window": 10}, "LLM_WINDOW"),
        ({"llm_seconds": 0}, "LLM_SECONDS"),
        ({"llm_price_in": -1}, "LLM_PRICE_IN"),
    ],
)
def test_settings_that_cannot_work_are_told(given: dict[str, object], told: str) -> None:
    with pytest.raises(SettingsInvalid) as caught:
        settings.load(_env_file=None, **given)
    assert told in caught.value.sentence
    assert "secret" not in caught.value.sentence
