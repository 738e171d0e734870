"""A web page to a Draft: trafilatura finds the text, the page's metadata says the rest. For worker processes."""

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin, urlsplit

import htmldate
from lxml.html import HtmlElement
from trafilatura import bare_extraction, load_html
from trafilatura.settings import Document

from bot.ingest import links, metadata
from bot.ingest.draft import Draft, moment
from bot.ingest.metadata import Metadata
from bot.ingest.pruning import prune
from bot.ingest.standfirst import standfirst
from bot.model.errors import NotALink, TooLarge

MAX_ELEMENTS = 40_000
SHORT = 2000
MORE = 2
"""The text that a page has in JSON-LD is taken where it is so many times longer than what is found on the page."""

MAX_VISIBLE = 20_000

_SEPARATOR = re.compile(r"\s+[|–—·•»-]\s+")
_URL_DATE = re.compile(r"/(20[0-3]\d)[/-](0[1-9]|1[0-2])[/-](0[1-9]|[12]\d|3[01])(?=[/-]|$)")
_HIDDEN = frozenset({"script", "style", "template"})


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page's draft, with the signs by which a page that is no article is known.

    `visible` is all text of the page that a reader sees, menus included; "" where the draft is not short.
    """

    draft: Draft
    metadata: Metadata
    visible: str


def read(markup: str, url: str | None = None) -> ReadPage | None:
    """Read a page's HTML; None when nothing in it can be parsed. `url` is where the page came from.

    Raises TooLarge for a page of more than MAX_ELEMENTS elements, which would take minutes.
    """
    tree = load_html(markup)
    if tree is None:
        return None
    if tree.xpath("count(//*)") > MAX_ELEMENTS:
        raise TooLarge(what="That page", limit=f"{MAX_ELEMENTS:,} elements")
    facts = metadata.of_tree(tree)
    link_texts = frozenset(_link_text(link) for link in tree.iter("a"))
    published = moment(facts.published) or _found_date(tree, url)
    prune(tree)
    document = bare_extraction(tree, url=url, include_comments=False)
    text = document.text if isinstance(document, Document) else None
    if facts.free and facts.body and _says_more(facts.body, text or ""):
        text = facts.body
    above = standfirst(tree, text, facts.description) if text else ""
    paragraphs = (*([above] if above else []), *(text or "").split("\n"))
    draft = Draft(
        title=_title(facts, url),
        paragraphs=paragraphs,
        site=facts.site or _host(url),
        authors=facts.authors,
        published=published,
        url=_own_link(facts.url, url),
        link_texts=link_texts,
    )
    return ReadPage(draft, facts, _visible(load_html(markup)) if sum(map(len, paragraphs)) < SHORT else "")


def _says_more(stated: str, found: str) -> bool:
    """Whether the stated text is much longer than the one found, or the same with its paragraphs."""
    return len(stated) > MORE * len(found) or ("\n" in stated and stated.split() == found.split())


def _link_text(link: HtmlElement) -> str:
    text = "".join(link.itertext()) if len(link) else link.text or ""
    return " ".join(text.split())


def _title(facts: Metadata, url: str | None) -> str:
    """A page's title without the name of its site in front or at the end."""
    title = " ".join(facts.title.split())
    if not title:
        return facts.heading
    if facts.heading and _SEPARATOR.match(title.removeprefix(facts.heading)):
        return facts.heading
    parts = _SEPARATOR.split(title)
    names = {_letters(facts.site), _letters(_host(url)), *(_letters(label) for label in _host(url).split("."))} - {""}
    if len(parts) > 1 and _letters(parts[-1]) in names:
        return title[: title.rindex(parts[-1])].rstrip(" |–—-·•»")
    if len(parts) > 1 and _letters(parts[0]) in names:
        return title[len(parts[0]) :].lstrip(" |–—-·•»")
    return title


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _host(url: str | None) -> str:
    host = urlsplit(url).hostname if url else None
    return (host or "").removeprefix("www.")


def _own_link(stated: str, url: str | None) -> str | None:
    """The page's own link: what it states when that is on the same site, else where it came from."""
    if url is None:
        return _untracked(stated)
    stated = urljoin(url, stated) if stated else ""
    same_site = _site(stated) == _site(url)
    deep_enough = len(urlsplit(stated).path.strip("/")) > 0 or not urlsplit(url).path.strip("/")
    return (_untracked(stated) if same_site and deep_enough else None) or _untracked(url)


def _site(url: str) -> str:
    return ".".join(_host(url).split(".")[-2:])


def _untracked(link: str) -> str | None:
    try:
        return links.untracked(link)
    except NotALink:
        return None


def _found_date(tree: HtmlElement, url: str | None) -> datetime | None:
    if url is not None and (stated := _URL_DATE.search(urlsplit(url).path)):
        return moment("-".join(stated.groups()))
    found = htmldate.find_date(tree, original_date=True, extensive_search=False, url=url)
    return moment(found) if found else None


def _visible(tree: HtmlElement) -> str:
    """All text that a reader sees, menus included, up to MAX_VISIBLE characters."""
    pieces: list[str] = []
    for element in tree.iter():
        if element.tag not in _HIDDEN and element.text:
            pieces.append(element.text)
        if element.tail:
            pieces.append(element.tail)
    return " ".join(" ".join(pieces).split())[:MAX_VISIBLE]
