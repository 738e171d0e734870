"""Write the documents that are made from the code: python -m docs.generate (make docs)."""

import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel

from bot.chat.catalogue import COMMANDS
from bot.chat.compose import guide
from bot.chat.slack import manifest
from bot.chat.terminal.records import ReplyRecord
from bot.export import AnswerRecord, BriefingRecord
from bot.settings import SLACK_COMMAND_PREFIX

ROOT = Path(__file__).parent.parent
BEGIN, END = "<!-- commands: written by make docs -->\n", "<!-- end of commands -->"
SCOPES, END_OF_SCOPES = "<!-- scopes: written by make docs -->\n", "<!-- end of scopes -->"


def documents() -> Mapping[str, str]:
    """Every document of which at least a part is generated: its path and its whole text."""
    return {
        "README.md": _filled("README.md", BEGIN, guide.table(COMMANDS), END),
        "docs/slack.md": _filled("docs/slack.md", SCOPES, _scopes(), END_OF_SCOPES),
        "slack-manifest.yaml": manifest.document(SLACK_COMMAND_PREFIX),
        "docs/commands.md": guide.document(COMMANDS),
        "docs/schemas/briefing.schema.json": _schema(BriefingRecord),
        "docs/schemas/answer.schema.json": _schema(AnswerRecord),
        "docs/schemas/reply.schema.json": _schema(ReplyRecord),
    }


def _filled(name: str, begin: str, text: str, end: str) -> str:
    before, _, rest = (ROOT / name).read_text(encoding="utf-8").partition(begin)
    _, end, after = rest.partition(end)
    return f"{before}{begin}{text}{end}{after}"


def _scopes() -> str:
    rows = (f"| `{scope}` | {reason} |\n" for scope, reason in manifest.SCOPES.items())
    return f"| scope | why |\n|---|---|\n{''.join(rows)}"


def _schema(record: type[BaseModel]) -> str:
    return json.dumps(record.model_json_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    for name, text in documents().items():
        (ROOT / name).write_text(text, encoding="utf-8")
