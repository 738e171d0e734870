"""Whom "he" and "she" mean, and how sure that is: a small model over what syntax and the story so far tell."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from bot.language import places, words
from bot.language.antecedents import Antecedent, Choice, Features, features
from bot.language.kinds import ORGANISATION_WORD, is_demonym
from bot.language.name import CALENDAR, GROUP, ORGANISATION, PERSON, PLACE, Name
from bot.language.people import Figure, bare_words
from bot.language.pipeline import Prose
from bot.language.pronoun_weights import WEIGHTS
from bot.language.words import word_set

SURE = 0.65  # what is shown; on dev (five folds) such resolutions were right in four of five cases
NOBODY = 0.2  # the score of its being nobody of these; more or less makes no difference where several compete
WINDOW = 3  # sentences before the pronoun's own
MOST_SEEN = 60

_PRONOUNS = {
    "he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f",
}  # fmt: skip
_SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj"))
_PEOPLE = word_set(
    "man woman boy girl neighbour neighbor witness survivor source friend voter worker passenger teenager"
)


@dataclass(frozen=True, slots=True)
class Reference:
    """A word that stands for somebody: the token's index in the sentence's parsed document, and how sure that is.

    A `doubtful` one stands for somebody whose name was not taken for a person's.
    """

    prose: Prose
    token: int
    figure: Figure
    confidence: float
    doubtful: bool = False


def references(proses: Sequence[Prose], names: Sequence[Name], figures: Mapping[int, Figure]) -> list[Reference]:
    """The third-person singular pronouns in order, each with the likeliest figure; those without any are left out."""
    return [found for choice in choices(proses, names, figures) if (found := choice_of(choice))]


def choices(proses: Sequence[Prose], names: Sequence[Name], figures: Mapping[int, Figure]) -> Iterator[Choice]:
    """Every pronoun with those it may mean; what the model makes of one counts in the next."""
    others = [*_unnamed(proses, names), *_doubtful(proses, names)]
    by_sentence: defaultdict[int, list[Antecedent]] = defaultdict(list)
    for seen in sorted([*_named(names, figures), *others], key=lambda seen: seen.token.i):
        by_sentence[seen.prose.index].append(seen)
    recent: list[Antecedent] = []
    for prose in proses:
        recent = [seen for seen in recent if seen.prose.index >= prose.index - WINDOW][-MOST_SEEN:]
        here = by_sentence[prose.index]
        for token in prose.span or ():
            gender = _PRONOUNS.get(token.lower_)
            if gender is None:
                continue
            choice = _choice(prose, token, gender, [*recent, *here])
            if choice is None:
                continue
            yield choice
            if (found := choice_of(choice)) is not None:
                here.append(Antecedent(found.figure, prose, token, pronoun=True, doubtful=found.doubtful))
                here.sort(key=lambda seen: seen.token.i)
        recent.extend(here)


def _choice(prose: Prose, token: Token, gender: str, seen: Sequence[Antecedent]) -> Choice | None:
    by_figure: dict[int, list[Antecedent]] = {}
    for one in seen:
        if one.figure.gender in (None, gender):
            by_figure.setdefault(id(one.figure), []).append(one)
    found = features(prose, token, list(by_figure.values()), gender)
    return Choice(prose, token, gender, tuple(found)) if found else None


def choice_of(choice: Choice) -> Reference | None:
    """The likeliest of those that a pronoun may mean; None where that is nobody with a name."""
    scores = [_score(found) for _, found in choice.candidates]
    most = max(range(len(scores)), key=scores.__getitem__)
    figure = choice.candidates[most][0]
    confidence = scores[most] / (NOBODY + sum(scores))
    if "unnamed" in choice.candidates[most][1]:
        return None
    if len(scores) == 1 and figure.gender is None and confidence >= SURE:
        figure.gender = choice.gender
    return Reference(choice.prose, choice.token.i, figure, confidence, "doubtful" in choice.candidates[most][1])


def _score(found: Features) -> float:
    return math.exp(sum(WEIGHTS.get(name, 0.0) * value for name, value in found.items()))


def _named(names: Sequence[Name], figures: Mapping[int, Figure]) -> Iterator[Antecedent]:
    for index, name in enumerate(names):
        if name.kind is PERSON:
            yield Antecedent(figures[index], name.prose, name.tokens.root, full=len(name.tokens) > 1)


def _unnamed(proses: Sequence[Prose], names: Sequence[Name]) -> Iterator[Antecedent]:
    """People without a name ("a spokesman said"): a pronoun may mean them and nobody else."""
    named = {(name.prose.index, i) for name in names if name.kind is PERSON for i in range(name.first, name.last)}
    for prose in proses:
        for token in prose.span or ():
            if _is_somebody(token) and not any((prose.index, t.i) in named for t in token.subtree):
                figure = Figure(PERSON, (token.lower_,), gender=_gender(token.lower_))
                yield Antecedent(figure, prose, token, unnamed=True)


def _doubtful(proses: Sequence[Prose], names: Sequence[Name]) -> Iterator[Antecedent]:
    """Names that need not be people's, but may turn out to be: "Newman drew the plans. He …"."""
    people: dict[str, Figure] = {}
    taken = {(name.prose.index, i) for name in names for i in range(name.first, name.last)}
    for name in names:
        if (
            name.kind in (ORGANISATION, PLACE, GROUP)
            and len(name.tokens) < 3
            and all(map(_may_be_a_persons, name.tokens))
        ):
            yield _doubt(people, name.prose, name.tokens.root, name.text, name.start)
    for prose in proses:
        for token in prose.span or ():
            if token.pos_ == "PROPN" and (prose.index, token.i) not in taken and _may_be_a_persons(token):
                yield _doubt(people, prose, token, token.text, prose.offset(token.i))


def _doubt(people: dict[str, Figure], prose: Prose, token: Token, text: str, at: int) -> Antecedent:
    first = text.split(maxsplit=1)[0]
    figure = people.setdefault(text, Figure(PERSON, bare_words(text), gender=words.gender_of_name(first)))
    figure.add(text, None, at)
    return Antecedent(figure, prose, token, doubtful=True)


def _may_be_a_persons(token: Token) -> bool:
    word, doc = token.lower_, token.doc
    before = doc[token.i - 1] if token.i > token.sent.start else None
    after = doc[token.i + 1] if token.i + 1 < token.sent.end else None
    known = word in places.NAMES | ORGANISATION_WORD | words.OFFICE_TITLES | CALENDAR or is_demonym(word)
    inside = (before is not None and before.lower_ in {"the", "a", "an"}) or (
        after is not None and after.text.istitle() and not token.ent_type_
    )
    return token.text.istitle() and token.text.isalpha() and len(word) > 2 and not known and not inside


def _is_somebody(token: Token) -> bool:
    new = any(child.dep_ == "det" and child.lower_ in {"a", "an", "another", "one"} for child in token.children)
    return new and token.dep_ in _SUBJECTS and token.lower_ in words.ROLES | _PEOPLE


def _gender(noun: str) -> str | None:
    if noun in words.FEMALE_ROLES or noun.endswith("woman") or noun == "girl":
        return "f"
    return "m" if noun in words.MALE_ROLES or noun.endswith("man") or noun == "boy" else None


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
