"""Titles and texts of feeds, in HTML or not, as plain text."""

import re
from html import unescape
from html.entities import html5
from typing import TYPE_CHECKING

from bot.ingest import clean

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_TEXT = 50_000
MAX_MARKUP = 500_000
MAX_TITLE = 5_000

FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML 1.0, section 2.2

_INLINE = (
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|img|ins|kbd|mark|q|s|samp|small|span|strike|strong|sub"
    "|sup|time|tt|u|var|wbr"
)
_BLOCK = (
    "address|article|aside|audio|blockquote|button|caption|center|dd|div|dl|dt|figcaption|figure|footer|form|h1|h2|h3"
    "|h4|h5|h6|head|header|hr|iframe|li|main|nav|noscript|object|ol|p|pre|script|section|style|svg|table|tbody|td"
    "|template|tfoot|th|thead|tr|ul|video"
)
_UNSEEN = frozenset({"button", "head", "iframe", "noscript", "object", "script", "style", "svg", "template"})
_ENTRIES = frozenset({"item", "entry"})
_BLOCKS = frozenset(_BLOCK.split("|"))

_INLINE_TAG = re.compile(rf"</?(?:{_INLINE})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_TAG = re.compile(rf"<!--|</?(?:{_INLINE}|{_BLOCK}|br)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_REFERENCE = re.compile(r"&(?:#\d{1,8}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{1,31});")
_BLANKS = re.compile(r"\s+")


def character(reference: re.Match[str]) -> str:
    """The characters that a reference such as &eacute; or &#233; stands for; itself where HTML does not know it."""
    text = reference[0]
    return unescape(text) if text[1] == "#" or text[1:] in html5 else text


def unescaped(text: str) -> str:
    """A text with its references as characters, once."""
    return _REFERENCE.sub(character, text) if "&" in text else text


def one_line(markup: str, *, literal: bool = False) -> str:
    """A title as one plain line. In a `literal` one, what looks like a tag is text."""
    text = markup[:MAX_TITLE]
    if not literal and "<" in text:
        text = _TAG.sub(" ", _INLINE_TAG.sub("", _COMMENT.sub("", text)))
    return clean.headline(unescaped(text))


def paragraphs(markup: str, *, literal: bool = False) -> str:
    """A text as plain paragraphs. In a `literal` one, what looks like a tag is text."""
    markup = markup[:MAX_MARKUP]
    if literal or not _TAG.search(markup):
        return _shortened(unescaped(markup))
    from lxml import etree

    parser = etree.HTMLParser(target=_Page(), remove_comments=True, remove_pis=True, no_network=True)
    parser.feed(f"<div>{markup}</div>")
    return str(parser.close())


def paragraphs_of(element: "_Element") -> str:
    """The text of an element with elements inside, as plain paragraphs, up to where another entry stands in it."""
    from lxml import etree

    page = _Page()
    for event, inner in etree.iterwalk(element, events=("start", "end")):
        if page.full or _local(inner.tag) in _ENTRIES:
            break
        if event == "start":
            page.start(inner.tag, {})
            page.data(inner.text or "")
        else:
            page.end(inner.tag)
            page.data((inner.tail or "") if inner is not element else "")
    return page.close()


class _Page:
    """Collects the text that a reader would see out of a parser's events."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._size = 0
        self._unseen = 0

    @property
    def full(self) -> bool:
        return self._size > MAX_TEXT

    def start(self, tag: str, _attributes: object) -> None:
        name = _local(tag)
        self._unseen += name in _UNSEEN
        if name in _BLOCKS:
            self._pieces.append("\n\n")
        elif name == "br":
            self._pieces.append("\n")

    def end(self, tag: str) -> None:
        name = _local(tag)
        self._unseen -= name in _UNSEEN
        if name in _BLOCKS:
            self._pieces.append("\n\n")

    def data(self, text: str) -> None:
        if not self._unseen and not self.full:
            self._pieces.append(_BLANKS.sub(" ", text))
            self._size += len(text)

    def close(self) -> str:
        return _shortened("".join(self._pieces))


def _local(tag: str) -> str:
    return re.split("[}:]", tag)[-1].lower()


def _shortened(text: str) -> str:
    """Clean paragraphs of at most MAX_TEXT characters, cut between words."""
    text = "\n\n".join(clean.paragraphs(text))
    if len(text) <= MAX_TEXT:
        return text
    return (text[: MAX_TEXT - 1].rsplit(None, 1) or [""])[0] + "…"
