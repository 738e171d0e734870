"""Dates and times as people read them, the same on every machine."""

from datetime import date, datetime

from bot.model.document import Event, Precision

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


def day(when: date) -> str:
    """Such as "4 May 2026"."""
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def short(when: date) -> str:
    """Such as "4 May", where the year is plain."""
    return f"{when.day} {_MONTHS[when.month - 1][:3]}"


def moment(when: datetime) -> str:
    """Such as "Mon 4 May 2026, 08:00 BST", in the time's own zone."""
    return f"{_DAYS[when.weekday()]} {day(when)}, {when:%H:%M} {when.tzname()}"


def event(what: Event) -> str:
    """The date of an event, as exactly as it is known: "Mon 4 May 2026", "October 2026", "4 May 2026 – 6 May 2026"."""
    if what.until is not None and what.until != what.when:
        return f"{_dated(what.when, what.precision)} – {_dated(what.until, what.precision)}"
    if what.precision is Precision.DAY:
        return f"{_DAYS[what.when.weekday()]} {day(what.when)}"
    return _dated(what.when, what.precision)


def _dated(when: date, precision: Precision) -> str:
    if precision is Precision.YEAR:
        return str(when.year)
    if precision is Precision.MONTH:
        return f"{_MONTHS[when.month - 1]} {when.year}"
    return day(when)
