"""Who matters most in an article."""

import math

TITLE = 2.0
FIRST = 5.0
SUBJECT = 0.35
QUOTED = 0.5
PERSON_LEAN = 0.6


def salience(
    mentions: int, first: int, length: int, *, in_title: bool, subjects: int, quotes: int, is_person: bool
) -> float:
    """How much a figure matters: often and early named, in the title, acting and speaking.

    `first` is the offset of the first mention in a text of `length` characters; `subjects` counts
    mentions that act, `quotes` what was said.
    """
    early = FIRST * (1 - first / max(length, 1)) ** 2
    acting = SUBJECT * min(subjects, 8) + QUOTED * min(quotes, 4)
    return round(2.0 * math.log2(1 + mentions) + early + TITLE * in_title + acting + PERSON_LEAN * is_person, 4)
