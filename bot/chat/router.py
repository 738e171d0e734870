"""From a request to a reply: finds the row, checks it, runs it, and turns every error into words."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.chat.command import Choice
from bot.chat.replies import Prompt, Reply
from bot.chat.request import Request
from bot.desk.desk import Desk


@dataclass(frozen=True, slots=True)
class Plan:
    """What a platform must know before the work: a window to open first, who will see the reply, how long it may take."""

    prompt: Prompt | None = None
    private: bool = False
    slow: bool = False


class Router:
    """The one way from a platform into the bot."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def plan(self, request: Request) -> Plan:
        """Say at once, without waiting for anything, how a request will be answered. Never raises."""
        raise NotImplementedError

    async def handle(self, request: Request) -> Reply:
        """Answer a request. Never raises: errors come back as a failed, private reply."""
        raise NotImplementedError

    async def complete(self, request: Request, option: str, typed: str) -> Sequence[Choice]:
        """Suggest at most 25 values for an option of `request.command`. Never raises."""
        raise NotImplementedError
