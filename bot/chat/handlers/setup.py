"""/setup: what the bot may do where, and what to do next."""

from bot.chat.compose import setup as page
from bot.chat.replies import Reply
from bot.chat.request import Request
from bot.desk.desk import Desk
from bot.model.errors import OnlyVisiting


async def setup(desk: Desk, request: Request) -> Reply:
    """Look through the channels of the workspace. Raises OnlyVisiting where the bot is no member."""
    if request.visiting:
        raise OnlyVisiting
    return page.checked(await desk.rooms.of(request.channel, request.asker))
