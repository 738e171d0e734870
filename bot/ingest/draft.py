"""What a reader made of bytes, before it is an Article."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from email.utils import parsedate_to_datetime

from bot.ingest import clean, dateline, identity, languages
from bot.model.article import Article, Source
from bot.model.errors import TooLarge

MAX_CHARACTERS = 500_000

_NOON = time(12)
_WRITTEN = ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%A, %d %B %Y", "%A, %B %d, %Y", "%Y/%m/%d")


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
    """The Article of a draft and its cleaned paragraphs; without a title the first words stand for it.

    Raises TooLarge for a text of more than MAX_CHARACTERS.
    """
    text = "\n\n".join(paragraphs)
    if len(text) > MAX_CHARACTERS:
        raise TooLarge(what="The article", limit=f"{MAX_CHARACTERS:,} characters")
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
        published=_plausible(draft.published, now) or dateline.day_of(paragraphs[0], now),
        fingerprint=identity.fingerprint(text),
    )


def moment(text: str) -> datetime | None:
    """A time as pages and e-mails write it, made aware: UTC where no zone is given, noon where no time is given."""
    found = _iso(text.strip()) or _mail_date(text) or _written_date(text.strip())
    if found is None:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _iso(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return datetime.combine(found, _NOON) if len(text) <= len("2026-05-04") else found


def _mail_date(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text) if ":" in text else None
    except ValueError:
        return None


def _written_date(text: str) -> datetime | None:
    for form in _WRITTEN:
        try:
            return datetime.combine(datetime.strptime(text, form).date(), _NOON)  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def _plausible(published: datetime | None, now: datetime) -> datetime | None:
    if published is None or published.year < 1990 or published > now + timedelta(days=2):
        return None
    return published
