"""Handlers."""

from bot.chat.replies import Reply
from bot.chat.request import Request
from bot.desk.desk import Desk


async def schedule(desk: Desk, request: Request) -> Reply:
    raise NotImplementedError


async def preview(desk: Desk, request: Request) -> Reply:
    raise NotImplementedError


async def now(desk: Desk, request: Request) -> Reply:
    raise NotImplementedError


async def list_(desk: Desk, request: Request) -> Reply:
    raise NotImplementedError


async def pause(desk: Desk, request: Request) -> Reply:
    raise NotImplementedError


async def resume(desk: Desk, request: Request) -> Reply:
    raise NotImplementedError


async def remove(desk: Desk, request: Request) -> Reply:
    raise NotImplementedError
