"""briefing-bot doctor tries the language model and says what to do about it."""

import pytest

from bot import doctor, settings
from bot.model.finding import Finding
from tests.llm.conftest import KEY
from tests.llm.server import Behaviour, ScriptedServer, fails, writes


async def examined(server: ScriptedServer) -> Finding:
    loaded = settings.load(_env_file=None, llm_base_url=server.base_url, llm_api_key=KEY, llm_model="scribe-1")
    return await doctor.language_model(loaded)


async def test_a_model_that_answers_is_well(server: ScriptedServer) -> None:
    server.then(writes({"ready": True}))
    assert await examined(server) == Finding("language model", True, "scribe-1 answers at 127.0.0.1")


@pytest.mark.parametrize(
    ("behaviour", "advice"),
    [
        (fails(401, KEY), "check LLM_API_KEY"),
        (fails(404, "model not found"), "check LLM_MODEL"),
        (fails(301, location="http://127.0.0.1:9/v1"), "set LLM_BASE_URL to where it redirects to"),
        (fails(413), "see docs/llm.md"),
        (writes("Ready when you are!"), "choose a larger model"),
    ],
)
async def test_a_model_that_does_not_answer_comes_with_advice(
    server: ScriptedServer, behaviour: Behaviour, advice: str
) -> None:
    server.otherwise = behaviour
    finding = await examined(server)
    assert finding.well is False
    assert advice in finding.words
    assert KEY not in finding.words


async def test_no_model_is_no_problem() -> None:
    finding = await doctor.language_model(settings.load(_env_file=None))
    assert (finding.well, finding.words) == (None, "not used: LLM_MODEL is empty")
