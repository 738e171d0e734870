"""A model behind a server that misbehaves in every way known: an object, or one clear reason."""

import asyncio
import logging
from typing import Annotated

import pytest
from aiohttp import web
from pydantic import BaseModel, Field

from bot.llm.client import OpenAIModel
from bot.llm.protocol import ModelUnavailable, Prompt
from bot.telemetry import Metrics
from tests.llm.conftest import KEY, Hands, MakeModel, counted
from tests.llm.server import Behaviour, ScriptedServer, fails, hangs_up, is_silent, sends, writes

PROMPT = Prompt("harbour", "1", "Say what the harbour master did.", "Ilse Brandt reopened the northern quay.")


class Deed(BaseModel):
    who: str = Field(max_length=60)
    sentences: Annotated[list[int], Field(max_length=3)]


WRITTEN = {"who": "Ilse Brandt", "sentences": [1]}
DEED = Deed(who="Ilse Brandt", sentences=[1])


class Gate:
    """Holds requests back until it is opened, and counts how many stand before it at once."""

    def __init__(self, expected: int) -> None:
        self.most = self._now = 0
        self._expected = expected
        self.reached = asyncio.Event()
        self.opened = asyncio.Event()

    async def __call__(self, server: ScriptedServer, request: web.Request) -> web.StreamResponse:
        self._now += 1
        self.most = max(self.most, self._now)
        if self._now >= self._expected:
            self.reached.set()
        try:
            await self.opened.wait()
            return await writes(WRITTEN)(server, request)
        finally:
            self._now -= 1


async def ask(model: OpenAIModel) -> Deed:
    return await model.ask(PROMPT, Deed, 100)


async def kind_of_failure(model: OpenAIModel) -> str:
    with pytest.raises(ModelUnavailable) as caught:
        await ask(model)
    return caught.value.kind


async def test_an_object_is_asked_for_by_schema_and_validated(server: ScriptedServer, model: OpenAIModel) -> None:
    server.then(writes(WRITTEN))
    assert await ask(model) == DEED
    (received,) = server.received
    assert received.headers["Authorization"] == f"Bearer {KEY}"
    assert received.body["model"] == "scribe-1"
    assert received.body["max_tokens"] == 100
    assert received.body["messages"] == [
        {"role": "system", "content": PROMPT.system},
        {"role": "user", "content": PROMPT.user},
    ]
    assert received.body["response_format"]["json_schema"] == {
        "name": "answer",
        "strict": True,
        "schema": {
            "type": "object",
            "properties": {
                "who": {"type": "string", "maxLength": 60},
                "sentences": {"type": "array", "items": {"type": "integer"}, "maxItems": 3},
            },
            "required": ["who", "sentences"],
            "additionalProperties": False,
        },
    }


@pytest.mark.parametrize("status", [400, 404, 422, 501])
async def test_ladder_is_gone_down_in_one_request_and_learnt_once(
    server: ScriptedServer, model: OpenAIModel, status: int
) -> None:
    server.then(fails(status, "response_format json_schema?"), writes(WRITTEN), writes(WRITTEN))
    assert await ask(model) == DEED
    assert await ask(model) == DEED
    assert server.rungs == ["json_schema", "json_object", "json_object"]
    assert "JSON schema" in server.received[1].text


async def test_ladder_ends_in_words_alone(server: ScriptedServer, model: OpenAIModel) -> None:
    server.then(fails(400), fails(400), writes(WRITTEN), writes(WRITTEN))
    await ask(model)
    await ask(model)
    assert server.rungs == ["json_schema", "json_object", "plain", "plain"]


async def test_500_is_tried_again_before_the_schema_is_given_up(
    server: ScriptedServer, model: OpenAIModel, hands: Hands
) -> None:
    server.then(fails(500), writes(WRITTEN), fails(500), fails(500), writes(WRITTEN))
    await ask(model)
    assert server.rungs == ["json_schema"] * 2
    await ask(model)
    assert server.rungs[2:] == ["json_schema", "json_schema", "json_object"]
    assert hands.pauses == [0.5, 0.5]


@pytest.mark.parametrize(
    ("complaint", "changed"),
    [
        ("Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.", "max_completion_tokens"),
        ("Unsupported value: 'temperature' does not support 0.", "temperature"),
        ("Invalid schema: 'maxLength' is not permitted.", "bounds"),
        ("System role not supported", "system"),
    ],
)
async def test_what_a_server_does_not_understand_is_left_out(
    server: ScriptedServer, model: OpenAIModel, complaint: str, changed: str
) -> None:
    server.then(fails(400, complaint), writes(WRITTEN))
    assert await ask(model) == DEED
    body = server.received[1].body
    assert server.rungs == ["json_schema", "json_schema"]
    assert ("max_completion_tokens" in body) == (changed == "max_completion_tokens")
    assert ("temperature" not in body) == (changed == "temperature")
    assert ("maxLength" not in str(body["response_format"])) == (changed == "bounds")
    assert (body["messages"][0]["role"] == "user") == (changed == "system")


@pytest.mark.parametrize(
    "written",
    [
        "I would say: {'who'...",
        {"who": "Ilse Brandt", "sentences": "the first"},
        {"who": "Ilse Brandt"},
        {"who": "x" * 61, "sentences": []},
        "[1, 2]",
        "",
        None,
    ],
)
async def test_what_has_not_the_shape_is_repaired_once(
    server: ScriptedServer, model: OpenAIModel, written: object
) -> None:
    server.then(writes(written), writes(WRITTEN))
    assert await ask(model) == DEED
    repair = server.received[1].body["messages"]
    assert [message["role"] for message in repair] == ["system", "user", "assistant", "user"]
    assert "cannot be used" in repair[-1]["content"]
    server.then(writes(written), writes(written))
    assert await kind_of_failure(model) == "misshapen"
    assert len(server.received) == 4


async def test_a_schema_that_is_ignored_is_put_in_words_from_then_on(
    server: ScriptedServer, model: OpenAIModel
) -> None:
    server.then(writes("She reopened the quay."), writes(WRITTEN), writes(WRITTEN))
    await ask(model)
    await ask(model)
    assert server.rungs == ["json_schema", "json_schema", "json_object"]


async def test_empty_choices_are_repaired_or_a_failure(server: ScriptedServer, model: OpenAIModel) -> None:
    server.then(sends({"choices": []}), writes(WRITTEN))
    assert await ask(model) == DEED
    server.then(sends({"choices": None}), sends({"choices": []}))
    assert await kind_of_failure(model) == "misshapen"


@pytest.mark.parametrize(
    ("behaviours", "kind", "calls"),
    [
        ([fails(401)], "key", 1),
        ([fails(403)], "key", 1),
        ([fails(404, "model 'scribe-1' not found")], "model", 1),
        ([fails(413)], "too_long", 1),
        ([fails(400, "maximum context length is 4096", "context_length_exceeded")], "too_long", 1),
        ([fails(500, "the request exceeds the available context size")], "too_long", 1),
        ([fails(429, "quota", "insufficient_quota")], "credit", 1),
        ([fails(400)] * 3, "request", 3),
        ([fails(307, location="http://127.0.0.1:1/")], "redirect", 1),
        ([fails(503)] * 4, "server", 4),
        ([fails(429)] * 4, "busy", 4),
        ([hangs_up] * 4, "unreachable", 4),
        ([sends("<html>no</html>")] * 4, "garbled", 4),
        ([sends({"error": "no"})] * 4, "garbled", 4),
        ([sends({"choices": [{"message": {"content": [1]}}]})] * 4, "garbled", 4),
        ([writes('{"who": "Ilse Br', finish="length")], "cut_off", 1),
        ([writes(WRITTEN, finish="length")], "cut_off", 1),
        ([writes(None, refusal="I cannot")], "refused", 1),
        ([writes("", finish="content_filter")], "refused", 1),
    ],
)
async def test_each_failure_ends_in_one_reason_after_as_many_calls_as_make_sense(
    server: ScriptedServer, model: OpenAIModel, metrics: Metrics, behaviours: list[Behaviour], kind: str, calls: int
) -> None:
    server.then(*behaviours)
    assert await kind_of_failure(model) == kind
    assert len(server.received) == calls
    assert counted(metrics, "failures", reason=kind) == 1


@pytest.mark.parametrize("hiccup", [fails(500), fails(408), fails(409), fails(502), hangs_up, sends("")])
async def test_a_hiccup_is_got_over(server: ScriptedServer, model: OpenAIModel, hiccup: Behaviour) -> None:
    server.then(hiccup, writes(WRITTEN))
    assert await ask(model) == DEED
    assert server.rungs == ["json_schema", "json_schema"]


async def test_nobody_listening_is_a_reason(make_model: MakeModel) -> None:
    async with ScriptedServer() as gone:
        address = gone.base_url
    assert await kind_of_failure(make_model(base_url=address)) == "unreachable"


async def test_silence_is_given_up_and_its_prompt_is_paid(
    server: ScriptedServer, make_model: MakeModel, metrics: Metrics
) -> None:
    model = make_model(seconds=0.1)
    server.then(*[is_silent] * 4)
    assert await kind_of_failure(model) == "slow"
    assert counted(metrics, "tokens", direction="in") == 4 * model.tokens(f"{PROMPT.system}\n{PROMPT.user}")


async def test_one_request_is_bounded_whatever_its_calls_take(server: ScriptedServer, make_model: MakeModel) -> None:
    server.then(is_silent)
    assert await kind_of_failure(make_model(patience=0.1)) == "slow"
    assert len(server.received) == 1


async def test_waiting_in_line_is_bounded(server: ScriptedServer, make_model: MakeModel) -> None:
    assert await kind_of_failure(make_model(concurrency=0, patience=0.05)) == "queue"
    assert server.received == []


async def test_no_more_calls_run_at_once_than_allowed(server: ScriptedServer, make_model: MakeModel) -> None:
    gate = Gate(expected=2)
    server.otherwise = gate
    model = make_model(concurrency=2)
    asked = [asyncio.create_task(ask(model)) for _ in range(6)]
    await gate.reached.wait()
    gate.opened.set()
    assert await asyncio.gather(*asked) == [DEED] * 6
    assert gate.most == 2


async def test_who_goes_away_leaves_the_place_to_others(server: ScriptedServer, make_model: MakeModel) -> None:
    gate = Gate(expected=1)
    server.then(gate, writes(WRITTEN))
    model = make_model(concurrency=1)
    left = asyncio.create_task(ask(model))
    await gate.reached.wait()
    left.cancel()
    assert await ask(model) == DEED
    gate.opened.set()


async def test_retry_after_is_honoured_with_jitter_on_top(
    server: ScriptedServer, model: OpenAIModel, hands: Hands
) -> None:
    server.then(
        fails(429, retry_after="3"),
        fails(429, retry_after="Tue, 06 May 2031 12:00:07 GMT"),
        fails(429, retry_after="soon"),
        writes(WRITTEN),
    )
    assert await ask(model) == DEED
    assert hands.pauses == [3 + 0.5, 7 + 1, 2]


async def test_a_wait_longer_than_patience_is_not_begun(
    server: ScriptedServer, model: OpenAIModel, hands: Hands
) -> None:
    server.then(fails(429, retry_after="3600"))
    assert await kind_of_failure(model) == "busy"
    assert hands.pauses == []


async def test_a_prompt_longer_than_the_window_is_not_sent(server: ScriptedServer, make_model: MakeModel) -> None:
    assert await kind_of_failure(make_model(window=110)) == "too_long"
    assert server.received == []


async def test_the_key_is_in_no_error_log_or_repr(
    server: ScriptedServer, model: OpenAIModel, caplog: pytest.LogCaptureFixture
) -> None:
    server.then(fails(401, f"Incorrect API key provided: {KEY}"), *[fails(400, f"Bearer {KEY}")] * 3)
    with caplog.at_level(logging.INFO):
        for _ in range(2):
            with pytest.raises(ModelUnavailable) as caught:
                await ask(model)
            assert KEY not in repr(caught.value) + str(caught.value.__cause__) + caught.value.reason
    assert "model gave nothing usable" in caplog.text
    assert KEY not in caplog.text
    assert KEY not in repr(model) + repr(vars(model))
