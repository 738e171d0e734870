"""What people ask of the bot, whatever platform they sit on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.model.article import Article
from bot.model.briefing import Answer, Briefing, Digest
from bot.model.delivery import Delivery, Schedule
from bot.model.document import Actor, Event
from bot.model.place import Channel


@dataclass(frozen=True, slots=True)
class Added:
    """What became of an article that was given to us.

    `known` says that this channel had it already; `copy_of` is the article it repeats, when it
    differs from `article` in more than nothing (an edited or syndicated copy of another article).
    """

    article: Article
    known: bool = False
    copy_of: Article | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """One article of a channel, with its number there: the number that citations show."""

    number: int
    article: Article
    added_at: datetime
    added_by: str


class Desk:
    """The use cases. Every method that fails for a reason a person can act on raises a UserError."""

    async def add_link(self, channel: Channel, link: str, by: str) -> Added:
        """Fetch, read, store and analyse the article behind a link."""
        raise NotImplementedError

    async def add_text(self, channel: Channel, text: str, by: str) -> Added:
        """Store and analyse pasted text."""
        raise NotImplementedError

    async def add_file(self, channel: Channel, name: str, data: bytes, by: str) -> Added:
        """Read, store and analyse an uploaded file."""
        raise NotImplementedError

    async def brief(self, channel: Channel, article: str, engine: str | None = None) -> Briefing:
        """The briefing of one article of the channel, made once per engine and then stored."""
        raise NotImplementedError

    async def ask(self, channel: Channel, thread: str, asker: str, question: str) -> Answer:
        """Answer from the channel's articles; `thread` and `asker` decide which questions it follows up."""
        raise NotImplementedError

    async def actors(self, channel: Channel, article: str | None = None) -> Sequence[Actor]:
        """Key actors of one article, or over all articles of the channel."""
        raise NotImplementedError

    async def timeline(self, channel: Channel, article: str | None = None) -> Sequence[Event]:
        """Dated events of one article, or over all articles of the channel, in date order."""
        raise NotImplementedError

    async def sources(self, channel: Channel) -> Sequence[Listed]:
        """The channel's articles, newest first."""
        raise NotImplementedError

    async def preview(self, channel: Channel) -> Digest:
        """The digest that would be posted now; nothing is stored."""
        raise NotImplementedError

    async def digest_now(self, channel: Channel, by: str) -> int:
        """Post the digest now, through the outbox; return how many messages it has, 0 when nothing is new."""
        raise NotImplementedError

    async def schedule(self, channel: Channel, times: str, by: str, post_empty: bool = False) -> Schedule:
        """Add a schedule such as "08:00 Europe/London weekdays"."""
        raise NotImplementedError

    async def schedules(self, channel: Channel) -> Sequence[Schedule]:
        """The channel's schedules, by id."""
        raise NotImplementedError

    async def pause(self, channel: Channel, schedule: int) -> Schedule:
        """Stop a schedule without forgetting it."""
        raise NotImplementedError

    async def resume(self, channel: Channel, schedule: int) -> Schedule:
        """Start a paused schedule again; what was added meanwhile is in its next digest."""
        raise NotImplementedError

    async def remove(self, channel: Channel, schedule: int) -> Schedule:
        """Forget a schedule."""
        raise NotImplementedError

    async def deliveries(self, channel: Channel, schedule: int) -> Sequence[Delivery]:
        """The last deliveries of a schedule, newest first."""
        raise NotImplementedError

    def engines(self) -> Sequence[str]:
        """Names of the engines that may be used."""
        raise NotImplementedError

    def zones(self, typed: str) -> Sequence[str]:
        """IANA time zone names that match what was typed, best first, at most 25."""
        raise NotImplementedError

    def next_times(self, schedule: Schedule, count: int = 3) -> Sequence[datetime]:
        """The next times of a schedule, aware, in its own zone."""
        raise NotImplementedError
