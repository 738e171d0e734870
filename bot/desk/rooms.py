"""Where in a workspace the bot may post, and what is set up there."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.model.delivery import Messenger
from bot.model.place import WHOLE, Channel
from bot.store import Store


@dataclass(frozen=True, slots=True)
class Room:
    """A channel under the name that people know, the permissions that lack there, and how much is set up in it."""

    channel: Channel
    name: str
    missing: tuple[str, ...] = ()
    schedules: int = 0
    feeds: int = 0

    @property
    def used(self) -> bool:
        """Whether anything is set up in it."""
        return bool(self.schedules or self.feeds)


class Rooms:
    """Looks through the channels of a workspace."""

    def __init__(self, store: Store, messengers: Mapping[str, Messenger]) -> None:
        self._store = store
        self._messengers = messengers

    async def of(self, channel: Channel, person: str) -> Sequence[Room]:
        """The channel itself, then those of its workspace where something is set up, then all others.

        A channel is a wall: those that the person may not see are left out.
        """
        workspace = Channel(channel.platform, channel.workspace, WHOLE)
        planned = await self._store.schedules.at(workspace)
        threads = {one.channel for one in planned if one.edition.thread}
        schedules = Counter(one.channel for one in planned)
        feeds = Counter(one.channel for one in await self._store.subscriptions.at(workspace))
        used = {room: room in threads for room in sorted(schedules.keys() | feeds.keys(), key=lambda room: room.id)}
        messenger = self._messengers.get(channel.platform)
        if messenger is None:
            return [Room(channel, "this channel", (), schedules[channel], feeds[channel])]
        missing = await messenger.rooms(channel, person, used)
        return [
            Room(room, messenger.called(room), tuple(missing[room]), schedules[room], feeds[room])
            for room in dict.fromkeys((channel, *used, *missing))
            if room in missing
        ]
