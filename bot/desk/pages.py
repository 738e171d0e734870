"""Replies of several pages, whose buttons turn them long after."""

from collections.abc import Sequence
from datetime import timedelta
from secrets import token_urlsafe

from bot.model.errors import Expired
from bot.model.place import Channel
from bot.model.runtime import Clock
from bot.store import Store
from bot.store.pages import Kept

KEPT = timedelta(days=30)
ID_BYTES = 12
"""Makes an id of 16 characters that nobody guesses: a page may be for one person's eyes."""

__all__ = ["KEPT", "Kept", "Pages"]


class Pages:
    """Each platform keeps its own rendered pages here."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def keep(self, channel: Channel, pages: Sequence[str]) -> str:
        """Keep the pages of a reply to the channel, at least one; return an id of 16 letters, digits, - and _."""
        made = token_urlsafe(ID_BYTES)
        await self._store.pages.keep(channel, made, pages, self._clock())
        return made

    async def page(self, channel: Channel, id_: str, number: int) -> Kept:
        """A page of a reply to the channel, counted from 1. Raises Expired when it is not, or no longer, kept."""
        found = await self._store.pages.get(channel, id_, number, self._clock() - KEPT)
        if found is None:
            raise Expired
        return found
