"""Counts what a model is asked and what it costs, for the metrics and for /status."""

from collections import Counter
from dataclasses import dataclass, field

from bot.telemetry import Metrics

PER = 1_000_000


@dataclass(frozen=True, slots=True)
class Usage:
    """What was used since the start. `cost` is in the currency of the prices, None where none are set.

    `requests` are objects asked for, `calls` are what was sent to the server for them; `failures` are counted by kind.
    """

    requests: int = 0
    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    failures: dict[str, int] = field(default_factory=dict)
    cost: float | None = None


class Meter:
    """Counts. Prices are per million tokens; a price that is not known counts as nothing."""

    def __init__(self, metrics: Metrics, price_in: float | None = None, price_out: float | None = None) -> None:
        self._metrics = metrics
        self._price_in = price_in
        self._price_out = price_out
        self._requests = self._calls = self._in = self._out = 0
        self._failures: Counter[str] = Counter()

    @property
    def usage(self) -> Usage:
        """What was used so far."""
        return Usage(
            self._requests, self._calls, self._in, self._out, dict(self._failures), self._cost(self._in, self._out)
        )

    def asked(self) -> None:
        """An object was asked for."""
        self._requests += 1
        self._metrics.llm_requests.inc()

    def failed(self, kind: str) -> None:
        """An object that was asked for was not had."""
        self._failures[kind] += 1
        self._metrics.llm_failures.labels(kind).inc()

    def sent(self, result: str) -> None:
        """A call was made to the server; `result` is ok or a kind of failure."""
        self._calls += 1
        self._metrics.llm_calls.labels(result).inc()

    def used(self, tokens_in: int, tokens_out: int) -> None:
        """Tokens were used."""
        self._in += tokens_in
        self._out += tokens_out
        self._metrics.llm_tokens.labels("in").inc(tokens_in)
        self._metrics.llm_tokens.labels("out").inc(tokens_out)
        self._metrics.llm_cost.inc(self._cost(tokens_in, tokens_out) or 0.0)

    def _cost(self, tokens_in: int, tokens_out: int) -> float | None:
        if self._price_in is None and self._price_out is None:
            return None
        return (tokens_in * (self._price_in or 0.0) + tokens_out * (self._price_out or 0.0)) / PER
