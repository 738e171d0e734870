"""Runs duties inside the bot's own process, with APScheduler as the alarm clock."""

import asyncio
import logging
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Protocol

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.date import DateTrigger

from bot.model.runtime import Clock

LONGEST_SLEEP = timedelta(minutes=5)
"""An alarm that is further off is set anew on the way, so that a clock that was put right is noticed."""

AFTER_FAILURE = timedelta(seconds=15)

log = logging.getLogger(__name__)


class Duty(Protocol):
    """Something that must be done again and again; what is due is known to the store."""

    async def run(self) -> None:
        """Do all that is due now."""
        ...

    async def next_wake(self) -> datetime | None:
        """When there is something to do next, None when nothing is planned."""
        ...


class Embedded:
    """One loop that does what is due, sets the alarm for the next time, and sleeps.

    The alarm is a single job in memory; what is due is known to the store alone.
    """

    def __init__(self, duty: Duty, clock: Clock) -> None:
        self.duty = duty
        self._clock = clock
        self._alarm: AsyncIOScheduler | None = None
        self._loop: asyncio.Task[None] | None = None
        self._awake = asyncio.Event()
        self._stopping = False

    async def start(self) -> None:
        """Begin, with whatever became due while nobody was running."""
        if self._loop is not None:
            return
        self._stopping = False
        self._alarm = AsyncIOScheduler(timezone=UTC)
        self._alarm.start()
        self._awake.set()
        self._loop = asyncio.create_task(self._work(self._alarm), name="due work")

    async def stop(self) -> None:
        """Finish what is being done, a message under way included, and end."""
        self._stopping = True
        self._awake.set()
        await self._end()

    async def abandon(self) -> None:
        """End at once: what is being done can be begun anew the next time."""
        if self._loop is not None:
            self._loop.cancel()
        await self._end()

    async def _end(self) -> None:
        if self._loop is None or self._alarm is None:
            return
        with suppress(asyncio.CancelledError):
            await self._loop
        self._loop = None
        self._alarm.shutdown(wait=False)
        self._alarm = None

    def poke(self) -> None:
        """Wake up now: there may be new work."""
        self._awake.set()

    async def _work(self, alarm: AsyncIOScheduler) -> None:
        while True:
            await self._awake.wait()
            if self._stopping:
                return
            self._awake.clear()
            self._set(alarm, await self._once())

    async def _once(self) -> timedelta:
        """Do what is due; return how long to sleep."""
        try:
            await self.duty.run()
            wake = await self.duty.next_wake()
        except Exception:
            log.exception("due work failed")
            return AFTER_FAILURE
        if wake is None:
            return LONGEST_SLEEP
        return min(max(wake - self._clock(), timedelta(0)), LONGEST_SLEEP)

    async def _ring(self) -> None:
        self.poke()  # a plain function would be called in a thread, where the event must not be touched

    def _set(self, alarm: AsyncIOScheduler, sleep: timedelta) -> None:
        alarm.add_job(
            self._ring,
            DateTrigger(datetime.now(UTC) + sleep),  # the alarm runs on the machine's clock, the tasks on theirs
            id="alarm",
            replace_existing=True,
            misfire_grace_time=None,
            coalesce=True,
        )
