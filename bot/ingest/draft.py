"""What a reader made of bytes, before it is an Article."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from bot.ingest import clean, identity, languages
from bot.model.article import Article, Source


@dataclass(frozen=True, slots=True)
class Draft:
    """A title, paragraphs as the source has them, and what the source says about itself.

    `link_texts` are the texts of the links of its page; `url` is the link it gives itself.
    """

    title: str
    paragraphs: tuple[str, ...]
    site: str | None = None
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    url: str | None = None
    link_texts: frozenset[str] = frozenset()


def cleaned(draft: Draft) -> list[str]:
    """The draft's paragraphs without what is not the article."""
    flat = (clean.line(paragraph) for paragraph in draft.paragraphs)
    return clean.clean([paragraph for paragraph in flat if paragraph], clean.line(draft.title), draft.link_texts)


def article(
    draft: Draft, paragraphs: Sequence[str], source: Source, now: datetime, links: Sequence[str] = ()
) -> Article:
    """The Article of a draft and its cleaned paragraphs; without a title the first words stand for it."""
    text = "\n\n".join(paragraphs)
    title = clean.headline(draft.title)
    return Article(
        id=identity.article_id(text),
        title=title or clean.opening(paragraphs[0]),
        text=text,
        source=source,
        fetched=now,
        language=languages.detect(text),
        url=draft.url,
        links=tuple(dict.fromkeys(links)),
        site=clean.line(draft.site or "") or None,
        authors=tuple(dict.fromkeys(name for author in draft.authors if (name := clean.line(author)))),
        published=_plausible(draft.published, now),
        fingerprint=identity.fingerprint(text),
    )


def moment(text: str) -> datetime | None:
    """A time in ISO 8601 as an aware time: UTC where no zone is given, noon where no time is given."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    if len(text.strip()) <= len("2026-05-04"):
        found = datetime.combine(found, time(12))
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _plausible(published: datetime | None, now: datetime) -> datetime | None:
    if published is None or published.year < 1990 or published > now + timedelta(days=2):
        return None
    return published
