"""The main process names the readers without loading what they load."""

import subprocess
import sys

HEAVY = ("trafilatura", "lxml", "pypdfium2", "docx", "htmldate", "fasttext", "charset_normalizer", "dateparser")


def test_naming_the_readers_loads_no_parser() -> None:
    code = (
        "import sys; from bot.ingest import fetch, identity, links, read;"
        f" print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
