"""Messages of digests, as they stand in channels."""

from benchmarks.newsdesk import key
from tests.wire.discord.server import WireDiscord
from tests.wire.discord.world import texts

MESSAGES = "/channels/*/messages"


def keys(discord: WireDiscord, channel: str) -> list[str]:
    """The keys of the messages in a channel, in order."""
    return [key(texts(message.components)) for message in discord.posted(int(channel))]
