"""Suggestions while a person types an option."""

from collections.abc import Sequence

from bot.chat.command import Choice
from bot.chat.request import Request
from bot.desk.desk import Desk


async def engines(desk: Desk, request: Request, typed: str) -> Sequence[Choice]:
    raise NotImplementedError


async def articles(desk: Desk, request: Request, typed: str) -> Sequence[Choice]:
    raise NotImplementedError


async def schedules(desk: Desk, request: Request, typed: str) -> Sequence[Choice]:
    raise NotImplementedError


async def times(desk: Desk, request: Request, typed: str) -> Sequence[Choice]:
    raise NotImplementedError


async def zones(desk: Desk, request: Request, typed: str) -> Sequence[Choice]:
    raise NotImplementedError
