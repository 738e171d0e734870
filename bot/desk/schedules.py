"""The schedules of channels: when their digests come."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

from bot.desk.departures import Departures
from bot.desk.engines import Engines
from bot.desk.feeds import Feeds
from bot.digest import times
from bot.digest.zones import Place
from bot.model.delivery import EVERYTHING, Delivery, Edition, Schedule
from bot.model.errors import TooManySchedules, UnknownFeeds, UnknownSchedule
from bot.model.place import Channel
from bot.model.runtime import Clock
from bot.store import Store

MAX_SCHEDULES = 20


def _nothing() -> None:
    pass


class Schedules:
    """What people do with schedules. `wake` is called when one has another next time."""

    def __init__(self, store: Store, feeds: Feeds, engines: Engines, departures: Departures, clock: Clock) -> None:
        self._store = store
        self._feeds = feeds
        self._engines = engines
        self._departures = departures
        self._clock = clock
        self.wake: Callable[[], None] = _nothing

    async def add(
        self, channel: Channel, rule: str, by: str, post_empty: bool = False, edition: Edition = EVERYTHING
    ) -> tuple[Schedule, Place]:
        """Add a schedule such as "08:00 Europe/London weekdays"; tell the place that its zone was found by.

        Raises UnknownFeeds or UnknownEngine for an edition that there cannot be.
        """
        unknown = sorted(set(edition.feeds) - (await self._feeds.names(channel)).keys())
        if unknown:
            raise UnknownFeeds(numbers=", ".join(map(str, unknown)))
        await self._engines.manner(channel, edition.engine, edition.length)
        if len(await self._store.schedules.of_channel(channel)) >= MAX_SCHEDULES:
            raise TooManySchedules(limit=MAX_SCHEDULES)
        parsed, place = await asyncio.to_thread(times.parse, rule)  # the first city that is named is looked for slowly
        now = self._clock()
        schedule = await self._store.schedules.add(
            channel, parsed.text, parsed.zone, by, now, times.next_after(parsed, now), post_empty, edition
        )
        self.wake()
        return schedule, place

    async def of_channel(self, channel: Channel) -> Sequence[Schedule]:
        """The channel's schedules, by id."""
        return await self._store.schedules.of_channel(channel)

    async def one(self, channel: Channel, schedule: int) -> Schedule:
        """The schedule with that number. Raises UnknownSchedule."""
        found = await self._store.schedules.get(channel, schedule)
        if found is None:
            raise UnknownSchedule(id=schedule)
        return found

    async def pause(self, channel: Channel, schedule: int) -> Schedule:
        """Stop a schedule without forgetting it."""
        await self.one(channel, schedule)
        return await self._store.schedules.set_paused(channel, schedule, True)

    async def resume(self, channel: Channel, schedule: int) -> Schedule:
        """Start a paused schedule again; what was added meanwhile is in its next digest.

        Whoever asks for that here knows that the channel can be reached.
        """
        await self._departures.channel_back(channel)
        paused = await self.one(channel, schedule)
        next_run_at = times.next_after(times.read(paused), self._clock())
        resumed = await self._store.schedules.set_paused(channel, schedule, False, next_run_at)
        self.wake()
        return resumed

    async def remove(self, channel: Channel, schedule: int) -> Schedule:
        """Forget a schedule."""
        found = await self.one(channel, schedule)
        await self._store.schedules.remove(channel, schedule)
        return found

    async def deliveries(self, channel: Channel, schedule: int) -> Sequence[Delivery]:
        """The last deliveries of a schedule, newest first."""
        await self.one(channel, schedule)
        return await self._store.deliveries.of_schedule(channel, schedule)

    def next_times(self, schedule: Schedule, count: int = 3) -> Sequence[datetime]:
        """The next times of a schedule, aware, in its own zone."""
        return times.upcoming(schedule, self._clock(), count)
