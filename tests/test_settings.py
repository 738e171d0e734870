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


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ({}, "en"),
        ({"LANG": "de_AT.UTF-8"}, "de-AT"),
        ({"LANG": "sr_RS@latin"}, "sr-RS"),
        ({"LANG": "de_AT.UTF-8", "LC_TIME": "en_GB.UTF-8"}, "en-GB"),
        ({"LANG": "de_AT", "LC_TIME": "en_GB", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "POSIX"}, "en"),
    ],
)
def test_the_terminals_locale_is_what_the_system_says(
    given: dict[str, str], read: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_TIME", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    assert load(_env_file=None).lang == read


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


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, "SLACK_BOT_TOKEN: needs SLACK_APP_TOKEN (for Socket Mode) or SLACK_SIGNING"),
        ({"SLACK_APP_TOKEN": "xapp-1"}, "SLACK_BOT_TOKEN: is needed with SLACK_APP_TOKEN"),
        ({"SLACK_SIGNING_SECRET": "s"}, "SLACK_BOT_TOKEN: is needed with SLACK_SIGNING_SECRET"),
        ({"SLACK_BOT_TOKEN": "xapp-1", "SLACK_APP_TOKEN": "xapp-1"}, "SLACK_BOT_TOKEN: must start with xoxb-"),
        ({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xoxb-1"}, "SLACK_APP_TOKEN: must start with xapp-"),
        ({"SLACK_CLIENT_ID": "1.2"}, "SLACK_CLIENT_ID: needs SECRET_KEY"),
        ({"SLACK_COMMAND_PREFIX": "News "}, "SLACK_COMMAND_PREFIX: must be at most 12 small letters"),
    ],
)
def test_what_slack_lacks_is_told_in_one_line(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], problem: str
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsInvalid) as caught:
        load(_env_file=None)
    _, *problems = caught.value.sentence.splitlines()
    assert [line.startswith(f"- {problem}") for line in problems] == [True]


def test_several_workspaces_need_a_secret_for_each_thing_and_no_tokens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_CLIENT_ID", "1.2")
    monkeypatch.setenv("SECRET_KEY", "a" * 43 + "=")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-1")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    with pytest.raises(SettingsInvalid) as caught:
        load(_env_file=None)
    named = [line.partition(":")[0] for line in caught.value.sentence.splitlines()[1:]]
    assert named == [
        "- SLACK_CLIENT_SECRET",
        "- SLACK_SIGNING_SECRET",
        "- SLACK_APP_TOKEN",
        "- SLACK_BOT_TOKEN",
    ]
