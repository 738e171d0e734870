"""What people ask of the bot, whatever platform they sit on."""

import asyncio
import logging
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any, ParamSpec, TypeVar

from bot.desk.breaking import Breaking
from bot.desk.briefs import Briefs
from bot.desk.conversations import Conversations
from bot.desk.departures import Departures
from bot.desk.digests import Digests
from bot.desk.engines import Engines
from bot.desk.feeds import Feeds
from bot.desk.installations import Installations
from bot.desk.intake import Added, Intake
from bot.desk.overviews import Overviews
from bot.desk.pages import Pages
from bot.desk.seen import Seen
from bot.desk.status import Status
from bot.digest import times
from bot.digest.zones import Place
from bot.llm.budget import account_of, spending
from bot.model.article import Listed
from bot.model.briefing import Answer, Briefing, Digest
from bot.model.delivery import EVERYTHING, Delivery, Edition, Schedule
from bot.model.document import Actor, Connection, Event
from bot.model.errors import NoArticlesYet, TooManySchedules, UnknownArticle, UnknownFeeds, UnknownSchedule
from bot.model.place import Channel
from bot.model.preferences import Length, Preferences
from bot.model.runtime import Clock, milliseconds
from bot.store import Store

P = ParamSpec("P")
T = TypeVar("T")

log = logging.getLogger(__name__)

MAX_SCHEDULES = 20
OVERVIEW = 100
"""How many of a channel's newest articles are put together into its actors and its timeline."""

__all__ = ["Added", "Desk", "Listed"]


def _nothing() -> None:
    pass


class Desk:
    """The use cases. Every method that fails for a reason a person can act on raises a UserError.

    `wake` is called when there is new work with a due time. What people do with feeds is `feeds`; what platforms need
    to keep and to tell is `pages`, `seen`, `departures` and `installations`.
    """

    def __init__(
        self,
        store: Store,
        intake: Intake,
        feeds: Feeds,
        briefs: Briefs,
        overviews: Overviews,
        conversations: Conversations,
        digests: Digests,
        breaking: Breaking,
        engines: Engines,
        pages: Pages,
        seen: Seen,
        departures: Departures,
        installations: Installations,
        clock: Clock,
    ) -> None:
        self._store = store
        self._intake = intake
        self.feeds = feeds
        self._briefs = briefs
        self._overviews = overviews
        self._conversations = conversations
        self._digests = digests
        self._breaking = breaking
        self._engines = engines
        self.pages = pages
        self.seen = seen
        self.departures = departures
        self.installations = installations
        self._clock = clock
        self.wake: Callable[[], None] = _nothing

    async def add_link(self, channel: Channel, link: str, by: str) -> Added:
        """Fetch, read, store and analyse the article behind a link."""
        return await self._intake.link(channel, link, by)

    async def add_text(self, channel: Channel, text: str, by: str) -> Added:
        """Store and analyse pasted text."""
        return await self._intake.text(channel, text, by)

    async def add_file(self, channel: Channel, name: str, data: bytes, by: str) -> Added:
        """Read, store and analyse an uploaded file."""
        return await self._intake.file(channel, name, data, by)

    async def brief(
        self,
        channel: Channel,
        article: str,
        engine: str | None = None,
        length: Length | None = None,
        language: str | None = None,
    ) -> Briefing:
        """The briefing of one article of the channel, made once in each manner and then stored.

        What is None is as the channel chose. `language` is an ISO 639-1 code. Raises UnknownEngine or NeedsModel.
        """
        start = self._clock()
        await self._require(channel, article)
        manner = await self._engines.manner(channel, engine, length, language)
        with spending(account_of(channel)):
            made = await self._briefs.of([article], manner)
        self._log("article briefed", channel, start, article=article, result=made.engine)
        return made

    async def ask(
        self,
        channel: Channel,
        thread: str,
        asker: str,
        question: str,
        article: str | None = None,
        engine: str | None = None,
    ) -> Answer:
        """Answer from the channel's articles, or from one of them.

        `thread` and `asker` decide which earlier questions this one follows up. Raises UnknownEngine.
        """
        start = self._clock()
        manner = await self._engines.manner(channel, engine)
        if article is not None:
            await self._require(channel, article)
        with spending(account_of(channel)):
            given = await self._conversations.ask(channel, thread, asker, question, article, manner)
        self._log("question answered", channel, start, answered=given.answered, result=given.engine)
        return given

    async def actors(self, channel: Channel, article: str | None = None) -> Sequence[Actor]:
        """Key actors of one article, or over the newest OVERVIEW articles of the channel."""
        return await self._overviews.actors(await self._scope(channel, article))

    async def timeline(self, channel: Channel, article: str | None = None) -> Sequence[Event]:
        """Dated events of one article, or over the newest OVERVIEW articles of the channel, in date order."""
        return await self._overviews.timeline(await self._scope(channel, article))

    async def connections(self, channel: Channel, article: str | None = None) -> Sequence[Connection]:
        """Which actors share sentences, in one article or over the newest OVERVIEW articles, the closest first."""
        return await self._overviews.connections(await self._scope(channel, article))

    async def draw(self, picture: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
        """What the module-level function draws of the arguments, None when it cannot: a picture is only an extra."""
        try:
            return await self._overviews.draw(picture, *args, **kwargs)
        except Exception:
            log.exception("no picture", extra={"picture": picture.__name__})
            return None

    async def sources(
        self, channel: Channel, articles: Collection[str] | None = None, newest: int | None = None
    ) -> Sequence[Listed]:
        """The channel's articles, newest first: those with the given ids, or at most the `newest`, or all."""
        if articles is not None:
            return list(reversed(await self._store.articles.among(channel, articles)))
        return list(reversed(await self._store.articles.of_channel(channel, newest=newest)))

    async def source(self, channel: Channel, number: int) -> Listed:
        """The article with that number in the channel. Raises UnknownArticle."""
        found = await self._store.articles.numbered(channel, number)
        if found is None:
            raise UnknownArticle
        return found

    async def count(self, channel: Channel) -> int:
        """How many articles the channel has."""
        return await self._store.articles.count(channel)

    async def preview(self, channel: Channel, schedule: int | None = None) -> Digest:
        """The digest that would be posted now, that of a schedule if one is given; nothing is stored."""
        found = None if schedule is None else await self._schedule(channel, schedule)
        return await self._digests.preview(channel, found)

    async def digest_now(self, channel: Channel, by: str) -> int:
        """Post the digest now, through the outbox; return how many messages it has, 0 when nothing is new."""
        count = await self._digests.post_now(channel)
        self.wake()
        return count

    async def breaking(self, channel: Channel) -> None:
        """Post what became breaking news, if anything did; to be called when a channel was given articles."""
        await self._breaking.post(channel)

    async def choose_breaking(self, channel: Channel, outlets: int) -> None:
        """Post a story at once when so many outlets carry it within a day; 0 is never. Raises TooFewOutlets."""
        await self._breaking.choose(channel, outlets)

    async def schedule(
        self, channel: Channel, rule: str, by: str, post_empty: bool = False, edition: Edition = EVERYTHING
    ) -> tuple[Schedule, Place]:
        """Add a schedule such as "08:00 Europe/London weekdays"; tell the place that its zone was found by.

        Raises UnknownFeeds or UnknownEngine for an edition that there cannot be.
        """
        unknown = sorted(set(edition.feeds) - (await self.feeds.names(channel)).keys())
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

    async def schedules(self, channel: Channel) -> Sequence[Schedule]:
        """The channel's schedules, by id."""
        return await self._store.schedules.of_channel(channel)

    async def pause(self, channel: Channel, schedule: int) -> Schedule:
        """Stop a schedule without forgetting it."""
        await self._schedule(channel, schedule)
        return await self._store.schedules.set_paused(channel, schedule, True)

    async def resume(self, channel: Channel, schedule: int) -> Schedule:
        """Start a paused schedule again; what was added meanwhile is in its next digest.

        Whoever asks for that here knows that the channel can be reached.
        """
        await self.departures.channel_back(channel)
        paused = await self._schedule(channel, schedule)
        next_run_at = times.next_after(times.read(paused), self._clock())
        resumed = await self._store.schedules.set_paused(channel, schedule, False, next_run_at)
        self.wake()
        return resumed

    async def remove(self, channel: Channel, schedule: int) -> Schedule:
        """Forget a schedule."""
        found = await self._schedule(channel, schedule)
        await self._store.schedules.remove(channel, schedule)
        return found

    async def deliveries(self, channel: Channel, schedule: int) -> Sequence[Delivery]:
        """The last deliveries of a schedule, newest first."""
        await self._schedule(channel, schedule)
        return await self._store.deliveries.of_schedule(channel, schedule)

    def engines(self) -> Sequence[str]:
        """Names of the engines that may be used, the default first."""
        return self._engines.names

    async def choose(self, channel: Channel, **chosen: Any) -> Preferences:
        """Keep what a channel wants from now on, by the names of Preferences.

        Raises UnknownEngine, NeedsModel or TooManyInstructions.
        """
        return await self._engines.choose(channel, **chosen)

    async def status(self, channel: Channel) -> Status:
        """A channel's preferences, and what the language model has done since the bot started and today."""
        return await self._engines.status(channel, self._store.spending)

    async def places(self, typed: str) -> Sequence[Place]:
        """Time zones, by name or by a city, that match what was typed, best first, at most 25."""
        return await asyncio.to_thread(times.places, typed)

    def next_times(self, schedule: Schedule, count: int = 3) -> Sequence[datetime]:
        """The next times of a schedule, aware, in its own zone."""
        return times.upcoming(schedule, self._clock(), count)

    async def _schedule(self, channel: Channel, schedule: int) -> Schedule:
        found = await self._store.schedules.get(channel, schedule)
        if found is None:
            raise UnknownSchedule(id=schedule)
        return found

    def _log(self, event: str, channel: Channel, start: datetime, **fields: object) -> None:
        spent = milliseconds(start, self._clock())
        log.info(event, extra={"channel": channel.key, "milliseconds": spent, **fields})

    async def _require(self, channel: Channel, article: str) -> None:
        if not await self._store.articles.in_channel(channel, article):
            raise UnknownArticle

    async def _scope(self, channel: Channel, article: str | None) -> Sequence[str]:
        """The articles meant: the given one, or the channel's newest. Raises UnknownArticle or NoArticlesYet."""
        if article is not None:
            await self._require(channel, article)
            return [article]
        listed = await self._store.articles.of_channel(channel, newest=OVERVIEW)
        if not listed:
            raise NoArticlesYet
        return [item.article.id for item in listed]
