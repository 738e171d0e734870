"""What a web page says about itself: JSON-LD first, then meta tags (Open Graph and older ones), then its markup."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml.html import HtmlElement

from bot.ingest import byline

Node = dict[str, Any]

_ARTICLE_TYPES = re.compile(r"\w*Article|BlogPosting|LiveBlogPosting|Report|Review|OpinionPiece")
_VIDEO_TYPES = frozenset({"VideoObject", "Movie", "TVEpisode", "Clip", "BroadcastEvent"})
_LIST_TYPES = frozenset({"CollectionPage", "ItemList", "SearchResultsPage"})
_DATE_NAMES = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "dc.date", "dc.date.issued",
    "dcterms.created", "dcterms.date", "pubdate", "publishdate", "publish-date", "parsely-pub-date",
    "article:publicationdate",
    "sailthru.date", "citation_publication_date", "article.published", "published_time", "og:published_time",
)  # fmt: skip
_AUTHOR_NAMES = (
    "author",
    "article:author",
    "og:article:author",
    "byl",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "citation_author",
)
_WRAPPED = re.compile(r"^\s*(?:/[/*]\s*)?(?:<!\[CDATA\[|<!--)(?:\s*\*/)?|(?:/[/*]\s*)?(?:\]\]>|-->)(?:\s*\*/)?\s*$")
_TAG = re.compile(r"<[^<>]{1,300}>")
_MAX_NODES = 2000


@dataclass(frozen=True, slots=True)
class Metadata:
    """A page's own statements; every text as it stands there, "" where it says nothing.

    `title` is what the page calls itself for others, `heading` the first heading on the page.
    `kinds` are the schema.org types of the page's nodes, `free` is False where it is for
    subscribers only. `body` is the article's text in JSON-LD, without marks of paragraphs where it has none.
    """

    title: str = ""
    heading: str = ""
    site: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    url: str = ""
    page_type: str = ""
    kinds: frozenset[str] = frozenset()
    free: bool = True
    description: str = ""
    body: str = ""

    @property
    def is_article(self) -> bool:
        """Whether the page calls itself an article."""
        return self.page_type == "article" or any(_ARTICLE_TYPES.fullmatch(kind) for kind in self.kinds)

    @property
    def is_video(self) -> bool:
        """Whether the page calls itself a video and not an article."""
        return self.page_type.startswith("video") or bool(self.kinds & _VIDEO_TYPES)

    @property
    def is_list(self) -> bool:
        """Whether the page calls itself a list."""
        return bool(self.kinds & _LIST_TYPES) and not self.is_article


@dataclass(slots=True)
class _Tags:
    """Meta tags by lower-case name, with their contents in order."""

    contents: dict[str, list[str]] = field(default_factory=dict)

    def first(self, *names: str) -> str:
        """The first content under the first of these names that has any."""
        return next((self.contents[name][0] for name in names if name in self.contents), "")


def of_tree(tree: HtmlElement) -> Metadata:
    """Read a page's metadata from its parsed tree, which is not changed."""
    tags = _tags(tree)
    nodes = list(_nodes(tree))
    main = next((node for node in nodes if any(_ARTICLE_TYPES.fullmatch(kind) for kind in _kinds(node))), {})
    return Metadata(
        title=_title(tree, tags, main),
        heading=_content(tree.find(".//h1")),
        site=tags.first("og:site_name") or _name(main.get("publisher")) or tags.first("application-name"),
        authors=_authors(tree, tags, main),
        published=_text(main.get("datePublished")) or tags.first(*_DATE_NAMES) or _time(tree),
        url=_canonical(tree) or tags.first("og:url"),
        page_type=tags.first("og:type").lower(),
        kinds=frozenset(kind for node in nodes for kind in _kinds(node)),
        free=str(main.get("isAccessibleForFree", True)).lower() != "false",
        body=_TAG.sub("", html.unescape(_text(main.get("articleBody")))),
        description=" ".join((tags.first("og:description", "description") or _text(main.get("description"))).split()),
    )


def _tags(tree: HtmlElement) -> _Tags:
    tags = _Tags()
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().lower()
        content = (element.get("content") or "").strip()
        if name and content:
            tags.contents.setdefault(name, []).append(content)
    return tags


def _nodes(tree: HtmlElement) -> Iterator[Node]:
    """All JSON-LD nodes of a page that are near the top of their block."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "") or not script.text:
            continue
        try:
            waiting = [json.loads(_WRAPPED.sub("", script.text), strict=False)]
        except (ValueError, RecursionError):
            continue
        for _ in range(_MAX_NODES):
            if not waiting:
                break
            found = waiting.pop(0)
            if isinstance(found, list):
                waiting[:0] = found
            elif isinstance(found, dict):
                yield found
                waiting.extend(found[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in found)


def _kinds(node: Node) -> list[str]:
    kinds = node.get("@type")
    return [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _name(value: object) -> str:
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, list):
        return next((name for item in value if (name := _name(item))), "")
    return _text(value)


def _title(tree: HtmlElement, tags: _Tags, main: Node) -> str:
    """The title that the page states: its headline in JSON-LD where another statement agrees, else the first there is.

    A headline that is cut is made whole from the one that goes on from it.
    """
    headline = " ".join(html.unescape(_text(main.get("headline"))).split())
    stated = tags.first("og:title", "twitter:title", "parsely-title", "title", "dc.title")
    element, heading = _content(tree.find(".//title")), _content(tree.find(".//h1"))
    agreeing = [other for other in (stated, element, heading) if headline and _letters(headline) in _letters(other)]
    if not agreeing:
        shown = element if heading and _letters(heading) in _letters(element) else ""
        return stated or shown or headline or element
    whole = headline.rstrip("….")
    return next((other for other in agreeing if other.startswith(whole) and whole != headline), headline)


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _authors(tree: HtmlElement, tags: _Tags, main: Node) -> tuple[str, ...]:
    """The authors' names from the first place that has any: JSON-LD, meta tags, the page's byline."""
    stated = main.get("author")
    in_json = [_name(author) for author in (stated if isinstance(stated, list) else [stated])]
    for texts in (in_json, *(tags.contents.get(name, []) for name in _AUTHOR_NAMES)):
        if found := [name for text in texts for name in byline.names(text)]:
            return tuple(dict.fromkeys(found))
    return byline.on_page(tree)


def _time(tree: HtmlElement) -> str:
    """The publication time in a page's markup."""
    for element in tree.iter("time", "meta", "span"):
        if element.get("itemprop") == "datePublished" or element.get("pubdate") is not None:
            return (element.get("datetime") or element.get("content") or "").strip()
    return ""


def _canonical(tree: HtmlElement) -> str:
    element = tree.find('.//link[@rel="canonical"]')
    return "" if element is None else (element.get("href") or "").strip()


def _content(element: HtmlElement | None) -> str:
    return "" if element is None else " ".join("".join(element.itertext()).split())
