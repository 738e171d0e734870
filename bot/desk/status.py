"""What a language model has done since the bot started, and what a workspace spent on it today."""

from dataclasses import dataclass

from bot.llm.protocol import LanguageModel
from bot.model.preferences import Preferences
from bot.telemetry import Metrics, total


@dataclass(frozen=True, slots=True)
class Status:
    """A channel's engine and preferences, the engines it may choose, and the model's work for all channels.

    `model` is None where none is set up. `today` counts the tokens that the workspace spent on this UTC day, of
    `daily`, None where that is not limited. `failures` are objects that the model did not give, `replaced` texts that
    the local engine wrote instead; `cost` is in the currency of the operator's prices.
    """

    engine: str
    engines: tuple[str, ...]
    model: str | None
    preferences: Preferences
    today: int
    daily: int | None
    calls: int
    tokens_in: int
    tokens_out: int
    failures: int
    replaced: int
    cost: float


def status(
    engine: str,
    engines: tuple[str, ...],
    model: LanguageModel | None,
    metrics: Metrics,
    *,
    preferences: Preferences,
    today: int,
    daily: int | None,
) -> Status:
    """Read the model's work off the metrics."""
    return Status(
        engine,
        engines,
        None if model is None else model.name,
        preferences,
        today,
        daily,
        calls=round(total(metrics.llm_calls)),
        tokens_in=round(total(metrics.llm_tokens, direction="in")),
        tokens_out=round(total(metrics.llm_tokens, direction="out")),
        failures=round(total(metrics.llm_failures)),
        replaced=round(total(metrics.llm_fallbacks)),
        cost=total(metrics.llm_cost),
    )
