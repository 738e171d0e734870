"""A channel with more articles than are ever put together at once."""

import asyncio
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import App
from bot.chat.replies import Reply
from bot.chat.request import Request
from bot.chat.terminal import render
from bot.desk.desk import OVERVIEW
from bot.desk.windows import MOST_ARTICLES
from bot.model.place import Channel
from tests.store.samples import NOW, article, keep

CHANNEL = Channel("terminal", "local", "busy")
COUNT = 303

SMALL = """
import asyncio, sys
from bot import samples
from bot.app import build
from bot.chat.request import Request
from bot.model.place import Channel
from bot.settings import Settings

HEAVY = "spacy", "onnxruntime", "tokenizers", "numpy", "trafilatura", "lxml", "pypdfium2", "docx", "dateparser", "PIL"

async def main():
    channel = Channel("terminal", "local", "small")
    async with build(Settings(_env_file=None, database_url=sys.argv[1])) as app:
        for path in samples.paths():
            added = await app.desk.add_file(channel, path.name, path.read_bytes(), "ada")
            await app.desk.brief(channel, added.article.id)
        for command, options in (
            ("actors", {}), ("timeline", {}), ("sources", {}), ("help", {}), ("digest preview", {}),
            ("ask", {"question": "who is she meeting?"}), ("digest schedule", {"times": "08:00 UTC weekdays"}),
        ):
            asked = Request(channel, "t", "ada", command, options, is_admin=True, pictures=True)
            reply = await app.router.handle(asked)
            print(*(["failed", command] if reply.failed else []))
    print(*(name for name in HEAVY if name in sys.modules), "all done")

if __name__ == "__main__":
    asyncio.run(main())
"""


@pytest.fixture
async def busy(app: App) -> App:
    """The bot with a channel of COUNT articles, of which the first is about a lighthouse."""
    await keep(app.store, article("a1", "The lighthouse on Gull Rock was sold to a baker."), CHANNEL)
    for number in range(2, COUNT + 1):
        made = article(f"a{number}", f"Berth {number} of the harbour reopens.", published=NOW + timedelta(hours=number))
        await keep(app.store, made, CHANNEL)
    return app


async def say(app: App, command: str, **options: object) -> tuple[Reply, str]:
    given = {name: str(value) for name, value in options.items()}
    reply = await app.router.handle(Request(CHANNEL, "thread", "ada", command, given))
    return reply, " ".join(render.text(reply).split())


async def test_a_large_channel_answers_from_its_newest_articles_and_says_so(busy: App) -> None:
    for command in ("actors", "timeline"):
        reply, text = await say(busy, command)
        assert not reply.failed, text
        assert f"From the newest {OVERVIEW} of {COUNT} articles" in text
    _, text = await say(busy, "sources")
    assert f"And {COUNT - 100} articles added earlier." in text
    _, text = await say(busy, "digest preview")
    assert f"{COUNT - MOST_ARTICLES} articles added earlier did not fit" in text


async def test_the_oldest_article_is_found_by_its_number_its_words_and_its_meaning(busy: App) -> None:
    _, text = await say(busy, "sources", article=1)
    assert "About a1" in text
    _, text = await say(busy, "ask", question="Who bought the lighthouse on Gull Rock?")
    assert "sold to a baker" in text
    assert f"{COUNT} articles" in text
    assert len((await busy.store.search.signs(CHANNEL)).articles) == COUNT
    assert (await busy.store.search.only(["a1"]).signs(CHANNEL)).articles == ("a1",)


async def test_a_number_that_no_article_has_is_refused(busy: App) -> None:
    reply, text = await say(busy, "actors", article=COUNT + 1)
    assert reply.failed
    assert "There is no such article in this channel" in text


async def test_the_main_process_never_loads_what_workers_are_for(tmp_path: Path) -> None:
    script = tmp_path / "small.py"
    script.write_text(SMALL, encoding="utf-8")
    done = await asyncio.create_subprocess_exec(
        sys.executable, script, f"sqlite:///{tmp_path}/small.sqlite3", stdout=asyncio.subprocess.PIPE, cwd=tmp_path
    )
    said, _ = await asyncio.wait_for(done.communicate(), 90)
    assert said.decode().split() == ["all", "done"]
