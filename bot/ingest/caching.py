"""What the headers of an answer say about when to ask again (RFC 9111, RFC 9110).

Times are counted by the server's own Date, so that no clock of ours has to agree with it; without a Date, an absolute
time says nothing.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST = timedelta(days=7)
"""Longer times are taken for this one: nobody means them."""

LONGEST_VALIDATOR = 1_000

_DIRECTIVE = re.compile(r"(?:^|,)\s*([\w-]+)(?:\s*=\s*\"?([^\",]*))?", re.ASCII)
_SECONDS = re.compile(r"\s*(\d+)\s*", re.ASCII)
_VALIDATOR = re.compile(r"[\x20-\x7e]+")


def fresh_for(headers: Mapping[str, str]) -> timedelta | None:
    """How long an answer is good for, by Cache-Control or Expires and less its Age; None where it does not say.

    One reader for many channels is a shared cache, so s-maxage counts more than max-age.
    """
    lifetime = _lifetime(headers)
    if lifetime is None:
        return None
    age = _seconds(headers.get("Age", "")) or timedelta(0)
    return max(lifetime - age, timedelta(0))


def retry_after(headers: Mapping[str, str]) -> timedelta | None:
    """How long a server asks to be left alone, in seconds or up to a date; None where it does not say."""
    asked = headers.get("Retry-After", "")
    seconds = _seconds(asked)
    return _until(asked, headers) if seconds is None else seconds


def validator(headers: Mapping[str, str], name: str) -> str:
    """An ETag or Last-Modified to send back, "" where there is none that could be sent and stored as it is."""
    value = headers.get(name, "").strip()
    return value if len(value) <= LONGEST_VALIDATOR and _VALIDATOR.fullmatch(value) else ""


def _lifetime(headers: Mapping[str, str]) -> timedelta | None:
    said = {name.lower(): value for name, value in reversed(_DIRECTIVE.findall(headers.get("Cache-Control", "")))}
    if "no-store" in said or "no-cache" in said:
        return timedelta(0)
    for name in ("s-maxage", "max-age"):
        if name in said:
            return _seconds(said[name])
    return _until(headers.get("Expires", ""), headers)


def _seconds(text: str) -> timedelta | None:
    found = _SECONDS.fullmatch(text)
    if found is None:
        return None
    digits = found[1].lstrip("0")
    return LONGEST if len(digits) > 9 else min(timedelta(seconds=int(digits or "0")), LONGEST)


def _until(text: str, headers: Mapping[str, str]) -> timedelta | None:
    end, start = _date(text), _date(headers.get("Date", ""))
    if end is None or start is None:
        return None
    return min(max(end - start, timedelta(0)), LONGEST)


def _date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
