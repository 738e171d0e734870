"""PDFs with text to Drafts. For worker processes."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

import pypdfium2

from bot.ingest import plain
from bot.ingest.draft import MAX_CHARACTERS, Draft
from bot.ingest.files import limited
from bot.model.errors import EncryptedFile, NoTextInFile, UnreadableFile

MAX_PAGES = 200

_PAGE_NUMBER = re.compile(r"(?:page )?\d{1,4}(?: (?:of|/) \d{1,4})?", re.IGNORECASE)
_BROKEN_WORD = re.compile(r"[^\W\d_][-\u00ad\u2010\x02\ufffe]$")
_SHORT_LINE = 0.8
_WIDE_GAP = 1.3


def read(name: str, data: bytes) -> Draft:
    """The text of a PDF's first MAX_PAGES pages, its lines joined into paragraphs.

    Raises EncryptedFile, UnreadableFile, NoTextInFile or TooLarge.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise EncryptedFile(name=name) from error
        raise UnreadableFile(name=name) from error
    with document:
        pages = _pages(document)
        title = document.get_metadata_value("Title").strip()
    draft = plain.read(limited(name, "\n\n".join(joined(_without_furniture(pages)))))
    if not draft.paragraphs:
        raise NoTextInFile(name=name)
    return draft if draft.title or not title else Draft(title, draft.paragraphs)


def joined(lines: Sequence[str]) -> list[str]:
    """Paragraphs of a page's lines: one ends at an empty line, or at a short line before a new sentence."""
    lengths = sorted(len(line) for line in lines if line)
    full = lengths[int(len(lengths) * 0.9)] if lengths else 0
    found: list[str] = []
    previous = ""
    for line in lines:
        if line and previous and not _ends_paragraph(previous, line, full):
            found[-1] = _continued(found[-1], line)
        elif line:
            found.append(line)
        previous = line
    return found


def _ends_paragraph(line: str, following: str, full: int) -> bool:
    if _BROKEN_WORD.search(line) or following[0].islower():
        return False
    return len(line) < full * _SHORT_LINE


def _continued(paragraph: str, line: str) -> str:
    if _BROKEN_WORD.search(paragraph) and line[0].islower():
        return paragraph[:-1] + line
    return f"{paragraph} {line}"


def _pages(document: pypdfium2.PdfDocument) -> list[list[str]]:
    """The lines of each page, until there are more characters than we take."""
    pages: list[list[str]] = []
    total = 0
    for index in range(min(len(document), MAX_PAGES)):
        page = document[index]
        text_page = page.get_textpage()
        pages.append(_lines(text_page))
        total += text_page.count_chars()
        text_page.close()
        page.close()
        if total > MAX_CHARACTERS:
            break
    return pages


def _lines(page: pypdfium2.PdfTextPage) -> list[str]:
    """The lines of a page, with an empty one wherever the space above a line is wider than usual."""
    lines: list[str] = []
    tops: list[float] = []
    start = 0
    for line in page.get_text_range().split("\r\n"):
        if line.strip():
            lines.append(line.strip())
            tops.append(page.get_charbox(min(start, page.count_chars() - 1), loose=True)[3])
        start += len(line) + 2
    gaps = [above - below for above, below in pairwise(tops)]
    usual = median(gaps) if gaps else 0.0
    spaced = lines[:1]
    for line, gap in zip(lines[1:], gaps, strict=True):
        spaced += ["", line] if gap > usual * _WIDE_GAP > 0 else [line]
    return spaced


def _without_furniture(pages: Sequence[Sequence[str]]) -> list[str]:
    """All lines but page numbers, and headers and footers that stand on most pages."""
    counts = Counter(line for page in pages for line in {*page[:2], *page[-2:]})
    often = max(3, len(pages) // 2)
    return [
        line
        for page in pages
        for line in page
        if counts[line] < often and not (len(pages) > 1 and _PAGE_NUMBER.fullmatch(line))
    ]
