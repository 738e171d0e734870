"""The command line as a shell sees it: what it prints, where, and its exit code."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from bot import samples

ROOT = Path(__file__).parent.parent.parent
COURIER, LEDGER, WIRE = (str(path) for path in samples.paths())


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path), "LANG": "C.UTF-8"}


def run(env: dict[str, str], *args: str, given: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *args],
        input=given or "",
        env=env,
        cwd=env["HOME"],
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


def schema(name: str) -> Any:
    return json.loads((ROOT / "docs" / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))


def test_brief_json_follows_the_schema_and_cites(env: dict[str, str]) -> None:
    done = run(env, "brief", "--json", COURIER)
    assert (done.returncode, done.stderr) == (0, "")
    made = json.loads(done.stdout)
    jsonschema.validate(made, schema("briefing"))
    assert made["engine"] == "extractive"
    assert made["language"] == "en"
    assert made["articles"][0]["site"] == "The Harbour Courier"
    assert made["bullets"]
    for bullet in made["bullets"]:
        assert bullet["citations"][0]["text"] in Path(COURIER).read_text(encoding="utf-8")
    assert made["actors"][0]["name"] == "Irena Dolak"
    assert made["timeline"]


def test_brief_reads_standard_input(env: dict[str, str]) -> None:
    done = run(env, "brief", "-", given=Path(LEDGER).read_text(encoding="utf-8"))
    assert done.returncode == 0
    assert "Kaldoria lowers number of detained fishermen" in done.stdout
    assert "[" not in done.stderr


def test_ask_json_answers_with_the_sentence(env: dict[str, str]) -> None:
    done = run(env, "ask", "--json", "Who will the foreign minister meet on Monday?", COURIER, LEDGER)
    assert (done.returncode, done.stderr) == (0, "")
    made = json.loads(done.stdout)
    jsonschema.validate(made, schema("answer"))
    assert made["answered"] is True
    assert made["answer"]
    assert "Tomas Verrin" in made["citations"][0]["text"]
    assert len(made["articles"]) == 2


def test_ask_says_when_the_articles_do_not_tell(env: dict[str, str]) -> None:
    done = run(env, "ask", "--json", "How much did the hotel cost?", COURIER)
    made = json.loads(done.stdout)
    jsonschema.validate(made, schema("answer"))
    assert (done.returncode, made["answered"], made["answer"], made["citations"]) == (0, False, "", [])


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (["brief", "no-such-file.txt"], "There is no file no-such-file.txt. Check the path."),
        (["brief", "http://127.0.0.1/x"], "127.0.0.1 is not there"),
        (["brief", "--engine", "magic", COURIER], "There is no engine “magic”. These are installed: extractive."),
        (["ask", "?", COURIER], "Ask a question"),
        (["run"], "There is nothing to connect to: set DISCORD_TOKEN or SLACK_BOT_TOKEN."),
    ],
)
def test_what_cannot_be_done_is_one_sentence_on_stderr(env: dict[str, str], args: list[str], sentence: str) -> None:
    done = run(env, *args)
    assert done.returncode == 1
    assert sentence in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


@pytest.mark.parametrize("args", [["brief"], ["ask", "what?"], ["brief", "a", "b"], ["nonsense"], ["db", "sideways"]])
def test_wrong_usage_is_two(env: dict[str, str], args: list[str]) -> None:
    assert run(env, *args).returncode == 2


def test_every_wrong_setting_is_named_at_once(env: dict[str, str]) -> None:
    done = run(env | {"LOG_LEVEL": "LOUD", "WORKERS": "0"}, "brief", COURIER)
    assert done.returncode == 1
    assert "LOG_LEVEL" in done.stderr
    assert "WORKERS" in done.stderr
    assert "Traceback" not in done.stderr


def test_doctor_is_content_and_the_database_is_where_the_settings_say(env: dict[str, str]) -> None:
    assert run(env, "db", "upgrade").returncode == 0
    done = run(env, "doctor")
    assert done.returncode == 0, done.stdout
    assert "PROBLEM" not in done.stdout
    assert str(Path(env["XDG_DATA_HOME"]) / "briefing-bot" / "briefing-bot.sqlite3") in done.stdout
    assert "discord: not used" in done.stdout


def test_doctor_names_what_is_wrong(env: dict[str, str]) -> None:
    (Path(env["HOME"]) / "file").touch()
    wrong = {"ENGINE": "magic", "DISCORD_TOKEN": "not-a-token", "DATABASE_URL": f"sqlite:///{env['HOME']}/file/db"}
    done = run(env | wrong, "doctor")
    assert done.returncode == 1
    assert done.stdout.count("PROBLEM") == 3, done.stdout
    assert "not-a-token" not in done.stdout + done.stderr


def test_demo_without_a_terminal_plays_the_tour(env: dict[str, str]) -> None:
    done = run(env, "demo")
    assert (done.returncode, done.stderr) == (0, "")
    for words in ("Irena Dolak", "The articles do not say", "/ask who is she meeting?", "Tomas Verrin", "08:00", "[1]"):
        assert words in done.stdout


def test_chat_takes_lines_from_a_pipe_and_keeps_what_it_learnt(env: dict[str, str]) -> None:
    first = run(env, "chat", given=f"/brief {COURIER}\n")
    assert first.returncode == 0
    assert "Irena Dolak" in first.stdout
    second = run(env, "chat", given="/sources\n")
    assert "Marevian foreign minister arrives in Tavrin" in second.stdout
