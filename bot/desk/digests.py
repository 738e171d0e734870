"""Digests: what was added to a channel in a window of time, as stories with briefings."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bot.desk.briefs import Briefs
from bot.desk.engines import Engines, Manner
from bot.desk.leads import Leads
from bot.digest import compose
from bot.digest.outbox import digest_key
from bot.llm.budget import account_of, spending
from bot.model.briefing import Briefing, Digest
from bot.model.delivery import Messenger
from bot.model.errors import NoMessenger
from bot.model.place import Channel
from bot.model.runtime import Clock, Workers
from bot.store import Store

MOST_ARTICLES = 200
"""Grouping takes time with the square of their number: about a second for so many."""

BEGINNING = datetime.min.replace(tzinfo=UTC)


class Digests:
    """Composes digests from what is stored; whoever posts them goes through the outbox."""

    def __init__(
        self,
        store: Store,
        briefs: Briefs,
        leads: Leads,
        engines: Engines,
        workers: Workers,
        messengers: Mapping[str, Messenger],
        clock: Clock,
    ) -> None:
        self._store = store
        self._briefs = briefs
        self._leads = leads
        self._engines = engines
        self._workers = workers
        self._messengers = messengers
        self._clock = clock

    async def compose(self, channel: Channel, since: datetime, until: datetime) -> Digest:
        """The digest of what was added after `since` and not after `until`; it may have no stories.

        Only the newest MOST_ARTICLES are looked at; `Digest.older` counts the others.
        """
        listed = await self._store.articles.of_channel(channel, since, until, newest=MOST_ARTICLES)
        documents = await self._store.articles.documents([item.article.id for item in listed])
        groups = await self._workers.run(compose.group, listed, documents) if listed else []
        manner = await self._engines.manner(channel)
        with spending(account_of(channel)):
            briefings, lead = await self._written([group.ids for group in groups[: compose.MOST_STORIES]], manner)
        older = await self._store.articles.count(channel, since, until) - len(listed)
        digest = compose.compose(groups, briefings, since, until)
        return replace(digest, lead=lead.bullets if lead else (), older=max(0, older))

    async def preview(self, channel: Channel) -> Digest:
        """The digest that would be posted now: of what was added since the channel's last one."""
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
        await self._store.deliveries.queue_now(channel, key, payloads, digest.until)
        return len(payloads)

    async def _written(
        self, stories: Sequence[Sequence[str]], manner: Manner
    ) -> tuple[Sequence[Briefing], Briefing | None]:
        """The stories' briefings and the digest's lead, which is written before anything is translated."""
        briefings = [await self._briefs.of_story(articles, manner) for articles in stories]
        lead = await self._leads.of(briefings, manner)
        translated = [await self._briefs.in_language(briefing, manner.language) for briefing in briefings]
        return translated, await self._briefs.in_language(lead, manner.language) if lead else None

    async def _last(self, channel: Channel) -> datetime:
        """Up to when the channel's digests have told what was added."""
        asked_for = await self._store.deliveries.last_asked_for(channel)
        scheduled = [s.covered_until for s in await self._store.schedules.of_channel(channel) if s.last_run_at]
        return max([asked_for or BEGINNING, *scheduled])
