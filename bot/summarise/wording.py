"""Makes single sentences fit to stand alone, or says that they are not."""

import re

from bot.model.document import Document, EntityKind, Mention, Sentence
from bot.summarise.orders import is_order, is_personal

LEAST_WORDS, MOST_WORDS = 6, 45

_SAID = "(?:said|says|added|told|asked|replied|wrote)"
_CONNECTIVE = re.compile(
    r"^(?:(?:But|And),?|(?:However|Moreover|Furthermore|Nevertheless|Nonetheless|Yet|So|Meanwhile|Also|Still|Indeed|"
    r"Instead|In addition|By contrast|In contrast|For example|For instance|Likewise|Similarly),)\s+(?=\S)"
)
_SPEAKING = re.compile(rf"[”\"’],? (?:{_SAID} )?(he|she|they)\b")
_POINTING = re.compile(
    r"^(he|she|it|they|his|her|its|their|this|these|those|such|then|both|neither|either|another|others|"
    r"the (?:two|three|four|former|latter|pair|others?|same))\b",
    re.IGNORECASE,
)
_ADVERBIAL = re.compile(  # what may stand before a subject that leans on another sentence: "On Thursday she …"
    r"^(?:On|In|At|By|After|Before|When|While|As|Since|During|For|From|Last|Next|This|Now|Today|Yesterday|Later|"
    r"Earlier|Then|If|Although|Though|Because|Once|Two|Three|"
    r"Known|Asked|Speaking|Having|Aged)\b[^,“\"]{0,60},?\s(he|she)\b"
)
_BY_AGE = re.compile(r"The \d{1,2}-year-old(?= [a-z])")
_REPLACED = {"he", "she", "him", "his", "her"}
_POSSESSIVE = {"his", "her", "its", "their"}
_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]?")
_ONLY_QUOTE = re.compile(r"^[“\"‘][^”\"]*[”\"’]$")
_OBJECT = re.compile(  # "her" that is no possessor: nothing that could be hers follows
    r"her(?=\W*$|[^\w\s]|\s+(?:and|or|but|to|at|on|in|for|of|with|from|by|as|that|when|while|after|before|if|an?|the)\b)"
)
_ENDS = re.compile(r"[.!…][”\"’')\]]*$")
_DATELINE = re.compile(r"^[A-Z][A-Z .’'-]{2,}(?:,[^—–-]{0,40})?(?:\s*\([^)]{2,40}\))?\s+[—–-]{1,2}\s+(?=\S)")


def words_in(text: str) -> int:
    """How many words a text has."""
    return len(text.split())


def standing_alone(document: Document, sentence: Sentence, *, whole: bool = False) -> str | None:
    """The sentence as a bullet: as it stands, repaired where that is safe, or None when it is unfit.

    A repair drops a dateline or an opening connective, or puts the actor's name for a pronoun that the sentence
    leans on: its opening one, that after an opening adverbial, or the one who said its quotation. A sentence whose
    opening definite phrase points back (`leans_on`) is left as it is: whoever uses it must tell what it leans on. What
    could be left out is, unless the sentence is to stay `whole`: an aside may be what answers a question.
    """
    text = sentence.text.strip()
    if sentence.heading or not _is_prose(text):
        return None
    text = _DATELINE.sub("", text)
    connective = _CONNECTIVE.match(text)
    rest = text[connective.end() :] if connective else text
    leaning = (_POINTING.match(rest) if sentence.dangling or connective else None) or _SPEAKING.search(rest)
    later = _ADVERBIAL.match(rest)
    if leaning is not None:
        rest = _with_name(document, sentence, rest, leaning.span(1))
    elif later is not None:
        rest = _with_name(document, sentence, rest, later.span(1)) or (
            rest if _names_somebody(document, sentence) else ""
        )
    elif sentence.dangling and connective is None and not sentence.leans_on:
        return None
    else:
        rest = _with_first_named(document, sentence, rest)
    if not whole:
        rest = _without_asides(document, sentence, rest)
    return rest[0].upper() + rest[1:] if words_in(rest) >= LEAST_WORDS else None


def _without_asides(document: Document, sentence: Sentence, text: str) -> str:
    """The text without what can be left out, but for an aside that names the one whom a later pronoun means."""
    for start, end in sentence.asides:
        aside = sentence.text[start:end]
        if text.count(aside) == 1 and not _is_meant_later(document, sentence, start, end):
            text = text.replace(aside, "")
    return text


def _is_meant_later(document: Document, sentence: Sentence, start: int, end: int) -> bool:
    here = [m for m in document.mentions if m.sentence == sentence.index and m.actor is not None]
    named = {m.actor for m in here if not m.pronoun and start <= m.start - sentence.start < end}
    before = {m.actor for m in here if not m.pronoun and m.start - sentence.start < start}
    pronouns = {m.actor for m in here if m.pronoun and m.start - sentence.start >= end}
    return bool((named - before) & pronouns)


def naming(document: Document, sentence: Sentence, clause: str) -> str:
    """A clause of the sentence with its actor's name for the pronoun that opens it, where it is known who that is."""
    opening = _POINTING.match(clause)
    if opening is None or clause not in sentence.text:
        return clause
    return _with_name(document, sentence, clause, opening.span(1)) or clause


def _with_first_named(document: Document, sentence: Sentence, text: str) -> str:
    """The text with its actor's name for the first pronoun outside quotations that stands for somebody not named in it.

    "A commission found that she had been right" does not tell who was.
    """
    begin = sentence.start + sentence.text.rindex(text)
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    for mention in document.mentions:
        at = mention.start - begin
        here = mention.sentence == sentence.index and at >= 0 and not any(a <= at < b for a, b in quoted)
        known = mention.pronoun and mention.text.lower() in _REPLACED
        if here and known and (named := _with_name(document, sentence, text, (at, mention.end - begin))):
            return _named_for_age(document, mention, text) or named
    return text


def _named_for_age(document: Document, mention: Mention, text: str) -> str:
    """The text with an actor's name for "the 23-year-old" that opens it; empty where nothing such does."""
    opening = _BY_AGE.match(text)
    if opening is None or mention.actor is None:
        return ""
    return document.actors[mention.actor].name + text[opening.end() :]


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


def _with_name(document: Document, sentence: Sentence, text: str, pronoun: tuple[int, int]) -> str:
    """The text with its actor's name for the pronoun; empty when it is not known, or named in the sentence anyway."""
    start = sentence.start + sentence.text.rindex(text) + pronoun[0]
    here = [m for m in document.mentions if m.sentence == sentence.index]
    actor = next((m.actor for m in here if m.pronoun and m.start == start), None)
    if actor is None or any(m.actor == actor and not m.pronoun for m in here):
        return ""
    name = document.actors[actor].name
    if text[slice(*pronoun)].lower() in _POSSESSIVE and not _OBJECT.match(text, pronoun[0]):
        name += "’" if name.endswith("s") else "’s"
    return text[: pronoun[0]] + name + text[pronoun[1] :]


def _names_somebody(document: Document, sentence: Sentence) -> bool:
    return any(
        m.sentence == sentence.index and m.kind is EntityKind.PERSON and not m.pronoun for m in document.mentions
    )
