"""Slack's rate limits: https://docs.slack.dev/apis/web-api/rate-limits."""

import math
import time
from collections import defaultdict
from collections.abc import Mapping

from tests.wire.moments import Call, Limit, TooMany

POSTING = Limit(1, 1.0)
"""What Slack promises to take in a channel; it lets short bursts pass."""


class Limited(TooMany):
    """Answered with 429, with the seconds to wait, whole ones."""

    def __init__(self, seconds: float) -> None:
        super().__init__({"ok": False, "error": "ratelimited"}, {"Retry-After": str(max(1, math.ceil(seconds)))})


class Rates:
    """Counts the bot's calls, over all its restarts; None means no limit. `methods` holds those of single methods."""

    def __init__(self, posting: Limit | None = None, methods: Mapping[str, Limit] | None = None) -> None:
        self._posting = posting
        self._methods = methods or {}
        self._windows: dict[str, _Window] = defaultdict(_Window)

    def take(self, call: Call, workspace: str) -> None:
        """Count a call of a method. Raises Limited."""
        if limit := self._methods.get(call.path):
            self._windows[f"{workspace} {call.path}"].take(limit)
        if self._posting and call.path == "chat.postMessage":
            self._windows[f"{workspace} {call.body.get('channel')}"].take(self._posting)


class _Window:
    def __init__(self) -> None:
        self._ends = 0.0
        self._used = 0

    def take(self, limit: Limit) -> None:
        now = time.monotonic()
        if now >= self._ends:
            self._ends, self._used = now + limit.seconds, 0
        self._used += 1
        if self._used > limit.calls:
            raise Limited(self._ends - now)
