"""The phrases of a sentence that could answer a question, and how each lies to the question's words."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from spacy.tokens import Span, Token

from bot.language.analysis import PLAIN, Phrase
from bot.language.embedding import Pieces, pieces
from bot.language.pipeline import Prose, parse

FAR = 15  # tokens; what lies further off is as good as not beside it
ASKING = frozenset({"what", "which", "who", "whom", "whose", "when", "where", "how", "why"})
AFTER_ASKING = 3  # pieces after the question word that say what is asked for ("what river")
SUFFIX = re.compile(r"(?<=\w{3})(?:ings?|ed|es|s|ly|e)$")
OPENING = re.compile(r"(?:(?:the|an?|its|their|his|her)\s+)?", re.IGNORECASE)
JOINED = re.compile(r"\s(?:of|for|in|and|or)\s(?:the |an? )?|, (?:and )?")
SOUGHT = re.compile(r"\b(?:what|which)\s+(?:\w+\s+)?(\w+)", re.IGNORECASE)
GROUPS = {
    "PERSON": "person", "ORG": "organisation", "NORP": "group", "GPE": "place", "LOC": "place", "FAC": "place",
    "DATE": "date", "TIME": "date", "CARDINAL": "number", "MONEY": "number", "PERCENT": "number",
    "QUANTITY": "number", "ORDINAL": "number",
}  # fmt: skip
ROLES = ("nsubj", "nsubjpass", "dobj", "pobj", "attr", "appos", "conj", "ROOT")


def phrases(question: str, sentence: str) -> list[Phrase]:
    """Noun phrases without their articles, two or three of them joined, names, numbers and qualities; in order."""
    asked, told = pieces([question, sentence])
    meant = _Question(question, asked)
    made = (phrase for prose in parse(sentence) if prose.span is not None for phrase in _of(prose, meant, told))
    return sorted(made, key=lambda phrase: (phrase.start, len(phrase.text)))


class _Question:
    def __init__(self, text: str, asked: Pieces) -> None:
        self.pieces = asked
        self.stems = {_stem(word) for word in _words(text) if word not in PLAIN}
        tokens = [(p.offset(token.i), token) for p in parse(text) if p.span is not None for token in p.span]
        self.verbs = {token.lemma_ for _, token in tokens if token.pos_ == "VERB"}
        sought = SOUGHT.search(text)
        self.sought = _stem(sought[1].lower()) if sought else None
        self.asking = next((i for i, word in enumerate(asked.words) if word in ASKING), 0)
        focus = _focus([token for _, token in tokens])
        self.focus = [i for at, token in tokens if token == focus for i in _covering(asked, at, at + len(token))]


def _of(prose: Prose, meant: _Question, told: Pieces) -> Iterator[Phrase]:
    span = prose.span
    assert span is not None
    places = [(prose.offset(token.i), token) for token in span]
    matched = [i for i, (_, token) in enumerate(places) if _stem(token.lower_) in meant.stems]
    near = meant.pieces.vectors @ told.vectors.T
    for start, end in sorted(set(_candidates(prose, span))):
        inside = [i for i, (at, token) in enumerate(places) if start <= at and at + len(token) <= end]
        covered = _covering(told, start, end)
        if inside and covered:
            tokens = [places[i][1] for i in inside]
            head = _head(tokens)
            at = prose.offset(head.i)
            text = prose.text[start - prose.start : end - prose.start]
            facts = {
                **_form(text, meant),
                **_place(inside, matched),
                **_syntax(head, tokens, meant),
                **_nearness(near, covered, meant.asking),
                "like_focus": float(near[np.ix_(meant.focus, _covering(told, at, at + len(head)))].max(initial=0.0)),
                "branch": min((_steps(head, places[i][1]) for i in matched if i not in inside), default=FAR) / FAR,
                "late": start / max(prose.end, 1),
            }
            yield Phrase(start, text, _group(text, tokens), facts)


def _candidates(prose: Prose, span: Span) -> Iterator[tuple[int, int]]:
    def bare(first: int, last: int) -> tuple[int, int]:
        start, end = prose.offset(first), prose.offset(last) + len(span.doc[last])
        opening = OPENING.match(prose.text[start - prose.start : end - prose.start])
        return start + (opening.end() if opening else 0), end

    nouns = [bare(chunk.start, chunk.end - 1) for chunk in span.noun_chunks]
    nouns = [(start, end) for start, end in nouns if end > start]
    joins = [bool(JOINED.fullmatch(prose.text[a[1] - prose.start : b[0] - prose.start])) for a, b in pairwise(nouns)]
    yield from nouns
    yield from ((a[0], b[1]) for (a, b), join in zip(pairwise(nouns), joins, strict=True) if join)
    yield from ((nouns[i][0], nouns[i + 2][1]) for i in range(len(nouns) - 2) if joins[i] and joins[i + 1])
    yield from (bare(entity.start, entity.end - 1) for entity in span.ents if entity.text.strip())
    for token in span:
        if token.pos_ in ("NUM", "ADJ"):
            yield prose.offset(token.i), prose.offset(token.i) + len(token)


def _form(text: str, meant: _Question) -> dict[str, float]:
    told = _words(text)
    telling = [word for word in told if word not in PLAIN] or told or [""]
    repeated = sum(_stem(word) in meant.stems for word in telling) / len(telling)
    return {
        "repeats": repeated,
        "only_repeats": float(repeated == 1),
        "sought": float(any(_stem(word) == meant.sought for word in told)),
        "words": len(told) / 5,
        "words_squared": (len(told) / 5) ** 2,
        "one_word": float(len(told) == 1),
        "capital": float(text[:1].isupper()),
        "comma": float("," in text),
        "of": float(" of " in text),
        "and": float(" and " in text),
    }


def _place(inside: Sequence[int], matched: Sequence[int]) -> dict[str, float]:
    """How far the phrase lies from the words that the question has too."""
    first, last = inside[0], inside[-1]
    gaps = sorted(min(abs(i - first), abs(i - last)) for i in matched if i not in inside)
    nearest = gaps[:3] or [FAR]
    return {
        "gap": min(nearest[0], FAR) / FAR,
        "gaps": min(sum(nearest) / len(nearest), FAR) / FAR,
        "after_all": float(first > max(matched, default=-1)),
        "before_all": float(first < min(matched, default=1_000)),
    }


def _covering(told: Pieces, start: int, end: int) -> list[int]:
    """The pieces of a stretch of the text."""
    return [i for i, at in enumerate(told.starts) if start <= at < end]


def _head(tokens: Sequence[Token]) -> Token:
    return next((t for t in tokens if t.head not in tokens or t.head is t), tokens[-1])


def _focus(question: Sequence[Token]) -> Token | None:
    """The word that says what is asked for: "what river", "how large", "what is the capital"."""
    asking = next((token for token in question if token.lower_ in ASKING), None)
    if asking is None:
        return None
    if asking.dep_ in ("det", "advmod", "amod", "poss") and asking.head.pos_ in ("NOUN", "PROPN", "ADJ"):
        return asking.head
    if asking.dep_ not in ("attr", "nsubj"):
        return None
    return next((t for t in asking.head.children if t.dep_ in ("nsubj", "attr") and t is not asking), None)


def _steps(one: Token, other: Token) -> int:
    """How many steps lie between two words of a sentence's tree."""
    above = [one, *one.ancestors]
    for further, token in enumerate((other, *other.ancestors)):
        if token in above:
            return above.index(token) + further
    return FAR


def _syntax(head: Token, tokens: Sequence[Token], meant: _Question) -> dict[str, float]:
    above, further = head.head, head.head.head
    return {
        "verb_asked": float(above.lemma_ in meant.verbs or further.lemma_ in meant.verbs),
        "head_asked": float(_stem(above.lower_) in meant.stems),
        "quality": float(head.pos_ == "ADJ"),
        "numeral": float(head.pos_ == "NUM"),
        "name": float(head.pos_ == "PROPN"),
        **{role: float(head.dep_ == role) for role in ROLES},
    }


def _nearness(near: np.ndarray, covered: Sequence[int], asking: int) -> dict[str, float]:
    """How near the phrase's pieces come to the question word, to what follows it, and to the question as a whole."""
    best = near.max(axis=0)[covered]
    following = near[asking + 1 : asking + 1 + AFTER_ASKING, covered]
    return {
        "like_asking": float(near[asking, covered].max()),
        "like_sought": float(following.max()) if following.size else 0.0,
        "like_question": float(near[:, covered].mean()),
        "met": float(best.mean()),
        "met_most": float(best.max()),
    }


def _group(text: str, tokens: Sequence[Token]) -> str:
    named = next((GROUPS.get(token.ent_type_, "other") for token in tokens if token.ent_type_), None)
    if named is None or named == "other":
        return "number" if any(character.isdigit() for character in text) else "other"
    return named


def _words(text: str) -> list[str]:
    return re.findall(r"\w+(?:[’'-]\w+)*", text.lower())


def _stem(word: str) -> str:
    return SUFFIX.sub("", word)
