"""A messenger whose channels are lists, for tests and for trying things out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.model.briefing import Digest
from bot.model.delivery import page_key
from bot.model.place import Channel
from bot.model.runtime import Clock


@dataclass(frozen=True, slots=True)
class Posted:
    """A message that stands in a channel."""

    channel: Channel
    payload: str
    key: str
    at: datetime
    message: str


class MemoryMessenger:
    """Posts into `posted`; a digest has one page for each story, and one that says so when there is none."""

    def __init__(self, platform: str, clock: Clock) -> None:
        self.platform = platform
        self.connected = True
        self.posted: list[Posted] = []
        self.discussed: list[str] = []
        self._clock = clock

    def called(self, channel: Channel) -> str:
        """Its id, as a person would write it."""
        return f"#{channel.id}"

    async def rooms(self, here: Channel, person: str, used: Mapping[Channel, bool]) -> Mapping[Channel, Sequence[str]]:
        """None but the one that is asked for, which lacks nothing: there is nobody to ask."""
        return {here: ()}

    def pages(self, digest: Digest, key: str) -> Sequence[str]:
        """One line for each story, with its key."""
        headlines = [story.briefing.headline.text for story in digest.stories] or ["nothing new"]
        return [f"{headline} [{page_key(key, part)}]" for part, headline in enumerate(headlines, start=1)]

    def note(self, text: str, key: str) -> str:
        """One line with its key."""
        return f"{text} [{page_key(key, 1)}]"

    async def send(self, channel: Channel, payload: str, key: str) -> str:
        """Add the message to the list."""
        message = str(len(self.posted) + 1)
        self.posted.append(Posted(channel, payload, key, self._clock(), message))
        return message

    async def discuss(self, channel: Channel, message: str, payload: str) -> None:
        """Note it in `discussed`."""
        if message not in self.discussed:
            self.discussed.append(message)

    async def find(self, channel: Channel, key: str, since: datetime) -> str | None:
        """Look the list through."""
        for posted in self.posted:
            if (posted.channel, posted.key) == (channel, key) and posted.at > since:
                return posted.message
        return None

    def texts(self, channel: Channel) -> list[str]:
        """What a person reads in the channel, oldest first."""
        return [posted.payload for posted in self.posted if posted.channel == channel]
