"""Where Discord differs from simcord, which the bot meets for all else:

- a token 15 minutes after its interaction is invalid (401, 50027); to simcord its webhook is unknown
- a message has one thread (400, 160004); simcord begins a second one
- a thread that is locked takes messages only from who may manage threads (403, 160005); one that is archived takes no
  edits (400, 50083), and a message opens it again
- files need the permission to attach them (403, 50013)
- only the servers are listed in which the app is
- who is asked by an app that is not installed in the server may follow up five times (400, 40094)

Codes: https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
Threads: https://docs.discord.com/developers/topics/threads
Follow-ups: https://docs.discord.com/developers/interactions/receiving-and-responding#followup-messages
"""

import re
from typing import Any

from simcord.backend.errors import BackendError, missing_permissions
from simcord.backend.models import Channel, Interaction
from simcord.backend.permissions import flag

from tests.wire.discord.world import World
from tests.wire.moments import Call

FOLLOW_UPS = 5

_WEBHOOK = re.compile(r"/webhooks/\d+/([^/]+)(/.*)?")
_MESSAGES = re.compile(r"/channels/(\d+)/messages(?:/(\d+))?(/threads)?")


def check(world: World, call: Call) -> None:
    """Raise what Discord would answer to a call and simcord would not."""
    if found := _WEBHOOK.fullmatch(call.path):
        _check_token(world, call, found[1], follow_up=found[2] is None)
    elif found := _MESSAGES.fullmatch(call.path):
        channel = world.backend.channels.get(int(found[1]))
        if found[3] and call.method == "POST":
            _check_thread(world, int(found[2]))
        elif channel is not None:
            _check_message(world, call, channel)


def corrected(world: World, call: Call, answer: Any) -> Any:
    """What Discord would answer where simcord says more."""
    if (call.method, call.path) != ("GET", "/users/@me/guilds"):
        return answer
    return [each for each in answer if world.backend.bot_user.id in world.backend.guilds[int(each["id"])].members]


def _check_token(world: World, call: Call, token: str, *, follow_up: bool) -> None:
    asked = world.backend.interactions.get(world.backend.interaction_tokens.get(token, 0))
    if asked is None:
        return
    if asked.expires_at is not None and world.backend.now_iso() >= asked.expires_at:
        raise BackendError(401, 50027, "Invalid Webhook Token")
    if call.method == "POST" and follow_up and _elsewhere(world, asked) and len(asked.followup_ids) >= FOLLOW_UPS:
        raise BackendError(400, 40094, "This interaction has hit the maximum number of follow up messages")


def _elsewhere(world: World, asked: Interaction) -> bool:
    server = world.backend.guilds.get(asked.guild_id or 0)
    return server is not None and world.backend.bot_user.id not in server.members


def _check_thread(world: World, message: int) -> None:
    if message in world.backend.channels:
        raise BackendError(400, 160004, "A thread has already been created for this message")


def _check_message(world: World, call: Call, channel: Channel) -> None:
    mine = _mine(world, channel)
    state = channel.thread_metadata
    if state is not None and call.method in {"POST", "PATCH"}:
        if state.locked and not mine & flag("manage_threads"):
            raise BackendError(403, 160005, "Thread is locked")
        if state.archived and call.method == "PATCH":
            raise BackendError(400, 50083, "Thread is archived")
        if state.archived:
            world.backend.edit_channel(channel.id, {}, thread_metadata={"archived": False})
    if call.files and channel.guild_id is not None and not mine & flag("attach_files"):
        raise missing_permissions()


def _mine(world: World, channel: Channel) -> int:
    if channel.guild_id is None:
        return 0
    return world.backend.compute_permissions(channel.guild_id, world.backend.bot_user.id, channel.id)
