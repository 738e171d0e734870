"""Keeps requests to one host apart, so that no site is hurried."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.ingest import address
from bot.model.runtime import Clock

APART = timedelta(seconds=2)
MOST_HOSTS = 10_000


@dataclass(slots=True)
class _Host:
    free_at: datetime
    waiting: int = 0
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


class Spacing:
    """Lets one request to a host begin at a time, `APART` or more after the one before; other hosts do not wait.

    `sleep` waits for so many seconds. A host is forgotten when nobody waits for it and it is free, or when more than
    `most_hosts` are known.
    """

    def __init__(
        self, clock: Clock, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep, most_hosts: int = MOST_HOSTS
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._most_hosts = most_hosts
        self._hosts: dict[str, _Host] = {}

    async def turn(self, link: str, apart: timedelta = APART) -> None:
        """Wait until it is polite to ask for a link, first come first served; nobody follows it within `apart`.

        Whoever stops waiting takes no turn. Raises NotALink.
        """
        host = self._host(link)
        host.waiting += 1
        try:
            async with host.turn:
                while (wait := (host.free_at - self._clock()).total_seconds()) > 0:
                    await self._sleep(wait)
                host.free_at = self._clock() + max(apart, APART)
        finally:
            host.waiting -= 1

    def hold(self, link: str, wait: timedelta) -> None:
        """Let nobody ask the host of a link for so long, as a Retry-After asks. Raises NotALink."""
        host = self._host(link)
        host.free_at = max(host.free_at, self._clock() + wait)

    def _host(self, link: str) -> _Host:
        name = (address.parse(link).raw_host or "").lower()
        if name not in self._hosts:
            if len(self._hosts) >= self._most_hosts:
                self._forget()
            self._hosts[name] = _Host(self._clock())
        return self._hosts[name]

    def _forget(self) -> None:
        """Forget the hosts that are free, and of the others the half that will be free first."""
        now = self._clock()
        idle = sorted((host.free_at, name) for name, host in self._hosts.items() if not host.waiting)
        for index, (free_at, name) in enumerate(idle):
            if free_at <= now or index < len(idle) // 2:
                del self._hosts[name]
