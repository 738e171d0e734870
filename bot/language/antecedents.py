"""What syntax and the story so far tell of those that a pronoun may mean."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from bot.language import words
from bot.language.people import Figure
from bot.language.pipeline import Prose

Features = Mapping[str, float]

FARTHEST = 3  # sentences; beyond, distance tells no more
_SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj"))
_REFLEXIVE = frozenset(("himself", "herself"))
_UP = frozenset(("compound", "appos", "flat", "conj", "nmod"))


@dataclass(frozen=True, slots=True, eq=False)
class Antecedent:
    """Somebody where the text speaks of her or him: by a name (`full` or not), as a pronoun, or as "a man".

    A `doubtful` name was not taken for a person's.
    """

    figure: Figure
    prose: Prose
    token: Token
    pronoun: bool = False
    full: bool = False
    unnamed: bool = False
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A pronoun and those it may mean, each with what tells for and against."""

    prose: Prose
    token: Token
    gender: str
    candidates: tuple[tuple[Figure, Features], ...]


def role_of(token: Token) -> str:
    """What the phrase that the token heads is in its clause."""
    for _ in range(4):
        if token.dep_ in _SUBJECTS:
            return "subject"
        if token.dep_ in {"dobj", "dative", "iobj"}:
            return "object"
        if token.dep_ == "poss":
            return "possessor"
        if token.dep_ == "pobj":
            return "agent" if token.head.dep_ == "agent" else "oblique"
        if token.dep_ not in _UP:
            break
        token = token.head
    return "other"


def features(
    prose: Prose, pronoun: Token, figures: Sequence[Sequence[Antecedent]], gender: str
) -> list[tuple[Figure, Features]]:
    """Those of the figures that syntax allows, each given by the places where the last sentences speak of it."""
    open_to = [
        (group, before, after)
        for group in figures
        for before, after in [_around(prose, pronoun, group)]
        if before or after
    ]
    allowed = [(g, b, a) for g, b, a in open_to if not _is_excluded(prose, pronoun, g)]
    nearest = max((b[-1] for _, b, _ in allowed if b), key=_at, default=None)
    subjects = [one for _, b, _ in allowed for one in b if role_of(one.token) == "subject"]
    subject = max(subjects, key=_at, default=None)
    most = max((len(g[0].figure.places) for g, _, _ in allowed), default=0)
    first = min((g[0].figure.places[0] for g, _, _ in allowed if g[0].figure.places), default=None)
    found: list[tuple[Figure, Features]] = []
    for group, before, after in allowed:
        told = dict(_told(prose, pronoun, before, after))
        figure = group[0].figure
        told["nearest"] = float(nearest in before)
        told["nearest_subject"] = float(subject in before)
        told["gender"] = float(figure.gender == gender)
        told["guess"] = _guess(figure, gender)
        told["often"] = math.log1p(len(figure.places) + sum(one.pronoun for one in group))
        told["most"] = float(len(figure.places) == most)
        told["first"] = float(bool(figure.places) and figure.places[0] == first)
        told["alone"] = float(len(allowed) == 1)
        told["between"] = _between(pronoun, before, [one for _, b, _ in allowed for one in b]) if before else 0.0
        told["unnamed"] = float(group[0].unnamed)
        told["doubtful"] = float(group[0].doubtful)
        told["bias"] = 1.0
        found.append((figure, {name: value for name, value in told.items() if value}))
    return found


def _at(one: Antecedent) -> tuple[int, int]:
    return one.prose.index, one.token.i


def _around(
    prose: Prose, pronoun: Token, group: Sequence[Antecedent]
) -> tuple[Sequence[Antecedent], Sequence[Antecedent]]:
    """The places before the pronoun, and those after it in its own sentence."""
    before = [one for one in group if _at(one) < (prose.index, pronoun.i)]
    return before, [one for one in group if one.prose is prose and one.token.i > pronoun.i]


def _is_excluded(prose: Prose, pronoun: Token, group: Sequence[Antecedent]) -> bool:
    """Whether grammar forbids it: "Ann met her", "her daughter Ann", and in "“She is gone,” Ann said" Ann herself."""
    return any(one.prose is prose and _is_barred(pronoun, one.token) for one in group)


def _is_barred(pronoun: Token, other: Token) -> bool:
    if pronoun.dep_ == "poss":
        possessed = pronoun.head
        if other is possessed or (other.head is possessed and other.dep_ in _UP) or possessed in _heads(other):
            return True
    elif pronoun.lower_ not in _REFLEXIVE and _clause(pronoun) is _clause(other) and pronoun.dep_ != "poss":
        roles = {role_of(pronoun), role_of(other)}
        if role_of(other) != "possessor" and ("subject" in roles or roles == {"object", "oblique"}):
            return True
    return _is_quoted(pronoun) and not _is_quoted(other) and other.head.lemma_.lower() in words.SPEECH


def _heads(token: Token) -> Iterator[Token]:
    """The nouns that a name stands in apposition to."""
    for _ in range(3):
        if token.dep_ not in {"appos", "compound", "flat"}:
            return
        token = token.head
        yield token


def _clause(token: Token) -> Token:
    """The verb whose clause the token is in."""
    for above in token.ancestors:
        if above.pos_ in {"VERB", "AUX"}:
            return above
    return token


def _is_quoted(token: Token) -> bool:
    before = sum(t.text == '"' for t in token.doc[token.sent.start : token.i])
    return before % 2 == 1


def _told(
    prose: Prose, pronoun: Token, before: Sequence[Antecedent], after: Sequence[Antecedent]
) -> Iterator[tuple[str, float]]:
    kind = "self" if pronoun.lower_ in _REFLEXIVE else role_of(pronoun)
    if kind in {"agent", "oblique", "other"}:
        kind = "oblique"
    if not before:
        yield "ahead", 1.0
        yield f"{kind} ahead", 1.0
        yield "ahead to a subject", float(any(role_of(one.token) == "subject" for one in after))
        yield "ahead, fronted", float(_is_fronted(pronoun, after))
        return
    last = before[-1]
    distance = min(prose.index - last.prose.index, FARTHEST)
    role = role_of(last.token)
    yield f"{distance} back", 1.0
    yield f"{kind}: {distance} back", 1.0
    yield f"{role}", 1.0
    yield f"{kind} of {role}", 1.0
    yield f"{role}, {distance} back", 1.0
    yield "pronoun", float(last.pronoun)
    yield "full name", float(last.full)
    yield "same paragraph", float(last.prose.paragraph == prose.paragraph)
    yield "in brackets", float(_is_bracketed(last.token))
    yield "words", math.log1p(pronoun.i - last.token.i) if last.prose is prose else 0.0
    yield f"{kind} words", math.log1p(pronoun.i - last.token.i) if last.prose is prose else 0.0
    yield "joined", float(last.token.dep_ == "conj" or any(c.dep_ == "conj" for c in last.token.children))
    here = [one for one in before if one.prose is prose]
    earlier = [one for one in before if one.prose.index == prose.index - 1]
    above = {t.i for t in pronoun.ancestors}
    subjects = [one.token for one in here if role_of(one.token) == "subject"]
    yield "commands", float(any(_clause(t).i in above or _clause(t) is _clause(pronoun) for t in subjects))
    yield f"{kind} commanded", float(any(_clause(t).i in above or _clause(t) is _clause(pronoun) for t in subjects))
    yield "subject of the sentence", float(any(_clause(t).dep_ == "ROOT" for t in subjects))
    yield (
        "subject of the sentence before",
        float(any(role_of(one.token) == "subject" and _clause(one.token).dep_ == "ROOT" for one in earlier)),
    )
    yield "opens the sentence before", float(any(one.token.i - one.token.sent.start < 4 for one in earlier))
    yield "opens the sentence", float(any(one.token.i - one.token.sent.start < 4 for one in here))
    yield "places", math.log1p(len(before))


def _between(pronoun: Token, before: Sequence[Antecedent], others: Sequence[Antecedent]) -> float:
    """How many mentions of others stand between the last one and the pronoun."""
    return math.log1p(sum(_at(one) > _at(before[-1]) for one in others if one.figure is not before[-1].figure))


def _is_bracketed(token: Token) -> bool:
    inside = token.doc[token.sent.start : token.i]
    return sum(t.text == "(" for t in inside) > sum(t.text == ")" for t in inside)


def _is_fronted(pronoun: Token, after: Sequence[Antecedent]) -> bool:
    """Whether the pronoun stands in what comes before the main clause ("In her speech, Ann …")."""
    root = pronoun.sent.root
    subjects = [one.token for one in after if role_of(one.token) == "subject" and _clause(one.token) is root]
    return any(pronoun.i < subject.left_edge.i for subject in subjects)


def _guess(figure: Figure, gender: str) -> float:
    """A weak sign for first names that are in no list: many a woman's ends in "a" or "ie", few men's do."""
    if figure.gender is not None or len(figure.key) < 2:
        return 0.0
    return 1.0 if figure.key[0].endswith(("a", "ie", "ine", "elle", "een")) == (gender == "f") else -1.0
