"""What an operator reads in the log and in the metrics about articles, and what never stands there."""

import logging

import pytest

from bot import samples
from bot.app import App
from bot.model.errors import UserError
from bot.model.place import Channel

CHANNEL = Channel("terminal", "local", "logs")
COURIER = samples.paths()[0]
LOGGERS = {"bot.desk.intake", "bot.desk.desk"}


def lines(caplog: pytest.LogCaptureFixture) -> list[tuple[str, str]]:
    return [(row.message, getattr(row, "result", "")) for row in caplog.records if row.name in LOGGERS]


async def test_each_article_briefing_and_answer_is_one_line_without_any_text(
    app: App, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    added = await app.desk.add_file(CHANNEL, COURIER.name, COURIER.read_bytes(), "ada")
    await app.desk.add_file(CHANNEL, COURIER.name, COURIER.read_bytes(), "ada")
    with pytest.raises(UserError):
        await app.desk.add_text(CHANNEL, "too little", "ada")
    await app.desk.brief(CHANNEL, added.article.id)
    await app.desk.ask(CHANNEL, "thread", "ada", "Who is she meeting?")
    assert lines(caplog) == [
        ("article analysed", ""),
        ("article added", "new"),
        ("article added", "known"),
        ("article refused", "EmptyText"),
        ("article briefed", "extractive"),
        ("question answered", "extractive"),
    ]
    for row in caplog.records:
        if row.name in LOGGERS and row.message != "article analysed":
            assert vars(row)["channel"] == CHANNEL.key
            assert vars(row)["milliseconds"] >= 0
            assert not any(word in str(vars(row)) for word in ("Dolak", "meeting", "too little", "Courier"))
    assert vars(caplog.records[0])["article"] == added.article.id


async def test_articles_are_counted_by_what_became_of_them(app: App) -> None:
    await app.desk.add_file(CHANNEL, COURIER.name, COURIER.read_bytes(), "ada")
    await app.desk.add_file(CHANNEL, COURIER.name, COURIER.read_bytes(), "ada")
    with pytest.raises(UserError):
        await app.desk.add_link(CHANNEL, "nowhere", "ada")
    counted = {
        result: app.metrics.registry.get_sample_value("briefing_bot_articles_total", {"result": result})
        for result in ("new", "known", "copy", "refused")
    }
    assert counted == {"new": 1, "known": 1, "copy": None, "refused": 1}
