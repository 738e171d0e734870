"""What workspaces give us when they install the bot: encrypted before it is kept."""

from collections.abc import Sequence
from datetime import timedelta
from secrets import token_urlsafe
from typing import TYPE_CHECKING

from pydantic import SecretStr

from bot.model.errors import NoSecretKey, SecretUnreadable
from bot.model.runtime import Clock
from bot.store import Store

if TYPE_CHECKING:
    # It costs memory, and most bots keep no secrets.
    from cryptography.fernet import Fernet

STATE_LASTS = timedelta(minutes=10)
STATE_BYTES = 24


class Installations:
    """One secret for each workspace of a platform, as text whose form is the platform's own.

    Every method that reads or keeps one raises NoSecretKey when there is no key to encrypt it with.
    """

    def __init__(self, store: Store, key: SecretStr | None, clock: Clock) -> None:
        self._store = store
        self._key = key
        self._clock = clock

    async def keep(self, platform: str, workspace: str, secret: str) -> None:
        """Keep the secret of a workspace in place of its earlier one."""
        await self._store.installations.keep(platform, workspace, self._fernet().encrypt(secret.encode()).decode())

    async def of(self, platform: str, workspace: str) -> str | None:
        """The secret of a workspace. Raises SecretUnreadable when it was kept with another key."""
        kept = await self._store.installations.of(platform, workspace)
        return None if kept is None else self._read(workspace, kept)

    async def all(self, platform: str) -> Sequence[tuple[str, str]]:
        """The workspaces of a platform, each with its secret. Raises SecretUnreadable, likewise."""
        kept = await self._store.installations.all(platform)
        return [(workspace, self._read(workspace, secret)) for workspace, secret in kept]

    async def remove(self, platform: str, workspace: str) -> None:
        """Forget the secret of a workspace."""
        await self._store.installations.remove(platform, workspace)

    async def issue_state(self) -> str:
        """A text by which whoever begins an installation is known when they come back; nobody can guess it."""
        state = token_urlsafe(STATE_BYTES)
        await self._store.installations.issue_state(state, self._clock())
        return state

    async def spend_state(self, state: str) -> bool:
        """Whether that was issued in the last ten minutes and not spent; from now on it is."""
        return await self._store.installations.spend_state(state, self._clock() - STATE_LASTS)

    def _fernet(self) -> "Fernet":
        from cryptography.fernet import Fernet

        if self._key is None:
            raise NoSecretKey
        return Fernet(self._key.get_secret_value())

    def _read(self, workspace: str, kept: str) -> str:
        from cryptography.fernet import InvalidToken

        try:
            return self._fernet().decrypt(kept).decode()
        except InvalidToken:
            raise SecretUnreadable(workspace=workspace) from None
