"""Digests on their way over a bad line: each message once and in order, whatever happens to its request."""

from benchmarks.newsdesk import PARTS
from tests.wire.conftest import Open, Start
from tests.wire.discord.rates import Limited, Rates
from tests.wire.discord.server import WireDiscord
from tests.wire.moments import Call, CutOff, Failed, Limit, Moment, Outcome, Script
from tests.wire.posts import MESSAGES, keys

FAULTS: dict[str, tuple[Moment, Outcome]] = {
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


async def test_each_message_arrives_once_though_nonces_are_ignored(
    discord: WireDiscord, start: Start, open_desk: Open
) -> None:
    discord.honours_nonce = False
    desk = await open_desk(len(FAULTS))
    for channel, (moment, fault) in zip(desk.channels, FAULTS.values(), strict=True):
        path = f"/channels/{channel.id}/messages"
        discord.meddlers.append(Script("POST", path, moment, [None, fault]))
    await start()
    parts = PARTS * len(FAULTS)
    await discord.until(lambda: sum(len(set(keys(discord, channel.id))) for channel in desk.channels) == parts, 60)
    wanted = {
        fault: [delivery.key for delivery in await desk.store.deliveries.of_channel(channel)]
        for fault, channel in zip(FAULTS, desk.channels, strict=True)
    }
    held = {fault: keys(discord, channel.id) for fault, channel in zip(FAULTS, desk.channels, strict=True)}
    assert held == wanted


async def test_a_message_is_found_in_a_channel_where_much_was_said_meanwhile(
    discord: WireDiscord, start: Start, open_desk: Open
) -> None:
    discord.honours_nonce = False
    desk = await open_desk(1)
    (channel,) = desk.channels
    talkative = discord.person(discord.backend.guilds[int(channel.workspace)])

    async def talk(call: Call, moment: Moment) -> None:
        if call.matches("POST", MESSAGES) and moment is Moment.ARRIVED and not discord.posted(int(channel.id)):
            for number in range(700):
                talkative.says(discord.backend.channels[int(channel.id)], f"{number}")

    discord.meddlers += [talk, Script("POST", MESSAGES, Moment.HANDLED, [CutOff()])]
    await start()
    await discord.until(lambda: len(set(keys(discord, channel.id))) == PARTS)
    assert keys(discord, channel.id) == [delivery.key for delivery in await desk.store.deliveries.of_channel(channel)]


async def test_a_rate_limit_of_each_kind_is_waited_for(discord: WireDiscord, start: Start, open_desk: Open) -> None:
    desk = await open_desk(4)
    limits = [Limited(1.0), Limited(1.5, "shared"), Limited(2.0, "global"), Failed(429, {"Retry-After": "2"})]
    waits = [1.0, 1.5, 2.0, 2.0]
    for channel, limit in zip(desk.channels, limits, strict=True):
        path = f"/channels/{channel.id}/messages"
        discord.meddlers.append(Script("POST", path, Moment.ARRIVED, [limit]))
    await start()
    await discord.seen("POST", MESSAGES, count=4 * PARTS)
    for channel, wait in zip(desk.channels, waits, strict=True):
        first, second, *_ = discord.calls("POST", f"/channels/{channel.id}/messages")
        assert wait <= second.at - first.at < wait + 3
        assert len(set(keys(discord, channel.id))) == len(discord.posted(int(channel.id))) == PARTS


async def test_the_limit_of_a_channel_is_kept_without_being_told_twice(
    discord: WireDiscord, start: Start, open_desk: Open
) -> None:
    discord.rates = Rates(messages=Limit(2, 1.0), everything=Limit(50, 1.0))
    await open_desk(1)
    bot = await start()
    await discord.seen("POST", MESSAGES, count=PARTS)
    assert discord.calls("POST", MESSAGES, Moment.LIMITED) == []
    calls = discord.calls("POST", MESSAGES)
    assert calls[-1].at - calls[0].at >= (PARTS // 2)
    assert await bot.stop() == 0
