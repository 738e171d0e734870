"""Text, Markdown and saved web pages to Drafts. For worker processes."""

import re

from bot.ingest import html, plain
from bot.ingest.draft import MAX_CHARACTERS, Draft
from bot.ingest.encodings import decode
from bot.model.errors import NoTextInFile, TooLarge, UnreadableFile

_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_WIDE_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_SAMPLE = 64 * 1024


def read_plain(name: str, data: bytes, *, markdown: bool = False) -> Draft:
    """Plain text or Markdown. Raises UnreadableFile when the bytes are no text, or TooLarge."""
    if is_binary(data):
        raise UnreadableFile(name=name)
    return plain.read(limited(name, decode(data)), markdown=markdown)


def read_html(name: str, data: bytes) -> Draft:
    """A saved web page. Raises UnreadableFile or NoTextInFile."""
    if is_binary(data):
        raise UnreadableFile(name=name)
    page = html.read(decode(data))
    if page is None:
        raise NoTextInFile(name=name)
    return page.draft


def is_binary(data: bytes) -> bool:
    """Whether bytes are no text: control characters among the first 64 kB, where no byte order mark explains them."""
    sample = data[:_SAMPLE]
    return not sample.startswith(_WIDE_BOMS) and len(_CONTROLS.findall(sample)) > len(sample) / 100


def limited(name: str, text: str) -> str:
    """The text itself. Raises TooLarge when it is longer than MAX_CHARACTERS."""
    if len(text) > MAX_CHARACTERS:
        raise TooLarge(what=name, limit=f"{MAX_CHARACTERS:,} characters")
    return text
