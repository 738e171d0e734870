"""Holds a question against one sentence, as the parser reads both: what is missing, denied, opposed or another's."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from spacy.tokens import Token

from bot.language.analysis import Match
from bot.language.embedding import Pieces, pieces
from bot.language.opposites import OPPOSITES, denies
from bot.language.pipeline import parse
from bot.language.words import word_set

TELLING = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM"})
EMPTY = word_set(
    """do be have will would can could should may might what which who whom whose when where why how many much not no"""
)
DENIALS = word_set("no never none neither nor without fail refuse deny lack")
SUFFIX = re.compile(r"(?<=\w{4})(?:ings?|e?d|e?s|ments?|ations?|ions?|e?rs?|ors?|als?|ly|e)$")
STEM = 6  # letters
MANY_NOUNS = 3
KINDS = {
    "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "place", "PERSON": "person", "ORG": "organisation",
    "DATE": "date", "TIME": "date", "CARDINAL": "number", "ORDINAL": "number", "MONEY": "number", "PERCENT": "number",
    "QUANTITY": "number",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Read:
    """A text with its tokens, each with where it begins, and its pieces."""

    tokens: Sequence[tuple[int, Token]]
    pieces: Pieces


def matched(question: str, sentence: str, meant: Set[str] = frozenset()) -> Match:
    """How a sentence matches a question, both in English; `meant` are words that it stands for with others ("she")."""
    asked, told = pieces([question, sentence])
    return compared(Read(tokens(question), asked), Read(tokens(sentence), told), meant)


def tokens(text: str) -> list[tuple[int, Token]]:
    """The tokens, each with where it begins in the text."""
    proses = (prose for prose in parse(text) if prose.span is not None)
    return [(prose.offset(token.i), token) for prose in proses for token in prose.span or ()]


def compared(question: Read, sentence: Read, meant: Set[str] = frozenset()) -> Match:
    """The same for texts that are read already."""
    asked, told = question.tokens, sentence.tokens
    telling = [(at, token) for at, token in asked if _tells(token)]
    here, known = {_stem(token) for _, token in told}, {_stem(token) for _, token in telling}
    missing = [(at, token) for at, token in telling if _stem(token) not in here and token.lower_ not in meant]
    near = _nearness(question.pieces, sentence.pieces, [(at, at + len(token)) for at, token in missing])
    others = {KINDS.get(token.ent_type_) for _, token in told if token.ent_type_ and _stem(token) not in known}
    forms = {form for _, token in told for form in _forms(token)}
    return Match(
        covered=1 - len(missing) / len(telling) if telling else 0.0,
        missing=sum(near) / len(near) if near else 1.0,
        rival=any(token.ent_type_ and KINDS.get(token.ent_type_) in others for _, token in missing),
        opposed=any(_is_opposed(form, forms) for _, token in missing for form in _forms(token)),
        strange_number=any(token.text[0].isdigit() for _, token in missing),
        denied=_says_no(asked) and not _says_no(told),
        nouns=min(sum(token.pos_ == "NOUN" for _, token in telling), MANY_NOUNS) / MANY_NOUNS,
    )


def _tells(token: Token) -> bool:
    return token.pos_ in TELLING and token.lemma_.lower() not in EMPTY


def _stem(token: Token) -> str:
    word = token.lemma_.lower()
    return SUFFIX.sub("", word)[:STEM] if len(word) >= STEM - 1 else word


def _nearness(asked: Pieces, told: Pieces, stretches: Sequence[tuple[int, int]]) -> list[float]:
    """How near each stretch of the question comes to any piece of the sentence."""
    best = (asked.vectors @ told.vectors.T).max(axis=1, initial=0.0)
    places = [[i for i, at in enumerate(asked.starts) if start <= at < end] for start, end in stretches]
    return [float(best[place].mean()) for place in places if place]


def _forms(token: Token) -> tuple[str, str]:
    return token.lower_, token.lemma_.lower()


def _is_opposed(word: str, others: Set[str]) -> bool:
    """Whether one of the others means the opposite."""
    return not OPPOSITES.get(word, frozenset()).isdisjoint(others) or any(denies(word, other) for other in others)


def _says_no(tokens: Sequence[tuple[int, Token]]) -> bool:
    return any(token.dep_ == "neg" or token.lemma_.lower() in DENIALS for _, token in tokens)
