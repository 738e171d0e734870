"""Asks articles that are written in a test."""

from datetime import UTC, datetime, timedelta

from bot.answer.extractive import reply
from bot.language import analyse
from bot.model.article import Article, Source
from bot.model.briefing import Answer

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)


def ask(question: str, *texts: str, hours: int = 24) -> Answer:
    """The answer out of articles that appeared so many hours one after the other, the first on Monday."""
    made = [
        analyse(Article(f"a{n}", "", text, Source.TEXT, MONDAY, "en", published=MONDAY + timedelta(hours=hours * n)))
        for n, text in enumerate(texts)
    ]
    return reply(question, [one.document for one in made], [p for one in made for p in one.passages], MONDAY)
