"""What a language model costs, what it makes up, and what happens without it, over the sample articles."""

import logging
import random
import re
from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from benchmarks.fiction import pieces
from bot import samples
from bot.app import App, build, utc_now
from bot.chat.request import Request, Upload
from bot.chat.terminal.render import text
from bot.llm.protocol import Prompt
from bot.model.document import Document
from bot.model.place import Channel
from bot.settings import load
from bot.summarise.llm import Llm
from bot.summarise.protocol import Wish
from bot.work.memory import MemoryMessenger
from bot.workers import WorkerPool
from tests.llm.real import serving
from tests.llm.server import Behaviour, ScriptedServer, fails, hangs_up, is_silent, sends, writes
from tests.summarise.models import Scripted, faithful, numbered

HERE = Channel("terminal", "w", "c")
GENERATED = 20
INVENTED = ("Boris Nemo", "Quellinburg", "98,765", "31 February", "resigned", "“I regret everything”")


@pytest.fixture
async def bot(tmp_path: Path, workers: WorkerPool) -> AsyncIterator[App]:
    settings = load(_env_file=None, database_url=f"sqlite:///{tmp_path}/bot.sqlite3", engine="llm")
    async with build(settings, workers=workers, model=Scripted(window=32_000, brief=faithful)) as app:
        yield app


async def documents(bot: App, generated: int = GENERATED) -> list[Document]:
    """The sample articles, and generated ones."""
    added = [await bot.desk.add_file(HERE, path.name, path.read_bytes(), "Ada") for path in samples.paths()]
    added += [await bot.desk.add_text(HERE, piece.text, "Ada") for piece in pieces(generated)]
    return [(await bot.store.articles.documents([one.article.id]))[0] for one in added]


async def test_an_article_costs_one_call_and_little_more_than_its_own_tokens(bot: App, workers: WorkerPool) -> None:
    model = Scripted(window=32_000, brief=faithful)
    found = await documents(bot)
    for count, document in enumerate(found, start=1):
        await Llm(workers, model).summarise([document], Wish())
        assert len(model.prompts) == count
        sent = model.tokens(model.prompts[-1].system + model.prompts[-1].user)
        own = model.tokens("\n".join(sentence.text for sentence in document.sentences))
        assert sent <= own + 500, document.title
    assert len(found) == 3 + GENERATED


def inventing(seed: int) -> Scripted:
    """A model that swaps words of what it copies for names, places, numbers, dates, deeds and quotations of its own."""
    chance = random.Random(seed)

    def swapped(sentence: str) -> str:
        words = sentence.split()
        words[chance.randrange(len(words))] = chance.choice(INVENTED)
        return " ".join(words)

    def brief(prompt: Prompt) -> Mapping[str, Any]:
        shown = list(numbered(prompt).items())
        chosen = chance.sample(shown, min(4, len(shown)))
        bullets = [
            {"text": swapped(said) if n % 2 else said, "sentences": [number]} for n, (number, said) in enumerate(chosen)
        ]
        return {
            "headline": {"text": swapped(chosen[0][1]), "sentences": [chosen[0][0]]},
            "bullets": bullets,
            "actors": [{"name": "Boris Nemo", "role": "spy", "sentence": 1}],
            "quotes": [{"words": "I regret everything", "speaker": "Boris Nemo", "sentence": 1}],
        }

    return Scripted(window=32_000, brief=brief)


async def test_nothing_made_up_is_posted(bot: App, workers: WorkerPool, record_property: Any) -> None:
    caught = claims = 0
    for seed, document in enumerate(await documents(bot)):
        written = await Llm(workers, inventing(seed)).write([document], Wish())
        posted = repr((written.briefing.headline, written.briefing.bullets, written.briefing.actors))
        assert not [word for word in INVENTED if word in posted], document.title
        caught += len(written.dropped)
        claims += written.claims
    print(f"{caught} of {claims} claims were made up and caught")
    record_property("caught", caught)
    assert caught >= 4 * GENERATED


FAILURES: dict[str, Behaviour] = {
    "refuses the key": fails(401),
    "does not know the model": fails(404),
    "finds the text too long": fails(413),
    "asks for patience": fails(429, retry_after="60"),
    "has an error of its own": fails(500),
    "says nothing": is_silent,
    "hangs up": hangs_up,
    "is cut off": writes('{"headline": {"text": "Fer', finish="length"),
    "writes no JSON": writes("Here is your briefing!"),
    "writes wrong types": writes({"headline": 7, "bullets": "none"}),
    "has no choices": sends({"choices": []}),
}


@pytest.mark.parametrize("what", FAILURES)
async def test_a_model_that_fails_costs_no_request(tmp_path: Path, workers: WorkerPool, what: str) -> None:
    async with ScriptedServer(FAILURES[what]) as server:
        settings = load(
            _env_file=None,
            database_url=f"sqlite:///{tmp_path}/bot.sqlite3",
            engine="llm",
            llm_base_url=server.base_url,
            llm_model="scribe-1",
            llm_seconds=2,
        )
        path = samples.paths()[0]
        async with build(settings, workers=workers) as bot:
            file = Upload(path.name, path.read_bytes())
            reply = await bot.router.handle(Request(HERE, "t", "Ada", "brief", files=(file,)))
            status = await bot.desk.status(HERE)
    assert not reply.failed
    assert "Engine: extractive (the model was not available: " in " ".join(text(reply).split())
    assert status.failures == 1
    assert status.replaced == 1


@pytest.fixture(scope="module")
def real() -> Iterator[str]:
    with serving() as address:
        yield address


async def said(bot: App, command: str, *files: Upload, **options: str) -> str:
    """What is read in reply; fails where the request does."""
    reply = await bot.router.handle(Request(HERE, "t", "Ada", command, options, files, is_admin=True))
    assert not reply.failed
    return text(reply)


def facts(told: str) -> list[str]:
    """Names, numbers and quotations as a reader would check them against an article."""
    quoted = re.findall(r"“([^”]+)”", told)
    return [*quoted, *re.findall(r"\b[A-Z][\w’-]+|\d[\d,.]*\d|\d", told)]


def made_up(told: str, articles: str) -> list[str]:
    """The facts of a text that are in none of the articles, in any spelling of spaces and capitals."""
    known = " ".join(articles.split()).casefold()
    told_as = {fact: " ".join(fact.split()).casefold().strip(".,").removesuffix("’s") for fact in facts(told)}
    return [fact for fact, plain in told_as.items() if plain not in known]


@pytest.mark.timeout(900)
async def test_a_real_server_with_a_small_model_never_makes_the_bot_make_things_up(
    tmp_path: Path, workers: WorkerPool, real: str, caplog: pytest.LogCaptureFixture
) -> None:
    settings = load(
        _env_file=None,
        database_url=f"sqlite:///{tmp_path}/bot.sqlite3",
        engine="llm",
        llm_base_url=real,
        llm_model="smollm2",
        llm_seconds=200,
    )
    uploads = [Upload(path.name, path.read_bytes()) for path in samples.paths()]
    messenger = MemoryMessenger("terminal", utc_now)
    caplog.set_level(logging.INFO)
    async with build(settings, workers=workers, messengers={"terminal": messenger}) as bot:
        for upload in uploads:
            await said(bot, "brief", upload)
        await said(bot, "settings length", length="short")  # that model writes slowly
        for piece in pieces(GENERATED, paragraphs=4):
            await said(bot, "brief", article=piece.text)
        question = "Who is Prime Minister Dolak meeting?"
        assert await said(bot, "ask", question=question)
        answer = await bot.desk.ask(HERE, "t", "Ada", question)
        assert "on its way" in await said(bot, "digest now")
        listed = await bot.desk.sources(HERE)
        everything = "\n".join(f"{row.article.title}\n{row.article.text}\n{row.article.url}" for row in listed)
        status = await bot.desk.status(HERE)
        for row in listed:
            briefing = await bot.desk.brief(HERE, row.article.id)
            for bullet in (briefing.headline, *briefing.bullets):
                assert made_up(bullet.text, f"{row.article.title} {row.article.text}") == []
                assert bullet.citations
            roles = " ".join(f"{actor.name} {actor.role or ''}" for actor in briefing.actors)
            assert made_up(roles, row.article.text) == []
            for quote in (quote for actor in briefing.actors for quote in actor.quotes):
                assert made_up(f"“{quote.words}”", row.article.text) == []
        posted = await bot.store.deliveries.of_channel(HERE)
    assert len(listed) == 3 + GENERATED
    assert [delivery.part for delivery in posted] == list(range(1, len(posted) + 1))
    headlines = [delivery.payload.rpartition(" [")[0] for delivery in posted]  # the rest is the delivery's key
    assert [made_up(headline, everything) for headline in headlines] == [[]] * len(posted)
    assert made_up(answer.text, everything) == []
    assert all(citation.text in everything for citation in (*answer.citations, *answer.near))
    written = [vars(record) for record in caplog.records if record.getMessage() == "briefing written"]
    caught, claims = (sum(record[name] for record in written) for name in ("dropped", "claims"))
    print(f"{caught} of the {claims} claims that the model made in {len(written)} briefings were caught")
    assert caught >= 1
    assert status.calls >= 3 + GENERATED
