"""Plain text and Markdown to a Draft: a title, header lines such as "Outlet: …", and paragraphs."""

import re
from collections.abc import Mapping, Sequence

from bot.ingest import boilerplate, clean
from bot.ingest.draft import Draft, moment
from bot.ingest.links import untracked
from bot.model.errors import NotALink

_FIELDS = {
    "title": "title", "headline": "title",
    "outlet": "site", "site": "site", "source": "site", "publication": "site",
    "author": "authors", "authors": "authors", "by": "authors", "byline": "authors",
    "published": "published", "date": "published",
    "url": "url", "link": "url",
    "note": "note", "fiction": "note", "language": "note", "lang": "note", "tags": "note", "description": "note",
}  # fmt: skip
_FIELD = re.compile(r"(?:[*_]{1,2})?([A-Za-z]{2,12})(?:[*_]{1,2})?\s*:(?:[*_]{1,2})?\s+(\S.*)")
_BY_LINE = re.compile(r"By (?P<names>[^.!?]{2,80})")
_FENCE = re.compile(r"-{3,}")
_HEADING = re.compile(r"#{1,6}\s+(.*?)\s*#*")
_PLACE = re.compile(r"\s+in [A-Z].*")
_MAX_WRAPPED = 120
_MAX_HEADLINE = 200
_MARKDOWN = (
    (re.compile(r"!\[[^\[\]\n]*\]\([^()\s]*\)"), ""),
    (re.compile(r"\[([^\[\]\n]+)\]\((?:[^()\n]|\([^()\n]*\)){0,2000}\)"), r"\1"),
    (re.compile(r"<(https?://[^>\s]+)>"), r"\1"),
    (re.compile(r"\*\*(?=\S)([^*\n]+)(?<=\S)\*\*"), r"\1"),
    (re.compile(r"(?<!\w)__(?=\S)([^_\n]+)(?<=\S)__(?!\w)"), r"\1"),
    (re.compile(r"(?<![\w*])([*_])(?=\S)([^*_\n]+?)(?<=\S)\1(?![\w*])"), r"\2"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
    (re.compile(r"^\s{0,3}>\s?", re.MULTILINE), ""),
    (re.compile(r"^\s{0,3}#{1,6}\s+(.*?)\s*#*$", re.MULTILINE), r"\n\1\n"),
    (re.compile(r"^\s{0,3}(?:[-*_]\s*){3,}$", re.MULTILINE), ""),
)


def read(text: str, *, markdown: bool = False) -> Draft:
    """Read a text. Its first lines may be header fields; else a first line that looks like a headline is the title."""
    lines = [line.strip() for line in clean.characters(text).split("\n")]
    fields, lines = _header(lines)
    if markdown:
        lines = [line.strip() for line in _without_markup("\n".join(lines)).split("\n")]
    parts = paragraphs(lines)
    title = fields.get("title", "")
    if not title:
        title, parts = _headline(parts)
        below, parts = _header(parts) if title else ({}, parts)
        fields = {**below, **fields}
    return Draft(
        title=title,
        paragraphs=tuple(parts),
        site=fields.get("site"),
        authors=_names(fields.get("authors", "")),
        published=moment(fields["published"]) if "published" in fields else None,
        url=_link(fields.get("url")),
    )


def paragraphs(lines: Sequence[str]) -> list[str]:
    """Paragraphs of lines: ended by a blank line, or by a line with room left for the next word in wrapped text."""
    width = max(map(len, lines), default=0)
    found: list[str] = []
    open_line = ""
    for line in lines:
        wrapped = width <= _MAX_WRAPPED and len(open_line) + len(line.split(" ", 1)[0]) >= width
        if line and open_line and wrapped:
            found[-1] += f" {line}"
        elif line:
            found.append(line)
        open_line = line
    return found


def _header(lines: Sequence[str]) -> tuple[Mapping[str, str], list[str]]:
    """The header fields at the top, and the lines below them."""
    fields: dict[str, str] = {}
    for index, line in enumerate(lines):
        field = _FIELD.fullmatch(line)
        heading = _HEADING.fullmatch(line)
        if field is not None and field[1].lower() in _FIELDS:
            fields.setdefault(_FIELDS[field[1].lower()], field[2].strip().strip("\"'"))
        elif heading is not None and "title" not in fields:
            fields["title"] = heading[1]
        elif boilerplate.is_byline(line):
            fields.setdefault("authors", line)
        elif line and not _FENCE.fullmatch(line):
            return fields, list(lines[index:])
    return fields, []


def _headline(parts: Sequence[str]) -> tuple[str, list[str]]:
    """The first paragraph when it reads like a headline and text follows, and the paragraphs below it."""
    if len(parts) < 2:
        return "", list(parts)
    first = parts[0]
    is_short = len(first) <= _MAX_HEADLINE and len(first.split()) > 1
    if is_short and not first.endswith((".", "!", ":", ",", ";", ".”", "!”", ",”")):
        return first, list(parts[1:])
    return "", list(parts)


def _without_markup(text: str) -> str:
    for pattern, replacement in _MARKDOWN:
        text = pattern.sub(replacement, text)
    return text


def _names(text: str) -> tuple[str, ...]:
    """Single names out of "By Maud Ellery in Tavrin and Oskar Brandt"."""
    text = re.sub(r"^by\b:?\s*", "", text, flags=re.IGNORECASE)
    parts = re.split(r"\s*(?:;|,|\band\b|&)\s*", text)
    return tuple(name for part in parts if (name := _PLACE.sub("", part).strip()))


def _link(text: str | None) -> str | None:
    try:
        return untracked(text) if text else None
    except NotALink:
        return None
