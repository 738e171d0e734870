"""Makes single sentences fit to stand alone, or says that they are not."""

import re

from bot.model.document import Document, Sentence
from bot.summarise.orders import is_order, is_personal

LEAST_WORDS, MOST_WORDS = 6, 45

_CONNECTIVE = re.compile(
    r"^(?:But|And|Yet|So|However|Meanwhile|Moreover|Furthermore|Nevertheless|Nonetheless|Also|Still|Indeed|Instead|"
    r"In addition|By contrast|In contrast|For example|For instance|Likewise|Similarly),?\s+(?=\S)"
)
_NEEDS_COMMA = re.compile(r"^(?:So|Still|Also|Instead|Meanwhile|Indeed|Yet)\s")
_POINTING = re.compile(
    r"^(?:he|she|it|they|his|her|its|their|this|these|those|that|such|there|then|both|neither|either|another|others|"
    r"one|some|the (?:two|three|four|former|latter|pair|other|others|same)|here|when asked|asked)\b",
    re.IGNORECASE,
)
_POSSESSIVE = {"his", "her", "its", "their"}
_ONLY_QUOTE = re.compile(r"^[“\"‘][^”\"]*[”\"’]$")
_ENDS = re.compile(r"[.!…][”\"’')\]]*$")
_DATELINE = re.compile(r"^[A-Z][A-Z .’'-]{2,}(?:,[^—–-]{0,40})?(?:\s*\([^)]{2,40}\))?\s+[—–-]{1,2}\s+(?=\S)")


def words_in(text: str) -> int:
    """How many words a text has."""
    return len(text.split())


def standing_alone(document: Document, sentence: Sentence) -> str | None:
    """The sentence as a bullet: as it stands, repaired where that is safe, or None when it is unfit.

    A repair drops a dateline or an opening connective, or puts the actor's name for an opening pronoun.
    """
    text = sentence.text.strip()
    if sentence.heading or not _is_prose(text):
        return None
    text = _DATELINE.sub("", text)
    if sentence.dangling or _CONNECTIVE.match(text):
        text = _repaired(document, sentence, text) or ""
    return text if words_in(text) >= LEAST_WORDS else None


def _is_prose(text: str) -> bool:
    return (
        bool(_ENDS.search(text))
        and not is_order(text)
        and not is_personal(text)
        and _balanced(text)
        and not _ONLY_QUOTE.match(text)
    )


def _balanced(text: str) -> bool:
    return text.count("“") == text.count("”") and text.count('"') % 2 == 0 and text.count("(") == text.count(")")


def _repaired(document: Document, sentence: Sentence, text: str) -> str | None:
    connective = None if _NEEDS_COMMA.match(text) else _CONNECTIVE.match(text)
    rest = text[connective.end() :] if connective else text
    pointing = _POINTING.match(rest)
    if pointing is None:
        return rest[0].upper() + rest[1:] if connective else None
    offset = sentence.start + sentence.text.find(rest)
    named = _actor_name(document, sentence, offset)
    if named is None:
        return None
    pronoun, name = named
    owned = name + ("’" if name.endswith("s") else "’s") if pronoun.lower() in _POSSESSIVE else name
    return owned + rest[len(pronoun) :]


def _actor_name(document: Document, sentence: Sentence, offset: int) -> tuple[str, str] | None:
    """The pronoun at that offset and the name of its actor, unless the sentence names that actor again."""
    here = [m for m in document.mentions if m.sentence == sentence.index]
    for mention in here:
        if mention.pronoun and mention.start == offset and mention.actor is not None:
            again = any(m.actor == mention.actor and not m.pronoun for m in here)
            return None if again else (mention.text, document.actors[mention.actor].name)
    return None
