"""Which channels there are, as far as the bot may know of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient

_TYPES = "public_channel,private_channel"
_PAGE = 200
_PAGES = 5


@dataclass(frozen=True, slots=True)
class Room:
    """A channel that somebody is in."""

    id: str
    name: str
    private: bool = True


async def of(client: AsyncWebClient, user: str | None = None) -> Sequence[Room]:
    """The channels of somebody, of the bot itself if of nobody; private ones only where the bot is in them too.

    Raises one of FAILURES.
    """
    found: list[Room] = []
    cursor = ""
    for _ in range(_PAGES):
        told = await client.users_conversations(
            user=user, types=_TYPES, exclude_archived=True, limit=_PAGE, cursor=cursor or None
        )
        found += [Room(row["id"], row["name"], row.get("is_private", True)) for row in told["channels"]]
        cursor = (told.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            break
    return found
