"""A database that cannot be used is said in words that an operator can act on."""

import stat
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError, OperationalError

from bot.model.errors import StoreUnusable
from bot.store import Store
from tests.store.samples import article, document, keep, opened, url


async def test_a_file_that_is_no_database_is_said(tmp_path: Path) -> None:
    path = tmp_path / "bot.sqlite3"
    path.write_text("minutes of a meeting\n" * 100, encoding="utf-8")
    async with Store(f"sqlite:///{path}") as store:
        with pytest.raises(StoreUnusable, match="no SQLite database"):
            await store.upgrade()
    assert path.read_text(encoding="utf-8").startswith("minutes")


async def test_a_folder_in_place_of_the_file_is_said(tmp_path: Path) -> None:
    async with Store(f"sqlite:///{tmp_path}") as store:
        with pytest.raises(StoreUnusable, match="cannot be opened"):
            await store.upgrade()


async def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreUnusable, match=r"cannot be made.*DATABASE_URL"):
        await Store(f"sqlite:///{tmp_path}/file/bot.sqlite3").open()


def only_to_be_read(connection: Any, _record: object) -> None:
    """As SQLite behaves where the file's rights forbid writing; tests may run as a user whom nothing is forbidden."""
    connection.execute("PRAGMA query_only = ON")


async def test_a_file_that_may_only_be_read_is_said(tmp_path: Path) -> None:
    async with opened(tmp_path):
        pass
    async with Store(url(tmp_path)) as store:
        event.listen(store._database.engine.sync_engine, "connect", only_to_be_read)
        with pytest.raises(StoreUnusable, match="may not be written"):
            await keep(store, article("one"))


async def test_an_error_of_the_database_does_not_carry_the_text_that_was_saved(tmp_path: Path) -> None:
    async with Store(url(tmp_path)) as store:  # without its tables
        with pytest.raises(OperationalError) as caught:
            await store.articles.save(made := article("one", "The harbour vote is secret."), document(made), [], b"")
    assert "secret" not in str(caught.value)
    with pytest.raises(IntegrityError) as refused:
        async with opened(tmp_path) as store:
            await store.articles.add_links("nothing", ["https://secret.example/"])
    assert "secret" not in str(refused.value)


async def test_a_folder_that_is_made_is_open_to_its_user_alone(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        assert store.path is not None
        assert stat.S_IMODE(store.path.parent.stat().st_mode) == 0o700
