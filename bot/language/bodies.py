"""Which names mean the same organisation."""

import re
from collections import defaultdict

from bot.language import places, words
from bot.language.kinds import ORGANISATION_WORD
from bot.language.name import ORGANISATION
from bot.language.people import Figure, bare_words
from bot.language.words import word_set

_WORD = re.compile(r"[^\W_][^\W_'’]*")
_COMMON = word_set("state national royal federal central united general international public regional european civil")
_OF_TOWNS = word_set("court council college school hospital university airport police cathedral museum authority")
_SMALL = word_set("of the and for in on de du la & to")


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
        for acronym in (short, *acronyms(surface)):
            if acronym:
                self._by_acronym.setdefault(acronym, figure)
        return figure

    def spelt_out(self, acronym: str) -> Figure | None:
        """The organisation that is known by the acronym."""
        return self._by_acronym.get(acronym.replace(".", ""))

    def _known(self, surface: str, name: tuple[str, ...]) -> Figure | None:
        if surface.isupper() and (known := self.spelt_out(surface)):
            return known
        near = self._by_word[name[0]] + [f for f in self._by_word[name[-1]] if f.key[0] != name[0]]
        part = next((f for f in near if _singular(f.key) == _singular(name)), None) or next(
            (f for f in near if part_of(name, f.key)), None
        )
        return part or (self._ending(name[0]) if len(name) == 1 else None)

    def _ending(self, word: str) -> Figure | None:
        """The only body whose name ends in the word or begins with its kind: "Rovers", "the Ministry"."""
        found = [
            figure
            for figure in self._by_word[word]
            if len(figure.key) > 1 and (figure.key[-1] == word or word in ORGANISATION_WORD)
        ]
        return found[0] if len(found) == 1 and len(word) > 3 else None


def _singular(name: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.removesuffix("s") for word in name)


def part_of(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether one of two names, as words, is the other's short form."""
    short, long = sorted((one, other), key=len)
    if len(short) == len(long) or short[0] in words.COUNTRIES or " ".join(short) in words.PLACES:
        return False
    if len(short) == 1:
        place = short[0] in places.NAMES or long[-1] in _OF_TOWNS
        return long[0] == short[0] and len(short[0]) > 3 and len(long) <= 3 and short[0] not in _COMMON and not place
    return short in (long[: len(short)], long[-len(short) :])


def acronyms(surface: str) -> frozenset[str]:
    """The initials of a name's great words, also with its article: "HR" and "THR" of "The Hollywood Reporter"."""
    spoken = _WORD.findall(surface)
    initials = "".join(word[0] for word in spoken if word.lower() not in _SMALL and word[0].isupper())
    if len(initials) < 2:
        return frozenset()
    return frozenset((initials, f"T{initials}")) if spoken[0] == "The" else frozenset((initials,))
