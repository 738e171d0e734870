"""Which engine works for a channel, and what is kept of its work."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import App, build
from bot.chat.replies import Bullets, Notice, Reply, Tone
from bot.chat.request import Request
from bot.model.errors import UnknownEngine
from bot.model.place import Channel
from bot.settings import load
from bot.workers import WorkerPool
from tests.summarise.models import Scripted, faithful

HERE, THERE = Channel("terminal", "w", "here"), Channel("terminal", "w", "there")
FERRY = """The mayor of Lunt, Orla Finch, will meet the owner of the ferry, Bram Holt, on Monday at the town hall.

About 300 islanders signed a petition against the closure of the ferry, the police said.

The closure of the ferry would leave Lunt without a way to the hospital, Ms Finch said."""
SEQUEL = """The ferry to Lunt will sail again, the mayor, Orla Finch, said after meeting its owner, Bram Holt.

Mr Holt said that the closure of the ferry was off and that a new engine would cost four million crowns.

The islanders of Lunt celebrated at the town hall until midnight, and the petition was withdrawn."""


@pytest.fixture
def model() -> Scripted:
    return Scripted(brief=faithful)


@pytest.fixture
async def bot(tmp_path: Path, workers: WorkerPool, model: Scripted) -> AsyncIterator[App]:
    settings = load(_env_file=None, database_url=f"sqlite:///{tmp_path}/bot.sqlite3")
    async with build(settings, workers=workers, model=model) as app:
        yield app


async def said(bot: App, command: str, admin: bool = True, **options: str) -> Reply:
    return await bot.router.handle(
        Request(channel=HERE, thread="t", asker="Ada", command=command, options=options, is_admin=admin)
    )


async def test_a_channel_chooses_its_engine_and_others_keep_theirs(bot: App) -> None:
    article = (await bot.desk.add_text(HERE, FERRY, "Ada")).article.id
    await bot.desk.add_text(THERE, FERRY, "Ada")
    reply = await said(bot, "settings engine", engine="llm")
    chosen = "From now on, llm writes the briefings and answers of this channel."
    assert reply.parts == (Notice(chosen, Tone.DONE),)
    assert (await bot.desk.brief(HERE, article)).engine == "llm (scripted-1)"
    assert (await bot.desk.brief(THERE, article)).engine == "extractive"


async def test_only_an_admin_may_choose(bot: App) -> None:
    reply = await said(bot, "settings engine", admin=False, engine="llm")
    assert reply.failed
    assert (await bot.store.choices.of(HERE)).engine is None


async def test_an_engine_that_is_not_there_is_refused(bot: App) -> None:
    reply = await said(bot, "settings engine", engine="oracle")
    assert "“oracle”" in str(reply.parts[0])
    with pytest.raises(UnknownEngine):
        await bot.desk.choose(HERE, engine="oracle")


async def test_the_operator_may_allow_fewer(tmp_path: Path, workers: WorkerPool, model: Scripted) -> None:
    settings = load(_env_file=None, database_url=f"sqlite:///{tmp_path}/bot.sqlite3", engines="extractive")
    async with build(settings, workers=workers, model=model) as bot:
        assert bot.desk.engines() == ["extractive"]
        with pytest.raises(UnknownEngine):
            await bot.desk.choose(HERE, engine="llm")
        await bot.store.choices.change(HERE, engine="llm")
        assert (await bot.desk.status(HERE)).engine == "extractive"


async def test_an_article_seen_before_takes_no_call(bot: App, model: Scripted) -> None:
    article = (await bot.desk.add_text(HERE, FERRY, "Ada")).article.id
    first = await bot.desk.brief(HERE, article, "llm")
    again = await bot.desk.brief(HERE, article, "llm")
    assert first == again
    assert len(model.prompts) == 1


async def test_another_model_briefs_anew(bot: App, model: Scripted) -> None:
    article = (await bot.desk.add_text(HERE, FERRY, "Ada")).article.id
    await bot.desk.brief(HERE, article, "llm")
    newer = Scripted(brief=faithful)
    newer.name = "scripted-2"
    async with build(bot.settings, workers=bot.workers, model=newer) as later:
        assert (await later.desk.brief(HERE, article, "llm")).engine == "llm (scripted-2)"


async def test_a_briefing_without_the_model_is_tried_again(bot: App, model: Scripted) -> None:
    article = (await bot.desk.add_text(HERE, FERRY, "Ada")).article.id
    del model.says["brief"]
    assert "not available" in (await bot.desk.brief(HERE, article, "llm")).engine
    model.says["brief"] = faithful
    assert (await bot.desk.brief(HERE, article, "llm")).engine == "llm (scripted-1)"


async def test_a_digest_sends_no_article_twice(bot: App, model: Scripted) -> None:
    await bot.desk.choose(HERE, engine="llm")
    for text in (FERRY, SEQUEL):
        added = await bot.desk.add_text(HERE, text, "Ada")
        await bot.desk.brief(HERE, added.article.id)
    digest = await bot.desk.preview(HERE)
    assert [len(story.articles) for story in digest.stories] == [2]
    briefing = digest.stories[0].briefing
    assert briefing.engine == "llm (scripted-1)"
    assert {citation.article for bullet in briefing.bullets for citation in bullet.citations} == set(briefing.articles)
    assert len(model.prompts) == 2


async def test_status_counts_what_the_model_did(bot: App, model: Scripted) -> None:
    article = (await bot.desk.add_text(HERE, FERRY, "Ada")).article.id
    del model.says["brief"]
    await bot.desk.brief(HERE, article, "llm")
    status = await bot.desk.status(HERE)
    assert (status.engine, status.engines, status.model) == ("extractive", ("extractive", "llm"), "scripted-1")
    assert status.replaced == 1
    shown = (await said(bot, "status", admin=False)).parts[1]
    assert isinstance(shown, Bullets)
    assert ("Texts that the local engine wrote instead:", "1") in {(item.lead, item.text) for item in shown.items}
