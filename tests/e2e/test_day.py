"""A day at a desk, as a program sees it: `briefing-bot chat --json`, a line in, a record out."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import jsonschema
from aiohttp import web

from bot import samples
from bot.chat.catalogue import COMMANDS
from tests.ingest.sites import opened

ROOT = Path(__file__).parent.parent.parent
SCHEMA = json.loads((ROOT / "docs" / "schemas" / "reply.schema.json").read_text(encoding="utf-8"))
COURIER, LEDGER, WIRE = samples.paths()
FEED = (
    '<rss version="2.0"><channel><title>Lowen Gazette</title><link>https://gazette.example/</link>'
    "<item><title>Ferry back in service</title><link>https://gazette.example/ferry</link></item></channel></rss>"
)


class Desk:
    """The program; every record that it prints is checked against the schema."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    def type(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n".encode())

    async def say(self, line: str) -> Any:
        """Type a line, and read what comes next."""
        self.type(line)
        return await self.hear()

    async def hear(self) -> Any:
        """The next record."""
        assert self._process.stdout is not None
        record = json.loads(await asyncio.wait_for(self._process.stdout.readline(), 60))
        jsonschema.validate(record, SCHEMA)
        return record

    async def done(self, line: str) -> str:
        """All words of the reply to a line that is carried out."""
        record = await self.say(line)
        assert not record["failed"], record
        return words(record)

    async def refused(self, line: str) -> str:
        record = await self.say(line)
        assert record["failed"], record
        return words(record)

    async def choose(self, label: str, among: Any) -> Any:
        """Take a choice of a reply by its number."""
        (number,) = [choice["number"] for choice in among["choices"] if choice["label"] == label]
        return await self.say(str(number))


def words(record: Any) -> str:
    """All that is said in a record, in its order."""

    def texts(value: Any) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict | list):
            for one in value.values() if isinstance(value, dict) else value:
                yield from texts(one)

    return " ".join(texts(record["parts"]))


def parts(record: Any, kind: str) -> list[Any]:
    return [part for part in record["parts"] if part["part"] == kind]


@asynccontextmanager
async def desk(home: Path) -> AsyncIterator[Desk]:
    """The program in a home of its own; it ends when its input does, without an error."""
    env = {"PATH": os.environ["PATH"], "HOME": str(home), "XDG_DATA_HOME": str(home), "FETCH_ALLOW_HOSTS": "127.0.0.1"}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "chat", "--json"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=env | ({"PYTHONPATH": os.environ["PYTHONPATH"]} if "PYTHONPATH" in os.environ else {}),
        cwd=home,
        limit=2**20,
    )
    try:
        yield Desk(process)
        rest, complaints = await asyncio.wait_for(process.communicate(b""), 30)
        assert (rest, complaints, process.returncode) == (b"", b"", 0)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def test_a_whole_day_and_the_next_morning(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        await articles_come_in(at)
        await questions_are_asked(at)
        await overviews_are_looked_at(at)
        await feeds_are_followed(at)
        await digests_are_set_and_posted(at)
        await settings_are_made(at)
        await mistakes_are_answered(at)
    async with desk(tmp_path) as at:
        await everything_is_still_there(at)


async def articles_come_in(at: Desk) -> None:
    assert "There are no articles in this channel yet" in await at.refused("/actors")
    briefed = await at.say(f"/brief {COURIER}")
    assert (
        parts(briefed, "heading")[0]["text"]
        == "Marevian foreign minister arrives in Tavrin for first visit in nine years"
    )
    assert len(parts(briefed, "bullets")[0]["items"]) == 4
    assert parts(briefed, "actors")[0]["items"][0]["name"] == "Irena Dolak"
    actors = await at.choose("Actors", briefed)
    assert "Pavel Ostrin" in words(actors)
    window = await at.choose("Ask about this", briefed)
    assert (window["kind"], window["fields"][0]["name"]) == ("window", "question")
    assert "Tomas Verrin" in await at.done("who is she meeting?")
    short = await at.say(f"/brief {LEDGER} --length short")
    assert len(parts(short, "bullets")[0]["items"]) == 2
    window = await at.say("/brief")
    assert (window["kind"], window["fields"][0]["multiline"]) == ("window", True)
    for line in WIRE.read_text(encoding="utf-8").splitlines():
        assert line != "."
        at.type(line)
    assert "Marevia and Kaldoria near deal" in await at.done(".")
    assert "This channel has this article already" in await at.done(f"/brief {COURIER}")


async def questions_are_asked(at: Desk) -> None:
    answer = await at.say("Who will the foreign minister meet on Monday?")
    assert "Tomas Verrin" in words(answer)
    assert parts(answer, "sources")[0]["items"][0]["sentences"]
    assert "on Tuesday" in await at.done("and when does she leave?")
    assert "The articles do not say." in await at.done("/ask how much did the flight cost?")


async def overviews_are_looked_at(at: Desk) -> None:
    timeline = await at.say("/timeline")
    (moments,) = parts(timeline, "timeline")
    assert any(moment["upcoming"] and "leave Tavrin" in moment["text"] for moment in moments["items"])
    assert "Irena Dolak" in await at.done("/actors 2")
    sources = await at.say("/sources")
    assert [item["number"] for item in parts(sources, "sources")[0]["items"]] == [3, 2, 1]


async def feeds_are_followed(at: Desk) -> None:
    async with opened() as site:
        site.answers["/feed"] = lambda _: web.Response(text=FEED, content_type="application/rss+xml")
        found = await at.say(f"/feed add {site.url('/feed')}")
        assert "Ferry back in service" in words(found)
        followed = await at.choose("Follow this feed", found)
        assert "This channel follows feed 1, Lowen Gazette" in words(followed)
        assert "Lowen Gazette" in await at.done("/feed list")
        assert "strike" in await at.done("/feed filter 1 include strike")
        assert "before your subscription" in await at.done("/feed check 1")
        exported = await at.say("/feed export")
        assert parts(exported, "attachment")[0]["name"] == "feeds.opml"
        assert "is paused" in await at.done("/feed pause 1")
        assert "goes on" in await at.done("/feed resume 1")
        assert "is removed" in await at.done("/feed remove 1")


async def digests_are_set_and_posted(at: Desk) -> None:
    assert "follows no feed 1" in await at.refused("/digest schedule 08:00 Europe/London weekdays --feeds 1")
    scheduled = await at.done("/digest schedule 08:00 Europe/London weekdays --topics quota")
    assert "Digest 1 is set: weekdays 08:00, Europe/London time." in scheduled
    assert "if it has “quota”" in await at.done("/digest list")
    assert "Nothing new" in await at.done("/digest preview 1")
    preview = await at.done("/digest preview")
    assert "3 articles in" in preview
    assert "is on its way" in await at.done("/digest now")
    posted = await at.hear()
    assert posted["kind"] == "posted"
    assert "Digest of" in words(posted)
    assert "Nothing new was added since the last digest" in await at.done("/digest now")
    assert "is paused" in await at.done("/digest pause 1")
    assert "is running again" in await at.done("/digest resume 1")


async def settings_are_made(at: Desk) -> None:
    assert "briefings here are short" in await at.done("/settings length short")
    assert "extractive writes" in await at.done("/settings engine extractive")
    assert "only with a language model" in await at.refused("/settings language German")
    status = await at.done("/status")
    assert "nothing leaves this machine" in status
    assert "short" in status
    helped = await at.done("/help")
    assert all(f"/{command.name}" in helped for command in COMMANDS)


async def mistakes_are_answered(at: Desk) -> None:
    assert "There is no file nowhere.md" in await at.refused("/brief nowhere.md")
    assert "did you mean /timeline?" in await at.refused("/timelin")
    assert "Use it like this: /digest pause 1" in await at.refused("/digest pause one")
    assert "There is no schedule 9" in await at.refused("/digest remove 9")
    assert "I could not reach 127.0.0.1" in await at.refused("/brief http://127.0.0.1:8443/article")


async def everything_is_still_there(at: Desk) -> None:
    assert "weekdays 08:00" in await at.done("/digest list")
    assert "Irena Dolak" in await at.done("/actors 1")
    assert "Tomas Verrin" in await at.done("Who will the foreign minister meet on Monday?")
    assert "Digest 1 (weekdays 08:00, Europe/London time) is removed." in await at.done("/digest remove 1")
