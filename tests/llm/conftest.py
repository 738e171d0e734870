"""A scripted server, and a model that asks it."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import SecretStr

from bot.llm.breaker import Breaker
from bot.llm.budget import Budget, MemoryLedger, Warn
from bot.llm.client import OpenAIModel
from bot.llm.meter import Meter
from bot.llm.wire import Wire
from bot.telemetry import Metrics
from tests.llm.server import ScriptedServer

KEY = "sk-secret-0123456789"


@dataclass(slots=True)
class Hands:
    """A clock that a test moves, and pauses that take no time."""

    now: datetime = datetime(2031, 5, 6, 12, tzinfo=UTC)
    pauses: list[float] = field(default_factory=list)

    def clock(self) -> datetime:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
async def server() -> AsyncIterator[ScriptedServer]:
    async with ScriptedServer() as server:
        yield server


@pytest.fixture
def metrics() -> Metrics:
    """The metrics of every model that a test makes."""
    return Metrics()


def counted(metrics: Metrics, name: str, **labels: str) -> float:
    """A counter of the language model."""
    return metrics.registry.get_sample_value(f"briefing_bot_llm_{name}_total", labels) or 0.0


MakeModel = Callable[..., OpenAIModel]


@pytest.fixture
async def make_model(server: ScriptedServer, hands: Hands, metrics: Metrics) -> AsyncIterator[MakeModel]:
    """Make a model that asks the scripted server; no jitter, no waiting."""
    async with AsyncExitStack() as stack:

        def make(
            *,
            base_url: str | None = None,
            seconds: float = 5,
            limit: int | None = None,
            warn: Warn | None = None,
            prices: tuple[float, float] = (0.0, 0.0),
            window: int = 4096,
            patience: float = 20,
            concurrency: int = 2,
        ) -> OpenAIModel:
            model = OpenAIModel(
                Wire(base_url or server.base_url, SecretStr(KEY), seconds, hands.clock),
                "scribe-1",
                window,
                breaker=Breaker(hands.clock),
                budget=Budget(hands.clock, MemoryLedger(), limit, warn),
                meter=Meter(metrics, *prices),
                patience=patience,
                concurrency=concurrency,
                sleep=hands.sleep,
                jitter=lambda: 1.0,
            )
            stack.push_async_callback(model.close)
            return model

        yield make


@pytest.fixture
def model(make_model: MakeModel) -> OpenAIModel:
    return make_model()
