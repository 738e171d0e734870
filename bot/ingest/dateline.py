"""The day in an article's dateline ("LONDON, Nov. 20 (Courier) —"), for texts that state no time of publication."""

import re
from datetime import UTC, datetime, timedelta

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month{0}>(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))[a-z]{{0,6}}\.?"
_DATELINE = re.compile(
    r"[A-Z][A-Z .’'-]+(?:,\s*[A-Z][A-Za-z .]{1,20})?,\s+"
    rf"(?:{_MONTH.format('')}\s+(?P<day>\d{{1,2}})|(?P<day_first>\d{{1,2}})\s+{_MONTH.format('_second')})"
    r"(?:,?\s+(?P<year>\d{4}))?\s*(?:\([^)]{2,40}\)\s*)?[—–-]"
)
AHEAD = timedelta(days=2)


def day_of(text: str, now: datetime) -> datetime | None:
    """Noon UTC of the day in the dateline that opens a text; without a year, the latest such day up to now."""
    found = _DATELINE.match(text[:160])
    if found is None:
        return None
    month = _MONTHS.index((found["month"] or found["month_second"]).lower()) + 1
    day = int(found["day"] or found["day_first"])
    years = [int(found["year"])] if found["year"] else [now.year + 1, now.year, now.year - 1]
    for year in years:
        try:
            made = datetime(year, month, day, 12, tzinfo=UTC)
        except ValueError:
            continue
        if made <= now + AHEAD:
            return made
    return None
