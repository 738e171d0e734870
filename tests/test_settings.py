"""Settings: every one documented, every problem told at once, no secret shown."""

import re
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.model.errors import SettingsInvalid
from bot.settings import Settings, load

ROOT = Path(__file__).parent.parent


def test_example_file_names_every_setting_with_its_default() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    settings = [line for line in lines if re.match(r"#?[A-Z_]+=", line)]
    example = dict(line.removeprefix("#").split("=", 1) for line in settings)
    assert set(example) == {name.upper() for name in Settings.model_fields}
    for name, field in Settings.model_fields.items():
        if example[name.upper()]:
            assert example[name.upper()] == str(field.default), name


def test_a_copy_of_the_example_changes_nothing_that_a_container_sets() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if re.match(r"[A-Z_]+=", line)] == ["DISCORD_TOKEN="]


def test_default_database_is_a_sqlite_file_in_the_users_data_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "/somewhere")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert load(_env_file=None).database_url == "sqlite+aiosqlite:////somewhere/briefing-bot/briefing-bot.sqlite3"


def test_all_problems_are_listed_at_once_and_no_value_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_FORMAT", "xml-secret")
    monkeypatch.setenv("WORKERS", "many-secret")
    monkeypatch.setenv("DISCORD_API_BASE", "ftp://secret")
    with pytest.raises(SettingsInvalid) as caught:
        load(_env_file=None)
    for name in ("LOG_FORMAT", "WORKERS", "DISCORD_API_BASE"):
        assert f"- {name}: " in caught.value.sentence
    assert "secret" not in caught.value.sentence
    assert "secret" not in str(caught.value.__cause__)


def test_hosts_are_split_and_lowered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FETCH_ALLOW_HOSTS", " Wiki.Intra.Example , 10.0.0.7,,")
    assert load(_env_file=None).fetch_allow_hosts == {"wiki.intra.example", "10.0.0.7"}


def test_token_is_in_no_representation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "abc.def.ghi")
    settings = load(_env_file=None)
    assert settings.secrets() == {"abc.def.ghi"}
    assert "abc.def.ghi" not in repr(settings) + str(settings) + settings.model_dump_json()


def test_settings_come_from_an_env_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ENGINE", raising=False)
    (tmp_path / ".env").write_text("ENGINE=mine\n", encoding="utf-8")
    assert load(_env_file=tmp_path / ".env").engine == "mine"


def test_a_secret_key_is_a_fernet_key_and_never_shown() -> None:
    key = Fernet.generate_key().decode()
    settings = load(_env_file=None, secret_key=key)
    assert settings.secrets() == {key}
    assert key not in repr(settings) + str(settings)


@pytest.mark.parametrize("key", ["hunter2-hunter2", "aaaa", "ü" * 43 + "=", "not base64 at all, but long enough!!"])
def test_another_text_is_no_secret_key(key: str) -> None:
    with pytest.raises(SettingsInvalid, match="SECRET_KEY: must be a Fernet key; docs/operations") as caught:
        load(_env_file=None, secret_key=key)
    assert key not in caught.value.sentence
