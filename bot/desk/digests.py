"""Digests: what was added to a channel in a window of time, as stories with briefings."""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from weakref import WeakValueDictionary

from bot.desk.briefs import Briefs
from bot.desk.engines import Engines, Manner
from bot.desk.leads import Leads
from bot.desk.windows import BEGINNING, Windows
from bot.digest import compose, outbox
from bot.digest.compose import Group
from bot.digest.outbox import digest_key
from bot.llm.budget import account_of, spending
from bot.model.briefing import Briefing, Digest
from bot.model.delivery import EVERYTHING, Edition, Messenger, Schedule
from bot.model.errors import NoMessenger
from bot.model.place import Channel
from bot.model.runtime import Clock
from bot.store import Store

LOOKED_AT = 100
"""So many of the newest articles are grouped while somebody types; that takes a part of a second."""

REMEMBERED = 20
"""For so many channels it is not done again with each letter."""


class Digests:
    """Composes digests from what is stored; whoever posts them goes through the outbox."""

    def __init__(
        self,
        store: Store,
        briefs: Briefs,
        leads: Leads,
        engines: Engines,
        windows: Windows,
        messengers: Mapping[str, Messenger],
        clock: Clock,
    ) -> None:
        self._store = store
        self._briefs = briefs
        self._leads = leads
        self._engines = engines
        self._windows = windows
        self._messengers = messengers
        self._clock = clock
        self._locks: WeakValueDictionary[Channel, asyncio.Lock] = WeakValueDictionary()
        self._grouped: OrderedDict[Channel, tuple[int, Sequence[Group]]] = OrderedDict()

    async def compose(
        self, channel: Channel, since: datetime, until: datetime, edition: Edition = EVERYTHING
    ) -> Digest:
        """The digest of what was added after `since` and not after `until`, in the zone of `until`.

        It may have no stories. Only the newest articles are looked at; `Digest.older` counts the others.
        """
        window = await self._windows.of(channel, since, until, edition)
        groups = await self._windows.stories(channel, window, since, edition)
        return replace(await self.tell(channel, groups, since, until, edition), older=window.older)

    async def preview(self, channel: Channel, schedule: Schedule | None = None) -> Digest:
        """The digest that would be posted now: that of a schedule, or of all that was added since the last one."""
        if schedule is not None:
            return await self.compose(channel, schedule.covered_until, self._clock(), schedule.edition)
        return await self.compose(channel, await self._last(channel), self._clock())

    async def post_now(self, channel: Channel) -> int:
        """Queue that digest; return how many messages it has, 0 when nothing is new. Raises NoMessenger."""
        messenger = self._messengers.get(channel.platform)
        if messenger is None:
            raise NoMessenger
        digest = await self.preview(channel)
        if not digest.stories:
            return 0
        key = digest_key(channel, None, digest.until)
        payloads = messenger.pages(digest, key)
        about = outbox.subjects(digest, payloads)
        await self._store.deliveries.queue_now(channel, key, payloads, digest.until, about)
        return len(payloads)

    async def stories(self, channel: Channel) -> Sequence[Group]:
        """The stories of the channel's newest articles, those first to which something was added last."""
        listed = await self._store.articles.of_channel(channel, newest=LOOKED_AT)
        if not listed:
            return []
        async with self._locks.setdefault(channel, asyncio.Lock()):
            newest, found = self._grouped.pop(channel, (0, ()))
            if newest != listed[-1].number:
                groups = await self._windows.group(channel, listed, BEGINNING)
                found = sorted(groups, key=lambda group: group.added_at, reverse=True)
            self._grouped[channel] = listed[-1].number, found
            if len(self._grouped) > REMEMBERED:
                self._grouped.popitem(last=False)
            return found

    async def tell(
        self, channel: Channel, groups: Sequence[Group], since: datetime, until: datetime, edition: Edition = EVERYTHING
    ) -> Digest:
        """The digest that tells these stories."""
        manner = await self._manner(channel, edition)
        with spending(account_of(channel)):
            briefings, lead = await self._written([group.ids for group in groups[: compose.MOST_STORIES]], manner)
        day = self._clock().astimezone(until.tzinfo).date()
        digest = compose.compose(groups, briefings, since, until, day)
        return replace(
            digest,
            lead=lead.bullets if lead else (),
            picture=edition.picture,
            thread=edition.thread,
            language=manner.language or digest.language,
        )

    async def _manner(self, channel: Channel, edition: Edition) -> Manner:
        """As the edition wants it; by the channel's engine if the edition's was uninstalled meanwhile."""
        engine = edition.engine if edition.engine in self._engines.names else None
        return await self._engines.manner(channel, engine, edition.length)

    async def _written(
        self, stories: Sequence[Sequence[str]], manner: Manner
    ) -> tuple[Sequence[Briefing], Briefing | None]:
        """The stories' briefings and the digest's lead, which is written before anything is translated."""
        briefings = [await self._briefs.of_story(articles, manner) for articles in stories]
        lead = await self._leads.of(briefings, manner)
        translated = [await self._briefs.in_language(briefing, manner.language) for briefing in briefings]
        return translated, await self._briefs.in_language(lead, manner.language) if lead else None

    async def _last(self, channel: Channel) -> datetime:
        """Up to when the channel's digests have told all that was added."""
        asked_for = await self._store.deliveries.last_asked_for(channel)
        schedules = await self._store.schedules.of_channel(channel)
        scheduled = [row.covered_until for row in schedules if row.last_run_at and row.edition.whole]
        return max([asked_for or BEGINNING, *scheduled])
