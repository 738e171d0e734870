"""Paths that are typed where an article may be given."""

import shlex
from pathlib import Path

from bot.chat.request import Upload
from bot.model.errors import FileMissing, TooLarge

MAX_FILE_BYTES = 25_000_000

_SUFFIXES = frozenset({".txt", ".md", ".markdown", ".html", ".htm", ".pdf", ".docx", ".eml"})
STARTS = ("/", "./", "../", "~")
_LONGEST_PATH = 1_000


def upload(given: str) -> Upload | None:
    """Read the file whose path was given; None when it is no path but a link or an article's text.

    Raises FileMissing when it can only be a path and there is no such file, TooLarge over 25 MB.
    """
    given = _unquoted(given)
    if not given or len(given) > _LONGEST_PATH or "\n" in given or "://" in given:
        return None
    path = Path(given)
    try:
        data = _read(path.expanduser())
    except (OSError, RuntimeError):  # not there, not readable, no such user's home
        if given.startswith(STARTS) or path.suffix.lower() in _SUFFIXES:
            raise FileMissing(name=given) from None
        return None
    if len(data) > MAX_FILE_BYTES:
        raise TooLarge(what=path.name, limit=f"{MAX_FILE_BYTES // 1_000_000} MB")
    return Upload(path.name, data)


def _unquoted(given: str) -> str:
    """A path as it is, from one quoted or escaped for a shell, as terminals write a file that is dropped on them."""
    try:
        words = shlex.split(given)
    except ValueError:
        words = []
    return words[0] if len(words) == 1 else given.strip("'\"")


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MAX_FILE_BYTES + 1)
