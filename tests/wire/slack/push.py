"""HTTP mode: what Slack sends to the bot's own address, signed.

https://docs.slack.dev/authentication/verifying-requests-from-slack
"""

import asyncio
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import aiohttp
from slack_sdk.signature import SignatureVerifier

from tests.wire.slack.world import COMMANDS, EVENTS, Delivery, World

ANSWER_SECONDS = 3.0
RETRIES = 3
FORM = "application/x-www-form-urlencoded"
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Answered:
    """What the bot's address answered."""

    status: int
    body: Any = None


class Push:
    """Slack's client. `url` is the bot's address, `waits` the seconds before each retry; 0, 60 and 300 on Slack."""

    def __init__(self, world: World) -> None:
        self.url = ""
        self.waits = [0.0] * RETRIES
        self._world = world

    async def deliver(self, delivery: Delivery) -> None:
        """Send something until it is acknowledged; only events are sent again."""
        for attempt in range(1 + (RETRIES if delivery.kind == EVENTS else 0)):
            headers = {"X-Slack-Retry-Num": f"{attempt}", "X-Slack-Retry-Reason": "http_timeout"} if attempt else {}
            if attempt:
                await asyncio.sleep(self.waits[attempt - 1])
            delivery.sent.append(time.monotonic())
            self._world.notice()
            try:
                answer = await self.post(delivery, headers)
            except (TimeoutError, aiohttp.ClientError):
                continue
            if answer.status == 200:
                self._world.acknowledge(delivery, answer.body)
                return

    async def post(
        self, delivery: Delivery, headers: Mapping[str, str] | None = None, *, age: float = 0, secret: str | None = None
    ) -> Answered:
        """Send it once, as it was `age` seconds ago, signed with the app's secret or another one."""
        kind, body = _body(delivery)
        return await self.send(kind, body, {**self.signed(body, age, secret), **(headers or {})})

    async def verify(self, challenge: str) -> Answered:
        """Ask whether the address is the bot's, as Slack does when it is set."""
        body = json.dumps({"token": self._world.app.verification, "challenge": challenge, "type": "url_verification"})
        return await self.send(JSON, body, self.signed(body))

    def signed(self, body: str, age: float = 0, secret: str | None = None) -> dict[str, str]:
        """The headers that say who sent a body."""
        at = str(int(time.time() - age))
        signature = SignatureVerifier(secret or self._world.app.signing_secret).generate_signature(
            timestamp=at, body=body
        )
        return {"X-Slack-Request-Timestamp": at, "X-Slack-Signature": str(signature)}

    async def send(self, kind: str, body: str, headers: Mapping[str, str]) -> Answered:
        """Send a body with these headers. Raises TimeoutError or ClientError."""
        timeout = aiohttp.ClientTimeout(total=ANSWER_SECONDS)
        told = {"Content-Type": kind, "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)", **headers}
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.post(self.url, data=body.encode(), headers=told) as response,
        ):
            text = await response.text()
            return Answered(response.status, json.loads(text) if response.content_type == JSON and text else text)


def _body(delivery: Delivery) -> tuple[str, str]:
    if delivery.kind == EVENTS:
        return JSON, json.dumps(delivery.payload)
    if delivery.kind == COMMANDS:
        return FORM, urlencode(delivery.payload)
    return FORM, urlencode({"payload": json.dumps(delivery.payload)})
