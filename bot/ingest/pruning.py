"""Takes off a page what stands around its article, by what elements call themselves."""

import re
from functools import lru_cache

from lxml.etree import XPath
from lxml.html import HtmlElement

MOST = 0.3
"""An element with this part of the page's paragraphs is the article or holds it, whatever it calls itself."""

_TAGS = frozenset({"figcaption", "dialog"})
_KEPT_TAGS = frozenset({"html", "body", "main", "article", "h1", "head"})
_AROUND = re.compile(
    r"(?<![a-z])(?:"
    r"(?:photo|image|img|picture|media|video|gallery|wp|fig)[-_]*captions?(?:[-_](?:text|container))?|captions?|credits?"
    r"|(?:photo|image|video)[-_]*credits?"
    r"|newsletters?|sign[-_]?up|subscribe(?:[-_](?:box|form|widget))?"
    r"|related(?:[-_]?(?:posts?|articles?|stories|content|links?|news))?|more[-_](?:about|on|from|stories|news|articles)"
    r"|read[-_]?(?:more|also|next)|recommend(?:ed|ations?)|most[-_]?(?:read|popular)|trending|you[-_]may[-_]like"
    r"|next[-_]?(?:story|post|article)s?|prev(?:ious)?[-_]?(?:story|post|article)s?|outbrain|taboola"
    r"|comments?|comment[-_]?(?:list|form|area|section|respond)|respond|disqus(?:[-_]thread)?"
    r"|(?:author|writer)[-_]*(?:bio(?:graphy)?|box|info|card|description|profile)|about[-_]*(?:the[-_]*)?author|bio"
    r"|cookies?|consent|gdpr|popup|modal|lightbox|popmake|pum|overlay[-_]?content"
    r"|bread[-_]?crumbs?|social(?:[-_](?:share|links|media))?|share[-_]?(?:bar|buttons?|links|tools)|sharing"
    r"|advert(?:s|isement)?|sponsored|promo(?:s|box|tion)?|ad[-_](?:slot|unit|container|wrapper)"
    r")(?![a-z])"
)
_ROLES = frozenset({"navigation", "dialog", "alertdialog", "banner", "contentinfo", "complementary", "search"})
_HIDDEN = re.compile(r"display\s*:\s*none")
_SPEAKING = XPath("descendant::*[@class or @id or @role or @hidden or @style or self::figcaption or self::dialog]")


def prune(tree: HtmlElement) -> None:
    """Remove from the tree captions, promos, comments, author boxes, pop-ups and the teasers of other stories."""
    most: float | None = None
    for element in [element for element in _SPEAKING(tree) if _stands_around(element)]:
        if element.getparent() is None or element.find(".//h1") is not None:
            continue
        own = _paragraphs(element)
        if own and most is None:
            most = MOST * _paragraphs(tree)
        if most is None or own <= most:
            element.drop_tree()


def _paragraphs(element: HtmlElement) -> int:
    """How many characters the paragraphs in an element have, its own text included where it is one."""
    return sum(len(paragraph.text_content()) for paragraph in element.iter("p"))


def _stands_around(element: HtmlElement) -> bool:
    if element.tag in _KEPT_TAGS:
        return False
    if element.tag in _TAGS or element.get("role") in _ROLES or element.get("hidden") is not None:
        return True
    style = element.get("style")
    if style is not None and _HIDDEN.search(style) is not None:
        return True
    return _names_something_else(element.get("class") or "") or _names_something_else(element.get("id") or "")


@lru_cache(maxsize=5000)
def _names_something_else(names: str) -> bool:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", names).lower()
    return _AROUND.search(spaced) is not None
