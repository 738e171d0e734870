"""Places where the bot is no member, and somebody brought it along."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
import simcord

from bot.app import App
from bot.chat.catalogue import COMMANDS
from bot.chat.discord.client import DiscordBot
from bot.chat.discord.commands import described
from bot.chat.router import Router
from bot.model.place import Channel
from tests.chat.discord.fiction import ARRIVAL
from tests.chat.discord.people import said

pytestmark = pytest.mark.simcord(settle_timeout=14)

IN_SERVER, WITH_BOT, ELSEWHERE = 0, 1, 2
BY_SERVER, BY_PERSON = "0", "1"


@contextmanager
def brought(env: simcord.Env, context: int = IN_SERVER, server: int | None = None) -> Iterator[None]:
    """Within it, all who use the bot have brought it themselves, besides their `server` if it has it too."""

    def tell(event: str, payload: Mapping[str, Any]) -> None:
        if event != "INTERACTION_CREATE" or not isinstance(payload, dict):
            return
        person = (payload.get("user") or payload["member"]["user"])["id"]
        owners = {BY_PERSON: person} | ({BY_SERVER: str(server)} if server else {})
        payload.update(context=context, authorizing_integration_owners=owners)

    env.backend.subscribers.insert(0, tell)
    try:
        yield
    finally:
        env.backend.subscribers.remove(tell)


async def test_what_a_person_gives_it_there_is_that_persons_alone(
    env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor, manager: simcord.MemberActor
) -> None:
    with brought(env):
        assert "Irena Dolak" in said(await alice.slash(channel, "brief", article=ARRIVAL))
        assert "Tomas Verrin" in said(await alice.slash(channel, "ask", question="Whom will Irena Dolak meet?"))
        assert "There are no articles" in said(await manager.slash(channel, "sources"))
    assert "There are no articles" in said(await alice.slash(channel, "sources"))


async def test_it_is_kept_though_the_bot_is_no_member_there(
    env: simcord.Env, app: App, channel: simcord.ChannelHandle, alice: simcord.MemberActor, router: Router
) -> None:
    with brought(env):
        await alice.slash(channel, "brief", article=ARRIVAL)
    await app.desk.schedules.add(Channel("discord", "404", "1"), "08:00 UTC every day", "somebody")
    await env.restart_bot(DiscordBot(router, shard_count=1))
    assert await app.store.departures.workspaces("discord") == {"404"}
    with brought(env):
        assert "Marevian" in said(await alice.slash(channel, "sources"))


async def test_it_is_that_place_s_alone_too(
    env: simcord.Env, guild: simcord.GuildHandle, channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    other = guild.create_text_channel("elsewhere")
    with brought(env):
        await alice.slash(channel, "brief", article=ARRIVAL)
        assert "There are no articles" in said(await alice.slash(other, "sources"))


async def test_a_server_that_has_the_bot_too_keeps_its_wall(
    env: simcord.Env, guild: simcord.GuildHandle, channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    with brought(env, server=guild.id):
        await alice.slash(channel, "brief", article=ARRIVAL)
    assert "Marevian" in said(await alice.slash(channel, "sources"))


async def test_direct_messages_with_the_bot_are_no_visit(env: simcord.Env) -> None:
    alice = env.create_user("alice")
    with brought(env, WITH_BOT):
        result = await alice.slash("digest schedule", times="08:00 weekdays", zone="Europe/London")
    assert "Digest 1 is set" in said(result)


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("digest schedule", {"times": "08:00 weekdays"}),
        ("digest now", {}),
        ("digest breaking", {"outlets": 3}),
        ("feed add", {"link": "https://velm.example"}),
        ("setup", {}),
    ],
)
async def test_what_needs_a_member_is_refused_in_one_sentence(
    env: simcord.Env,
    channel: simcord.ChannelHandle,
    manager: simcord.MemberActor,
    command: str,
    options: dict[str, Any],
) -> None:
    with brought(env):
        result = await manager.slash(channel, command, **options)
    assert "I am no member here, so I can answer but not post by myself." in said(result)
    assert result.ephemeral


async def test_whoever_brought_it_may_choose_how_it_writes_for_them(
    env: simcord.Env, channel: simcord.ChannelHandle, manager: simcord.MemberActor
) -> None:
    with brought(env, ELSEWHERE):
        assert "briefings here are short" in said(await manager.slash(channel, "settings length", length="short"))
    assert "briefings here are short" not in said(await manager.slash(channel, "status"))


async def test_nothing_is_posted_there_but_by_the_token_of_what_was_asked(
    env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    env.inject_error("POST", "/interactions/*/callback", status=404, code=10062)
    with brought(env):
        await alice.slash(channel, "brief", article=ARRIVAL)
    assert channel.history() == []


def test_it_can_be_installed_on_servers_and_by_people_and_used_everywhere() -> None:
    made = described()
    assert len(made) == len({command.group or command.name for command in COMMANDS}) + len({"Brief this"})
    assert {tuple(command["integration_types"]) for command in made} == {(0, 1)}
    assert {tuple(command["contexts"]) for command in made} == {(0, 1, 2)}
