"""What people do with feeds: find one, follow it, filter it, and ask what became of an entry."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from bot.desk.intake import Intake
from bot.feeds import filters, news, polling
from bot.feeds.news import Fate
from bot.ingest import links
from bot.ingest.feeds import discover, opml, read
from bot.ingest.fetch import Fetcher
from bot.ingest.page import Page, Polled
from bot.model.errors import (
    NoFeedThere,
    NotAFeed,
    TooManyFeeds,
    UnknownEntry,
    UnknownFeed,
    UserError,
)
from bot.model.feed import EntryState, Feed, FeedContent, Known, Subscription
from bot.model.place import Channel
from bot.model.runtime import Clock, Workers
from bot.store import Store

log = logging.getLogger(__name__)

MOST_FEEDS = 100
TRIED = 6
"""So many addresses are tried to find the feed of a page."""

SHOWN = 3
CHECKED = 10


@dataclass(frozen=True, slots=True)
class Found:
    """A feed that somebody looked for, its newest entries, and other feeds that the page names."""

    feed: Feed
    entries: tuple[Known, ...]
    others: tuple[str, ...] = ()
    followed: bool = False


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a list of feeds: how many are followed now, how many were already, and why others are not."""

    added: int
    known: int
    refused: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """An entry and what became of it in a channel."""

    entry: Known
    fate: Fate


@dataclass(frozen=True, slots=True)
class Health:
    """A subscription with its newest entries and their fates."""

    subscription: Subscription
    entries: tuple[Checked, ...]


def _nothing() -> None:
    pass


class Feeds:
    """The use cases of feeds. Each raises a UserError for what a person can act on.

    `wake` is called when there is a feed to poll.
    """

    def __init__(
        self, store: Store, fetcher: Fetcher, workers: Workers, intake: Intake, clock: Clock, rng: Random
    ) -> None:
        self._store = store
        self._fetcher = fetcher
        self._workers = workers
        self._intake = intake
        self._clock = clock
        self._rng = rng
        self.wake: Callable[[], None] = _nothing

    async def find(self, channel: Channel, link: str) -> Found:
        """The feed at a link, or of the page that is there. Raises NoFeedThere, or what Fetcher.poll does.

        It is kept, so that it can be followed later by its id; nobody follows it yet.
        """
        canonical = links.canonical(link)
        known = await self._store.feeds.by_url(canonical) or await self._store.feeds.by_url(link.strip())
        others: tuple[str, ...] = ()
        if known is None:
            known, others = await self._look_up(link.strip())
        else:
            await self.catch_up(known)
        entries = await self._store.feeds.entries(known.id, SHOWN)
        mine = await self._store.subscriptions.of_channel(channel)
        return Found(known, tuple(entries), others, any(one.feed.id == known.id for one in mine))

    async def follow(self, channel: Channel, feed: int, by: str) -> Subscription:
        """Let the channel follow a feed from now on. Raises UnknownFeed or TooManyFeeds."""
        found = await self._store.feeds.get(feed)
        if found is None:
            raise UnknownFeed(number=feed)
        mine = await self._store.subscriptions.of_channel(channel)
        if len(mine) >= MOST_FEEDS and all(one.feed.id != feed for one in mine):
            raise TooManyFeeds(limit=MOST_FEEDS)
        if found.paused:
            await self._store.feeds.revive(polling.resumed(found, self._clock()))
        else:
            await self.catch_up(found)
        followed = await self._store.subscriptions.follow(channel, feed, by, self._clock())
        self.wake()
        return followed

    async def of_channel(self, channel: Channel) -> Sequence[Subscription]:
        """The feeds that the channel follows, by number."""
        return await self._store.subscriptions.of_channel(channel)

    async def names(self, channel: Channel) -> Mapping[int, str]:
        """What the feeds that the channel follows are called, by number."""
        return {row.number: row.feed.title or row.feed.url for row in await self.of_channel(channel)}

    async def pause(self, channel: Channel, number: int) -> Subscription:
        """Bring nothing more of a feed until it is resumed. Raises UnknownFeed."""
        await self._subscription(channel, number)
        await self._store.subscriptions.change(channel, number, paused=True)
        return await self._subscription(channel, number)

    async def resume(self, channel: Channel, number: int) -> Subscription:
        """Go on with a feed, also one that was paused because it failed. Raises UnknownFeed.

        What came meanwhile is not brought: it would be a flood.
        """
        found = await self._subscription(channel, number)
        if found.feed.paused:
            await self._store.feeds.revive(polling.resumed(found.feed, self._clock()))
        elif found.paused:
            await self.catch_up(found.feed)
        if found.paused or found.feed.paused:
            await self._store.subscriptions.resume(channel, number, self._clock())
        self.wake()
        return await self._subscription(channel, number)

    async def remove(self, channel: Channel, number: int) -> Subscription:
        """Follow a feed no more; its articles stay. Raises UnknownFeed."""
        found = await self._subscription(channel, number)
        await self._store.subscriptions.leave(channel, number)
        return found

    async def filter(self, channel: Channel, number: int, typed: str) -> Subscription:
        """Bring only what has some words and not others; nothing typed brings everything.

        Raises UnknownFeed, or what `bot.feeds.filters.parse` does.
        """
        await self._subscription(channel, number)
        await self._store.subscriptions.change(channel, number, filters=filters.parse(typed))
        return await self._subscription(channel, number)

    async def check(self, channel: Channel, number: int) -> Health:
        """A feed of the channel, and what became of its newest entries here. Raises UnknownFeed."""
        found = await self._subscription(channel, number)
        newest = await self._store.feeds.entries(found.feed.id, CHECKED)
        return Health(found, tuple([Checked(entry, await self._fate(entry, found)) for entry in newest]))

    async def check_link(self, channel: Channel, link: str) -> Sequence[Health]:
        """What became of the article behind a link in each feed of the channel that lists it. Raises UnknownEntry."""
        canonical = links.canonical(link)
        found = []
        for subscription in await self.of_channel(channel):
            entries = await self._store.feeds.entries(subscription.feed.id, read.MAX_ENTRIES)
            fitting = [e for e in entries if e.entry.link and links.canonical(e.entry.link) == canonical]
            if fitting:
                checked = tuple([Checked(entry, await self._fate(entry, subscription)) for entry in fitting])
                found.append(Health(subscription, checked))
        if not found:
            raise UnknownEntry(link=link)
        return found

    async def import_(self, channel: Channel, data: bytes, by: str) -> Imported:
        """Follow every feed of an OPML file that can be read. Raises NotOpml."""
        added, known, refused = 0, 0, []
        for outline in await self._workers.run(opml.read_opml, data):
            try:
                found = await self.find(channel, outline.url)
                if found.followed:
                    known += 1
                    continue
                await self.follow(channel, found.feed.id, by)
                added += 1
            except UserError as error:
                refused.append((outline.title or outline.url, error.problem))
        return Imported(added, known, tuple(refused))

    async def export(self, channel: Channel) -> bytes:
        """The channel's feeds as OPML. Raises UnknownFeed when there are none."""
        mine = await self.of_channel(channel)
        if not mine:
            raise UnknownFeed(number="")
        outlines = [opml.Outline(one.feed.url, one.feed.title) for one in mine]
        return await self._workers.run(opml.write_opml, outlines, "Feeds of this channel", self._clock())

    async def catch_up(self, feed: Feed) -> None:
        """Take what a feed listed while nobody followed it for old; it may not say itself when that appeared.

        Where it cannot be read now, its own dates must do.
        """
        now = self._clock()
        followers = await self._store.subscriptions.to_feed(feed.id)
        if now < feed.next_poll_at or any(not one.paused for one in followers):
            return
        try:
            polled = await self._fetcher.poll(feed.url, feed.etag, feed.modified, feed.checksum)
            content = await self._content(polled.page) if polled.page is not None else None
        except UserError as error:
            log.info("feed not read", extra={"feed": feed.id, "reason": error.problem})
            return
        entries = await self._old(content, await self._store.feeds.fingerprints(feed.id)) if content else []
        after = polling.after_success(
            feed, polled, changed=False, published=(), every=content.every if content else None, now=now, rng=self._rng
        )
        await self._store.feeds.polled(after, now, entries)

    async def _look_up(self, link: str) -> tuple[Feed, tuple[str, ...]]:
        """Fetch a link; where a page stands there, try the feeds that it names, then the usual addresses."""
        polled = await self._fetcher.poll(link)
        if polled.page is None:
            raise NoFeedThere(host=link)
        try:
            return await self._keep(polled, polled.page), ()
        except NotAFeed:
            page = polled.page
        named = await self._workers.run(discover.feed_links, page.body, page.final_url, page.charset)
        hrefs = [feed.href for feed in named]
        candidates = [*hrefs, *discover.guesses(page.final_url)]
        for href in dict.fromkeys(candidates[:TRIED]):
            try:
                tried = await self._fetcher.poll(href)
                if tried.page is not None:
                    return await self._keep(tried, tried.page), tuple(other for other in hrefs if other != href)
            except UserError:
                continue
        raise NoFeedThere(host=page.host)

    async def _keep(self, polled: Polled, page: Page) -> Feed:
        """Keep the feed of a page with the entries it has now. Raises NotAFeed."""
        now = self._clock()
        content = await self._content(page)
        url = polled.moved_to or page.url
        blank = Feed(0, url, content.title, content.site, now, polling.FIRST_INTERVAL, oddities=content.oddities)
        made = polling.after_success(
            blank,
            polled,
            changed=True,
            published=[entry.published for entry in content.entries if entry.published],
            every=content.every,
            now=now,
            rng=self._rng,
        )
        return await self._store.feeds.add(made, await self._old(content, {}))

    async def _content(self, page: Page) -> FeedContent:
        """What a page holds as a feed. Raises NotAFeed."""
        return await self._workers.run(
            read.read_feed, page.body, page.final_url, page.content_type, page.charset, now=self._clock()
        )

    async def _old(self, content: FeedContent, fingerprints: Mapping[str, str]) -> list[Known]:
        """The entries of a feed that are not known, as old ones."""
        now = self._clock()
        findings = await self._workers.run(news.sift, fingerprints, content)
        return [
            Known(0, 0, finding.entry, finding.fingerprint, now, EntryState.OLD)
            for finding in reversed(findings)
            if finding.standing is not news.Standing.KNOWN
        ]

    async def _subscription(self, channel: Channel, number: int) -> Subscription:
        found = await self._store.subscriptions.get(channel, number)
        if found is None:
            raise UnknownFeed(number=number)
        return found

    async def _fate(self, known: Known, subscription: Subscription) -> Fate:
        """What became of an entry in the subscription's channel."""
        article = await self._store.articles.get(known.article) if known.article else None
        if known.state is EntryState.WAITING:
            return Fate(news.Outcome.WAITING)
        if article and await self._store.articles.in_channel(subscription.channel, article.id):
            return Fate(news.Outcome.DELIVERED)
        copied = await self._intake.original(subscription.channel, article) if article else None
        return news.fate(
            known.entry,
            subscription,
            known.first_seen,
            text=article.text if article else None,
            copy_of=copied.title if copied else "",
            problem=known.problem,
        )
