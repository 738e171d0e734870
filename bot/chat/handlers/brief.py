"""Handlers."""

from bot.chat.replies import Prompt, Reply
from bot.chat.request import Request
from bot.desk.desk import Desk


async def brief(desk: Desk, request: Request) -> Reply:
    raise NotImplementedError


def window(request: Request) -> Prompt | None:
    raise NotImplementedError
