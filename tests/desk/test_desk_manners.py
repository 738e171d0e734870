"""How a channel wants to be served: length, language, instructions, and the opening of its digests."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.app import App, build
from bot.chat.replies import Reply
from bot.chat.request import Request
from bot.chat.terminal.render import text
from bot.llm.budget import account_of
from bot.llm.protocol import Prompt
from bot.model.delivery import OWNER
from bot.model.place import Channel
from bot.model.runtime import Clock
from bot.settings import load
from bot.work.memory import MemoryMessenger
from bot.workers import WorkerPool
from tests.llm.server import ScriptedServer, writes
from tests.summarise.models import Scripted, faithful, numbered

HERE, THERE = Channel("terminal", "w", "here"), Channel("terminal", "w", "there")
FERRY = """The mayor of Lunt, Orla Finch, will meet the owner of the ferry, Bram Holt, on Monday at the town hall.

About 300 islanders signed a petition against the closure of the ferry, the police said.

The closure of the ferry would leave Lunt without a way to the hospital, Ms Finch said.

Engineers worked on the cracked hull for six days and could not repair it.

A new engine for the ferry would cost four million crowns, Mr Holt said."""
VOTE = """Parliament in Saltmere rejected the fishing treaty with Kaldoria by two votes on Thursday night.

Fishermen in 40 harbours cheered when the result of the vote was announced.

Foreign minister Ada Dolak said that Saltmere would ask Kaldoria for new talks."""

STORM = """A storm closed the harbour of Port Velm on Tuesday, and 30 boats waited outside its walls.

Harbour master Ilse Brandt said that the northern quay would open again before the weekend."""


def speaks(prompt: Prompt) -> Mapping[str, Any]:
    """A language that is English behind a word, and can be told from it and put back."""
    english = "into English" in prompt.system
    return {
        "statements": [
            {"number": n, "text": said.removeprefix("Auf Deutsch: ") if english else f"Auf Deutsch: {said}"}
            for n, said in numbered(prompt).items()
        ]
    }


def opens(prompt: Prompt) -> Mapping[str, Any]:
    """A lead that repeats the first statement of each story."""
    shown = numbered(prompt)
    first = [n for n, said in shown.items() if said.startswith(("The mayor", "Parliament"))]
    return {"sentences": [{"text": shown[n], "sentences": [n]} for n in first]}


@pytest.fixture
def model() -> Scripted:
    return Scripted(brief=faithful, translate=speaks, lead=opens)


@pytest.fixture
async def bot(tmp_path: Path, workers: WorkerPool, model: Scripted) -> AsyncIterator[App]:
    settings = load(_env_file=None, database_url=f"sqlite:///{tmp_path}/bot.sqlite3")
    async with build(settings, workers=workers, model=model) as app:
        yield app


@pytest.fixture
async def plain(tmp_path: Path, workers: WorkerPool) -> AsyncIterator[App]:
    """A bot without a language model."""
    settings = load(_env_file=None, database_url=f"sqlite:///{tmp_path}/bot.sqlite3")
    async with build(settings, workers=workers) as app:
        yield app


async def say(bot: App, command: str, channel: Channel = HERE, admin: bool = True, **options: str) -> Reply:
    return await bot.router.handle(Request(channel, "t", "Ada", command, options, is_admin=admin))


async def read(bot: App, command: str, channel: Channel = HERE, **options: str) -> str:
    return " ".join(text(await say(bot, command, channel, True, **options)).split())


def bullets(reply: str) -> int:
    """How many of the ferry's sentences a reply's bullets hold."""
    told = reply.partition("Key actors")[0]
    return sum(" ".join(line.split()) in told for line in FERRY.splitlines() if line)


async def test_a_briefing_is_as_long_as_it_is_asked_for(bot: App) -> None:
    assert bullets(await read(bot, "brief", article=FERRY, length="short")) == 2
    assert bullets(await read(bot, "brief", article=FERRY)) == 4
    assert bullets(await read(bot, "brief", article=FERRY, length="long")) == 5


async def test_a_channel_chooses_its_length_and_others_keep_theirs(bot: App) -> None:
    done = await read(bot, "settings length", length="short")
    assert "From now on, briefings here are short: at most 2 statements." in done
    assert bullets(await read(bot, "brief", article=FERRY)) == 2
    assert bullets(await read(bot, "brief", THERE, article=FERRY)) == 4
    assert "Length of briefings: short" in await read(bot, "status")


async def test_a_length_that_is_none_is_refused_with_those_there_are(bot: App) -> None:
    assert "Choose one of short, medium, long." in await read(bot, "brief", article=FERRY, length="epic")


async def test_a_channels_instructions_reach_the_model_and_none_of_another_channel(bot: App, model: Scripted) -> None:
    await say(bot, "settings engine", engine="llm")
    await say(bot, "settings instructions", instructions="We follow the hospital")
    await say(bot, "brief", article=FERRY)
    await say(bot, "brief", THERE, article=FERRY, engine="llm")
    assert ["who say “We follow the hospital”" in prompt.user for prompt in model.prompts] == [True, False]


async def test_instructions_are_changed_forgotten_and_kept_within_limits(bot: App, model: Scripted) -> None:
    assert "in at most 300 characters" in await read(bot, "settings instructions", instructions="x" * 301)
    assert "takes no instructions" in await read(bot, "settings instructions", instructions="trade")
    emptied = Request(HERE, "t", "Ada", options={"instructions": ""}, action="settings instructions:", is_admin=True)
    assert "chosen by instructions" in text(await bot.router.handle(emptied))
    await say(bot, "brief", article=FERRY, engine="llm")
    assert "who say" not in model.prompts[0].user


async def test_only_an_admin_chooses(bot: App) -> None:
    assert (await say(bot, "settings length", admin=False, length="short")).failed
    assert (await say(bot, "settings language", admin=False, language="German")).failed
    assert (await say(bot, "settings instructions", admin=False)).failed


async def test_brief_me_in_german(bot: App, model: Scripted) -> None:
    await say(bot, "brief", article=FERRY)
    reply = await read(bot, "brief", language="German")
    assert "Auf Deutsch: The closure of the ferry would leave Lunt" in reply
    assert "Engine: extractive, translated from English by scripted-1." in reply
    calls = len(model.prompts)
    assert await read(bot, "brief", language="Deutsch") == reply
    assert len(model.prompts) == calls


async def test_a_language_that_is_none_and_one_without_a_model_are_refused(bot: App, plain: App) -> None:
    assert "I do not know the language “Klingon”" in await read(bot, "brief", article=FERRY, language="Klingon")
    refused = await read(plain, "brief", article=FERRY, language="German")
    assert "only with a language model" in refused
    assert "only with a language model" in await read(plain, "settings language", language="German")


async def test_a_channels_language_holds_for_its_answers_and_digests(bot: App) -> None:
    await say(bot, "settings language", language="German")
    await say(bot, "brief", article=FERRY)
    answer = await read(bot, "ask", question="Who will meet the owner of the ferry?")
    assert answer.startswith("Auf Deutsch: The mayor of Lunt, Orla Finch,")
    assert "translated from English by scripted-1" in answer
    assert "Auf Deutsch: The closure" in await read(bot, "digest preview")
    await say(bot, "settings language", language="own")
    assert "Auf Deutsch" not in await read(bot, "digest preview")


async def test_a_follow_up_is_understood_in_a_channel_of_another_language(bot: App) -> None:
    await say(bot, "brief", article=FERRY)
    await say(bot, "settings language", language="German")
    await say(bot, "ask", question="Who is Orla Finch?")
    assert "Bram Holt" in await read(bot, "ask", question="and whom will she meet?")


async def test_a_digest_of_several_stories_opens_with_one_call_and_is_kept(bot: App, model: Scripted) -> None:
    await say(bot, "settings engine", engine="llm")
    for article in (FERRY, VOTE):
        await say(bot, "brief", article=article)
    calls = len(model.prompts)
    digest = await bot.desk.preview(HERE)
    assert [sentence.citations[0].text for sentence in digest.lead] == [s.text for s in digest.lead]
    assert {citation.article for sentence in digest.lead for citation in sentence.citations} == {
        story.articles[0].id for story in digest.stories
    }
    assert [prompt.name for prompt in model.prompts[calls:]] == ["lead"]
    shown = await read(bot, "digest preview")
    assert len(model.prompts) == calls + 1
    assert shown.index("Parliament in Saltmere rejected") < shown.index("[1]")


async def test_a_digest_of_the_local_engine_or_of_one_story_has_no_opening(bot: App, model: Scripted) -> None:
    await say(bot, "brief", article=FERRY, engine="llm")
    await say(bot, "settings engine", engine="llm")
    assert (await bot.desk.preview(HERE)).lead == ()
    await say(bot, "brief", article=VOTE)
    await say(bot, "settings engine", engine="extractive")
    assert (await bot.desk.preview(HERE)).lead == ()
    assert "lead" not in {prompt.name for prompt in model.prompts}


class Awaited(MemoryMessenger):
    """Says when something was posted."""

    def __init__(self, platform: str, clock: Clock) -> None:
        super().__init__(platform, clock)
        self.done = asyncio.Event()

    async def send(self, channel: Channel, payload: str, key: str) -> str:
        message = await super().send(channel, payload, key)
        self.done.set()
        return message


BRIEF = {"headline": {"text": "x", "sentences": [1]}, "bullets": [], "actors": [], "quotes": [], "timeline": []}


async def test_at_80_percent_of_a_budget_the_workspaces_owner_is_told_once(tmp_path: Path, workers: WorkerPool) -> None:
    messenger = Awaited("terminal", lambda: datetime.now(UTC))
    async with ScriptedServer(writes(BRIEF, usage=(300, 50))) as server:
        settings = load(
            _env_file=None,
            database_url=f"sqlite:///{tmp_path}/bot.sqlite3",
            llm_base_url=server.base_url,
            llm_model="scribe-1",
            llm_daily_tokens=800,
        )
        async with build(settings, workers=workers, messengers={"terminal": messenger}) as bot:
            await say(bot, "brief", article=FERRY, engine="llm")
            await say(bot, "brief", article=VOTE, engine="llm")
            await say(bot, "brief", article=STORM, engine="llm")
            await bot.work.start()
            await messenger.done.wait()
            await bot.work.stop()
            status = await bot.desk.status(HERE)
            shown = await read(bot, "status")
            assert await bot.store.spending.spent(account_of(HERE), datetime.now(UTC).date()) == 1050
    assert [posted.channel for posted in messenger.posted] == [Channel("terminal", "w", OWNER)]
    assert messenger.posted[0].payload.startswith("88% of today's budget for the language model is spent here: 700 of")
    assert (status.today, status.daily) == (1050, 800)
    assert "1,050 of 800, so the local engine writes until midnight UTC" in shown
