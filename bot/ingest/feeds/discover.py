"""Where a site has its feeds: the links of its page, and addresses worth a try. For worker processes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_FEEDS = 20
MAX_BYTES = 4_000_000

_TYPES = {
    "application/rss+xml": "rss",
    "application/rdf+xml": "rss",
    "application/atom+xml": "atom",
    "application/feed+json": "json",
}
_VAGUE_TYPES = frozenset({"", "text/xml", "application/xml", "application/json"})
_FEED_PATH = re.compile(r"(?:^|[/._-])(?:feeds?|rss2?|atom|rdf)(?:\.(?:xml|json|rdf|rss|atom|php|aspx?))?/?$|\.(?:rss|atom|rdf)$")
_FEED_QUERY = re.compile(r"(?:^|&)(?:feed|format|type|output|alt)=(?:feed|rss2?|atom|json)(?:&|$)")
_FEED_HOST = re.compile(r"(?:feeds?|rss)\d*\.")
_COMMENTS = re.compile(r"comment|replies", re.IGNORECASE)
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
    from bot.ingest.feeds.source import read

    tree = _tree(read(data[:MAX_BYTES], charset).text)
    if tree is None:
        return ()
    base = urljoin_safe(url, tree)
    found: dict[str, FoundFeed] = {}
    ...
