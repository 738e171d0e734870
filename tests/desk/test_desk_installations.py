"""What workspaces gave the bot when they installed it."""

import logging
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr

from bot.desk.installations import Installations
from bot.model.errors import NoSecretKey, SecretUnreadable
from bot.store import Store
from tests.desk.stand import MONDAY

KEY, OTHER_KEY = (SecretStr(Fernet.generate_key().decode()) for _ in range(2))
TOKEN = '{"bot": "a fictional token"}'


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with Store(f"sqlite:///{tmp_path}/bot.sqlite3") as opened:
        await opened.upgrade()
        yield opened


def at(store: Store, key: SecretStr | None = KEY, minutes: float = 0) -> Installations:
    """The desk's part with a key, so many minutes after Monday morning."""
    return Installations(store, key, lambda: MONDAY + timedelta(minutes=minutes))


async def test_each_workspace_s_secret_comes_back_as_it_was_kept(store: Store) -> None:
    kept = at(store)
    await kept.keep("slack", "T2", TOKEN)
    await kept.keep("slack", "T1", "old")
    await kept.keep("slack", "T1", "überall")
    await kept.keep("other", "T3", "elsewhere")
    assert await kept.of("slack", "T1") == "überall"
    assert await kept.all("slack") == [("T1", "überall"), ("T2", TOKEN)]
    assert await kept.of("slack", "T3") is None


async def test_a_secret_that_is_removed_is_gone(store: Store) -> None:
    kept = at(store)
    await kept.keep("slack", "T1", TOKEN)
    await kept.keep("slack", "T2", TOKEN)
    await kept.remove("slack", "T1")
    assert await kept.all("slack") == [("T2", TOKEN)]


async def test_the_database_does_not_hold_a_secret_in_the_clear(store: Store) -> None:
    await at(store).keep("slack", "T1", TOKEN)
    stored = await store.installations.of("slack", "T1")
    assert stored is not None
    assert "fictional" not in stored
    assert store.path is not None
    files = store.path.parent.glob("bot.sqlite3*")
    assert all(b"fictional" not in file.read_bytes() for file in files)


async def test_without_a_key_nothing_is_kept_and_it_is_said_what_to_do(store: Store) -> None:
    kept = at(store, key=None)
    with pytest.raises(NoSecretKey, match=r"SECRET_KEY is not set.*docs/operations.md"):
        await kept.keep("slack", "T1", TOKEN)
    assert await kept.all("slack") == []
    await at(store).keep("slack", "T1", TOKEN)
    with pytest.raises(NoSecretKey):
        await kept.of("slack", "T1")


async def test_a_secret_of_another_key_is_said_to_be_unreadable(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    await at(store).keep("slack", "T1", TOKEN)
    other = at(store, OTHER_KEY)
    with caplog.at_level(logging.DEBUG), pytest.raises(SecretUnreadable, match=r"T1 .*Set the key") as caught:
        await other.all("slack")
    shown = f"{caught.value!r} {other!r} {caught.value.__cause__} {caplog.text}"
    assert not [word for word in (TOKEN, KEY.get_secret_value(), OTHER_KEY.get_secret_value()) if word in shown]


async def test_a_state_is_spent_once_within_ten_minutes(store: Store) -> None:
    first, second = await at(store).issue_state(), await at(store).issue_state()
    assert first != second
    assert await at(store, minutes=9).spend_state(first)
    assert not await at(store, minutes=9).spend_state(first)
    assert not await at(store, minutes=10).spend_state(second)
    assert not await at(store).spend_state("made up")


async def test_a_state_needs_no_key(store: Store) -> None:
    begun = at(store, key=None)
    assert await begun.spend_state(await begun.issue_state())
