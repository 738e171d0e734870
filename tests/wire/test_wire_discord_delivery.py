"""Digests on their way over a bad line: each message once and in order, whatever happens to its request."""

from tests.wire.conftest import Open, Start
from tests.wire.discord.moments import CutOff, Failed, Limited, Moment, Script
from tests.wire.discord.rates import Limit, Rates
from tests.wire.discord.server import WireDiscord
from tests.wire.discord.world import texts

MESSAGES = "/channels/*/messages"
FAULTS = {
    "500": (Moment.ARRIVED, Failed(500)),
    "502": (Moment.ARRIVED, Failed(502)),
    "503": (Moment.ARRIVED, Failed(503)),
    "cut off before it was handled": (Moment.ARRIVED, CutOff()),
    "cut off after it was handled": (Moment.HANDLED, CutOff()),
    "cut off in the middle of the answer": (Moment.HALF, CutOff()),
    "500 although it was handled": (Moment.HANDLED, Failed(500)),
    "502 although it was handled": (Moment.HANDLED, Failed(502)),
    "503 although it was handled": (Moment.HANDLED, Failed(503)),
    "slow": (Moment.HANDLED, 1.0),
}


def keys(discord: WireDiscord, channel: str) -> list[str]:
    """The keys of the messages in a channel, in order."""
    return [texts(message.components)[-1].rpartition("ref ")[2] for message in discord.posted(int(channel))]


async def test_each_message_arrives_once_though_nonces_are_ignored(
    discord: WireDiscord, start: Start, open_desk: Open
) -> None:
    discord.honours_nonce = False
    desk = await open_desk(len(FAULTS))
    for channel, (moment, fault) in zip(desk.channels, FAULTS.values(), strict=True):
        path = f"/channels/{channel.id}/messages"
        discord.meddlers.append(Script("POST", path, moment, [None, fault]))
    await start()
    wanted = {}
    parts = 4 * len(FAULTS)
    await discord.until(lambda: sum(len(set(keys(discord, channel.id))) for channel in desk.channels) >= parts, 60)
    wanted = {
        fault: [delivery.key for delivery in await desk.store.deliveries.of_channel(channel)]
        for fault, channel in zip(FAULTS, desk.channels, strict=True)
    }
    held = {fault: keys(discord, channel.id) for fault, channel in zip(FAULTS, desk.channels, strict=True)}
    assert held == wanted


async def test_a_rate_limit_of_each_kind_is_waited_for(discord: WireDiscord, start: Start, open_desk: Open) -> None:
    desk = await open_desk(4)
    limits = [Limited(1.0), Limited(1.5, "shared"), Limited(2.0, "global"), Failed(429, {"Retry-After": "2"})]
    waits = [1.0, 1.5, 2.0, 2.0]
    for channel, limit in zip(desk.channels, limits, strict=True):
        path = f"/channels/{channel.id}/messages"
        discord.meddlers.append(Script("POST", path, Moment.ARRIVED, [limit]))
    await start()
    await discord.seen("POST", MESSAGES, count=4 * 4)
    for channel, wait in zip(desk.channels, waits, strict=True):
        first, second, *_ = discord.calls("POST", f"/channels/{channel.id}/messages")
        assert wait <= second.at - first.at < wait + 3
        assert len(set(keys(discord, channel.id))) == len(discord.posted(int(channel.id))) == 4


async def test_the_limit_of_a_channel_is_kept_without_being_told_twice(
    discord: WireDiscord, start: Start, open_desk: Open
) -> None:
    discord.rates = Rates(messages=Limit(2, 1.0), everything=Limit(50, 1.0))
    await open_desk(1)
    bot = await start()
    await discord.seen("POST", MESSAGES, count=4)
    assert discord.calls("POST", MESSAGES, Moment.LIMITED) == []
    calls = discord.calls("POST", MESSAGES)
    assert calls[3].at - calls[0].at >= 1.0
    assert await bot.stop() == 0
