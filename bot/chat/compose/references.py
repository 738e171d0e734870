"""Numbers the articles that a reply rests on, and lists them at its end."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.chat import dates, texts
from bot.chat.replies import Marks, SourceItem, Sources
from bot.chat.safe import shorten
from bot.model.article import Article, Listed, Source
from bot.model.document import Citation

TITLE = 200
"""Characters of an article's title where it is a label and not the text itself."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """An article and its number; None where it is the only one and a number would be clutter."""

    number: int | None
    article: Article


class References:
    """Gives marks for citations while a reply is composed, then the list of what was cited.

    A citation of an article that is not among those given has no mark.
    """

    def __init__(self, articles: Iterable[Numbered]) -> None:
        self._articles: Mapping[str, Numbered] = {row.article.id: row for row in articles}
        self._cited: dict[str, list[str]] = {}

    @classmethod
    def to_channel(cls, listed: Iterable[Listed], *, single: bool = False) -> "References":
        """With the numbers that the articles have in their channel; with none when a `single` one is spoken of."""
        return cls(Numbered(None if single else row.number, row.article) for row in listed)

    def marks(self, citations: Iterable[Citation]) -> Marks:
        """The numbers of the cited articles, each once; what is cited is remembered."""
        numbers: list[int] = []
        for citation in citations:
            row = self._articles.get(citation.article)
            if row is None:
                continue
            sentences = self._cited.setdefault(citation.article, [])
            if citation.text not in sentences:
                sentences.append(citation.text)
            if row.number is not None and row.number not in numbers:
                numbers.append(row.number)
        return tuple(numbers)

    def sources(self, locale: str, *, shown: str | None = None) -> Sources:
        """The cited articles, by number, with their dates as in `locale`.

        With `shown`, the text of the reply, their supporting sentences too, except those that it holds already.
        """
        rows = sorted((self._articles[article] for article in self._cited), key=lambda row: row.number or 0)
        return Sources(
            tuple(
                source(row.article, locale, row.number, () if shown is None else self._unseen(row.article.id, shown))
                for row in rows
            )
        )

    def _unseen(self, article: str, shown: str) -> tuple[str, ...]:
        return tuple(sentence for sentence in self._cited[article] if sentence not in shown)


def source(
    article: Article,
    locale: str,
    number: int | None = None,
    sentences: tuple[str, ...] = (),
    *,
    headline: str | None = None,
) -> SourceItem:
    """One article as a source: its title, then outlet and date; without the title where it is the headline above."""
    label, detail = shorten(article.title, TITLE) or texts.UNTITLED, origin(article, locale)
    if detail and article.title == headline:
        label, detail = detail, ""
    return SourceItem(label, detail, article.url, number, sentences)


def origin(article: Article, locale: str) -> str:
    """Where and when the article appeared: "The Harbour Courier, 2 May 2026"."""
    own = texts.UPLOADED if article.source is Source.FILE else texts.PASTED
    outlet = article.site or (None if article.url else own)
    published = dates.day(article.published, locale) if article.published else None
    return ", ".join(part for part in (outlet, published) if part)
