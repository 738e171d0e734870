"""What the bot sends, against Discord's own schema of its interface."""

import json
import os
from pathlib import Path

import discord
import pytest
import simcord

from tests.chat.discord.fiction import ARRIVAL
from tests.chat.discord.people import paste, response
from tests.chat.discord.schema import Schema

pytestmark = [
    pytest.mark.simcord(settle_timeout=60),
    pytest.mark.skipif("DISCORD_OPENAPI" not in os.environ, reason="DISCORD_OPENAPI names no schema"),
]


async def test_every_request_is_as_discord_wants_it(
    env: simcord.Env, me: discord.ClientUser, channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    schema = Schema(Path(os.environ["DISCORD_OPENAPI"]))
    briefing = await paste(alice, channel, ARRIVAL)
    await alice.click(response(briefing), label="Actors")
    await alice.click(response(briefing), label="Timeline")
    await alice.slash(channel, "help")
    await alice.send(channel, f"{me.mention} who?")
    await alice.autocomplete(channel, "digest schedule", "zone", "lon")
    sent = [entry for entry in env.http_requests if entry.json is not None]
    assert len(sent) > 7
    assert sum("attachment://" in json.dumps(entry.json) for entry in sent) == 2
    problems = [problem for e in sent for problem in schema.problems(e.method, e.path, e.json)]
    assert problems == []
