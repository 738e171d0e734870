"""How many tokens a workspace may spend in a day, and who is spending just now."""

import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date
from typing import Protocol

from bot.llm.protocol import ModelUnavailable
from bot.model.place import Channel
from bot.model.runtime import Clock

WARN_AT = 0.8
NOBODY = ""  # pays for what is done for no workspace in particular

Warn = Callable[[str, int, int], Awaitable[None]]
"""Called once a day when an account has spent most of its budget: account, tokens spent, tokens allowed."""

_account: ContextVar[str] = ContextVar("account", default=NOBODY)
log = logging.getLogger(__name__)


def account_of(channel: Channel) -> str:
    """The account that pays for a channel: its workspace's, whatever the channel."""
    return f"{channel.platform}:{channel.workspace}"


@contextmanager
def spending(account: str) -> Iterator[None]:
    """Within this, and in tasks started in it, calls are paid by the account (see `account_of`)."""
    token = _account.set(account)
    try:
        yield
    finally:
        _account.reset(token)


class Ledger(Protocol):
    """Remembers the tokens spent by each account on each UTC day."""

    async def spent(self, account: str, day: date) -> int:
        """Tokens spent so far; 0 where nothing is known."""
        ...

    async def add(self, account: str, day: date, tokens: int) -> int:
        """Add tokens and return what is now spent, both as one step."""
        ...


class MemoryLedger:
    """A ledger that lasts as long as the process, and keeps one day."""

    def __init__(self) -> None:
        self._day = date.min
        self._spent: dict[str, int] = {}

    async def spent(self, account: str, day: date) -> int:
        """Tokens spent so far."""
        return self._spent.get(account, 0) if day == self._day else 0

    async def add(self, account: str, day: date, tokens: int) -> int:
        """Add tokens; the first of a new day forgets the day before."""
        if day != self._day:
            self._day, self._spent = day, {}
        self._spent[account] = self._spent.get(account, 0) + tokens
        return self._spent[account]


class Budget:
    """The daily limit of every account; None is no limit.

    Calls that run at the same time may together go over the limit by what they spend, since a call's price is
    known only after it.
    """

    def __init__(self, clock: Clock, ledger: Ledger, limit: int | None = None, warn: Warn | None = None) -> None:
        self._clock = clock
        self._ledger = ledger
        self.limit = limit
        self._warn = warn

    async def check(self) -> None:
        """Raise ModelUnavailable when the account has nothing left today, or when that cannot be told."""
        if self.limit is None:
            return
        try:
            spent = await self._ledger.spent(_account.get(), self._today())
        except Exception:
            log.exception("budget not read")
            raise ModelUnavailable("today's budget cannot be looked up", "budget") from None
        if spent >= self.limit:
            raise ModelUnavailable("today's budget is spent", "budget")

    async def charge(self, tokens: int) -> None:
        """Note tokens that were spent, and warn when that uses up most of the budget.

        What fails here is logged: an answer that was paid for is not thrown away.
        """
        account = _account.get()
        try:
            spent = await self._ledger.add(account, self._today(), tokens)
            if self.limit is not None and spent - tokens < self.limit * WARN_AT <= spent:
                log.warning("most of today's budget is spent", extra={"account": account, "tokens": spent})
                if self._warn is not None:
                    await self._warn(account, spent, self.limit)
        except Exception:
            log.exception("spending not noted, or nobody told", extra={"account": account, "tokens": tokens})

    def _today(self) -> date:
        return self._clock().astimezone(UTC).date()
