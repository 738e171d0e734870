"""Live pages: entries under times of day, of which only the latest tells how things stand."""

import re
from collections.abc import Mapping

from bot.model.document import Document

LEAST_ENTRIES = 3

_TIME = re.compile(r"(\d{1,2})[.:h](\d\d)\s*([ap]\.?m\.?)?(?:\s+[A-Z]{2,4})?", re.IGNORECASE)
_STANDS = re.compile(r"\b(?:is|are|remains?|now|currently|still)\b")
_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]?")


def entries(document: Document) -> Mapping[int, int]:
    """For each sentence of a live page the number of its entry, the latest is 0; empty for any other article.

    Entries begin with a line that is a time; they are told from new to old, or from old to new.
    """
    times = {s.index: minutes for s in document.sentences if (minutes := _minutes(s.text)) is not None}
    if len(times) < LEAST_ENTRIES:
        return {}
    heads = list(times)
    falling = times[heads[0]] >= times[heads[-1]]
    number, found = -1, {}
    for sentence in document.sentences:
        number += sentence.index in times
        if number >= 0:
            found[sentence.index] = number if falling else len(heads) - 1 - number
    return found


def is_past_state(text: str, entry: int) -> bool:
    """Whether an older entry says how things stood then, as if they still did ("a ferry is adrift")."""
    return entry > 0 and bool(_STANDS.search(_QUOTED.sub(" ", text)))


def _minutes(text: str) -> int | None:
    match = _TIME.fullmatch(text.strip())
    if match is None:
        return None
    hour = int(match[1]) % 12 + 12 * ((match[3] or "").lower().startswith("p")) if match[3] else int(match[1])
    return 60 * hour + int(match[2])
