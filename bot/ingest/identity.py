"""When two texts are one article: the same words, or an edited copy."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

SHINGLE_WORDS = 5
SKETCH_SIZE = 128
COPY_CONTAINMENT = 0.42
"""Half an article in a longer one has .45 and more, other articles have up to .40: see benchmarks.quality.copies."""
MIN_SHARED = 6

_WORD = re.compile(r"\w+")
_MODULUS = (1 << 61) - 1
_BASE = 1_099_511_628_211
_LEADING = pow(_BASE, SHINGLE_WORDS - 1, _MODULUS)


def article_id(text: str) -> str:
    """The id of a text: the same words in the same order have the same id, whatever their case, spaces and marks."""
    return hashlib.blake2b(" ".join(_words(text)).encode("utf-8", "replace"), digest_size=10).hexdigest()


def fingerprint(text: str) -> tuple[int, ...]:
    """A sorted sample of a text's five-word shingles as hashes that fit signed 64 bits.

    The sample is the bottom-k sketch (Broder 1997): the smallest hashes of all, so that two texts
    that share shingles also share members of the sample.
    """
    return tuple(sorted(set(_hashes(_words(text))))[:SKETCH_SIZE])


def is_copy(one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether two fingerprints are of copies: so many of the shorter text's shingles are in the longer one.

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
    return max(sample) if len(sample) >= SKETCH_SIZE else _MODULUS


def _words(text: str) -> list[str]:
    return _WORD.findall(text.replace("’", "'").casefold())


def _hashes(words: Sequence[str]) -> Iterator[int]:
    """The hash of each shingle, a polynomial rolled over the words (Karp and Rabin 1987)."""
    hashes = [_word_hash(word) for word in words]
    first = 0
    for value in hashes[:SHINGLE_WORDS]:
        first = (first * _BASE + value) % _MODULUS
    yield first
    for leaving, entering in zip(hashes, hashes[SHINGLE_WORDS:], strict=False):
        first = ((first - leaving * _LEADING) * _BASE + entering) % _MODULUS
        yield first


@lru_cache(maxsize=20_000)
def _word_hash(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "replace"), digest_size=8).digest(), "big") % _MODULUS
