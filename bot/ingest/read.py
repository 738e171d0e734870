"""Bytes and texts to Articles. Synchronous, CPU-bound and picklable: for worker processes.

The readers of each kind load heavy libraries; they are imported inside these functions, so that the
main process, which only names the functions, stays small.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.ingest.feeds.discover import FEED_TYPES
from bot.ingest.links import canonical
from bot.ingest.page import Page
from bot.model.article import Article, Source
from bot.model.errors import (
    EmptyText,
    NoArticle,
    NotAnArticleButAFeed,
    NoTextInFile,
    TooLarge,
    UnreadableFile,
    UnsupportedType,
    UserError,
)
from bot.model.feed import Entry

if TYPE_CHECKING:
    from bot.ingest.draft import Draft

MAX_TEXT = 500_000
MIN_WORDS = 8
MIN_ENTRY_WORDS = 60  # a feed's teaser has fewer

_KINDS = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".eml": "mail",
}
_CONTENT_TYPES = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "text/markdown": "markdown",
    "application/pdf": "pdf",
    "application/x-pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "message/rfc822": "mail",
}
_MAGIC = ((b"%PDF-", "pdf"), (b"PK\x03\x04", "docx"))


def read_page(page: Page, now: datetime) -> Article:
    """The article of a fetched page; a link may also lead to a file.

    Raises WallPage, VideoPage, ListPage or NoArticle, or what `read_file` raises.
    """
    kind = _kind_of_page(page)
    links = (canonical(page.url), page.url, *(hop for hop in page.hops), canonical(page.final_url))
    if kind != "html":
        article = _read_file(_name_of_page(page), page.body, kind, now)
        return replace(article, source=Source.LINK, url=article.url or canonical(page.final_url), links=_unique(links))
    with _otherwise(NoArticle(host=page.host)):
        return _read_web_page(page, links, now)


def read_text(text: str, now: datetime) -> Article:
    """The article in a pasted text. Raises EmptyText or TooLarge."""
    if len(text) > MAX_TEXT:
        raise TooLarge(what="That text", limit=f"{MAX_TEXT:,} characters")
    with _otherwise(EmptyText()):
        from bot.ingest import plain

        return _article(plain.read(text, markdown=True), Source.TEXT, now, EmptyText())


def read_file(name: str, data: bytes, now: datetime) -> Article:
    """The article in a file; `name` tells its kind.

    Raises UnsupportedType, UnreadableFile, EncryptedFile, NoTextInFile or TooLarge.
    """
    short = PurePosixPath(name.replace("\\", "/")).name[:80] or "file"
    kind = _KINDS.get(PurePosixPath(short).suffix.lower())
    if kind is None:
        raise UnsupportedType(what=short)
    return _read_file(short, data, kind, now)


def read_entry(entry: Entry, site: str, now: datetime) -> Article:
    """The article in what a feed itself says of it. Raises NoArticle when that is too little to be one."""
    from bot.ingest.draft import Draft

    if len(entry.text.split()) < MIN_ENTRY_WORDS:
        raise NoArticle(host=site)
    paragraphs = tuple(part for part in entry.text.split("\n\n") if part.strip())
    draft = Draft(entry.title, paragraphs, site=site, published=entry.published, url=entry.link)
    return _article(draft, Source.FEED, now, NoArticle(host=site))


def _read_file(name: str, data: bytes, kind: str, now: datetime) -> Article:
    with _otherwise(UnreadableFile(name=name)):
        return _article(_draft(name, data, kind), Source.FILE, now, NoTextInFile(name=name))


def _draft(name: str, data: bytes, kind: str) -> "Draft":
    match kind:
        case "pdf":
            from bot.ingest import pdf

            return pdf.read(name, data)
        case "docx":
            from bot.ingest import word

            return word.read(name, data)
        case "mail":
            from bot.ingest import mail

            return mail.read(name, data)
    from bot.ingest import files

    if kind == "html":
        return files.read_html(name, data)
    return files.read_plain(name, data, markdown=kind == "markdown")


def _read_web_page(page: Page, links: tuple[str, ...], now: datetime) -> Article:
    from bot.ingest import draft, encodings, html, refuse

    read = html.read(encodings.decode(page.body, page.charset), page.final_url)
    if read is None:
        raise NoArticle(host=page.host)
    paragraphs = draft.cleaned(read.draft)
    refuse.check(read, paragraphs, page.host)
    known = (*links, canonical(read.draft.url)) if read.draft.url else links
    return draft.article(read.draft, paragraphs, Source.LINK, now, known)


def _article(found: "Draft", source: Source, now: datetime, empty: UserError) -> Article:
    from bot.ingest import draft

    paragraphs = draft.cleaned(found)
    if sum(len(paragraph.split()) for paragraph in paragraphs) < MIN_WORDS:
        raise empty
    links = (canonical(found.url),) if found.url else ()
    return draft.article(found, paragraphs, source, now, links)


def _kind_of_page(page: Page) -> str:
    for magic, kind in _MAGIC:
        if page.body.startswith(magic):
            return kind
    kind = _CONTENT_TYPES.get(page.content_type, "")
    if not kind and page.content_type in {"", "application/octet-stream", "binary/octet-stream"}:
        kind = _KINDS.get(PurePosixPath(urlsplit(page.final_url).path).suffix.lower(), "html")
    if not kind and page.content_type in FEED_TYPES:
        raise NotAnArticleButAFeed(link=page.url)
    if not kind:
        raise UnsupportedType(what=f"what {page.host} sent ({page.content_type})")
    return kind


def _name_of_page(page: Page) -> str:
    return (PurePosixPath(urlsplit(page.final_url).path).name or page.host)[:80]


def _unique(links: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(links))


@contextmanager
def _otherwise(error: UserError) -> Iterator[None]:
    """Turn whatever a parser of hostile bytes raises into `error`; a UserError passes."""
    try:
        yield
    except UserError:
        raise
    except Exception as cause:
        raise error from cause
