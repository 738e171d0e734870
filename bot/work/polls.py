"""Feeds that are due, and the articles that they bring: each polled and read once, however many channels follow it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from bot.desk.intake import Intake
from bot.desk.notices import FEED_PAUSED, Notices
from bot.feeds import news, polling
from bot.ingest.feeds import read
from bot.ingest.fetch import Fetcher
from bot.ingest.page import Page, Polled
from bot.ingest.spacing import APART, Spacing
from bot.model.article import Article
from bot.model.errors import (
    NotAFeed,
    SiteBusy,
    SiteFailed,
    SiteTooSlow,
    SiteUnreachable,
    StoreBusy,
    StoreFull,
    StoreUnusable,
    UserError,
    WorkerFailed,
)
from bot.model.feed import EntryState, Feed, FeedContent, Known, Subscription
from bot.model.place import Channel
from bot.model.runtime import Clock, Workers
from bot.store import Store
from bot.workers import unhurried

BATCH = 50
"""So many feeds, and so many entries, are held in memory at once, however many are due."""

AT_ONCE = 8
MOST_NEW = 50
"""So many new entries of one poll are read; a feed that brings more at once has changed its ways, or is no news."""

TRIES = 4
FIRST_RETRY = timedelta(minutes=10)
OFFLINE = 3
"""When so many feeds of a batch, and all of them, cannot be reached, it is our own connection that failed."""

OFFLINE_PAUSE = timedelta(minutes=5)
TOO_MANY = f"the feed brought more than {MOST_NEW} entries at once"
BY_FEED = "feed"

OURS = (StoreBusy, StoreFull, StoreUnusable)
"""What is no fault of a feed: it is tried again as it was."""

_PASSING = (SiteFailed, SiteUnreachable, SiteTooSlow, WorkerFailed)

log = logging.getLogger(__name__)

Told = Callable[[Channel], Awaitable[None]]
"""Called for each channel that was given articles, once for all of a batch."""

Prepare = Callable[[str], Awaitable[None]]
"""Makes of a new article what most digests will need of it, before many ask for it at once."""


@dataclass(frozen=True, slots=True)
class _Outcome:
    """How a poll went: the feed as it was, and why it failed, if it did."""

    feed: Feed
    error: UserError | None = None


class Polls:
    """A duty. What is stopped in the middle is done again: nothing is given to a channel twice."""

    def __init__(
        self,
        store: Store,
        fetcher: Fetcher,
        workers: Workers,
        intake: Intake,
        spacing: Spacing,
        notices: Notices,
        clock: Clock,
        rng: Random,
        told: Told,
        prepare: Prepare,
    ) -> None:
        self._store = store
        self._fetcher = fetcher
        self._workers = workers
        self._intake = intake
        self._spacing = spacing
        self._notices = notices
        self._clock = clock
        self._rng = rng
        self._told = told
        self._prepare = prepare

    async def run(self) -> None:
        """Poll all feeds that are due, and read what they brought."""
        with unhurried():
            while feeds := await self._store.feeds.due(self._clock(), BATCH):
                await self._poll_all(feeds)
                await self._take_in()
            await self._take_in()

    async def next_wake(self) -> datetime | None:
        """When the next feed is due, or an article is to be tried again."""
        times = (await self._store.feeds.next_due(), await self._store.feeds.next_waiting())
        return min((time for time in times if time is not None), default=None)

    async def _poll_all(self, feeds: Sequence[Feed]) -> None:
        free = asyncio.Semaphore(AT_ONCE)
        outcomes = await asyncio.gather(*(self._poll(feed, free) for feed in feeds))
        failed = [outcome for outcome in outcomes if outcome.error is not None]
        offline = len(failed) == len(outcomes) >= OFFLINE and all(
            isinstance(outcome.error, SiteUnreachable) for outcome in failed
        )
        for outcome in failed:
            if offline:
                later = replace(outcome.feed, next_poll_at=self._clock() + OFFLINE_PAUSE)
                await self._store.feeds.polled(later, self._clock())
            elif outcome.error is not None:
                await self._failed(outcome.feed, outcome.error)
        if offline:
            log.warning("no feed can be reached", extra={"feeds": len(failed)})

    async def _poll(self, feed: Feed, free: asyncio.Semaphore) -> _Outcome:
        async with free:
            try:
                await self._spacing.turn(feed.url)
                polled = await self._fetcher.poll(feed.url, feed.etag, feed.modified, feed.checksum)
                if polled.page is None:
                    await self._unchanged(feed, polled)
                else:
                    await self._changed(feed, polled, polled.page)
            except SiteBusy as busy:
                self._spacing.hold(feed.url, busy.retry_after or APART)
                return _Outcome(feed, busy)
            except OURS:
                raise
            except UserError as error:
                return _Outcome(feed, error)
            except Exception:  # one feed must not keep the others from being read
                log.exception("feed not understood", extra={"feed": feed.id})
                return _Outcome(feed, NotAFeed(host=feed.url, what="something that I cannot read"))
        return _Outcome(feed)

    async def _unchanged(self, feed: Feed, polled: Polled) -> None:
        now = self._clock()
        after = polling.after_success(feed, polled, changed=False, published=(), every=None, now=now, rng=self._rng)
        await self._store.feeds.polled(after, now)

    async def _changed(self, feed: Feed, polled: Polled, page: Page) -> None:
        """Keep a feed's content. Raises NotAFeed."""
        now = self._clock()
        content: FeedContent = await self._workers.run(
            read.read_feed, page.body, page.final_url, page.content_type, page.charset, now=now
        )
        findings = await self._workers.run(news.sift, await self._store.feeds.fingerprints(feed.id), content)
        fresh = [finding for finding in findings if finding.standing is not news.Standing.KNOWN]
        after = polling.after_success(
            replace(feed, title=content.title, site=content.site, oddities=content.oddities),
            polled,
            changed=bool(fresh),
            published=[entry.published for entry in content.entries if entry.published],
            every=content.every,
            now=now,
            rng=self._rng,
        )
        followers = await self._store.subscriptions.to_feed(feed.id)
        # The oldest first, so that articles are added in the order in which they appeared.
        entries = [self._known(finding, place, followers, now) for place, finding in enumerate(fresh)]
        await self._store.feeds.polled(after, now, entries[::-1], [entry.key for entry in content.entries])
        log.info("feed polled", extra={"feed": feed.id, "entries": len(findings), "new": len(fresh)})

    def _known(self, finding: news.Finding, place: int, followers: Sequence[Subscription], now: datetime) -> Known:
        """A new or updated entry, to be read if it may be news to somebody."""
        entry = finding.entry
        known = Known(0, 0, entry, finding.fingerprint, now, EntryState.WAITING, next_attempt_at=now)
        if place >= MOST_NEW:
            return replace(known, state=EntryState.LEFT, next_attempt_at=None, problem=TOO_MANY)
        if finding.standing is news.Standing.NEW and not _wanting(known, followers):
            return replace(known, state=EntryState.LEFT, next_attempt_at=None)
        return known

    async def _failed(self, feed: Feed, error: UserError) -> None:
        now = self._clock()
        after = polling.after_failure(feed, error, now, self._rng)
        await self._store.feeds.polled(after, now)
        log.warning("feed not read", extra={"feed": feed.id, "failures": after.failures, "reason": error.problem})
        if after.paused:
            text = FEED_PAUSED.format(title=feed.title, url=feed.url, problem=after.problem)
            followers = await self._store.subscriptions.to_feed(feed.id)
            for platform, workspace in sorted({(one.channel.platform, one.channel.workspace) for one in followers}):
                await self._notices.tell(platform, workspace, text)

    async def _take_in(self) -> None:
        """Read the articles of new and updated entries, and give them to the channels that want them."""
        while waiting := await self._store.feeds.waiting(self._clock(), BATCH):
            given = await asyncio.gather(*(self._take(known) for known in waiting))
            for channel in dict.fromkeys(channel for channels in given for channel in channels):
                await self._told(channel)

    async def _take(self, known: Known) -> Sequence[Channel]:
        """Settle one entry; return the channels that have its article now."""
        wanting = _wanting(known, await self._store.subscriptions.to_feed(known.feed))
        if not wanting:
            await self._store.feeds.settle(replace(known, state=EntryState.LEFT, next_attempt_at=None))
            return ()
        try:
            site = wanting[0].feed.title
            article = await self._intake.entry(known.entry, site, again=known.article is not None)
            await self._prepare(article.id)
        except OURS:
            raise
        except UserError as error:
            await self._store.feeds.settle(self._not_read(known, error))
            return ()
        except Exception:
            log.exception("entry not understood", extra={"feed": known.feed, "entry": known.id})
            await self._store.feeds.settle(self._not_read(known, WorkerFailed()))
            return ()
        channels = await self._give(known, wanting, article)
        settled = replace(known, state=EntryState.TAKEN, next_attempt_at=None, article=article.id, problem="")
        await self._store.feeds.settle(settled)
        return channels

    async def _give(self, known: Known, wanting: Sequence[Subscription], article: Article) -> Sequence[Channel]:
        """Give an article to those that want it now that its text is known; return the channels that had it not."""
        fitting = _wanting(known, wanting, article.text)
        updates = known.article if known.article != article.id else None
        return await self._intake.give(article, fitting, BY_FEED, updates)

    def _not_read(self, known: Known, error: UserError) -> Known:
        """The entry after its article could not be read: tried again later if that may help."""
        attempts = known.attempts + 1
        failed = replace(known, attempts=attempts, problem=error.problem)
        if isinstance(error, _PASSING) and attempts < TRIES:
            return replace(failed, next_attempt_at=self._clock() + FIRST_RETRY * 4 ** (attempts - 1))
        return replace(failed, state=EntryState.LEFT, next_attempt_at=None)


def _wanting(known: Known, followers: Sequence[Subscription], text: str | None = None) -> list[Subscription]:
    """The subscriptions for which nothing stands against an entry, as far as it is known."""
    fates = [news.fate(known.entry, one, known.first_seen, text=text) for one in followers]
    return [one for one, fate in zip(followers, fates, strict=True) if fate.outcome is news.Outcome.DELIVERED]
