"""Times as feeds write them: RFC 3339, RFC 822, and what people make of these."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_tz

from bot.ingest import clean, draft
from bot.ingest.feeds.raw import RawEntry

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
AHEAD = timedelta(days=2)  # a zone left out or wrong, and a clock that is not right

_ISO = re.compile(
    r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:(?:T|\s+)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|[A-Z]{2,5}|[+-]\d\d:?\d\d)?)?",
    re.IGNORECASE | re.ASCII,
)
_OFFSETS = {
    "cet": "+0100", "cest": "+0200", "met": "+0100", "mest": "+0200", "bst": "+0100", "wet": "+0000", "west": "+0100",
    "eet": "+0200", "eest": "+0300", "msk": "+0300", "jst": "+0900", "kst": "+0900", "hkt": "+0800", "sgt": "+0800",
    "aest": "+1000", "aedt": "+1100", "acst": "+0930", "awst": "+0800", "nzst": "+1200", "nzdt": "+1300",
    "sast": "+0200", "akst": "-0900", "akdt": "-0800", "hst": "-1000", "utc": "+0000",
}  # fmt: skip
_NAMED_ZONE = re.compile(rf"\b({'|'.join(_OFFSETS)})\b\.?$", re.IGNORECASE)
_WEEKDAY = re.compile(r"^[^\W\d]{2,10}\.?,\s*(?=\d)")
_LONG = 100
_MANY = 4


def moment(text: str) -> datetime | None:
    """A written time in UTC, or None. A day without a time is its noon; a time without a zone is taken as UTC."""
    text = _NAMED_ZONE.sub(lambda zone: _OFFSETS[zone[1].lower()], " ".join(text[:_LONG].split()))
    text = _WEEKDAY.sub("", text)
    try:
        found = _iso(text) or _mail(text) or draft.moment(text)
        return found.astimezone(UTC) if found is not None else None
    except (ValueError, OverflowError, IndexError, TypeError):
        return None


def of_entries(entries: Sequence[RawEntry], now: datetime) -> tuple[list[datetime | None], list[str]]:
    """When each entry was published, None where no time that can be true is given, and what was odd about that."""
    readings = [_reading(entry, now) for entry in entries]
    total, oddities = len(entries), []
    if missing := sum(not entry.dates for entry in entries):
        oddities.append(f"Without a date: {missing:,} of {total:,} entries.")
    if unread := [
        entry.dates[0] for entry, (found, _) in zip(entries, readings, strict=True) if entry.dates and not found
    ]:
        sample = clean.line(unread[0][:40])
        oddities.append(f"With a date that cannot be read (“{sample}”): {len(unread):,} of {total:,} entries.")
    if impossible := sum(found is not None and published is None for found, published in readings):
        oddities.append(f"Dated in the future or before 1990: {impossible:,} of {total:,} entries; read as undated.")
    return [published for _, published in readings], oddities


def _reading(entry: RawEntry, now: datetime) -> tuple[datetime | None, datetime | None]:
    """The first time that can be read, and the first that can also be true."""
    times = [found for text in entry.dates[:_MANY] if (found := moment(text))]
    possible = (found for found in times if EARLIEST <= found <= now + AHEAD)
    return next(iter(times), None), next(possible, None)


def _iso(text: str) -> datetime | None:
    match = _ISO.match(text)
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups()[:3])
    if match[4] is None:
        return datetime(year, month, day, 12, tzinfo=UTC)
    local = datetime(year, month, day, 0, int(match[5]), min(int(match[6] or 0), 59), tzinfo=UTC)
    return local + timedelta(hours=int(match[4])) - _offset(match[7] or "Z")


def _offset(zone: str) -> timedelta:
    if zone[0] not in "+-":
        mailed = parsedate_tz(f"1 Jan 2000 00:00 {zone}")
        return timedelta(seconds=(mailed[9] if mailed else 0) or 0)
    ahead = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
    return -ahead if zone[0] == "-" else ahead


def _mail(text: str) -> datetime | None:
    parts = parsedate_tz(text) if ":" in text else None
    if parts is None:
        return None
    year, month, day, hour, minute, second = parts[:6]
    local = datetime(year, month, day, 0, minute, min(second, 59), tzinfo=UTC) + timedelta(hours=hour)
    return local - timedelta(seconds=parts[9] or 0)
