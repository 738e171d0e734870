"""Prints digests that become due while the chat is open."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from bot.chat.compose import digests
from bot.chat.replies import Notice, Reply, Tone
from bot.chat.terminal import render
from bot.model.briefing import Digest
from bot.model.place import Channel
from bot.model.runtime import Clock


class TerminalMessenger:
    """A terminal as a channel. What was printed is known until the process ends, as is the screen itself."""

    platform = "terminal"
    connected = True

    def __init__(self, write: Callable[[str], None], clock: Clock, draw: Callable[[Reply], str] = render.text) -> None:
        self._write = write
        self._clock = clock
        self._draw = draw
        self._printed: dict[tuple[Channel, str], datetime] = {}

    def called(self, channel: Channel) -> str:
        """There is one channel for each terminal."""
        return "this terminal"

    async def rooms(self, here: Channel, person: str, used: Mapping[Channel, bool]) -> Mapping[Channel, Sequence[str]]:
        """None but the terminal itself, which needs no permission."""
        return {here: ()}

    def pages(self, digest: Digest, key: str) -> Sequence[str]:
        """One page: a terminal has no limit of length."""
        return [self._draw(digests.digest(digest))]

    def note(self, text: str, key: str) -> str:
        """A line that stands out."""
        return self._draw(Reply((Notice(text, Tone.WARNING),)))

    async def send(self, channel: Channel, payload: str, key: str) -> str:
        """Print the page; its key is its id."""
        self._write(payload)
        self._printed[channel, key] = self._clock()
        return key

    async def discuss(self, channel: Channel, message: str, payload: str) -> None:
        """A terminal has no threads."""

    async def find(self, channel: Channel, key: str, since: datetime) -> str | None:
        """The key, if it was printed here after `since`."""
        printed = self._printed.get((channel, key))
        return key if printed is not None and printed > since else None
