"""Spending, the daily limit, and leaving a failing server alone, by a clock that the test moves."""

import asyncio
from datetime import date

import pytest

from bot.llm.breaker import Breaker
from bot.llm.budget import Budget, MemoryLedger, spending
from bot.llm.client import OpenAIModel
from bot.llm.protocol import ModelUnavailable
from bot.telemetry import Metrics
from tests.llm.conftest import Hands, MakeModel, counted
from tests.llm.server import ScriptedServer, fails, writes
from tests.llm.test_llm_client import DEED, PROMPT, WRITTEN, ask, kind_of_failure

COSTLY = writes(WRITTEN, usage=(90, 10))


async def test_a_spent_budget_stops_this_account_until_the_next_utc_day(
    server: ScriptedServer, make_model: MakeModel, hands: Hands
) -> None:
    server.otherwise = COSTLY
    model = make_model(limit=200)
    with spending("newsroom"):
        await ask(model)
        await ask(model)
        with pytest.raises(ModelUnavailable, match="today's budget is spent"):
            await ask(model)
        hands.move(hours=11, minutes=59)
        assert await kind_of_failure(model) == "budget"
    with spending("elsewhere"):
        assert await ask(model) == DEED
    with spending("newsroom"):
        hands.move(minutes=1)
        assert await ask(model) == DEED
    assert len(server.received) == 4


async def test_who_pays_is_known_in_tasks_started_within(server: ScriptedServer, make_model: MakeModel) -> None:
    server.otherwise = COSTLY
    model = make_model(limit=100)
    with spending("newsroom"):
        await asyncio.create_task(ask(model))
    assert await ask(model) == DEED
    with spending("newsroom"):
        assert await kind_of_failure(model) == "budget"


async def test_tokens_are_estimated_where_the_server_does_not_count(
    server: ScriptedServer, make_model: MakeModel, metrics: Metrics
) -> None:
    for usage in (None, {"prompt_tokens": "many"}, {"prompt_tokens": -5, "completion_tokens": 3}):
        server.then(writes(WRITTEN, usage=usage))
    model = make_model()
    for _ in range(3):
        await ask(model)
    assert counted(metrics, "tokens", direction="in") == 3 * model.tokens(f"{PROMPT.system}\n{PROMPT.user}")
    assert counted(metrics, "tokens", direction="out") == 3 * model.tokens('{"who": "Ilse Brandt", "sentences": [1]}')


async def test_an_answer_of_no_use_is_paid_all_the_same(
    server: ScriptedServer, make_model: MakeModel, metrics: Metrics
) -> None:
    server.then(writes("no", usage=(60, 40)), writes("no", usage=(60, 41)))
    model = make_model()
    assert await kind_of_failure(model) == "misshapen"
    assert counted(metrics, "tokens", direction="in") == 120
    assert counted(metrics, "tokens", direction="out") == 81


async def test_at_80_percent_an_admin_is_told_once_even_by_calls_at_once(
    hands: Hands, caplog: pytest.LogCaptureFixture
) -> None:
    told: list[tuple[str, int, int]] = []

    async def warn(account: str, spent: int, limit: int) -> None:
        told.append((account, spent, limit))

    budget = Budget(hands.clock, MemoryLedger(), 1000, warn)
    with spending("newsroom"):
        await budget.charge(700)
        assert told == []
        await asyncio.gather(*(budget.charge(60) for _ in range(4)))
    assert told == [("newsroom", 820, 1000)]
    assert caplog.text.count("most of today's budget is spent") == 1


async def test_a_warning_that_fails_costs_nobody_an_answer(server: ScriptedServer, make_model: MakeModel) -> None:
    async def warn(_account: str, _spent: int, _limit: int) -> None:
        raise RuntimeError("no such channel")

    server.then(COSTLY)
    assert await ask(make_model(limit=100, warn=warn)) == DEED


class Torn:
    """A ledger that cannot be read or written."""

    def __init__(self, *, readable: bool) -> None:
        self._readable = readable

    async def spent(self, account: str, day: date) -> int:
        if self._readable:
            return 0
        raise OSError("torn")

    async def add(self, account: str, day: date, tokens: int) -> int:
        raise OSError("torn")


async def test_a_ledger_that_fails_costs_no_answer_that_was_paid_and_lets_none_be_bought(hands: Hands) -> None:
    await Budget(hands.clock, Torn(readable=True), 100).charge(50)
    with pytest.raises(ModelUnavailable, match="cannot be looked up"):
        await Budget(hands.clock, Torn(readable=False), 100).check()
    await Budget(hands.clock, Torn(readable=False)).check()


async def test_a_server_that_keeps_failing_is_left_alone_then_tried_again(
    server: ScriptedServer, model: OpenAIModel, hands: Hands
) -> None:
    server.otherwise = fails(503)
    assert await kind_of_failure(model) == "server"
    assert await kind_of_failure(model) == "resting"
    assert model.resting
    calls = len(server.received)
    assert calls == 5
    hands.move(seconds=29)
    assert await kind_of_failure(model) == "resting"
    assert len(server.received) == calls
    hands.move(seconds=1)
    assert await kind_of_failure(model) == "resting"
    assert len(server.received) == calls + 1
    server.otherwise = writes(WRITTEN)
    hands.move(seconds=31)
    assert await ask(model) == DEED
    assert not model.resting


def test_while_one_call_tries_the_others_wait(hands: Hands) -> None:
    breaker = Breaker(hands.clock, failures=1)
    breaker.failed()
    hands.move(seconds=30)
    breaker.admit()
    with pytest.raises(ModelUnavailable):
        breaker.admit()
    breaker.succeeded()
    breaker.admit()
    breaker.admit()


def test_failures_that_are_not_in_a_row_do_not_open_it(hands: Hands) -> None:
    breaker = Breaker(hands.clock, failures=2)
    for _ in range(5):
        breaker.failed()
        breaker.succeeded()
    breaker.failed()
    assert not breaker.open


async def test_metrics_show_calls_tokens_failures_and_cost(
    server: ScriptedServer, make_model: MakeModel, metrics: Metrics
) -> None:
    model = make_model(prices=(2.0, 10.0))
    server.then(fails(503), writes(WRITTEN, usage=(1000, 200)), fails(401))
    await ask(model)
    assert await kind_of_failure(model) == "key"
    assert counted(metrics, "requests") == 2
    assert counted(metrics, "calls", result="ok") == 1
    assert counted(metrics, "calls", result="server") == 1
    assert counted(metrics, "failures", reason="key") == 1
    assert counted(metrics, "tokens", direction="in") == 1000
    assert counted(metrics, "tokens", direction="out") == 200
    assert counted(metrics, "cost") == pytest.approx(0.004)
