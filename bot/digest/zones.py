"""IANA time zones by what people call them."""

from functools import cache
from zoneinfo import available_timezones

from rapidfuzz import fuzz, process

from bot.model.errors import UnknownZone

MOST = 25
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

_EXAMPLE = "Europe/London"
"""The name that the error gives in any case."""

_REGIONS = frozenset(
    ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
)
_FIRST = (
    "UTC", "Europe/London", "Europe/Berlin", "Europe/Paris", "America/New_York", "America/Chicago",
    "America/Denver", "America/Los_Angeles", "America/Sao_Paulo", "Africa/Johannesburg", "Africa/Lagos",
    "Asia/Dubai", "Asia/Kolkata", "Asia/Shanghai", "Asia/Singapore", "Asia/Tokyo", "Australia/Sydney",
)  # fmt: skip


def resolve(typed: str) -> str:
    """The one zone that is meant: by name, by city, or by abbreviation. Raises UnknownZone with the closest name."""
    plain = _plain(typed)
    if plain in _by_plain_name():
        return _by_plain_name()[plain]
    if plain in _SPOKEN:
        return _SPOKEN[plain]
    cities = [name for name in _names() if _city(name) == plain]
    if len(cities) == 1:
        return cities[0]
    near = next(iter(matching(typed)), _EXAMPLE)
    raise UnknownZone(zone=typed, hint="" if near == _EXAMPLE else f" or {near}")


def is_close(typed: str) -> bool:
    """Whether what was typed can be meant as a zone."""
    return bool(matching(typed))


def matching(typed: str) -> list[str]:
    """Zone names that fit what was typed so far, best first, at most 25; the most used ones for nothing typed."""
    plain = _plain(typed)
    if not plain:
        return list(_FIRST)
    ranks = {name: _rank(name, plain) for name in _names()}
    fitting = sorted((name for name in ranks if ranks[name]), key=lambda name: (-ranks[name], name not in _FIRST, name))
    if not fitting:
        slips = process.extract(plain, _by_plain_name().keys(), scorer=fuzz.ratio, score_cutoff=CLOSE, limit=MOST)
        cities = process.extract(plain, [_city(name) for name in _names()], score_cutoff=CLOSE, limit=MOST)
        best = sorted(
            [(score, _by_plain_name()[name]) for name, score, _ in slips]
            + [(score, _names()[index]) for _, score, index in cities],
            key=lambda found: -found[0],
        )
        fitting = list(dict.fromkeys(name for _, name in best))
    return fitting[:MOST]


def _rank(name: str, plain: str) -> int:
    low, city = _plain(name), _city(name)
    if plain in {low, city} or _SPOKEN.get(plain) == name:
        return 4
    if city.startswith(plain):
        return 3
    if any(word.startswith(plain) for word in low.replace("/", " ").split()) or low.startswith(plain):
        return 2
    return 1 if len(plain) > 2 and plain in low else 0


def _plain(name: str) -> str:
    return " ".join(name.replace("_", " ").casefold().split())


def _city(name: str) -> str:
    return _plain(name.rpartition("/")[2])


@cache
def _names() -> tuple[str, ...]:
    return ("UTC", *sorted(name for name in available_timezones() if name.partition("/")[0] in _REGIONS))


@cache
def _by_plain_name() -> dict[str, str]:
    return {_plain(name): name for name in _names()}
