"""What tells the entries of a feed apart."""

import re
from collections import defaultdict
from collections.abc import Sequence
from hashlib import sha256

from bot.ingest.feeds.links import MAX_LINK
from bot.ingest.feeds.raw import RawEntry
from bot.ingest.links import canonical
from bot.model.errors import NotALink

_LONGEST = 200
_WEB = re.compile(r"https?://", re.IGNORECASE)


def keys(entries: Sequence[RawEntry]) -> tuple[list[str], list[str]]:
    """A key for each entry, and what was odd: its id, else its page, else its title, else its text.

    An id that several pages share is none, nor is a page that several titles share. The same key twice means the same
    entry twice.
    """
    titles = [_hashed(entry.title or entry.text()) for entry in entries]
    pages = [_page(entry.link) if entry.link else "" for entry in entries]
    ids = [_page(entry.id) if _WEB.match(entry.id) else entry.id for entry in entries]
    shared_pages = _shared(pages, titles)
    by_page = [title if page in shared_pages else page or title for page, title in zip(pages, titles, strict=True)]
    shared_ids = _shared(ids, by_page)
    found = [page if name in shared_ids else name or page for name, page in zip(ids, by_page, strict=True)]
    oddities = []
    if entries and not any(ids):
        oddities.append("Its entries have no ids; they are told apart by their links or titles.")
    if shared_ids - {""}:
        oddities.append("Different entries have the same id; they are told apart by their links or titles.")
    if shared_pages - {""} and not all(ids):
        oddities.append("Different entries have the same link; they are told apart by their titles.")
    return [key if len(key) <= _LONGEST else _hashed(key) for key in found], oddities


def _shared(names: Sequence[str], meant: Sequence[str]) -> set[str]:
    """The names that stand for more than one thing; "" names nothing."""
    things = defaultdict(set)
    for name, thing in zip(names, meant, strict=True):
        things[name].add(thing)
    return {name for name, found in things.items() if not name or len(found) > 1}


def _page(link: str) -> str:
    """The name of a page, or of a part of it, whether its site speaks http or https; itself where it is no link."""
    if len(link) > MAX_LINK:
        return link
    fragment = link.partition("#")[2]
    try:
        page = _WEB.sub("", canonical(link))
    except NotALink:
        return link
    return f"{page}#{fragment}" if fragment and "=" not in fragment else page


def _hashed(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()
