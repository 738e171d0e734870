"""Whom "he" and "she" mean, where that is clear enough."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from bot.language import words
from bot.language.actors import Figure
from bot.language.name import PERSON, Name
from bot.language.pipeline import Prose
from bot.language.words import word_set

_PRONOUNS = {
    "he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f",
}  # fmt: skip
_SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj"))
_PEOPLE = word_set(
    "man woman boy girl neighbour neighbor witness survivor source friend voter worker passenger teenager"
)
WINDOW = 3  # sentences before the pronoun's own
LEAST_LEAD = 0.1


@dataclass(frozen=True, slots=True)
class Reference:
    """A word that stands for somebody: the token's index in the sentence's parsed document."""

    prose: Prose
    token: int
    figure: Figure


@dataclass(frozen=True, slots=True)
class _Seen:
    figure: Figure
    sentence: int
    token: int
    subject: bool
    possessive: bool
    paragraph: int


def references(
    proses: Sequence[Prose], names: Sequence[Name], figures: Mapping[int, Figure], lead: Figure | None = None
) -> list[Reference]:
    """Resolve the third-person singular pronouns in order; those that stay unclear are left out."""
    by_sentence: dict[int, list[_Seen]] = {}
    for index, name in enumerate(names):
        if name.kind is PERSON:
            by_sentence.setdefault(name.prose.index, []).append(
                _seen(figures[index], name.prose, name.tokens.root, name.last - 1)
            )
    found: list[Reference] = []
    recent: list[_Seen] = []
    nobody = {id(figure) for figure in _unnamed(proses, names, by_sentence)}
    for prose in proses:
        recent = [seen for seen in recent if seen.sentence >= prose.index - WINDOW][-40:]
        waiting = list(by_sentence.get(prose.index, ()))
        for token in prose.span or ():
            while waiting and waiting[0].token < token.i:
                recent.append(waiting.pop(0))
            gender = _PRONOUNS.get(token.lower_)
            if gender and (figure := _meant(token, gender, prose, recent)) and id(figure) not in nobody:
                found.append(Reference(prose, token.i, figure))
                recent.append(_seen(figure, prose, token, token.i))
        recent.extend(waiting)
    return found


def _unnamed(proses: Sequence[Prose], names: Sequence[Name], by_sentence: dict[int, list[_Seen]]) -> list[Figure]:
    """People without a name ("a spokesman said"), put among those seen: a pronoun may mean them and nobody else."""
    named = {(name.prose.index, i) for name in names if name.kind is PERSON for i in range(name.first, name.last)}
    found = []
    for prose in proses:
        for token in prose.span or ():
            if _is_somebody(token) and not any((prose.index, t.i) in named for t in token.subtree):
                figure = Figure(PERSON, (token.lower_,), gender=_gender(token.lower_))
                found.append(figure)
                by_sentence.setdefault(prose.index, []).append(_seen(figure, prose, token, token.i))
        by_sentence.get(prose.index, []).sort(key=lambda seen: seen.token)
    return found


def _is_somebody(token: Token) -> bool:
    new = any(child.dep_ == "det" and child.lower_ in {"a", "an", "another", "one"} for child in token.children)
    return new and token.dep_ in _SUBJECTS and token.lower_ in words.ROLES | _PEOPLE


def _gender(noun: str) -> str | None:
    if noun in words.FEMALE_ROLES or noun.endswith("woman") or noun == "girl":
        return "f"
    return "m" if noun in words.MALE_ROLES or noun.endswith("man") or noun == "boy" else None


def _seen(figure: Figure, prose: Prose, root: Token, last: int) -> _Seen:
    return _Seen(figure, prose.index, last, _is_subject(root), root.dep_ == "poss", prose.paragraph)


def _is_subject(token: Token) -> bool:
    """Whether the token is a subject or stands in apposition to one."""
    for _ in range(3):
        if token.dep_ in _SUBJECTS:
            return True
        if token.dep_ not in {"appos", "compound", "flat", "conj"}:
            return False
        token = token.head
    return False


def _meant(pronoun: Token, gender: str, prose: Prose, recent: Sequence[_Seen]) -> Figure | None:
    worth: dict[int, tuple[float, Figure]] = {}
    order = 0
    for seen in recent:
        if seen.figure.gender not in (None, gender):
            continue
        order += 1
        score = _worth(seen, pronoun, gender, prose) + order / 1000
        if score > worth.get(id(seen.figure), (-9.0, seen.figure))[0]:
            worth[id(seen.figure)] = (score, seen.figure)
    ranked = sorted(worth.values(), key=lambda pair: -pair[0])
    if not ranked:
        return None
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < LEAST_LEAD:
        return None
    figure = ranked[0][1]
    if len(ranked) == 1 and figure.gender is None:
        figure.gender = gender
    return figure


def _worth(seen: _Seen, pronoun: Token, gender: str, prose: Prose) -> float:
    distance = prose.index - seen.sentence
    worth = -1.0 * distance
    worth += 1.2 * seen.subject
    worth += 0.8 * (seen.figure.gender == gender)
    worth += 0.3 * (seen.paragraph == prose.paragraph)
    worth -= 0.2 * seen.possessive
    if distance == 0 and seen.subject and pronoun.dep_ in {"dobj", "pobj"} and _same_clause(seen, pronoun):
        worth -= 2.0
    return worth


def _same_clause(seen: _Seen, pronoun: Token) -> bool:
    """Whether both hang from one verb, so that a plain object pronoun cannot mean the subject."""
    if pronoun.lower_ in {"his", "himself", "herself"}:
        return False
    subject = pronoun.doc[seen.token]
    return subject.head in (pronoun.head, pronoun.head.head)


def gender_cues(names: Sequence[Name]) -> dict[int, str]:
    """What the words around a person's name tell of her or him, by the name's index."""
    found = {}
    for index, name in enumerate(names):
        if name.kind is PERSON and name.prose.span is not None:
            low, high = max(name.prose.span.start, name.first - 4), min(name.prose.span.end, name.last + 6)
            near = {token.lower_ for token in name.doc[low:high]}
            female, male = bool(near & words.FEMALE_ROLES), bool(near & words.MALE_ROLES)
            if female != male and not near & {"whose", "his", "her"}:  # "whose wife" is about somebody else
                found[index] = "f" if female else "m"
    return found
