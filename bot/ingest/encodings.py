"""Bytes of unknown encoding to text."""

import codecs
import re

from charset_normalizer import from_bytes

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_ESCAPE = b"\x1b"
_SAMPLE = 64 * 1024
# What web pages call by these names is in truth the Windows code page (WHATWG Encoding Standard).
_LATIN = frozenset({"ascii", "us-ascii", "iso-8859-1", "iso8859-1", "latin-1", "latin1"})

_UNUSABLE = frozenset({"utf-8", "utf-7", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"})


def decode(data: bytes, charset: str | None = None) -> str:
    """Text of bytes: by byte order mark, as UTF-8 where it is valid, by `charset`, by its HTML, by guessing."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data.decode(name, "replace")
    if _ESCAPE not in data:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            pass
    declared = _META.search(data[:4096])
    for candidate in (charset, declared and declared[1].decode("ascii")):
        codec = _codec(candidate)
        if codec is not None:
            return data.decode(codec, "replace")
    return data.decode(_guess(data), "replace")


def _codec(name: str | None) -> str | None:
    """Python's name of a text encoding, None when it has none or it would not be the text's own."""
    if not name:
        return None
    if name.lower() in _LATIN:
        return "cp1252"
    try:
        b"a".decode(name, "replace")  # bz2, hex and the like take no byte as text; of no bytes they do not say so
        return None if codecs.lookup(name).name in _UNUSABLE else name
    except (LookupError, ValueError):
        return None


def _guess(data: bytes) -> str:
    best = from_bytes(data[:_SAMPLE]).best()
    return best.encoding if best is not None else "cp1252"
