"""A desk with a prepared answer to everything, and articles written by hand; no language work behind it."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from bot.desk.departures import Departures
from bot.desk.desk import Desk
from bot.desk.feeds import Feeds, Found, Health
from bot.desk.intake import Added
from bot.desk.schedules import Schedules
from bot.desk.status import Status
from bot.digest.compose import Group
from bot.digest.zones import Place
from bot.feeds import filters
from bot.model.article import Article, Listed, Source
from bot.model.briefing import Answer, Briefing, Bullet, Digest, Story
from bot.model.delivery import EVERYTHING, Delivery, Edition, Schedule
from bot.model.document import Actor, Citation, Connection, EntityKind, Event, Precision, Quote
from bot.model.errors import NotALink, UnknownArticle, UnknownFeed, UnknownSchedule
from bot.model.feed import Feed, Subscription
from bot.model.place import Channel
from bot.model.preferences import Length, Preferences

P = ParamSpec("P")
T = TypeVar("T")

CHANNEL = Channel("terminal", "local", "test")
NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
PIER = "The old pier at Selby Sands will reopen on Friday."
COST = "The repairs cost two million crowns."
MAYOR = "Mayor Ada Finch said: “The town has its pier back.”"


def article(number: int = 1, **changes: object) -> Article:
    """An article of three sentences."""
    made = Article(
        id=f"article{number}",
        title=f"Pier reopens, report {number}",
        text=f"{PIER}\n\n{COST}\n\n{MAYOR}",
        source=Source.LINK,
        fetched=NOW,
        language="en",
        url=f"https://sands.example/{number}",
        site="Sands Gazette",
        published=datetime(2026, 5, 3, 7, 0, tzinfo=UTC),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def briefing(of: Article) -> Briefing:
    """A briefing of one such article, or of another with the same sentences."""
    pier, cost, mayor = (Citation(of.id, index, text) for index, text in enumerate((PIER, COST, MAYOR)))
    finch = Actor(
        "Ada Finch",
        EntityKind.PERSON,
        2,
        (mayor,),
        aliases=("Ms Finch",),
        role="mayor",
        role_citation=mayor,
        affiliation="Selby Sands",
        quotes=(Quote("The town has its pier back.", "Ada Finch", (mayor,)),),
    )
    friday = Event(date(2026, 5, 8), Precision.DAY, "on Friday", PIER, pier, future=True)
    return Briefing(
        (of.id,), Bullet(of.title, (pier,)), (Bullet(PIER, (pier,)), Bullet(COST, (cost,))), (finch,), (friday,),
        "extractive", "en",
    )  # fmt: skip


def feed(number: int, title: str) -> Subscription:
    """A feed that a channel follows."""
    url = f"https://feeds.example/{number}"
    return Subscription(number, CHANNEL, Feed(number, url, title, None, NOW, timedelta(hours=1)), NOW, "u1")


class ScriptedFeeds(Feeds):
    """Two feeds that are followed."""

    def __init__(self) -> None:
        self.wake = lambda: None
        self.followed = {1: feed(1, "Harbour Courier"), 3: feed(3, "Ledger")}
        self.found = Found(feed(7, "Selby Weekly").feed, ())
        self.asked: list[str] = []

    async def of_channel(self, channel: Channel) -> Sequence[Subscription]:
        return list(self.followed.values())

    async def one(self, channel: Channel, number: int) -> Subscription:
        if number not in self.followed:
            raise UnknownFeed(number=number)
        return self.followed[number]

    async def pause(self, channel: Channel, number: int) -> Subscription:
        return await self._set(number, paused=True)

    async def resume(self, channel: Channel, number: int) -> Subscription:
        return await self._set(number, paused=False)

    async def remove(self, channel: Channel, number: int) -> Subscription:
        await self.one(channel, number)
        return self.followed.pop(number)

    async def filter(self, channel: Channel, number: int, typed: str) -> Subscription:
        return await self._set(number, filters=filters.parse(typed))

    async def check(self, channel: Channel, number: int) -> Health:
        return Health(await self.one(channel, number), ())

    async def find(self, channel: Channel, link: str) -> Found:
        self.asked.append(link)
        return self.found

    async def follow(self, channel: Channel, feed_: int, by: str) -> Subscription:
        self.followed[9] = feed(9, self.found.feed.title)
        return self.followed[9]

    async def _set(self, number: int, **changes: object) -> Subscription:
        self.followed[number] = replace(await self.one(CHANNEL, number), **changes)  # type: ignore[arg-type]
        return self.followed[number]


class NobodyLeft(Departures):
    """All channels can be reached."""

    def __init__(self) -> None:
        self.wake = lambda: None

    async def channel_back(self, channel: Channel) -> None:
        pass


class ScriptedSchedules(Schedules):
    """Those that were set; `sent` are the deliveries of all of them."""

    def __init__(self, calls: list[tuple[object, ...]]) -> None:
        self.wake = lambda: None
        self.calls = calls
        self.planned: list[Schedule] = []
        self.sent: list[Delivery] = []

    async def add(
        self, channel: Channel, rule: str, by: str, post_empty: bool = False, edition: Edition = EVERYTHING
    ) -> tuple[Schedule, Place]:
        self.calls.append(("schedule", rule, post_empty, edition))
        number = len(self.planned) + 1
        self.planned.append(
            Schedule(
                number,
                channel,
                "weekdays 08:00",
                "Europe/London",
                by,
                NOW,
                NOW,
                NOW,
                post_empty=post_empty,
                edition=edition,
            )
        )
        return self.planned[-1], Place("Europe/London")

    async def of_channel(self, channel: Channel) -> Sequence[Schedule]:
        return self.planned

    async def pause(self, channel: Channel, schedule: int) -> Schedule:
        return self._set(schedule, paused=True)

    async def resume(self, channel: Channel, schedule: int) -> Schedule:
        return self._set(schedule, paused=False)

    async def remove(self, channel: Channel, schedule: int) -> Schedule:
        found = self._set(schedule, paused=False)
        self.planned.remove(found)
        return found

    async def deliveries(self, channel: Channel, schedule: int) -> Sequence[Delivery]:
        return [delivery for delivery in self.sent if delivery.schedule == schedule]

    def next_times(self, schedule: Schedule, count: int = 3) -> Sequence[datetime]:
        first = datetime(2026, 5, 5, 8, 0, tzinfo=ZoneInfo(schedule.zone))
        return [first + timedelta(days=day) for day in range(count)]

    def _set(self, number: int, *, paused: bool) -> Schedule:
        for place, row in enumerate(self.planned):
            if row.id == number:
                self.planned[place] = replace(row, paused=paused)
                return self.planned[place]
        raise UnknownSchedule(id=number)


class ScriptedDesk(Desk):
    """Holds the articles it is given; one that is added comes from `coming`, in turn."""

    def __init__(self, *listed: Article, coming: Sequence[Article] = ()) -> None:
        self.listed = [Listed(number, one, NOW, "u1") for number, one in enumerate(listed, 1)]
        self.coming = list(coming)
        self.calls: list[tuple[object, ...]] = []
        self.schedules: ScriptedSchedules = ScriptedSchedules(self.calls)
        self.planned = self.schedules.planned
        self.sent = self.schedules.sent
        self.preferences = Preferences()
        self.departures = NobodyLeft()
        self.feeds: ScriptedFeeds = ScriptedFeeds()

    async def add_link(self, channel: Channel, link: str, by: str) -> Added:
        if not link.startswith("http"):
            raise NotALink(link=link)
        return self._add("link", link)

    async def add_text(self, channel: Channel, text: str, by: str) -> Added:
        return self._add("text", text)

    async def add_file(self, channel: Channel, name: str, data: bytes, by: str) -> Added:
        return self._add("file", name, data)

    def _add(self, *call: object) -> Added:
        self.calls.append(call)
        added = self.coming.pop(0)
        self.listed.append(Listed(len(self.listed) + 1, added, NOW, "u1"))
        return Added(added)

    async def brief(
        self,
        channel: Channel,
        article: str,
        engine: str | None = None,
        length: Length | None = None,
        language: str | None = None,
    ) -> Briefing:
        self.calls.append(("brief", article, engine, length, language))
        return briefing(self._article(article))

    async def ask(
        self,
        channel: Channel,
        thread: str,
        asker: str,
        question: str,
        articles: Sequence[str] = (),
        engine: str | None = None,
    ) -> Answer:
        self.calls.append(("ask", thread, asker, question, *articles))
        about = articles[0] if articles else self.listed[-1].article.id
        searched = len(articles) or len(self.listed)
        if "crowns" in question:
            cost, exact = Citation(about, 1, COST), "two million crowns"
            return Answer(question, COST, True, (cost,), "extractive", exact, 0.9, searched=searched)
        return Answer(question, "", False, (), "extractive", near=(Citation(about, 0, PIER),), searched=searched)

    async def stories(self, channel: Channel) -> Sequence[Group]:
        return [Group(tuple(self.listed[:2])), *(Group((row,)) for row in self.listed[2:])]

    async def story(self, channel: Channel, number: int) -> Sequence[str]:
        stories = await self.stories(channel)
        return next(group.ids for group in stories if number in {row.number for row in group.articles})

    async def actors(self, channel: Channel, article: str | None = None) -> Sequence[Actor]:
        self.calls.append(("actors", article))
        return briefing(self.listed[0].article).actors

    async def timeline(self, channel: Channel, article: str | None = None) -> Sequence[Event]:
        self.calls.append(("timeline", article))
        return briefing(self.listed[0].article).timeline

    async def connections(self, channel: Channel, article: str | None = None) -> Sequence[Connection]:
        return ()

    async def draw(self, picture: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
        return picture(*args, **kwargs)

    async def sources(
        self, channel: Channel, articles: Collection[str] | None = None, newest: int | None = None
    ) -> Sequence[Listed]:
        return [row for row in reversed(self.listed) if articles is None or row.article.id in articles][:newest]

    async def source(self, channel: Channel, number: int) -> Listed:
        for row in self.listed:
            if row.number == number:
                return row
        raise UnknownArticle

    async def count(self, channel: Channel) -> int:
        return len(self.listed)

    async def preview(self, channel: Channel, schedule: int | None = None) -> Digest:
        self.calls.append(("preview", schedule))
        stories = tuple(Story((row.article,), briefing(row.article), people=(row.added_by,)) for row in self.listed)
        return Digest(NOW - timedelta(days=1), NOW, stories, articles=len(stories))

    async def digest_now(self, channel: Channel, by: str) -> int:
        return len(self.listed)

    async def breaking(self, channel: Channel) -> None:
        raise AssertionError("nobody asks for it in a chat")

    async def choose_breaking(self, channel: Channel, outlets: int) -> None:
        self.calls.append(("breaking", outlets))

    async def choose(self, channel: Channel, **chosen: Any) -> Preferences:
        self.calls.append(("choose", chosen))
        self.preferences = replace(self.preferences, **chosen)
        return self.preferences

    async def status(self, channel: Channel) -> Status:
        engine = self.preferences.engine or "extractive"
        return Status(engine, ("extractive", "mirror"), "tiny", self.preferences, 0, None, 0, 0, 0, 0, 0, 0.0)

    def engines(self) -> Sequence[str]:
        return ["extractive", "mirror"]

    async def places(self, typed: str) -> Sequence[Place]:
        known = (
            Place("Europe/London"),
            Place("Europe/Lisbon"),
            Place("Asia/Tokyo"),
            Place("America/Los_Angeles", "Portland", "United States"),
        )
        return [place for place in known if typed.lower() in f"{place.city} {place.zone}".lower()]

    def _article(self, wanted: str) -> Article:
        return next(row.article for row in self.listed if row.article.id == wanted)
