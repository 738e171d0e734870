"""Which names mean the same person, organisation or acting government."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.language import places, words
from bot.language.name import GROUP, ORGANISATION, PERSON, PLACE, Name
from bot.language.words import word_set
from bot.model.document import EntityKind

_WORD = re.compile(r"[^\W_][\w'’.-]*")
_BRACKETS = re.compile(r"\([^)]*\)|“[^”]*”|\"[^\"]*\"")
_GLUED = re.compile(r"\b([A-Z][a-z]{1,4}\.)(?=[A-Z][a-z])")
NEAR = 80  # characters: whoever was named so shortly before is still spoken of
LIKE = 4  # letters that two spellings of a first name share
_COMMON = word_set("state national royal federal central united general international public regional european civil")
_OF_TOWNS = word_set("court council college school hospital university airport police cathedral museum authority")
_SMALL = word_set("of the and for in on de du la & to")


@dataclass(slots=True, eq=False)
class Figure:
    """Somebody under all their names, while a text is read. `gender` is "m", "f" or None.

    `stretches` are the offsets and lengths of its mentions by name; `is_place` says that it is a place's government.
    """

    kind: EntityKind
    key: tuple[str, ...]
    forms: dict[str, int] = field(default_factory=dict)
    titles: dict[str, int] = field(default_factory=dict)
    gender: str | None = None
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


def bare_words(name: str) -> tuple[str, ...]:
    """The words of a name in lower case, without title, possessive and suffix; the name itself where it has no word."""
    found = [word.lower().removesuffix("'s").removesuffix("’s").rstrip(".") for word in _WORD.findall(name)]
    kept = [
        word for word in found if word not in words.HONORIFICS and word not in words.NAME_SUFFIXES and word != "the"
    ]
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
    while len(found) > 1 and found[0] in words.ROLES | words.OFFICE_TITLES:
        found = found[1:]
    return tuple(found) or bare_words(name)


class People:
    """People by name. Full names come first (`introduce`), then every mention in order (`resolve`)."""

    def __init__(self) -> None:
        self.figures: list[Figure] = []
        self._by_word: defaultdict[str, list[Figure]] = defaultdict(list)

    def introduce(self, surface: str, gender: str | None = None) -> Figure:
        """The person with this full name, new or known."""
        name = person_words(surface)
        figure = next((f for f in self._by_word[name[-1]] + self._by_word[name[0]] if _same_person(name, f.key)), None)
        if figure is None:
            figure = Figure(PERSON, name, gender=gender or words.gender_of_name(name[0]))
            self.figures.append(figure)
        elif len(name) > len(figure.key):
            figure.key = name
        for word in (name[0], name[-1]):
            if figure not in self._by_word[word]:
                self._by_word[word].append(figure)
        return figure

    def resolve(self, surface: str, honorific: str | None, at: int) -> Figure:
        """Whom a name means at that offset of the text."""
        name = person_words(surface)
        if len(name) > 1:
            return self.introduce(surface, title_gender(honorific))
        gender = title_gender(honorific)
        known = [f for f in self._by_word[name[0]] if name[0] in (f.key[0], f.key[-1])]
        fit = [f for f in known if not (gender and f.gender and gender != f.gender)]
        family = [f for f in fit if f.key[-1] == name[0]] or ([] if honorific and gender else fit) or fit
        if family:
            return min(family, key=lambda f: (_guess(f, gender), *_standing(f, family, at)))
        figure = Figure(PERSON, name, gender=gender)
        self.figures.append(figure)
        self._by_word[name[0]].append(figure)
        return figure


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
    """Whether two first names are spellings of one ("Mohamed", "Mohammed"), and not a man's and a woman's."""
    genders = {words.gender_of_name(one), words.gender_of_name(other)}
    alike = one[:LIKE] == other[:LIKE] and abs(len(one) - len(other)) < 2 and min(len(one), len(other)) > LIKE
    return alike and not {"m", "f"} <= genders


def _initial(one: str, other: str) -> bool:
    short, long = sorted((one.replace(".", ""), other.replace(".", "")), key=len)
    return len(short) == 1 and long.startswith(short)


class Bodies:
    """Organisations by name, short name and acronym."""

    def __init__(self) -> None:
        self.figures: list[Figure] = []
        self._by_word: defaultdict[str, list[Figure]] = defaultdict(list)
        self._by_acronym: dict[str, Figure] = {}

    def resolve(self, surface: str, short: str | None = None) -> Figure:
        """The organisation with this name, new or known; `short` is an acronym given in brackets after it."""
        name = bare_words(surface)
        figure = self._known(surface, name)
        if figure is None:
            figure = Figure(ORGANISATION, name)
            self.figures.append(figure)
        elif len(name) > len(figure.key):
            figure.key = name
        for word in (name[0], name[-1]):
            if figure not in self._by_word[word]:
                self._by_word[word].append(figure)
        for acronym in (short, _acronym(surface)):
            if acronym:
                self._by_acronym.setdefault(acronym, figure)
        return figure

    def _known(self, surface: str, name: tuple[str, ...]) -> Figure | None:
        plain = surface.replace(".", "")
        if plain.isupper() and plain in self._by_acronym:
            return self._by_acronym[plain]
        near = self._by_word[name[0]] + [f for f in self._by_word[name[-1]] if f.key[0] != name[0]]
        part = next((f for f in near if f.key == name), None) or next((f for f in near if _part_of(name, f.key)), None)
        return part or (self._ending(name[0]) if len(name) == 1 else None)

    def _ending(self, word: str) -> Figure | None:
        """The only body whose name ends in the word, as people shorten it: "Rovers", "the Council"."""
        found = [figure for figure in self._by_word[word] if len(figure.key) > 1 and figure.key[-1] == word]
        return found[0] if len(found) == 1 and len(word) > 3 else None


def _part_of(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    short, long = sorted((one, other), key=len)
    if len(short) == len(long) or short[0] in words.COUNTRIES or " ".join(short) in words.PLACES:
        return False
    if len(short) == 1:
        place = short[0] in places.NAMES or long[-1] in _OF_TOWNS
        return long[0] == short[0] and len(short[0]) > 3 and len(long) <= 3 and short[0] not in _COMMON and not place
    return short in (long[: len(short)], long[-len(short) :])


def _acronym(surface: str) -> str | None:
    initials = [word[0] for word in surface.split() if word.lower() not in _SMALL and word[0].isupper()]
    return "".join(initials) if len(initials) >= 3 else None


def demonyms_of(names: Iterable[Name]) -> dict[str, str]:
    """From demonyms, in lower case, to the places they belong to, with the article's own spelling of these."""
    names = list(names)
    own = {name.text.lower(): name.text for name in names if name.kind is PLACE}
    found = {}
    for text in {name.text.lower() for name in names if name.kind is GROUP}:
        stem = text[:-1] if text.endswith(("ian", "ean")) else text[: max(4, len(text) - 3)]
        like = [
            place for place in own if len(place) > 3 and (place == stem or (len(stem) >= 4 and place.startswith(stem)))
        ]
        if like:
            found[text] = own[min(like, key=len)]
        elif text in words.COUNTRIES:
            found[text] = own.get(words.COUNTRIES[text].lower(), words.COUNTRIES[text])
        elif re.fullmatch(r".{3,}[^aeiou]ian", text):
            found[text] = text[:-1].title()
    return found


def figures_of(names: Sequence[Name], genders: Mapping[int, str]) -> dict[int, Figure]:
    """Whom each name means, by the name's index; `genders` holds what the words around a name tell."""
    people, bodies = People(), Bodies()
    for index, name in enumerate(names):
        if name.kind is PERSON and len(person_words(name.text)) > 1:
            figure = people.introduce(name.text, title_gender(name.honorific) or genders.get(index))
            figure.gender = figure.gender or genders.get(index)
        elif name.kind is ORGANISATION and len(bare_words(name.text)) > 1:
            bodies.resolve(name.text, _bracketed(name))
    shortened = _shortened(names, bodies)
    found: dict[int, Figure] = {}
    for index, name in enumerate(names):
        if name.kind is PERSON:
            found[index] = people.resolve(name.text, name.honorific, name.start)
            found[index].add(name.text, name.honorific, name.start)
        elif name.kind is ORGANISATION or (name.kind is PLACE and name.text in shortened):
            found[index] = bodies.resolve(name.text)
            found[index].add(name.text, None, name.start)
    found.update(_governments(names, shortened))
    return found


def _bracketed(name: Name) -> str | None:
    after = name.doc[name.last : name.last + 3]
    if len(after) == 3 and after[0].text == "(" and after[2].text == ")" and after[1].text.isupper():
        return after[1].text
    return None


def _shortened(names: Sequence[Name], bodies: Bodies) -> frozenset[str]:
    """What looks like places and acts, but is the first word of a company's name: "Halden" of "Halden Foods"."""
    acting = {n.text for n in names if n.kind is PLACE and len(n.tokens) == 1 and _acts(n)}
    stays = {n.text for n in names if n.kind is PLACE and _is_where(n)}
    firsts = {figure.key[0] for figure in bodies.figures if _part_of((figure.key[0],), figure.key)}
    return frozenset(text for text in acting - stays if text.lower() in firsts)


def _is_where(name: Name) -> bool:
    return name.first > 0 and name.doc[name.first - 1].lower_ in {"in", "at", "near", "from", "to"}


def _governments(names: Sequence[Name], shortened: Collection[str]) -> dict[int, Figure]:
    """Places whose governments are said to act: "Marevia accused …", "Beijing said …"."""
    acting: defaultdict[str, list[int]] = defaultdict(list)
    for index, name in enumerate(names):
        if name.kind is PLACE and name.text not in shortened:
            acting[name.text].append(index)
    found: dict[int, Figure] = {}
    for text, where in acting.items():
        if any(_acts(names[index]) for index in where):
            figure = Figure(ORGANISATION, bare_words(text), is_place=True)
            for index in where:
                figure.add(text, None, names[index].start)
                found[index] = figure
    return found


def _acts(name: Name) -> bool:
    head = name.tokens.root
    return head.dep_ == "nsubj" and head.head.pos_ in {"VERB", "AUX"} and head.head.lemma_.lower() in words.ACTING
