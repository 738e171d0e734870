"""Who somebody in a workspace is: their name and language, and whether they may configure the bot."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.chat.slack.clients import Clients, Workspace
from bot.chat.slack.refusals import FAILURES, what
from bot.model.runtime import Clock

log = logging.getLogger(__name__)

KNOWN_FOR = timedelta(minutes=5)
PATIENCE = 1.5
"""Seconds that Slack has to tell who somebody is: a window must be open within three."""
MOST = 10_000

MANAGERS = "workspace admins"
"""Who may configure, as Slack calls them; it has no right that is nearer to it. Owners are admins too."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody; `admin` says that they may configure the bot."""

    name: str = ""
    admin: bool = False
    locale: str = "en"


class People:
    """Asks Slack who somebody is, and remembers it for some minutes."""

    def __init__(self, clients: Clients, clock: Clock) -> None:
        self._clients = clients
        self._clock = clock
        self._known: dict[tuple[str, str], tuple[datetime, Person]] = {}

    async def find(self, workspace: Workspace, user: str) -> Person:
        """Who a user is. Somebody of whom Slack tells nothing now may not configure, unless they installed the bot."""
        now, key = self._clock(), (workspace.id, user)
        at, person = self._known.get(key, (None, None))
        if at is not None and person is not None and now - at < KNOWN_FOR:
            return person
        try:
            async with asyncio.timeout(PATIENCE):
                person = await self._ask(workspace, user)
        except FAILURES as error:
            log.warning("person not known", extra={"workspace": workspace.id, "reason": what(error)})
            return person or Person(admin=user == workspace.installer)
        if len(self._known) >= MOST:
            self._known.clear()
        self._known[key] = (now, person)
        return person

    async def _ask(self, workspace: Workspace, user: str) -> Person:
        told = await self._clients.client(workspace.token).users_info(user=user, include_locale=True)
        found = told["user"]
        profile = found.get("profile") or {}
        name = profile.get("display_name") or found.get("real_name") or found.get("name") or ""
        teams = {found.get("team_id"), *((found.get("enterprise_user") or {}).get("teams") or ())}
        ours = workspace.id in teams  # in a shared channel there are others' admins
        admin = (ours and bool(found.get("is_admin") or found.get("is_owner"))) or user == workspace.installer
        return Person(name, admin, found.get("locale") or "en")
