"""Where a site has its feeds: what its page names, and addresses worth a try. For worker processes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.ingest.feeds import links

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_FEEDS = 20
MAX_BYTES = 4_000_000

FEED_TYPES = {
    "application/rss+xml": "rss",
    "application/rdf+xml": "rss",
    "application/atom+xml": "atom",
    "application/feed+json": "json",
}
"""Content types that are feeds' alone, each with its kind."""

_VAGUE_TYPES = frozenset({"", "text/xml", "application/xml", "application/json"})
_FEED_PATH = re.compile(
    r"(?:^|/)(?:feeds?|rss2?|atom|rdf)/?$"
    r"|(?:^|[/_.-])(?:feeds?|rss2?|atom|rdf)\.(?:xml|json|rdf|rss|atom|php|aspx?)$"
    r"|(?:^|/)index\.(?:xml|rdf)$|\.(?:rss|atom|rdf)$"
)
_FEED_QUERY = re.compile(r"(?:^|&)(?:feed|format|type|output|alt)=(?:feed|rss2?|atom|json)(?:&|$)")
_FEED_HOST = re.compile(r"(?:feeds?|rss)\d*\.")
_COMMENTS = re.compile(r"\bcomment|\breplies\b", re.IGNORECASE)
_MAX_ANCHORS = 5_000
_GUESSES = ("/feed", "/rss.xml", "/atom.xml", "/feed.json", "/index.xml")


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed that a page names: its absolute address, its title ("" for none), and `kind`: rss, atom, json or ""."""

    href: str
    title: str
    kind: str


def feed_links(data: bytes, url: str, charset: str | None = None) -> tuple[FoundFeed, ...]:
    """The feeds that a web page names, each once and at most MAX_FEEDS: those it declares, then those it links to.

    Feeds of comments come last. `url` is where the page came from.
    """
    from bot.ingest.feeds import source

    tree = _tree(source.read(data[:MAX_BYTES], charset).text)
    if tree is None:
        return ()
    base = next((href for one in tree.iter("base") if (href := links.absolute(one.get("href", ""), url, url))), url)
    found: dict[str, FoundFeed] = {}
    for feed in chain(_declared(tree, base, url), _linked(tree, base, url)):
        found.setdefault(feed.href, feed)
    return tuple(sorted(found.values(), key=_is_of_comments)[:MAX_FEEDS])


def guesses(url: str) -> tuple[str, ...]:
    """Addresses at which a site's feed stands by convention, where its page names none."""
    return tuple(guess for path in _GUESSES if (guess := links.absolute(path, url, url)))


def _tree(text: str) -> "HtmlElement | None":
    from lxml import html
    from lxml.etree import LxmlError

    try:
        return html.document_fromstring(text.encode(), html.HTMLParser(encoding="utf-8", no_network=True))
    except LxmlError:
        return None


def _declared(tree: "HtmlElement", base: str, url: str) -> Iterator[FoundFeed]:
    for link in tree.iter("link"):
        relations = link.get("rel", "").lower().split()
        media = link.get("type", "").partition(";")[0].strip().lower()
        href = links.of_feed(link.get("href", ""), base, url)
        if href is None or not {"alternate", "feed"} & set(relations):
            continue
        vague = media in _VAGUE_TYPES and (_looks_like_feed(href) or "feed" in relations)
        if media in FEED_TYPES or vague:
            yield FoundFeed(href, _line(link.get("title", "")), FEED_TYPES.get(media) or _kind(href))


def _linked(tree: "HtmlElement", base: str, url: str) -> Iterator[FoundFeed]:
    for anchor in islice(tree.iter("a"), _MAX_ANCHORS):
        href = links.of_feed(anchor.get("href", ""), base, url)
        if href is not None and _looks_like_feed(href):
            yield FoundFeed(href, _line(anchor.get("title") or anchor.text_content()), _kind(href))


def _looks_like_feed(href: str) -> bool:
    """Whether an address is written as feeds' are, and is not that of a reader which was given a feed's."""
    parts = urlsplit(href.lower())
    if "http" in parts.path or "http" in parts.query:
        return False
    by_name = _FEED_PATH.search(parts.path) or _FEED_QUERY.search(parts.query)
    return by_name is not None or _FEED_HOST.match(parts.netloc) is not None


def _kind(href: str) -> str:
    parts = urlsplit(href.lower())
    address = f"{parts.path}?{parts.query}"
    return next((kind for kind in ("atom", "json", "rss") if kind in address), "")


def _is_of_comments(feed: FoundFeed) -> bool:
    return _COMMENTS.search(f"{feed.title} {urlsplit(feed.href).path}") is not None


def _line(text: str) -> str:
    from bot.ingest import clean

    return clean.headline(text[:1000])
