"""Handlers."""

from bot.chat.replies import Reply
from bot.chat.request import Request
from bot.desk.desk import Desk


async def actors(desk: Desk, request: Request) -> Reply:
    raise NotImplementedError


async def timeline(desk: Desk, request: Request) -> Reply:
    raise NotImplementedError


async def sources(desk: Desk, request: Request) -> Reply:
    raise NotImplementedError
