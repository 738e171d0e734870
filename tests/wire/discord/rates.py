"""Discord's rate limits: https://docs.discord.com/developers/topics/rate-limits."""

import hashlib
import math
import re
import time
from collections import defaultdict

from tests.wire.moments import Call, Limit, TooMany

MESSAGES = Limit(5, 5.0)
"""What a bot meets in a channel; Discord does not promise it, which is why it is in the headers."""

GLOBAL = Limit(50, 1.0)

_CREATES = re.compile(r"/channels/\d+/messages")
_EXEMPT = ("/interactions/", "/webhooks/")


class Limited(TooMany):
    """Answered with 429; `scope` is "user" for a route, "shared" where others use it up too, "global" for all."""

    def __init__(self, seconds: float, scope: str = "user", headers: dict[str, str] | None = None) -> None:
        body = {"message": "You are being rate limited.", "retry_after": seconds, "global": scope == "global"}
        told = {
            "Retry-After": str(math.ceil(seconds)),
            "X-RateLimit-Scope": scope,
            "Via": "1.1 google",  # without it, the answer is not Discord's own but a ban of the address
            **({"X-RateLimit-Global": "true"} if scope == "global" else {}),
        }
        super().__init__(body, {**told, **(headers or {})})


class Rates:
    """Counts the bot's calls, over all its restarts; None means no limit."""

    def __init__(self, messages: Limit | None = None, everything: Limit | None = None) -> None:
        self._messages = messages
        self._everything = everything
        self._windows: dict[str, _Window] = defaultdict(_Window)

    def take(self, call: Call) -> dict[str, str]:
        """Count a call and return the headers of its answer. Raises Limited."""
        if self._everything and not call.path.startswith(_EXEMPT):
            self._windows["global"].take(self._everything, "global")
        if self._messages and call.method == "POST" and _CREATES.fullmatch(call.path):
            return self._windows[call.path].take(self._messages, "user")
        return {}


class _Window:
    def __init__(self) -> None:
        self._ends = 0.0
        self._used = 0

    def take(self, limit: Limit, scope: str) -> dict[str, str]:
        now = time.monotonic()
        if now >= self._ends:
            self._ends, self._used = now + limit.seconds, 0
        left = self._ends - now
        self._used += 1
        headers = {
            "X-RateLimit-Limit": str(limit.calls),
            "X-RateLimit-Remaining": str(max(0, limit.calls - self._used)),
            "X-RateLimit-Reset": f"{time.time() + left:.3f}",
            "X-RateLimit-Reset-After": f"{left:.3f}",
            "X-RateLimit-Bucket": hashlib.sha256(b"POST messages").hexdigest()[:32],
        }
        if self._used > limit.calls:
            raise Limited(left, scope, headers if scope == "user" else None)
        return headers
