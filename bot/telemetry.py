"""Structured logs in which no secret shows, and the numbers that an operator watches."""

import logging
import re
import sys
from collections.abc import Callable, Iterable, MutableMapping
from typing import Any

import structlog
from prometheus_client import CollectorRegistry, Counter, Histogram

HIDDEN = "[hidden]"
NOISY = (
    "apscheduler",
    "alembic",
    "aiosqlite",
    "sqlalchemy.engine",
    "openai",
    "httpx2",
    "httpcore2",
    "slack_sdk",
)

_TOKEN = re.compile(r"\bx(?:ox[a-z]|app)(?:\.x?ox[a-z])?-[\w-]+|(?<=\bticket=)[\w%.-]+")
"""Slack's tokens, which with OAuth stand in no setting, and the tickets in its WebSocket addresses."""


def configure(log_format: str, level: str, secrets: Iterable[str] = ()) -> None:
    """Send all logs to stderr as `console` or `json` lines, with each secret replaced wherever it stands."""
    renderer = (
        structlog.processors.JSONRenderer()
        if log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[
                structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name,
                structlog.stdlib.ExtraAdder(),
                structlog.processors.TimeStamper(fmt="iso", utc=True),
            ],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                hide(secrets),
                renderer,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    # These report every job, statement and request, which tells an operator nothing, or what an article says.
    for noisy in NOISY:
        logging.getLogger(noisy).setLevel(max(logging.WARNING, root.level))
    logging.getLogger("slack_bolt").setLevel(logging.ERROR)  # its warnings repeat what Slack sent


def hide(secrets: Iterable[str]) -> Callable[[Any, str, MutableMapping[str, Any]], MutableMapping[str, Any]]:
    """Make a structlog processor that replaces each secret, and what looks like one, in every text of an event."""
    known = sorted((secret for secret in secrets if secret), key=len, reverse=True)

    def clean(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: clean(item) for key, item in value.items()}
        if isinstance(value, (list, tuple, set, frozenset)):
            return [clean(item) for item in value]
        if value is None or isinstance(value, (bool, int, float)):
            return value
        text = str(value)
        for secret in known:
            text = text.replace(secret, HIDDEN)
        return _TOKEN.sub(HIDDEN, text)

    def process(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        return {key: clean(value) for key, value in event.items()}

    return process


class Metrics:
    """The counters of one running bot, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.commands = Counter(
            "briefing_bot_commands", "Commands handled", ["command", "result"], registry=self.registry
        )
        self.command_seconds = Histogram(
            "briefing_bot_command_seconds", "Time from request to reply", ["command"], registry=self.registry
        )
        self.articles = Counter(
            "briefing_bot_articles", "Articles given to the bot", ["result"], registry=self.registry
        )
        self.llm_requests = Counter(
            "briefing_bot_llm_requests", "Objects asked of the language model", registry=self.registry
        )
        self.llm_calls = Counter(
            "briefing_bot_llm_calls", "Calls to the language model's server", ["result"], registry=self.registry
        )
        self.llm_failures = Counter(
            "briefing_bot_llm_failures", "Objects that the model did not give", ["reason"], registry=self.registry
        )
        self.llm_fallbacks = Counter(
            "briefing_bot_llm_fallbacks", "Texts that the local engine wrote instead", ["task"], registry=self.registry
        )
        self.llm_tokens = Counter(
            "briefing_bot_llm_tokens", "Tokens sent to and had from the model", ["direction"], registry=self.registry
        )
        self.llm_cost = Counter("briefing_bot_llm_cost", "Cost, where prices are set", registry=self.registry)


def total(counter: Counter, **labels: str) -> float:
    """The sum of a counter over the samples that have these labels."""
    samples = (sample for metric in counter.collect() for sample in metric.samples if sample.name.endswith("_total"))
    return sum(sample.value for sample in samples if labels.items() <= sample.labels.items())
