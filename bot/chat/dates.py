"""Dates and times as their reader writes them, the same on every machine: they come from Unicode's CLDR, in Babel.

A locale is a BCP 47 tag such as "pt-BR". One that is not known counts as its language, else as English.
"""

from datetime import date, datetime

from babel import Locale, UnknownLocaleError
from babel.dates import (
    format_date,
    format_interval,
    format_skeleton,
    format_time,
    get_datetime_format,
    get_timezone_gmt,
)

from bot.model.document import Event, Precision

_ENGLISH = "en-IE"
"""Stands for English of no country: the day before the month, 24 hours, no comma after the day of the week."""

_EXACTLY = {Precision.DAY: "yMMMEd", Precision.MONTH: "yMMMM", Precision.YEAR: "y"}
_FROM_TO = _EXACTLY | {Precision.DAY: "yMMMd"}
"""What is written of a date, as CLDR's skeletons: https://unicode.org/reports/tr35/tr35-dates.html"""


def day(when: date, locale: str) -> str:
    """Such as "4 May 2026"."""
    return format_date(when, "long", _known(locale))


def short(when: date, locale: str) -> str:
    """Such as "4 May", where the year is plain."""
    return _written(when, "MMMd", _known(locale))


def moment(when: datetime, locale: str) -> str:
    """Such as "Mon 4 May 2026, 08:00 BST", in the time's own zone."""
    known = _known(locale)
    clock = f"{format_time(when, 'short', locale=known)} {_zone(when, known)}"
    order = str(get_datetime_format("medium", known))
    return order.replace("{1}", _written(when, "yMMMEd", known)).replace("{0}", clock)


def event(what: Event, locale: str) -> str:
    """The date of an event, as exactly as it is known: "Mon 4 May 2026", "October 2026", "4–6 May 2026"."""
    known = _known(locale)
    if what.until is not None and what.until != what.when:
        return format_interval(what.when, what.until, _FROM_TO[what.precision], locale=known)
    return _written(what.when, _EXACTLY[what.precision], known)


def _written(when: date, skeleton: str, locale: Locale) -> str:
    return format_skeleton(skeleton, date(when.year, when.month, when.day), locale=locale)


def _zone(when: datetime, locale: Locale) -> str:
    """What people call the zone at that time, or how far it is from UTC where it has no letters of its own."""
    name = when.tzname() or ""
    return name if name.isalpha() else get_timezone_gmt(when, locale=locale)


def _known(locale: str) -> Locale:
    for tag in (locale, locale.partition("-")[0]):
        try:
            return Locale.parse(_ENGLISH if tag == "en" else tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse(_ENGLISH, sep="-")
