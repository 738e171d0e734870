"""From the settings to a model, or to none."""

from typing import TYPE_CHECKING

from bot.llm.breaker import Breaker
from bot.llm.budget import Budget, Ledger, MemoryLedger, Warn
from bot.llm.meter import Meter
from bot.model.runtime import Clock
from bot.settings import Settings
from bot.telemetry import Metrics

if TYPE_CHECKING:
    # These bring the SDK, which costs memory and time.
    from bot.llm.client import OpenAIModel

CALLS_OF_PATIENCE = 2  # the longest that one request may take, in calls that take as long as they may


def connect(
    settings: Settings, clock: Clock, metrics: Metrics, ledger: Ledger | None = None, warn: Warn | None = None
) -> "OpenAIModel | None":
    """The model that the settings name, None where they name none. Nothing is sent yet; close it when done."""
    if settings.llm_model is None:
        return None
    # These bring the SDK, which costs memory and time.
    from bot.llm.client import OpenAIModel
    from bot.llm.wire import Wire

    return OpenAIModel(
        Wire(settings.llm_base_url, settings.llm_api_key, settings.llm_seconds, clock),
        settings.llm_model,
        settings.llm_window,
        breaker=Breaker(clock),
        budget=Budget(clock, ledger or MemoryLedger(), settings.llm_daily_tokens, warn),
        meter=Meter(metrics, settings.llm_price_in or 0.0, settings.llm_price_out or 0.0),
        patience=CALLS_OF_PATIENCE * settings.llm_seconds,
        concurrency=settings.llm_concurrency,
    )
