"""The moments in the life of a request at which tests and the crash harness step in, whatever the platform."""

import asyncio
import fnmatch
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from io import BytesIO
from typing import Any, TypeAlias


class Moment(StrEnum):
    """How far a request has come."""

    ARRIVED = "arrived"
    """Nothing was done yet."""
    HANDLED = "handled"
    """Done, and not answered."""
    HALF = "half answered"
    ANSWERED = "answered"
    LIMITED = "limited"
    """Answered with 429."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a request."""

    filename: str
    data: bytes
    description: str | None = None

    @property
    def fp(self) -> BytesIO:
        """Its bytes, as simcord reads them."""
        return BytesIO(self.data)


@dataclass(frozen=True, slots=True)
class Call:
    """Something that the bot sent; `body` is its JSON, also where files came with it."""

    method: str
    path: str
    body: Any = None
    files: tuple[Upload, ...] = ()
    at: float = field(default_factory=time.monotonic)

    def matches(self, method: str, path: str) -> bool:
        """Whether it is such a call; `path` may hold wildcards."""
        return self.method == method and fnmatch.fnmatch(self.path, path)


class CutOff(Exception):
    """The connection ends here, without another word."""


class Failed(Exception):
    """Something before the platform answers in its place, as a page for people."""

    def __init__(self, status: int, headers: dict[str, str] | None = None) -> None:
        super().__init__(status)
        self.status = status
        self.headers = headers or {}


class TooMany(Exception):
    """Answered with 429; `body` and `headers` are how a platform says it."""

    def __init__(self, body: Any, headers: Mapping[str, str]) -> None:
        super().__init__("too many")
        self.body = body
        self.headers = dict(headers)


@dataclass(frozen=True, slots=True)
class Limit:
    """So many calls in so many seconds."""

    calls: int
    seconds: float


Meddler: TypeAlias = Callable[[Call, Moment], Awaitable[None]]
"""Is told of every moment of every call, and may wait, raise one of the errors above, or end the bot."""

Outcome: TypeAlias = Exception | float | None


class Script:
    """A meddler for calls of one kind at one moment: each outcome once, in order.

    An error is raised, a number is waited for in seconds, and None lets the call pass.
    """

    def __init__(self, method: str, path: str, moment: Moment, outcomes: Iterable[Outcome]) -> None:
        self._wanted = (method, path)
        self._moment = moment
        self._outcomes = list(outcomes)

    async def __call__(self, call: Call, moment: Moment) -> None:
        """Let the next outcome happen if this is the kind and the moment."""
        if moment is not self._moment or not self._outcomes or not call.matches(*self._wanted):
            return
        outcome = self._outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        await asyncio.sleep(outcome or 0)
