"""Answers of a language model, with models that say what the test wants."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.app import App, build
from bot.model.briefing import Answer
from bot.model.place import Channel
from bot.settings import load
from bot.workers import WorkerPool
from tests.summarise.models import Scripted, numbered

HERE = Channel("terminal", "w", "c")
ARTICLE = """The island’s mayor, Orla Finch, will meet the owner of the ferry, Bram Holt, on Monday at the town hall.

Ms Finch postponed an earlier visit to Lunt because a storm had closed the harbour.

About 300 islanders signed a petition against the closure of the ferry, the police said.

“Nobody on Lunt can swim to the hospital,” Ms Finch told reporters."""
QUESTION = "Whom will Orla Finch meet?"


@pytest.fixture
def model() -> Scripted:
    return Scripted()


@pytest.fixture
async def bot(tmp_path: Path, workers: WorkerPool, model: Scripted) -> AsyncIterator[App]:
    settings = load(_env_file=None, database_url=f"sqlite:///{tmp_path}/bot.sqlite3", engine="llm")
    async with build(settings, workers=workers, model=model) as app:
        await app.desk.add_text(HERE, ARTICLE, "Ada")
        yield app


async def asked(bot: App, model: Scripted, *, question: str = QUESTION, **reply: Any) -> Answer:
    model.says["answer"] = lambda prompt: reply
    return await bot.desk.ask(HERE, "thread", "Ada", question)


async def test_an_answer_cites_the_sentences_that_the_model_points_at(bot: App, model: Scripted) -> None:
    text = "Orla Finch will meet Bram Holt, the owner of the ferry."
    given = await asked(bot, model, answered=True, text=text, sentences=[1])
    assert (given.text, given.engine, given.answered) == (text, "llm (scripted-1)", True)
    assert [citation.sentence for citation in given.citations] == [0]
    assert len(model.prompts) == 1
    assert QUESTION in model.prompts[0].user
    assert numbered(model.prompts[0])[1].startswith("The island’s mayor, Orla Finch")


@pytest.mark.parametrize(
    "text",
    [
        "On Monday, Orla Finch will meet Bram Holt.",
        "The mayor, Orla Finch, will meet Bram Holt at the town hall.",
        "She will meet Bram Holt, the owner of the ferry, on Monday.",
    ],
)
async def test_an_answer_may_put_it_in_another_way(bot: App, model: Scripted, text: str) -> None:
    given = await asked(bot, model, answered=True, text=text, sentences=[1])
    assert (given.text, given.engine) == (text, "llm (scripted-1)")


async def test_the_model_may_say_that_the_articles_do_not_tell(bot: App, model: Scripted) -> None:
    given = await asked(bot, model, answered=False)
    assert not given.answered
    assert not given.text
    assert given.near


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Orla Finch will meet Boris Nemo.", [1]),
        ("Orla Finch will meet Bram Holt on Tuesday.", [1]),
        ("Orla Finch resigned.", [1]),
        ("Bram Holt, the mayor, will meet Orla Finch, the owner of the ferry.", [1]),
        ("Bram Holt will meet the island’s mayor, Orla Finch.", [1]),
        ("400 islanders signed a petition.", [3]),
        ("“Everybody on Lunt can swim,” Ms Finch told reporters.", [4]),
        ("Orla Finch will meet Bram Holt.", []),
        ("Orla Finch will meet Bram Holt.", [99]),
        ("Orla Finch will meet Bram Holt, see www.evil.example", [1]),
        ("", [1]),
    ],
)
async def test_an_answer_that_cannot_be_traced_gives_way_to_the_local_one(
    bot: App, model: Scripted, text: str, sentences: list[int]
) -> None:
    given = await asked(bot, model, answered=True, text=text, sentences=sentences)
    assert given.engine == "extractive (what the model wrote is not in the articles)"
    assert given.text == ARTICLE.split("\n\n", maxsplit=1)[0]


async def test_without_the_model_the_local_answer_says_so(bot: App) -> None:
    given = await bot.desk.ask(HERE, "thread", "Ada", QUESTION)
    assert given.engine == "extractive (the model was not available: it says nothing)"
    assert "Bram Holt" in given.text


async def test_a_follow_up_reaches_the_model_as_a_whole_question(bot: App, model: Scripted) -> None:
    await asked(bot, model, answered=False)
    await asked(bot, model, question="and why did she postpone her visit?", answered=False)
    assert "Why did Orla Finch postpone her visit?" in model.prompts[-1].user


async def test_only_the_best_passages_are_sent_where_the_window_is_small(bot: App, model: Scripted) -> None:
    boats = "\n\n".join(f"The harbour master counted {n} boats at the ferry quay on Lunt." for n in range(20, 60))
    await bot.desk.add_text(HERE, boats, "Ada")
    model.window = 800
    await asked(bot, model, answered=False)
    shown = numbered(model.prompts[0])
    assert 0 < len(shown) < 20
    assert any("Bram Holt" in sentence for sentence in shown.values())
    assert model.tokens(model.prompts[0].system + model.prompts[0].user) < model.window
