"""The bytes of a feed to FeedContent. Synchronous, CPU-bound and picklable: for worker processes."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.ingest import clean
from bot.model.errors import NotAFeed
from bot.model.feed import Entry, FeedContent

if TYPE_CHECKING:
    from bot.ingest.feeds.raw import RawEntry

MAX_ENTRIES = 500

_LATEST = datetime.max.replace(tzinfo=UTC)
_PAGE = re.compile(r"<!doctype html|<html[\s>]|<body[\s>]", re.IGNORECASE)
_ERROR_PAGE = re.compile(
    r"<title[^<>]{0,200}>[^<]{0,200}?\b(?:4\d\d|5\d\d|error|not found|denied|forbidden|unavailable|just a moment"
    r"|attention required)\b",
    re.IGNORECASE,
)
_OPENING = 10_000


def read_feed(
    data: bytes, url: str, content_type: str = "", charset: str | None = None, *, now: datetime
) -> FeedContent:
    """What a feed holds: RSS, RDF, Atom or JSON Feed, in whatever state it is.

    `url` is where it came from, `content_type` and `charset` are what the header said. Of more than MAX_ENTRIES
    entries the newest are read. Raises NotAFeed for anything else.
    """
    from bot.ingest.feeds import jsonfeed, source, xmlfeed

    document = source.read(data, charset)
    is_json = document.text.lstrip()[:1] == "{"
    found = (jsonfeed if is_json else xmlfeed).read(document, url)
    if found is None:
        raise NotAFeed(host=_host(url), what=_instead(document.text, content_type))
    entries, odd = _entries(found.entries, now)
    if not found.title:
        odd = ["It has no title; the name of its site stands for one.", *odd]
    title = found.title or _host(found.site or url)
    return FeedContent(title, found.site, entries, found.every, (*document.oddities, *found.oddities, *odd))


def _entries(raw: Sequence["RawEntry"], now: datetime) -> tuple[tuple[Entry, ...], list[str]]:
    """The newest entries, each once, newest first, and what was odd about them."""
    from bot.ingest.feeds import dates, identity

    keys, oddities = identity.keys(raw)
    once: dict[str, RawEntry] = {}
    for key, entry in zip(keys, raw, strict=True):
        once.setdefault(key, entry)
    times, odd_times = dates.of_entries(list(once.values()), now)
    rows = list(zip(once.items(), times, _places(times), strict=True))
    newest = sorted(rows, key=lambda row: row[2], reverse=True)[:MAX_ENTRIES]
    entries = tuple(_entry(key, entry, published) for (key, entry), published, _ in newest)
    oddities += [*odd_times, *_oddities(list(once.values()))]
    if len(once) < len(raw):
        oddities.append(f"There twice: {len(raw) - len(once):,} of {len(raw):,} entries; each was read once.")
    if len(once) > MAX_ENTRIES:
        oddities.append(f"It has {len(once):,} entries; {MAX_ENTRIES} were read, the newest where they are dated.")
    return entries, oddities


def _entry(key: str, raw: "RawEntry", published: datetime | None) -> Entry:
    text = raw.text()
    return Entry(key, raw.title or clean.opening(text), raw.link, published, text)


def _oddities(entries: Sequence["RawEntry"]) -> Iterator[str]:
    total = len(entries)
    if not total:
        yield "It holds no entries."
    if untitled := sum(not entry.title for entry in entries):
        yield f"Without a title: {untitled:,} of {total:,} entries; their first words stand for one."
    if unlinked := sum(entry.link is None for entry in entries):
        yield f"Without a link to a page: {unlinked:,} of {total:,} entries."
    if relative := sum(entry.relative for entry in entries):
        yield f"With a link that is not whole: {relative:,} of {total:,} entries; it was completed from the feed's own."


def _places(dates: Sequence[datetime | None]) -> Iterator[datetime]:
    """Where each entry stands among the others: at its time, or right behind the one in front of it."""
    last = _LATEST
    for published in dates:
        last = published or last
        yield last


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or url).removeprefix("www.")
    except ValueError:
        return url


def _instead(text: str, content_type: str) -> str:
    """What came instead of a feed, in words."""
    opening = text[:_OPENING]
    if not opening.strip():
        return "nothing"
    if _PAGE.search(opening):
        return "an error page" if _ERROR_PAGE.search(opening) else "a web page"
    if opening.lstrip().startswith("{"):
        return "JSON that is damaged or something else"
    return f"something else ({content_type[:80]})" if content_type else "something else"
