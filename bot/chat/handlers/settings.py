"""/settings and /status: how this channel is served, and by what."""

from bot.chat.compose import status as page
from bot.chat.replies import Reply
from bot.chat.request import Request
from bot.desk.desk import Desk


async def engine(desk: Desk, request: Request) -> Reply:
    """Let another engine work for this channel."""
    name = request.text("engine")
    await desk.choose_engine(request.channel, name)
    return page.engine_chosen(name)


async def status(desk: Desk, request: Request) -> Reply:
    """Which engine works here, and what the model has done."""
    return page.status(await desk.status(request.channel))
