"""What the composition root hands to every room: the clock, and a way to run heavy functions elsewhere."""

from collections.abc import Callable
from datetime import datetime
from typing import ParamSpec, Protocol, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Clock(Protocol):
    """Tells the time, aware and in UTC."""

    def __call__(self) -> datetime:
        """The time now."""
        ...


class Workers(Protocol):
    """Runs a picklable module-level function where it cannot delay the event loop.

    Raises WorkerFailed when it takes too long or its process dies; errors of the function come through.
    """

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call the function in a worker and return what it returns."""
        ...


def milliseconds(start: datetime, end: datetime) -> int:
    """How long something took, for the log."""
    return round((end - start).total_seconds() * 1000)
