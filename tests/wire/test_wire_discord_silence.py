"""A gateway that no longer acknowledges heartbeats: the bot must notice by itself. It takes a minute."""

from tests.wire.conftest import Start
from tests.wire.discord.gateway import GATEWAY
from tests.wire.discord.server import WireDiscord

LONGEST = 90.0


async def test_it_resumes_when_its_heartbeats_are_not_acknowledged(discord: WireDiscord, start: Start) -> None:
    discord.gateway.acknowledges = False
    await start()
    await discord.seen(GATEWAY, "RESUME", seconds=LONGEST)
    assert len(discord.calls(GATEWAY, "IDENTIFY")) == 1
