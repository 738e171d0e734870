"""Counts what a model is asked and what that costs."""

from bot.telemetry import Metrics

PER = 1_000_000


class Meter:
    """Writes to the metrics. Prices are per million tokens, 0 where unknown."""

    def __init__(self, metrics: Metrics, price_in: float = 0.0, price_out: float = 0.0) -> None:
        self._metrics = metrics
        self._price_in = price_in
        self._price_out = price_out

    def asked(self) -> None:
        """An object was asked for."""
        self._metrics.llm_requests.inc()

    def failed(self, kind: str) -> None:
        """An object that was asked for was not had."""
        self._metrics.llm_failures.labels(kind).inc()

    def sent(self, result: str) -> None:
        """A call was made to the server; `result` is ok or a kind of failure."""
        self._metrics.llm_calls.labels(result).inc()

    def used(self, tokens_in: int, tokens_out: int) -> None:
        """Tokens were used."""
        self._metrics.llm_tokens.labels("in").inc(tokens_in)
        self._metrics.llm_tokens.labels("out").inc(tokens_out)
        self._metrics.llm_cost.inc((tokens_in * self._price_in + tokens_out * self._price_out) / PER)
