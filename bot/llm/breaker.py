"""Leaves a server alone that keeps failing."""

from datetime import datetime, timedelta

from bot.llm.protocol import ModelUnavailable
from bot.model.runtime import Clock


class Breaker:
    """Opens after so many failures in a row. Then one call is let through after each pause, till one succeeds."""

    def __init__(self, clock: Clock, failures: int = 5, pause: timedelta = timedelta(seconds=30)) -> None:
        self._clock = clock
        self._most = failures
        self._pause = pause
        self._failures = 0
        self._closed_until: datetime | None = None

    @property
    def open(self) -> bool:
        """Whether the server is being left alone."""
        return self._failures >= self._most

    def admit(self) -> None:
        """Let a call through. Raises ModelUnavailable while the server is left alone."""
        if not self.open:
            return
        now = self._clock()
        if self._closed_until is not None and now < self._closed_until:
            raise ModelUnavailable("the server keeps failing and is left alone for a while", "resting")
        self._closed_until = now + self._pause  # this call tries; the others wait for how it goes

    def succeeded(self) -> None:
        """The server answered."""
        self._failures = 0
        self._closed_until = None

    def failed(self) -> None:
        """The server did not answer, or with an error of its own."""
        self._failures += 1
        if self.open:
            self._closed_until = self._clock() + self._pause
