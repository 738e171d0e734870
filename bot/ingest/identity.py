"""When two texts are one article: the same words, or an edited copy."""

import hashlib
import re
from collections.abc import Iterator, Sequence

SHINGLE_WORDS = 5
SKETCH_SIZE = 128
COPY_CONTAINMENT = 0.5
MIN_SHARED = 6

_WORD = re.compile(r"\w+")
_SIGN_BIT = 1 << 63


def article_id(text: str) -> str:
    """The id of a text: the same words in the same order have the same id, whatever their case, spaces and marks."""
    return hashlib.blake2b(" ".join(_words(text)).encode("utf-8", "replace"), digest_size=10).hexdigest()


def fingerprint(text: str) -> tuple[int, ...]:
    """A sorted sample of a text's five-word shingles as signed 64-bit hashes.

    The sample is the bottom-k sketch (Broder 1997): the smallest hashes of all, so that two texts
    that share shingles also share members of the sample.
    """
    return tuple(sorted(set(_hashes(_words(text))))[:SKETCH_SIZE])


def is_copy(one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether two fingerprints are of copies: most of the shorter text's shingles are in the longer one.

    Shingles are compared only up to the point where both samples are complete.
    """
    if not one or not other:
        return False
    first, second = set(one), set(other)
    limit = min(_reach(one), _reach(other))
    shared = sum(1 for value in first & second if value <= limit)
    shorter = min(sum(value <= limit for value in first), sum(value <= limit for value in second))
    return shared >= min(MIN_SHARED, len(first), len(second)) and shared >= COPY_CONTAINMENT * shorter


def _reach(sample: Sequence[int]) -> int:
    """Up to which hash a sample holds all shingles of its text."""
    return max(sample) if len(sample) >= SKETCH_SIZE else _SIGN_BIT - 1


def _words(text: str) -> list[str]:
    return _WORD.findall(text.replace("’", "'").casefold())


def _hashes(words: Sequence[str]) -> Iterator[int]:
    for start in range(max(1, len(words) - SHINGLE_WORDS + 1)):
        shingle = " ".join(words[start : start + SHINGLE_WORDS]).encode("utf-8", "replace")
        yield int.from_bytes(hashlib.blake2b(shingle, digest_size=8).digest(), "big", signed=True)
