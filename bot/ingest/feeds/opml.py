"""Lists of feeds, as readers exchange them: OPML 1.0 and 2.0 (opml.org). For worker processes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from bot.ingest import clean
from bot.ingest.feeds import links
from bot.ingest.feeds.plaintext import FORBIDDEN
from bot.model.errors import NotOpml

MAX_OUTLINES = 1_000


@dataclass(frozen=True, slots=True)
class Outline:
    """A feed in a list: its absolute address and its title, "" for none."""

    url: str
    title: str


def read_opml(data: bytes) -> tuple[Outline, ...]:
    """The feeds in a list, whatever folders they stand in, each once and at most MAX_OUTLINES.

    Raises NotOpml where there is none.
    """
    from bot.ingest.feeds import markup, source

    tree = markup.parse(source.read(data, None).text, ("opml",))
    outlines = () if tree is None else tree.root.iter("{*}outline", "{*}Outline")
    found: dict[str, Outline] = {}
    for element in outlines:
        fields = {name.lower(): value for name, value in element.items()}
        url = links.of_feed(fields.get("xmlurl", ""), "", "")
        if url is not None and len(found) < MAX_OUTLINES:
            title = clean.headline(fields.get("title") or fields.get("text", ""))
            found.setdefault(url, Outline(url, title if title != url else ""))
    if not found:
        raise NotOpml
    return tuple(found.values())


def write_opml(feeds: Sequence[Outline], title: str, now: datetime) -> bytes:
    """A list of feeds as OPML 2.0, in the order given."""
    from lxml import etree

    root = etree.Element("opml", version="2.0")
    head, body = etree.SubElement(root, "head"), etree.SubElement(root, "body")
    etree.SubElement(head, "title").text = _writable(title)
    etree.SubElement(head, "dateCreated").text = format_datetime(now)
    for feed in feeds:
        url, name = FORBIDDEN.sub("", feed.url), _writable(feed.title)
        etree.SubElement(body, "outline", type="rss", text=name or url, title=name or url, xmlUrl=url)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True))


def _writable(text: str) -> str:
    return FORBIDDEN.sub("", clean.line(text))
