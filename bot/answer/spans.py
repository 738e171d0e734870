"""Finds, in one sentence, the words that are of the type that a question asks for."""

import re
from collections.abc import Iterator

from bot.answer.question import Asked, Wanted, words
from bot.model.document import Document, EntityKind, Mention, Sentence

_PEOPLE = (EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.GROUP)
_NUMBER = (
    r"(?:[$£€]\s?)?(?:\d[\d,]*(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|"
    r"fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|"
    r"hundreds?|thousands?|dozens?|half|a third|a quarter)(?:[ -](?:hundred|thousand|million|billion|trillion|dozen|"
    r"per cent|percent))*%?"
)
_AMOUNT = re.compile(rf"(?<![\w-]){_NUMBER}(?![\w-])", re.IGNORECASE)
_DURATION = re.compile(
    rf"(?<![\w-]){_NUMBER}[ -](?:second|minute|hour|day|week|month|year|decade|centur(?:y|ie))s?(?![\w-])",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:because|due to|owing to|after|over|since|so that|in order to|as a result of|thanks to|in protest at|"
    r"amid|following|to (?!the\b|a\b|an\b|be\b)[a-z]+)\b[^;]*",
    re.IGNORECASE,
)
_STRONG_REASON = re.compile(
    r"\b(?:because|due to|owing to|so that|in order to|as a result of|thanks to)\b", re.IGNORECASE
)
_QUOTED = re.compile(r"“[^”]+”?|\"[^\"]+\"?")
_REPORTED = re.compile(
    r"\b(?:said|says|told|added|warned|promised|called|argued|claimed|announced|insisted)\b", re.IGNORECASE
)
_DATE_WORDS = re.compile(
    r"\b(?:on |in |by |until |since |last |next |at )?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|"
    r"January|February|March|April|May|June|July|August|September|October|November|December|today|tomorrow|yesterday|1\d{3}|20\d\d|"
    r"\d+(?:st|nd|rd|th) century|spring|summer|autumn|winter)\b",
)


def spans(asked: Asked, document: Document, sentence: Sentence) -> list[str]:
    """The stretches of the sentence that could be the answer, in its order; none repeats the question."""
    here = [m for m in document.mentions if m.sentence == sentence.index]
    found = {
        Wanted.WHO: lambda: _named(here, _PEOPLE),
        Wanted.WHEN: lambda: iter(_dated(here, sentence.text)),
        Wanted.WHERE: lambda: _named(here, (EntityKind.PLACE,)),
        Wanted.AMOUNT: lambda: _amounts(asked, sentence.text),
        Wanted.DURATION: lambda: _all(_DURATION, sentence.text),
        Wanted.WHY: lambda: _all(_REASON, sentence.text.rstrip(".")),
        Wanted.SAID: lambda: _all(_QUOTED, sentence.text),
    }.get(asked.wanted)
    if found is None:
        return []
    known = asked.names | set(words(asked.text))
    return [span for span in found() if not set(words(span)) <= known]


def has_type(asked: Asked, document: Document, sentence: Sentence) -> float:
    """From 0 to 1: whether the sentence holds something of the wanted type. 0.5 where no type can be told."""
    if asked.wanted in (Wanted.WHAT, Wanted.WHETHER):
        return 0.5
    found = spans(asked, document, sentence)
    if asked.wanted is Wanted.WHY:
        return 1.0 if _STRONG_REASON.search(sentence.text) else 0.7 * bool(found)
    if asked.wanted is Wanted.SAID:
        return 1.0 if found else 0.8 * bool(_REPORTED.search(sentence.text))
    return float(bool(found))


def _named(here: list[Mention], kinds: tuple[EntityKind, ...]) -> Iterator[str]:
    return (m.text for m in here if m.kind in kinds and not m.pronoun)


def _dated(here: list[Mention], text: str) -> list[str]:
    return [m.text for m in here if m.kind in (EntityKind.DATE, EntityKind.TIME)] or list(_all(_DATE_WORDS, text))


def _amounts(asked: Asked, text: str) -> Iterator[str]:
    """Numbers; those that count the noun asked about come alone when there are any."""
    found = list(_AMOUNT.finditer(text))
    if asked.focus is not None:
        stem = asked.focus[:5]
        near = [m for m in found if any(w.startswith(stem) for w in words(text[m.end() : m.end() + 40])[:3])]
        found = near or found
    return (m[0].strip() for m in found)


def _all(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    return (m[0].strip(" ,") for m in pattern.finditer(text))
