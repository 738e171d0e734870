"""Which names mean the same organisation."""

from collections import defaultdict

from bot.language import places, words
from bot.language.name import ORGANISATION
from bot.language.people import Figure, bare_words
from bot.language.words import word_set

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
        for acronym in (short, _acronym(surface)):
            if acronym:
                self._by_acronym.setdefault(acronym, figure)
        return figure

    def _known(self, surface: str, name: tuple[str, ...]) -> Figure | None:
        plain = surface.replace(".", "")
        if plain.isupper() and plain in self._by_acronym:
            return self._by_acronym[plain]
        near = self._by_word[name[0]] + [f for f in self._by_word[name[-1]] if f.key[0] != name[0]]
        part = next((f for f in near if f.key == name), None) or next((f for f in near if part_of(name, f.key)), None)
        return part or (self._ending(name[0]) if len(name) == 1 else None)

    def _ending(self, word: str) -> Figure | None:
        """The only body whose name ends in the word, as people shorten it: "Rovers", "the Council"."""
        found = [figure for figure in self._by_word[word] if len(figure.key) > 1 and figure.key[-1] == word]
        return found[0] if len(found) == 1 and len(word) > 3 else None


def part_of(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether one of two names, as words, is the other's short form."""
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
