"""RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0 as raw feeds; what one of them has is read in the others too."""

import base64
import re
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from itertools import islice

from lxml.etree import _Element

from bot.ingest.feeds import links, markup, plaintext
from bot.ingest.feeds.raw import MAX_ENTRIES, TOO_MANY, RawEntry, RawFeed
from bot.ingest.feeds.source import Text

_ROOTS = frozenset({"rss", "rdf", "feed", "channel"})
# The prefix under which we know a namespace (its address in lower case, without its last / or #); "" for feeds' own.
_PREFIXES = {
    "http://www.w3.org/2005/atom": "",
    "http://purl.org/atom/ns": "",
    "http://purl.org/rss/1.0": "",
    "http://my.netscape.com/rdf/simple/0.9": "",
    "http://channel.netscape.com/rdf/simple/0.9": "",
    "http://backend.userland.com/rss2": "",
    "http://purl.org/rss/1.0/modules/content": "content",
    "http://purl.org/rss/1.0/modules/syndication": "sy",
    "http://purl.org/dc/elements/1.1": "dc",
    "http://purl.org/dc/terms": "dcterms",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://www.w3.org/1999/xhtml": "xhtml",
}
_OWN_PREFIXES = frozenset({"atom", "a10", "rss"})

_TITLES = ("title", "dc:title", "itunes:title")
_IDS = ("guid", "id", "dc:identifier")
_DATES = (
    "published", "pubdate", "issued", "dc:date", "dcterms:issued", "dcterms:created", "created", "date",
    "updated", "modified", "dcterms:modified",
)  # fmt: skip
_TEXTS = (
    "content:encoded", "encoded", "content", "xhtml:body", "xhtml:div", "body", "description", "summary",
    "itunes:summary", "dc:description",
)  # fmt: skip
_NOT_THE_PAGE = frozenset({"self", "edit", "enclosure", "replies", "hub", "next", "prev", "previous", "license", "via"})
_PERIODS = {"hourly": 1, "daily": 24, "weekly": 7 * 24, "monthly": 30 * 24, "yearly": 365 * 24}
_LONGEST_WAIT = timedelta(days=366)
_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_RDF_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"

Fields = dict[str, list[_Element]]


def read(source: Text, url: str) -> RawFeed | None:
    """The feed in a document; None when it is none. Of more than MAX_ENTRIES entries only the first are read."""
    tree = markup.parse(source.text, _ROOTS)
    if tree is None:
        return None
    top = _top(tree.root)
    if top is None:
        return None
    found = list(islice(_elements(tree.root), MAX_ENTRIES + 1))
    oddities = [f"It is not well-formed XML ({tree.problem}); what could be read was."] if tree.problem else []
    if source.cut or not tree.whole:
        found = found[: -1 if found and _is_open(found[-1], tree.text) else None]
        oddities.append("It is cut off or too large; the entries up to there were read.")
    if len(found) > MAX_ENTRIES:
        oddities.append(TOO_MANY)
    fields, base = _fields(top), _base(top, _base(tree.root, url))
    entries = tuple(_entry(element, base, url) for element in found[:MAX_ENTRIES])
    return RawFeed(_title(fields), _link(fields, base, url)[0], _every(fields), entries, tuple(oddities))


def _top(root: _Element) -> _Element | None:
    """The element that holds the feed's own fields."""
    kind = _local(root)
    if kind in {"feed", "channel"}:
        return root
    channel = next(root.iter("{*}channel", "{*}Channel", "{*}CHANNEL"), None)
    if channel is not None or kind == "rss":
        return root if channel is None else channel
    return root if next(_elements(root), None) is not None else None


def _elements(root: _Element) -> Iterator[_Element]:
    yield from root.iter(*(("{*}entry", "{*}Entry") if _local(root) == "feed" else ("{*}item", "{*}Item", "{*}ITEM")))


def _is_open(element: _Element, text: str) -> bool:
    """Whether the document's text ends inside its last entry."""
    name = f"{element.prefix}:" if element.prefix else ""
    name += element.tag.rpartition("}")[2]
    return text.rfind(f"<{name}") > text.rfind(f"</{name}")


def _base(element: _Element, outer: str) -> str:
    """What links inside an element are relative to (XML Base)."""
    written = element.get(_XML_BASE)
    return outer if written is None else links.absolute(written, outer, outer) or outer


def _entry(element: _Element, base: str, url: str) -> RawEntry:
    fields = _fields(element)
    link, relative = _link(fields, _base(element, base), url)
    return RawEntry(
        id=_first(fields, *_IDS) or (element.get(_RDF_ABOUT) or "").strip(),
        title=_title(fields),
        link=link,
        relative=relative,
        dates=tuple(text for name in _DATES for found in fields.get(name, ()) if (text := _text(found))),
        texts=tuple(partial(_paragraphs, found) for name in _TEXTS for found in fields.get(name, ())),
    )


def _fields(parent: _Element) -> Fields:
    fields: Fields = {}
    for child in parent.iterchildren("*"):
        fields.setdefault(_name(child, parent), []).append(child)
    return fields


def _name(element: _Element, parent: _Element) -> str:
    """An element's name in lower case, with the prefix under which we know its namespace."""
    namespace, _, local = element.tag.rpartition("}")
    local = local.lower()
    if not namespace:
        prefix, _, local = local.rpartition(":")
    else:
        known = _PREFIXES.get(namespace[1:].lower().rstrip("/#"))
        own = "" if parent.tag.startswith(f"{namespace}}}") else "?"
        prefix = own if known is None else known
    return local if not prefix or prefix in _OWN_PREFIXES else f"{prefix}:{local}"


def _local(element: _Element) -> str:
    return re.split("[}:]", element.tag)[-1].lower()


def _text(element: _Element, limit: int = 200) -> str:
    """The text of an element and of the first elements inside."""
    text = "".join(islice(element.itertext(), limit)) if len(element) else element.text or ""
    return text.strip()


def _first(fields: Fields, *names: str) -> str:
    return next((text for name in names for found in fields.get(name, ()) if (text := _text(found))), "")


def _title(fields: Fields) -> str:
    for name in _TITLES:
        for found in fields.get(name, ()):
            if title := plaintext.one_line(_content(found), literal=found.get("type") == "text"):
                return title
    return ""


def _paragraphs(element: _Element) -> str:
    if len(element):
        return plaintext.paragraphs_of(element)
    return plaintext.paragraphs(_content(element), literal=element.get("type") in {"text", "text/plain"})


def _content(element: _Element) -> str:
    """The text of an element, decoded where it says that it is base64 (Atom 0.3: mode; Atom 1.0: any other type)."""
    text = _text(element)
    kind = element.get("type") or ""
    binary = "/" in kind and not re.match(r"text/|.*[/+]xml\b|application/(?:html|json)", kind)
    if element.get("mode") != "base64" and not binary:
        return text
    try:
        return base64.b64decode(text, validate=True).decode("utf-8", "replace")
    except ValueError:
        return text


def _link(fields: Fields, base: str, url: str) -> tuple[str | None, bool]:
    """The absolute link of a page, and whether it was written otherwise: alternate ones first, then a permanent id."""
    written = [
        (found, found.get("rel", "").lower(), found.get("href") or _text(found)) for found in fields.get("link", ())
    ]
    pages = [(found, href) for found, rel, href in written if rel in {"", "alternate"}]
    ranked = sorted(pages, key=lambda page: _is_data(page[0]))
    ranked += [(found, href) for found, rel, href in written if rel not in {"", "alternate"} | _NOT_THE_PAGE]
    ids = [found for found in fields.get("guid", ()) if found.get("ispermalink", found.get("isPermaLink")) != "false"]
    permanent = [(found, text) for found in ids if (text := _text(found)).startswith(("http://", "https://"))]
    original = [(found, _text(found)) for found in fields.get("feedburner:origlink", ())]
    for found, href in (*original, *ranked, *permanent):
        link = links.absolute(href, _base(found, base), url)
        if link is not None:
            return link, not re.match(r"\s*https?:", href, re.IGNORECASE)
    return None, False


def _is_data(link: _Element) -> bool:
    """Whether a link says that it leads to the entry as data, not as a page."""
    return re.search(r"json|rss|atom", link.get("type", "")) is not None


def _every(fields: Fields) -> timedelta | None:
    """How long to wait between readings: `ttl` in minutes (RSS 2.0), else the syndication module's period."""
    minutes = _number(_first(fields, "ttl"))
    if minutes:
        return _sensible(timedelta(minutes=minutes))
    period = _PERIODS.get(_first(fields, "sy:updateperiod").lower())
    if period is None:
        return None
    return _sensible(timedelta(hours=period) / (_number(_first(fields, "sy:updatefrequency")) or 1))


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"\d{1,6}", text, re.ASCII) else 0


def _sensible(wait: timedelta) -> timedelta | None:
    return wait if timedelta(minutes=1) <= wait <= _LONGEST_WAIT else None
