"""The bytes of a feed or a list of feeds as text, whatever they claim to be."""

import re
from dataclasses import dataclass

from bot.ingest import encodings, inflate
from bot.ingest.feeds.plaintext import FORBIDDEN

MAX_BYTES = 16_000_000

_GZIP = b"\x1f\x8b"
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_UTF8 = frozenset({"utf-8", "utf8"})
_DECLARED = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']\s*([\w.:-]{2,40})")
_NAME = re.compile(r"[\w.:-]{2,40}", re.ASCII)
_UNMARKED = {b"<\x00": "utf-16-le", b"\x00<": "utf-16-be", b"{\x00": "utf-16-le", b"\x00{": "utf-16-be"}


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a document; `cut` says that it is longer than MAX_BYTES, `oddities` what was wrong with its bytes."""

    text: str
    cut: bool
    oddities: tuple[str, ...]


def read(data: bytes, charset: str | None) -> Text:
    """Decompress and decode a document; no byte is refused. `charset` is what the header said."""
    oddities: list[str] = []
    if data.startswith(_GZIP):
        data = _inflated(data)
        oddities.append("It came compressed without saying so.")
    cut = len(data) > MAX_BYTES
    text, odd = _decoded(data[:MAX_BYTES], charset)
    plain = FORBIDDEN.sub("", text)
    if len(plain) < len(text):
        odd = [*odd, "It holds control characters; they were left out."]
    return Text(plain, cut, (*oddities, *odd))


def _inflated(data: bytes) -> bytes:
    """What is inside gzip bytes, hardly more than MAX_BYTES; of damaged ones, what comes before the damage."""
    plain = bytearray()
    try:
        for step in inflate.inflater("gzip").feed(data):
            plain += step
            if len(plain) > MAX_BYTES or not step:
                break
    except inflate.BrokenBody:
        pass
    return bytes(plain)


def _decoded(data: bytes, charset: str | None) -> tuple[str, list[str]]:
    """The text and what was odd: bytes that prove an encoding count first, then the document's word, then the header's.

    Many servers put one charset into every header, so it says less than what the author wrote (against RFC 7303).
    """
    if data.startswith(_MARKS):
        return encodings.decode(data), []
    if codec := _UNMARKED.get(data[:2]):
        return data.decode(codec, "replace"), []
    found = _DECLARED.search(data[:400])
    declared = found[1].decode("ascii").lower() if found else ""
    charset = charset.lower() if charset and _NAME.fullmatch(charset) else ""
    stated = declared or charset or "utf-8"
    odd: list[str] = []
    if stated in _UTF8:
        text = data.decode("utf-8", "replace")
        broken = text.count("\ufffd")
        if broken * 4 <= len(text) - len(text.encode("ascii", "ignore")):
            return text, ["Some of its characters are damaged."] if broken else []
        stated = charset
        odd = ["It says that it is UTF-8 but is not; its encoding was guessed."]
    elif not data.isascii() and _is_utf8(data):
        odd = [f"It says that its encoding is {stated} but it is UTF-8; it was read as that."]
    return encodings.decode(data, stated), odd


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
