"""What comes in from the world."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Source(StrEnum):
    """How an article reached us."""

    LINK = "link"
    FEED = "feed"
    TEXT = "text"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Article:
    """A cleaned news article.

    `id` is made from the text alone, so the same words always have the same id.
    `text` holds paragraphs separated by one blank line, without headline and boilerplate.
    `url` is the canonical link with tracking parameters removed, None for pasted text and files.
    `links` are all links under which this article is known (canonical, as given, after redirects).
    `published` and `fetched` are aware; `language` is an ISO 639-1 code, "und" when unknown.
    `fingerprint` is a sorted sample of hashed word shingles, for finding near copies.
    """

    id: str
    title: str
    text: str
    source: Source
    fetched: datetime
    language: str = "und"
    url: str | None = None
    links: tuple[str, ...] = ()
    site: str | None = None
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    fingerprint: tuple[int, ...] = ()

    @property
    def dated(self) -> datetime:
        """The time that the article's "today" means: publication, or else when we got it."""
        return self.published or self.fetched


@dataclass(frozen=True, slots=True)
class Copy:
    """Another place where an article of a channel appeared with much the same words; `article` is the id of the
    one that was kept.
    """

    article: str
    link: str
    site: str


@dataclass(frozen=True, slots=True)
class Listed:
    """An article in a channel; `number` is what citations show there, 1 for the first one added.

    `subscription` is the number of the one that brought it, None when a person added it. `updates` is the id of the
    earlier article of the channel that it is a later version of. `story` is the number of the article that began the
    story it belongs to, None until that is settled.
    """

    number: int
    article: Article
    added_at: datetime
    added_by: str
    subscription: int | None = None
    updates: str | None = None
    story: int | None = None
