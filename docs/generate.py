"""Write the documents that are made from the code: python -m docs.generate (make docs)."""

import json
from collections.abc import Mapping
from pathlib import Path

from bot.chat.catalogue import COMMANDS
from bot.chat.compose import guide
from bot.export import AnswerRecord, BriefingRecord

FOLDER = Path(__file__).parent


def documents() -> Mapping[str, str]:
    """Every generated document: its path under docs/ and its text."""
    return {
        "commands.md": guide.document(COMMANDS),
        "schemas/briefing.schema.json": _schema(BriefingRecord),
        "schemas/answer.schema.json": _schema(AnswerRecord),
    }


def _schema(record: type[BriefingRecord] | type[AnswerRecord]) -> str:
    return json.dumps(record.model_json_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    for name, text in documents().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
