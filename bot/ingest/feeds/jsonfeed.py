"""JSON Feed 1.0 and 1.1 (jsonfeed.org) as raw feeds."""

import json
from functools import partial
from typing import Any

from bot.ingest.feeds import plaintext
from bot.ingest.feeds.links import absolute
from bot.ingest.feeds.plaintext import FORBIDDEN
from bot.ingest.feeds.raw import MAX_ENTRIES, TOO_MANY, RawEntry, RawFeed
from bot.ingest.feeds.source import Text


def read(source: Text, url: str) -> RawFeed | None:
    """The feed in a document; None when it is none, or cut off. Of more than MAX_ENTRIES only the first are read."""
    try:
        found = json.loads(source.text)
    except (ValueError, RecursionError):
        return None
    items = found.get("items") if isinstance(found, dict) else None
    if not isinstance(items, list) or not (_string(found, "version") or _string(found, "title")):
        return None
    entries = tuple(_entry(item, url) for item in items[:MAX_ENTRIES] if isinstance(item, dict))
    oddities = (TOO_MANY,) if len(items) > MAX_ENTRIES else ()
    title = plaintext.one_line(_string(found, "title"), literal=True)
    return RawFeed(title, absolute(_string(found, "home_page_url"), url, url), None, entries, oddities)


def _entry(item: dict[str, Any], url: str) -> RawEntry:
    name = _string(item, "id")
    written = [_string(item, "url"), _string(item, "external_url"), name if name.startswith("http") else ""]
    link = next((link for text in written if (link := absolute(text, url, url))), None)
    plain = [text for name in ("content_text", "summary") if (text := _string(item, name))]
    marked = _string(item, "content_html")
    return RawEntry(
        id=name,
        title=plaintext.one_line(_string(item, "title"), literal=True),
        link=link,
        relative=link is not None and not any(text.startswith("http") for text in written),
        dates=tuple(text for name in ("date_published", "date_modified") if (text := _string(item, name))),
        texts=(
            partial(plaintext.paragraphs, marked),
            *(partial(plaintext.paragraphs, text, literal=True) for text in plain),
        ),
    )


def _string(fields: dict[str, Any], name: str) -> str:
    """A field's text, "" where it is something else; ids may be numbers."""
    value = fields.get(name)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**20:
        return str(value)
    return FORBIDDEN.sub("", value).strip() if isinstance(value, str) else ""
