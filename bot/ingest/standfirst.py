"""The standfirst of a page: the sentence or two under its heading, which finders of text often miss."""

import re
from collections.abc import Iterator
from itertools import dropwhile, islice

from lxml.html import HtmlElement

LEAST_WORDS = 8
MOST_WORDS = 90
NEAR = 300
"""How many elements after the heading it is looked for."""

_TAGS = frozenset({"p", "h2", "h3", "h4", "div", "span"})
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
    first = _flat(text)[:_OPENING]
    for element in _after_heading(tree):
        found = _flat(element.text_content())
        if first and found.startswith(first):
            return ""
        if LEAST_WORDS <= len(found.split()) <= MOST_WORDS and found not in text and _is_one(element, description):
            return found
    return ""


def _after_heading(tree: HtmlElement) -> Iterator[HtmlElement]:
    heading = tree.find(".//h1")
    for element in islice(dropwhile(lambda one: one is not heading, tree.iter()), 1, NEAR):
        if element.tag in _TAGS and not any(child.tag in _TAGS and child.tag != "span" for child in element):
            yield element


def _is_one(element: HtmlElement, description: str) -> bool:
    found = _flat(element.text_content())
    if len(description) >= _OPENING and found.startswith(description[:_OPENING]):
        return True
    parent = element.getparent()
    names = " ".join(one.get("class") or "" for one in (element, parent) if one is not None)
    return _NAMES.search(names) is not None and sum(len(a.text_content()) for a in element.iter("a")) * 2 < len(found)


def _flat(text: str) -> str:
    return " ".join(text.split())
