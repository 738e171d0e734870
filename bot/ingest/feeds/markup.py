"""XML as people write it to a tree, safely: nothing is expanded, nothing is loaded, and broken markup is mended."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from bot.ingest.feeds import plaintext

MAX_TAGS = 500_000  # about 100 MB

_TAG = re.compile(r"<!--.*?(?:-->|\Z)|<((?:[\w.-]+:)?([\w.-]+))(?=[\s/>])", re.DOTALL)
_PAGE = frozenset({"html", "head", "body"})
_MAX_JUNK = 200  # tags in front of the root, as of a warning that the site's program printed
_CDATA = re.compile(r"(<!\[CDATA\[.*?(?:\]\]>|\Z))", re.DOTALL)
_REFERENCE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)(?:#\d{1,8}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{1,31});")
_BARE_AMPERSAND = re.compile(r"&(?!#\d{1,8};|(?:amp|lt|gt|quot|apos);)")
_BARE_BRACKET = re.compile(r"<(?![A-Za-z_/!?])")
_AT_END = frozenset({"ERR_TAG_NOT_FINISHED", "ERR_CDATA_NOT_FINISHED", "ERR_GT_REQUIRED", "ERR_DOCUMENT_END"})
_HTML_FIELD = re.compile(r"(</?(?:title|description|summary|content|content:encoded)(?:\s[^<>]*)?>)")


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed document.

    `text` is what was parsed. `whole` is False where the document ends before its root does, or has more than MAX_TAGS
    tags. `problem` is what was wrong with its form, "" for nothing.
    """

    root: etree._Element
    text: str
    whole: bool
    problem: str


def parse(text: str, roots: Collection[str]) -> Tree | None:
    """The tree of the first element whose local name is one of `roots`; None without one, and for a web page.

    What stands in front of it is left out, its DOCTYPE too, and with that every entity but HTML's own.
    """
    start = _root(text, roots)
    if start is None:
        return None
    mended = _mended(text[start.start() :])
    root, problem = _parsed(mended)
    if problem:
        root = _parsed(_fields_as_text(mended))[0]
    if root is None:
        return None
    whole = f"</{start[1]}" in mended or re.match(r"<[^<>]*/>", mended) is not None
    return Tree(root, mended, whole, problem if whole else "")


def _root(text: str, roots: Collection[str]) -> re.Match[str] | None:
    for tag in islice(_TAG.finditer(text), _MAX_JUNK):
        name = (tag[2] or "").lower()
        if name in roots:
            return tag
        if name in _PAGE:
            return None
    return None


def _parsed(text: str) -> tuple[etree._Element | None, str]:
    """A tree, and the first fault before its end."""
    parser = etree.XMLParser(
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError:
        return None, ""
    faults = (fault for fault in parser.error_log.filter_from_fatals() if fault.type_name not in _AT_END)
    return root, next((fault.message.strip()[:100] for fault in faults), "")


def _mended(text: str) -> str:
    """Text in which HTML's entities are characters, and other ampersands and brackets that mark nothing are text.

    It ends where there are too many tags.
    """
    made, left = [], MAX_TAGS
    for index, part in enumerate(_CDATA.split(text)):
        if index % 2:
            made.append(part)
            continue
        past = next(islice(re.finditer("<", part), left, None), None) if part.count("<") > left else None
        made.append(_without_references(part[: past.start() if past else None]))
        if past:
            break
        left -= part.count("<")
    return "".join(made)


def _without_references(text: str) -> str:
    text = _REFERENCE.sub(_characters, text) if "&" in text else text
    text = _BARE_AMPERSAND.sub("&amp;", text) if "&" in text else text
    return _BARE_BRACKET.sub("&lt;", text)


def _characters(reference: re.Match[str]) -> str:
    """The characters that an HTML reference stands for, written so that none of them is markup; else the reference."""
    meant = plaintext.character(reference)
    if meant == reference[0]:
        return meant
    return "".join(f"&#{ord(character)};" for character in plaintext.FORBIDDEN.sub("", meant))


def _fields_as_text(text: str) -> str:
    """The document with the HTML inside titles and texts marked as text, so that its unclosed tags close nothing."""
    parts = _HTML_FIELD.split(text)
    made: list[str] = []
    field, inside = "", 0
    for index, part in enumerate(parts):
        made.append(part)
        if index % 2 == 0:
            continue
        name = part.strip("</>").split()[0]
        if not field and not part.startswith("</") and not part.endswith("/>"):
            field, inside = name, len(made)
        elif field == name and part.startswith("</"):
            content = "".join(made[inside:-1])
            if "<" in content and "<![CDATA[" not in content:
                made[inside:-1] = [f"<![CDATA[{content}]]>"]
            field = ""
    return "".join(made)
