"""IANA time zones by what people call them: their names, cities, abbreviations, distances from UTC."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from zoneinfo import available_timezones

from rapidfuzz import fuzz, process

from bot.digest.cities import City, cities, plain
from bot.model.errors import UnknownZone

MOST = 25
MANY = 100
"""How many cities are looked at for those; some share a zone and a name."""

LONGEST = 100
"""Letters of the longest name that is looked for."""

SHORTEST = 2
"""Letters from which on cities are suggested."""

WITHIN = 2
"""The rank of a zone that has what was typed within its name, and not at the beginning of its city."""

CLOSE = 75.0
"""From this rapidfuzz score, of 100, on a name is taken for a slip of what was typed."""

_SPOKEN = {
    "gmt": "UTC", "bst": "Europe/London", "wet": "Europe/Lisbon", "cet": "Europe/Berlin",
    "cest": "Europe/Berlin", "eet": "Europe/Athens", "eest": "Europe/Athens", "msk": "Europe/Moscow",
    "est": "America/New_York", "edt": "America/New_York", "et": "America/New_York",
    "cst": "America/Chicago", "cdt": "America/Chicago", "ct": "America/Chicago",
    "mst": "America/Denver", "mdt": "America/Denver", "mt": "America/Denver",
    "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles", "pt": "America/Los_Angeles",
    "ist": "Asia/Kolkata", "jst": "Asia/Tokyo", "kst": "Asia/Seoul", "hkt": "Asia/Hong_Kong",
    "sgt": "Asia/Singapore", "aest": "Australia/Sydney", "aedt": "Australia/Sydney", "nzst": "Pacific/Auckland",
    "z": "UTC", "zulu": "UTC",
}  # fmt: skip
"""What an abbreviation mostly means: a place, whose clock changes, and not a fixed distance from UTC."""

_DISTANCE = re.compile(r"(?:utc|gmt)\s*([+-])\s*0?(\d{1,2})(?::?00)?", re.IGNORECASE)
_REGIONS = frozenset(
    ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
)
_FIRST = (
    "UTC", "Europe/London", "Europe/Berlin", "Europe/Paris", "America/New_York", "America/Chicago",
    "America/Denver", "America/Los_Angeles", "America/Sao_Paulo", "Africa/Johannesburg", "Africa/Lagos",
    "Asia/Dubai", "Asia/Kolkata", "Asia/Shanghai", "Asia/Singapore", "Asia/Tokyo", "Australia/Sydney",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """An IANA zone, and the city and country that it was found by, if the zone's own name does not tell."""

    zone: str
    city: str = ""
    country: str = ""


def resolve(typed: str) -> Place:
    """The one zone that is meant; of several cities the largest. Raises UnknownZone with the closest name."""
    found = _found(typed)
    if found is not None:
        return found
    near = next(iter(matching(typed)), None)
    raise UnknownZone(zone=typed, hint=f" Did you mean {near.city or near.zone}?" if near else "")


def is_close(typed: str) -> bool:
    """Whether what was typed can be meant as a zone."""
    return bool(matching(typed))


def is_known(typed: str) -> bool:
    """Whether what was typed names a zone, without a guess."""
    return _found(typed) is not None


def matching(typed: str) -> list[Place]:
    """Zones that fit what was typed so far, best first, at most 25; the most used ones for nothing typed."""
    wanted = plain(typed)
    if not wanted:
        return [Place(name) for name in _FIRST]
    if len(wanted) > LONGEST:
        return []
    ranks = {name: _rank(name, wanted) for name in _names()}
    fitting = sorted((name for name in ranks if ranks[name]), key=lambda name: (-ranks[name], name not in _FIRST, name))
    near = [name for name in fitting if ranks[name] > WITHIN]
    found = (cities().starting(typed) or cities().named(typed)) if len(wanted) >= SHORTEST else []
    distance = _distance(typed)
    return _distinct(
        [
            *([Place(distance)] if distance else []),
            *map(Place, near),
            *map(_place, found[:MANY]),
            *map(Place, fitting[len(near) :]),
        ]
    ) or _distinct(_slips(wanted))


def _found(typed: str) -> Place | None:
    wanted = plain(typed)
    name = _by_plain_name().get(wanted) or _SPOKEN.get(wanted) or _distance(typed) or _by_place().get(wanted)
    if name:
        return Place(name)
    city = next(iter(cities().named(typed)), None)
    return _place(city) if city else None


def _distance(typed: str) -> str | None:
    found = _DISTANCE.fullmatch(typed.strip())
    if found is None:
        return None
    name = f"Etc/GMT{'-' if found[1] == '+' else '+'}{found[2]}"  # these names count the other way round
    return name if name in available_timezones() else None


def _place(city: City) -> Place:
    if _city(city.zone) == plain(city.name):
        return Place(city.zone)
    return Place(city.zone, city.name, cities().country(city))


def _distinct(places: Iterable[Place]) -> list[Place]:
    return list(dict.fromkeys(places))[:MOST]


def _slips(wanted: str) -> list[Place]:
    """Zones and well-known cities that were perhaps meant, the closest first."""
    names = process.extract(wanted, _by_plain_name().keys(), scorer=fuzz.ratio, score_cutoff=CLOSE, limit=MOST)
    parts = process.extract(wanted, _by_place().keys(), scorer=fuzz.ratio, score_cutoff=CLOSE, limit=MOST)
    found = [
        *((score, Place(_by_plain_name()[name])) for name, score, _ in names),
        *((score, Place(_by_place()[part])) for part, score, _ in parts),
        *((score, _place(city)) for score, city in cities().like(wanted)),
    ]
    return [place for _, place in sorted(found, key=lambda one: -one[0])]


def _rank(name: str, wanted: str) -> int:
    low, city = plain(name), _city(name)
    if wanted in {low, city} or _SPOKEN.get(wanted) == name:
        return 4
    if city.startswith(wanted):
        return 3
    if low.startswith(wanted) or any(word.startswith(wanted) for word in low.split()):
        return 2
    return 1 if len(wanted) > 2 and wanted in low else 0


def _city(name: str) -> str:
    return plain(name.rpartition("/")[2])


@cache
def _names() -> tuple[str, ...]:
    return ("UTC", *sorted(name for name in available_timezones() if name.partition("/")[0] in _REGIONS))


@cache
def _by_plain_name() -> dict[str, str]:
    return {plain(name): name for name in (*sorted(available_timezones()), *_names()) if "/" in name or name == "UTC"}


@cache
def _by_place() -> dict[str, str]:
    """Zones such as Asia/Tokyo by their place; Indiana/Petersburg is no such place, since there are others."""
    return {_city(name): name for name in reversed(_names()) if name.count("/") == 1}
