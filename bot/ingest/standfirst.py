"""The standfirst of a page: the sentence or two under its heading, which finders of text often miss."""

import re
from collections.abc import Iterator
from itertools import dropwhile, islice, takewhile

from lxml.html import HtmlElement

LEAST_WORDS = 8
MOST_WORDS = 90
NEAR = 150
"""How many elements after the heading it is looked for."""

_TAGS = ("h1", "h2", "h3", "h4", "p", "div", "span")
_INLINE = frozenset({"a", "abbr", "b", "br", "em", "i", "q", "small", "span", "strong", "sub", "sup", "time"})
_NAMES = re.compile(
    r"(?<![a-z])(?:stand-?first|excerpt|teaser-?text|dek|deck|strap-?line|lead|lede|intro(?:duction)?|vorspann|chapeau"
    r"|sub-?(?:title|head|headline|heading)|article-?(?:summary|description)|entradilla)(?![a-z])",
    re.IGNORECASE,
)
_OPENING = 60


def standfirst(tree: HtmlElement, text: str, description: str) -> str:
    """The standfirst that stands between a page's heading and the text found on it; "" where there is none.

    It is known by its element's name, or as what the page says of itself in its `description`.
    """
    for element in _after_heading(tree):
        found = _own_text(element)
        if len(found.split()) < LEAST_WORDS:
            continue
        if found[:_OPENING] in text:
            return ""
        if len(found.split()) <= MOST_WORDS and (_is_described(found, description) or _is_named(element, found)):
            return found
    return ""


def _after_heading(tree: HtmlElement) -> Iterator[HtmlElement]:
    heading = next(tree.iter("h1", "h2"), None)
    return islice(dropwhile(lambda one: one is not heading, tree.iter(*_TAGS)), 1, NEAR)


def _own_text(element: HtmlElement) -> str:
    """An element's text up to the first block in it."""
    pieces = [element.text or ""]
    for child in takewhile(lambda one: one.tag in _INLINE, element):
        pieces += (child.text_content(), child.tail or "")
    return _flat("".join(pieces))


def _is_described(found: str, description: str) -> bool:
    return len(description) >= _OPENING and found.startswith(description[:_OPENING])


def _is_named(element: HtmlElement, found: str) -> bool:
    parent = element.getparent()
    names = " ".join(one.get("class") or "" for one in (element, parent) if one is not None)
    return _NAMES.search(names) is not None and sum(len(a.text_content()) for a in element.iter("a")) * 2 < len(found)


def _flat(text: str) -> str:
    return " ".join(text.split())
