"""Cuts from an article what is not the article. Precision first: a paragraph goes only when its form gives it away."""

import re
import unicodedata
from collections.abc import Collection, Sequence

from bot.ingest import boilerplate

_DROPPED = dict.fromkeys(
    (
        0x00AD,  # soft hyphen
        0x061C,  # Arabic letter mark
        0x180E,
        *range(0x200B, 0x2010),  # zero-width characters and direction marks
        *range(0x202A, 0x202F),  # bidirectional embeddings and overrides
        *range(0x2060, 0x2070),  # word joiner, invisible operators, isolates
        0xFEFF,
        *range(0xFFF9, 0xFFFD),
        *range(0xE0000, 0xE0080),  # tag characters
    )
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BLANKS = re.compile(r"[^\S\n]+")
_PARAGRAPH_END = re.compile(r"\n[^\S\n]*\n\s*")

MAX_TITLE = 300


def characters(text: str) -> str:
    """Normalise characters and white space inside lines: no invisible, control or direction characters, NFC."""
    if not text.isprintable() or "\ufffc" in text:
        text = _LINE_ENDS.sub("\n", text)
        text = _CONTROLS.sub("", text.translate(_DROPPED))
    return unicodedata.normalize("NFC", _BLANKS.sub(" ", text))


def line(text: str) -> str:
    """A text as one clean line."""
    return " ".join(characters(text).split())


def headline(text: str) -> str:
    """A title as one clean line of at most MAX_TITLE characters, cut between words."""
    title = line(text)
    if len(title) <= MAX_TITLE:
        return title
    return (title[: MAX_TITLE - 1].rsplit(" ", 1)[0] or title[: MAX_TITLE - 1]).rstrip(",;:–— ") + "…"


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, split at blank lines, each as one clean line."""
    return [flat for part in _PARAGRAPH_END.split(characters(text)) if (flat := " ".join(part.split()))]


def clean(parts: Sequence[str], title: str = "", link_texts: Collection[str] = frozenset()) -> list[str]:
    """The paragraphs that are the article.

    `parts` are clean lines; `title` is left out where it opens the text; `link_texts` are the texts of
    the page's links, which tell a line of another story from a line of this one.
    """
    kept = [part for part in _without_title(parts, title) if part]
    while True:
        cleaned = _pass(kept, link_texts)
        if cleaned == kept:
            return kept
        kept = cleaned


def _pass(parts: Sequence[str], link_texts: Collection[str]) -> list[str]:
    kept = _without_teasers(parts, link_texts)
    kept = [trimmed for part in kept if (trimmed := boilerplate.trimmed(part))]
    kept = [part for part in kept if not boilerplate.is_boilerplate(part)]
    return _without_tail(_without_byline(kept))


def _without_title(parts: Sequence[str], title: str) -> list[str]:
    wanted = _letters(title)
    opening = 0
    while wanted and opening < len(parts) and _letters(parts[opening]) == wanted:
        opening += 1
    return list(parts[opening:])


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _without_byline(parts: list[str]) -> list[str]:
    """Leave out bylines and dates among the first paragraphs."""
    opening = [part for part in parts[:4] if not boilerplate.is_byline(part)]
    return opening + parts[4:]


def _without_tail(parts: list[str]) -> list[str]:
    """Leave out an author box and what stands alone at the end with no text below it."""
    while len(parts) > 1 and boilerplate.is_author_box(parts[-1], " ".join(parts[:-1])):
        parts = parts[:-1]
    return parts


def _without_teasers(parts: Sequence[str], link_texts: Collection[str]) -> list[str]:
    """Leave out the titles of other stories: after a label such as "Related", in runs, and at the very end."""
    teaser = _teaser_lines(parts, link_texts)
    if sum(len(part) for part, drop in zip(parts, teaser, strict=True) if drop) * 2 > sum(map(len, parts)):
        return list(parts)  # a text made of such lines is a list or a poem, not an article with teasers
    return [part for part, drop in zip(parts, teaser, strict=True) if not drop]


def _teaser_lines(parts: Sequence[str], link_texts: Collection[str]) -> list[bool]:
    """For each paragraph, whether it is the title of another story."""
    drop = [False] * len(parts)
    start = 0
    while start < len(parts):
        end = start
        while end < len(parts) and boilerplate.is_title_like(parts[end]):
            end += 1
        labelled = start > 0 and boilerplate.is_label(parts[start - 1])
        several = end - start > 1
        for index in range(start, end):
            linked = parts[index] in link_texts and (several or end == len(parts))
            unlinkable = not link_texts and several and not boilerplate.is_listed(parts[index])
            drop[index] = labelled or linked or unlinkable
        start = max(end, start + 1)
    return drop


def opening(text: str) -> str:
    """The first words of a text, to stand where a title is missing."""
    words = text[:120].split()
    short = " ".join(words[:12])
    return short if len(short) == len(text) else short.rstrip(".,;:–— ") + "…"
