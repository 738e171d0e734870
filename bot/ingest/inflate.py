"""Decompresses a body in small steps, so that a bomb is seen before it fills the memory."""

import zlib
from collections.abc import Iterator
from typing import Protocol

import brotli

STEP = 64 * 1024


class BrokenBody(Exception):
    """The body is not what its Content-Encoding says, or we do not know that encoding."""


class Inflater(Protocol):
    """Turns compressed chunks into plain ones of about STEP bytes each."""

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """Plain bytes of one more chunk. Raises BrokenBody."""
        ...


class _Identity:
    def feed(self, chunk: bytes) -> Iterator[bytes]:
        yield chunk


class _Zlib:
    """Gzip and zlib, and raw deflate, which some servers send under the name "deflate"."""

    def __init__(self) -> None:
        self._started = False
        self._stream = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        while chunk and not self._stream.eof:
            yield self._step(chunk)
            chunk = self._stream.unconsumed_tail

    def _step(self, chunk: bytes) -> bytes:
        try:
            plain = self._stream.decompress(chunk, STEP)
        except zlib.error as error:
            if self._started:
                raise BrokenBody from error
            self._stream = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
            self._started = True
            return self._step(chunk)
        self._started = True
        return plain


class _Brotli:
    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        try:
            yield self._stream.process(chunk, output_buffer_limit=STEP)
            while not self._stream.can_accept_more_data():
                yield self._stream.process(b"", output_buffer_limit=STEP)
        except brotli.error as error:
            raise BrokenBody from error


def inflater(encoding: str) -> Inflater:
    """The inflater for a Content-Encoding. Raises BrokenBody when there is none."""
    match encoding.strip().lower():
        case "" | "identity":
            return _Identity()
        case "gzip" | "x-gzip" | "deflate":
            return _Zlib()
        case "br":
            return _Brotli()
        case _:
            raise BrokenBody
