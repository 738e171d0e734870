"""Workspaces and channels that leave, and come back."""

import logging
from collections.abc import Callable, Collection
from datetime import timedelta

from bot.desk.feeds import Feeds
from bot.desk.notices import Notices
from bot.digest import times
from bot.model.delivery import Rejection
from bot.model.place import WHOLE, Channel
from bot.model.runtime import Clock
from bot.store import Store

KEPT = timedelta(days=30)
"""How long all that a workspace had is kept after it left."""

log = logging.getLogger(__name__)


def _nothing() -> None:
    pass


class Departures:
    """What left rests: its schedules come no more, its feeds bring nothing, its messages wait.

    What people paused themselves is not touched by that. `wake` is called when schedules and messages go on.
    """

    def __init__(self, store: Store, feeds: Feeds, notices: Notices, clock: Clock) -> None:
        self._store = store
        self._feeds = feeds
        self._notices = notices
        self._clock = clock
        self.wake: Callable[[], None] = _nothing

    async def left(self, platform: str, workspace: str) -> None:
        """A workspace removed the bot: let it rest, and erase it after KEPT."""
        await self._gone(Channel(platform, workspace, WHOLE), Rejection.REMOVED)

    async def returned(self, platform: str, workspace: str) -> None:
        """A workspace has the bot, perhaps again: go on with what rests."""
        await self._back(Channel(platform, workspace, WHOLE))

    async def present(self, platform: str, workspaces: Collection[str]) -> None:
        """The platform is connected and serves these workspaces, direct messages among them.

        All others of which something is kept left meanwhile, and of these some may have returned.
        """
        left = await self._store.departures.workspaces(platform)
        kept = await self._store.workspaces.of(platform)
        for workspace in sorted(kept - left - set(workspaces)):
            await self.left(platform, workspace)
        for workspace in sorted(left & set(workspaces)):
            await self.returned(platform, workspace)

    async def channel_gone(self, channel: Channel, why: Rejection) -> None:
        """A channel can be reached no more: let it rest, and tell the owner if digests rest with it."""
        active = [one for one in await self._store.schedules.at(channel) if not (one.paused or one.held)]
        if await self._gone(channel, why) and active:
            await self._notices.held(channel, why)

    async def channel_back(self, channel: Channel) -> None:
        """A channel can be reached, perhaps again: go on with what rests."""
        await self._back(channel)

    async def _gone(self, place: Channel, why: Rejection) -> bool:
        """Whether it was there until now."""
        new = await self._store.departures.begin(place, why, self._clock())
        if new:
            log.info("place left", extra={"channel": place.key, "reason": why.value})
        return new

    async def _back(self, place: Channel) -> None:
        """Go on as after a pause: times that were missed are skipped, and what feeds brought meanwhile is old.

        The departure ends last: until then nothing that is half done shows, and it can be done again.
        """
        if not await self._store.departures.has(place):
            return
        for feed in {one.feed.id: one.feed for one in await self._store.subscriptions.at(place)}.values():
            await self._feeds.catch_up(feed)
        now = self._clock()
        await self._store.subscriptions.renew(place, now)
        missed = [one for one in await self._store.schedules.at(place) if one.next_run_at <= now]
        await self._store.schedules.replan([(one, times.next_after(times.read(one), now)) for one in missed])
        await self._store.departures.end(place)
        log.info("place back", extra={"channel": place.key})
        self.wake()
        self._feeds.wake()
