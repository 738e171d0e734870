"""Briefings and answers as JSON, in a shape that is promised to others (docs/schemas/)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from bot.model.article import Article
from bot.model.briefing import Answer, Briefing
from bot.model.document import Actor, Citation, Event, Quote


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid")


class CitationRecord(_Record):
    """One sentence of one article."""

    article: str
    sentence: int
    text: str

    @classmethod
    def of(cls, citation: Citation) -> "CitationRecord":
        """Make the record of a citation."""
        return cls(article=citation.article, sentence=citation.sentence, text=citation.text)


def _cite(citations: Iterable[Citation]) -> list[CitationRecord]:
    return [CitationRecord.of(citation) for citation in citations]


class BulletRecord(_Record):
    """One statement with its citations."""

    text: str
    citations: list[CitationRecord]


class QuoteRecord(_Record):
    """What somebody said; `direct` is false for reported speech."""

    words: str
    direct: bool
    citations: list[CitationRecord]

    @classmethod
    def of(cls, quote: Quote) -> "QuoteRecord":
        """Make the record of a quote."""
        return cls(words=quote.words, direct=quote.direct, citations=_cite(quote.citations))


class ActorRecord(_Record):
    """A person or organisation that acts, most important first."""

    name: str
    kind: str
    role: str | None
    affiliation: str | None
    aliases: list[str]
    mentions: int
    quotes: list[QuoteRecord]
    citations: list[CitationRecord]

    @classmethod
    def of(cls, actor: Actor) -> "ActorRecord":
        """Make the record of an actor."""
        return cls(
            name=actor.name,
            kind=actor.kind.value,
            role=actor.role,
            affiliation=actor.affiliation,
            aliases=list(actor.aliases),
            mentions=actor.mentions,
            quotes=[QuoteRecord.of(quote) for quote in actor.quotes],
            citations=_cite(actor.citations),
        )


class EventRecord(_Record):
    """Something dated; `when` is the first day of a month or year that is not known more exactly."""

    when: date
    until: date | None
    precision: str
    expression: str
    text: str
    future: bool
    citations: list[CitationRecord]

    @classmethod
    def of(cls, event: Event) -> "EventRecord":
        """Make the record of an event."""
        return cls(
            when=event.when,
            until=event.until,
            precision=event.precision.value,
            expression=event.expression,
            text=event.text,
            future=event.future,
            citations=_cite([event.citation]),
        )


class ArticleRecord(_Record):
    """Where the sentences come from; the text itself is not exported."""

    id: str
    title: str
    url: str | None
    site: str | None
    authors: list[str]
    published: datetime | None
    language: str

    @classmethod
    def of(cls, article: Article) -> "ArticleRecord":
        """Make the record of an article."""
        return cls(
            id=article.id,
            title=article.title,
            url=article.url,
            site=article.site,
            authors=list(article.authors),
            published=article.published,
            language=article.language,
        )


class BriefingRecord(_Record):
    """What `briefing-bot brief --json` prints."""

    headline: str
    headline_citations: list[CitationRecord]
    bullets: list[BulletRecord]
    actors: list[ActorRecord]
    timeline: list[EventRecord]
    engine: str
    language: str
    articles: list[ArticleRecord]

    @classmethod
    def of(cls, briefing: Briefing, articles: Mapping[str, Article]) -> "BriefingRecord":
        """Make the record of a briefing; `articles` holds those it is about, by id."""
        return cls(
            headline=briefing.headline.text,
            headline_citations=_cite(briefing.headline.citations),
            bullets=[BulletRecord(text=b.text, citations=_cite(b.citations)) for b in briefing.bullets],
            actors=[ActorRecord.of(actor) for actor in briefing.actors],
            timeline=[EventRecord.of(event) for event in briefing.timeline],
            engine=briefing.engine,
            language=briefing.language,
            articles=[ArticleRecord.of(articles[id_]) for id_ in briefing.articles],
        )


class AnswerRecord(_Record):
    """What `briefing-bot ask --json` prints; `near` holds the closest sentences when nothing answers."""

    question: str
    answer: str
    answered: bool
    span: str | None
    citations: list[CitationRecord]
    near: list[CitationRecord]
    engine: str
    articles: list[ArticleRecord]

    @classmethod
    def of(cls, answer: Answer, articles: Iterable[Article]) -> "AnswerRecord":
        """Make the record of an answer; `articles` are those that were asked."""
        return cls(
            question=answer.question,
            answer=answer.text,
            answered=answer.answered,
            span=answer.span,
            citations=_cite(answer.citations),
            near=_cite(answer.near),
            engine=answer.engine,
            articles=[ArticleRecord.of(article) for article in articles],
        )
