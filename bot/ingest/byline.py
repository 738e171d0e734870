"""Authors' names: single ones out of a byline's text, and the byline in a page's markup."""

import re
from collections.abc import Iterator
from itertools import islice

from lxml.etree import XPath
from lxml.html import HtmlElement

MOST_WORDS = 6
MOST_CHARACTERS = 80
TRIED = 30
"""How many marked elements are looked at."""

_CLASS = 'translate(@class, "ABEHILNORTUY", "abehilnortuy")'
_MARKED = tuple(
    XPath(path)
    for path in (
        './/*[@rel="author" or @itemprop="author"]',
        (
            ".//*[self::a or self::span or self::address or self::cite or self::em]"
            f'[contains({_CLASS}, "author") or contains({_CLASS}, "byline")]'
        ),
        f'.//*[self::div or self::p or self::li][contains({_CLASS}, "author") or contains({_CLASS}, "byline")]',
        './/a[contains(@href, "/author/") or contains(@href, "/users/") or contains(@href, "/profile/")]',
    )
)
_BY = re.compile(
    r"^\s*(?:(?:written|words|text|story|report(?:ing)?|posted|by-?line|authors?|autor(?:en|a)?|auteur)s?\b[:\s]*)?"
    r"(?:(?:by|von|par|por)\b(?!\s+(?:der|den)\b):?)?\s*",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:;|\||/|•|·|,(?! (?:Jr|Sr)\b)|\band\b|\bund\b|\bet\b|&|\s[–—-]\s)\s*")
_SPANISH = re.compile(r"\s*(?:;|\||,|\by\b|&)\s*")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DATE = re.compile(rf"\s*\b(?:\d{{1,2}}\s+{_MONTH}|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?)$", re.IGNORECASE)
_PLACE = re.compile(r"\s+in\s+[A-Z].*$")
_ROLE = re.compile(
    r"\b(?:correspondent|reporter|editor|writer|journalist|columnist|contributor|bureau chief|special to|redaktion"
    r"|korrespondent(?:in)?|journaliste|redactora?|updated|published|posted|follow|share|comments?|view|minutes?|photo)\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(r"\s+on (?:twitter|facebook|instagram|linkedin|mastodon)\b.*$", re.IGNORECASE)


def names(text: str) -> list[str]:
    """Single names out of "By Maud Ellery and Oskar Brandt"; links, handles, roles, places and dates are no names."""
    text = " ".join(text.split())
    if "://" in text:
        return []
    opening = _BY.match(text)
    by = opening.group() if opening else ""
    parts = (_SPANISH if by.strip().lower().startswith("por") else _BETWEEN).split(text[len(by) :])
    found = (_ELSEWHERE.sub("", _PLACE.sub("", _DATE.sub("", part))).strip(" —–-|,.:") for part in parts)
    return list(dict.fromkeys(name for name in found if _is_name(name)))


def on_page(tree: HtmlElement) -> tuple[str, ...]:
    """The names in the first element that is marked as the author's, and in those beside it."""
    for find in _MARKED:
        for element in islice(find(tree), TRIED):
            text = _content(element)
            if 2 < len(text) < 120 and (found := names(text)):
                beside = [name for other in _beside(element) for name in names(_content(other))]
                return tuple(dict.fromkeys((*found, *beside)))
    return ()


def _beside(element: HtmlElement) -> Iterator[HtmlElement]:
    """The following elements under one parent that are marked in the same way."""
    marks = ("class", "rel", "itemprop")
    for other in element.itersiblings(element.tag):
        if [other.get(mark) for mark in marks] == [element.get(mark) for mark in marks] and len(_content(other)) < 120:
            yield other


def _is_name(text: str) -> bool:
    if not text or len(text) > MOST_CHARACTERS or len(text.split()) > MOST_WORDS or _ROLE.search(text):
        return False
    return not text[0].islower() and not any(mark.isdigit() or mark in "@{}[]<>" for mark in text)


def _content(element: HtmlElement) -> str:
    return " ".join(" ".join(element.itertext()).split())
