"""Which names mean the same person."""

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.language import words
from bot.language.name import PERSON
from bot.model.document import EntityKind

_WORD = re.compile(r"[^\W_][\w'’.-]*")
_POSSESSIVE = re.compile(r"(?:['’]s?)?[.'’]*$")
_NICKNAME = re.compile(r"[(“\"]\s*([A-Z][\w'’-]+)\s*[)”\"]")
_BRACKETS = re.compile(r"\([^)]*\)|“[^”]*”|\"[^\"]*\"")
_BLENDED = re.compile(r"[a-z.-][A-Z][a-z]")
_GLUED = re.compile(r"\b([A-Z][a-z]{1,4}\.)(?=[A-Z][a-z])")
_SURNAMES = words.word_set(
    "king judge pope bishop major prince head cook marshal singer painter farmer priest chief page"
)
_DESCRIPTIONS = (words.ROLES | words.OFFICE_TITLES | words.DESCRIPTIONS) - _SURNAMES
FADING = 300  # characters
NEAR = 80  # characters: whoever was named so shortly before is still spoken of
LIKE = 4  # letters that two forms of a first name share
LONGEST_BLEND = 5
_WOMENS = ("a", "ine", "ette", "elle")  # "Paula" is not Paul


@dataclass(slots=True, eq=False)
class Figure:
    """Somebody under all their names, while a text is read. `gender` is "m", "f" or None.

    `nickname` is a first name given in brackets, `offices` are the roles that stand before the name. `stretches` are
    the offsets and lengths of its mentions by name; `is_place` says that it is a place's government.
    """

    kind: EntityKind
    key: tuple[str, ...]
    forms: dict[str, int] = field(default_factory=dict)
    titles: dict[str, int] = field(default_factory=dict)
    gender: str | None = None
    nickname: str | None = None
    offices: set[str] = field(default_factory=set)
    is_place: bool = False
    stretches: list[tuple[int, int]] = field(default_factory=list)

    def add(self, surface: str, honorific: str | None, at: int) -> None:
        """Count one more mention at that offset."""
        if honorific:
            self.titles[f"{honorific} {surface}"] = self.titles.get(f"{honorific} {surface}", 0) + 1
            self.gender = self.gender or title_gender(honorific)
        self.forms[surface] = self.forms.get(surface, 0) + 1
        self.stretches.append((at, len(surface)))

    @property
    def places(self) -> tuple[int, ...]:
        """The offsets of its mentions by name."""
        return tuple(start for start, _ in self.stretches)

    @property
    def name(self) -> str:
        """The fullest name used."""
        return max(self.forms, key=lambda form: (len(bare_words(form)), self.forms[form], len(form)))

    @property
    def aliases(self) -> tuple[str, ...]:
        """The other names used, with the titles they were used with."""
        return tuple(form for form in (*self.titles, *self.forms) if form != self.name)


def _given_in_brackets(name: str) -> str | None:
    """The "Jerry" of "Luis Gerardo (Jerry) Ortiz", in lower case."""
    found = _NICKNAME.search(name)
    return found[1].lower() if found and found.end() < len(name.rstrip()) else None


def bare_words(name: str) -> tuple[str, ...]:
    """The words of a name in lower case, without title, possessive and suffix; the name itself where it has no word."""
    found = [_POSSESSIVE.sub("", word.lower()) for word in _WORD.findall(name)]
    first = next((place for place, word in enumerate(found) if word not in words.HONORIFICS | {"the"}), 0)
    kept = [word for word in found[first:] if word not in words.NAME_SUFFIXES and word != "the"]
    return tuple(kept or found) or (name.lower(),)


def title_gender(honorific: str | None) -> str | None:
    """What a title tells of its bearer."""
    title = (honorific or "").lower().rstrip(".")
    if title in words.FEMALE_TITLES:
        return "f"
    return "m" if title in words.MALE_TITLES else None


def person_words(name: str) -> tuple[str, ...]:
    """The words of a person's name in lower case, also without roles before it, an age and a nickname in brackets."""
    plain = _GLUED.sub(r"\1 ", _BRACKETS.sub(" ", name))
    found = [word for word in bare_words(plain) if not word.isdigit()]
    while len(found) > 1 and found[0] in words.ROLES | words.OFFICE_TITLES | words.HONORIFICS:
        found = found[1:]
    return tuple(found) or bare_words(name)


class People:
    """People by name. Full names come first (`introduce`), then every mention in order (`resolve`)."""

    def __init__(self) -> None:
        self.figures: list[Figure] = []
        self._by_word: defaultdict[str, list[Figure]] = defaultdict(list)

    def introduce(self, surface: str, gender: str | None = None) -> Figure:
        """The person with this full name, new or known."""
        name, nickname = person_words(surface), _given_in_brackets(surface)
        near = self._by_word[name[-1]] + self._by_word[name[0]]
        figure = next((f for f in near if _is_of(name, nickname, f)), None)
        if figure is None:
            figure = Figure(PERSON, name, gender=gender or words.gender_of_name(name[0]))
            self.figures.append(figure)
        elif len(name) > len(figure.key):
            figure.key = name
        figure.nickname = figure.nickname or nickname
        figure.offices |= set(bare_words(surface)[: -len(name)]) & _DESCRIPTIONS
        for word in (name[0], name[-1], *((nickname,) if nickname else ())):
            if figure not in self._by_word[word]:
                self._by_word[word].append(figure)
        return figure

    def resolve(self, surface: str, honorific: str | None, at: int) -> Figure:
        """Whom a name means at that offset of the text."""
        name = person_words(surface)
        if len(name) > 1:
            return self.introduce(surface, title_gender(honorific))
        gender = title_gender(honorific)
        known = [f for f in self._by_word[name[0]] if name[0] in (f.key[0], f.key[-1], f.nickname)]
        if not known and honorific is None and (figure := self._described(name[0], at)):
            return figure
        known = known or [f for f in self.figures if _BLENDED.search(surface) and _is_blend(name[0], f.key)]
        fit = [f for f in known if not (gender and f.gender and gender != f.gender)]
        fit = [f for f in fit if _has_title(f, honorific)] or fit
        family = [f for f in fit if f.key[-1] == name[0]] or ([] if honorific and gender else fit) or fit
        if family:
            return min(family, key=lambda f: (_guess(f, gender), *_standing(f, family, at)))
        figure = Figure(PERSON, name, gender=gender)
        self.figures.append(figure)
        self._by_word[name[0]].append(figure)
        return figure

    def _described(self, word: str, at: int) -> Figure | None:
        """Whom a pronoun or a mere description means: who had that office beside the name, or is in focus."""
        if word not in words.PRONOUNS and word not in _DESCRIPTIONS:
            return None
        gender = words.PRONOUNS.get(word) or gender_of_role(word)
        named = [f for f in self.figures if f.places and not (gender and f.gender and gender != f.gender)]
        fit = [f for f in named if word in f.offices] or named
        return max(fit, key=lambda f: _focus(f, at), default=None)


def _has_title(figure: Figure, honorific: str | None) -> bool:
    """Whether somebody was named with that title, where it is one that not everybody has: "Sen.", not "Mr"."""
    if honorific is None or title_gender(honorific):
        return False
    return any(title.startswith(f"{honorific} ") for title in figure.titles)


def gender_of_role(word: str) -> str | None:
    """What a description tells of whom it describes."""
    if word in words.FEMALE_ROLES:
        return "f"
    return "m" if word in words.MALE_ROLES else None


def _focus(figure: Figure, at: int) -> float:
    """How much somebody is spoken of at that offset: each mention fades with its distance."""
    return sum(math.exp((start - at) / FADING) for start in figure.places)


def _guess(figure: Figure, gender: str | None) -> int:
    """A weak sign for when the first names are unknown: many a woman's name ends in "a"."""
    if gender is None or figure.gender is not None or len(figure.key) < 2:
        return 0
    return int(figure.key[0].endswith("a") != (gender == "f"))


def _standing(figure: Figure, family: Sequence[Figure], at: int) -> tuple[bool, int, float]:
    """Who of several is meant: the only one just named, else who was named most, else who was named last.

    A daughter who is named once does not take over her mother's surname. Those who come only later come last.
    """
    near = [f for f in family if f.places and at - f.places[-1] <= NEAR]
    here = [f for f in family if f.places]
    first = min(here, key=lambda f: f.places[0]) if here else None
    last = at - figure.places[-1] if figure.places else float("inf")
    return near != [figure], -2 * len(figure.places) - (figure is first), last


def _is_of(name: tuple[str, ...], nickname: str | None, figure: Figure) -> bool:
    """Whether a full name, or its nickname before the surname, is that of somebody known."""
    names = [name, *([(nickname, name[-1])] if nickname else [])]
    keys = [figure.key, *([(figure.nickname, figure.key[-1])] if figure.nickname else [])]
    return any(_same_person(one, other) for one in names for other in keys)


def _is_blend(word: str, name: tuple[str, ...]) -> bool:
    """Whether a word is made of the beginnings of a first name and a surname: "LiLo", "J.Lo"."""
    plain = word.replace(".", "").replace("-", "")
    return (
        len(name) > 1
        and 3 <= len(plain) <= LONGEST_BLEND
        and any(
            name[0].startswith(plain[:cut]) and name[-1].startswith(plain[cut:]) for cut in range(1, len(plain) - 1)
        )
    )


def _same_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if len(one) < 2 or len(other) < 2:
        return one == other
    short, long = sorted((one, other), key=len)
    if one[-1] == other[-1]:
        a, b = one[0], other[0]
        return (
            a == b
            or _initial(a, b)
            or words.NICKNAMES.get(a, a) == words.NICKNAMES.get(b, b)
            or short == long[-len(short) :]
            or _is_spelling(a, b)
        )
    return short == long[: len(short)]


def _is_spelling(one: str, other: str) -> bool:
    """Whether two first names are forms of one ("Mohamed", "Mohammed"; "Alexis", "Alexandros"), of one gender."""
    genders = {words.gender_of_name(one), words.gender_of_name(other)}
    alike = one[:LIKE] == other[:LIKE] and min(len(one), len(other)) >= LIKE
    return alike and one.endswith(_WOMENS) == other.endswith(_WOMENS) and not {"m", "f"} <= genders


def _initial(one: str, other: str) -> bool:
    short, long = sorted((one.replace(".", ""), other.replace(".", "")), key=len)
    return len(short) == 1 and long.startswith(short)
