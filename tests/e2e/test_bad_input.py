"""Every bad input gets one clear sentence, and leaves nothing half-stored behind."""

import asyncio
import gzip
import socket
import sqlite3
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult
from fpdf import FPDF
from fpdf.enums import EncryptionMethod
from sqlalchemy import event

from bot.app import App, build
from bot.chat.replies import Notice, Reply
from bot.chat.request import Request, Upload
from bot.ingest.fetch import Fetcher, Limits
from bot.model.place import Channel
from bot.settings import Settings
from bot.store import Store
from bot.workers import WorkerPool

CHANNEL = Channel("terminal", "tests", "bad")
ASKING = Request(CHANNEL, thread="t", asker="u", is_admin=True)
PARAGRAPH = (
    "The harbour bridge at Lowen will close for repairs on Friday, the town council said. It was built in 1931. "
)
ITALIAN = (
    "Il ponte del porto resterà chiuso da venerdì per le riparazioni, ha detto il sindaco dopo la seduta. "
    "I lavori dureranno due anni e costeranno circa quaranta milioni. Molti negozianti temono per i loro affari. "
)
MORE_ITALIAN = (
    "Il consiglio comunale discuterà la prossima settimana di una deviazione per i camion. Gli abitanti del centro "
    "hanno già annunciato un ricorso, perché le loro strade sarebbero troppo strette. Una decisione è attesa in "
    "autunno, ha fatto sapere lunedì una portavoce del comune. "
)
ITALIAN_PAGE = (
    "<html lang=it><head><title>Ponte chiuso</title></head><body><article><h1>Ponte chiuso</h1>"
    f"<p>{ITALIAN}</p><p>{MORE_ITALIAN}</p></article></body></html>"
)
WALL = (
    "<html><head><title>Subscribe to continue</title></head><body><h1>Subscribe to continue reading</h1>"
    "<p>This article is for subscribers only. Subscribe now for unlimited access. Already a subscriber? Log in.</p>"
    "<p>We use cookies and similar technologies. Accept all cookies or manage your preferences.</p></body></html>"
)


Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Lying(AbstractResolver):
    """Says that every name is this machine."""

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        return [ResolveResult(hostname=host, host="127.0.0.1", port=port, family=socket.AF_INET, proto=0, flags=0)]

    async def close(self) -> None:
        return


@dataclass(frozen=True)
class Site:
    url: str
    secure: str
    dead: str


@pytest.fixture(scope="module")
async def site() -> AsyncIterator[Site]:
    over = asyncio.Event()

    async def silence(_request: web.Request) -> web.Response:
        await over.wait()
        return web.Response()

    async def huge(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/html"})
        await response.prepare(request)
        try:
            for _ in range(200):
                await response.write(b"<p>" + b"a" * 1_000_000)
        except ConnectionError:
            pass
        return response

    async def bomb(_request: web.Request) -> web.Response:
        body = gzip.compress(b"a" * 100_000_000)
        return web.Response(body=body, headers={"Content-Encoding": "gzip", "Content-Type": "text/html"})

    def status(code: int) -> Handler:
        async def answer(_request: web.Request) -> web.Response:
            return web.Response(status=code)

        return answer

    def go(target: str) -> Handler:
        async def answer(_request: web.Request) -> web.Response:
            raise web.HTTPFound(target)

        return answer

    def page(text: str) -> Handler:
        async def answer(_request: web.Request) -> web.Response:
            return web.Response(text=text, content_type="text/html")

        return answer

    app = web.Application()
    app.add_routes(
        [
            web.get("/silence", silence),
            web.get("/huge", huge),
            web.get("/bomb", bomb),
            web.get("/error", status(500)),
            web.get("/forbidden", status(403)),
            web.get("/again", go("/again?and=again")),
            web.get("/inside", go("http://169.254.169.254/latest/meta-data/")),
            web.get("/italian", page(ITALIAN_PAGE)),
            web.get("/wall", page(WALL)),
        ]
    )
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context).start()
    secure = runner.addresses[1][1]
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        dead = unused.getsockname()[1]
    yield Site(f"http://127.0.0.1:{port}", f"https://127.0.0.1:{secure}", f"http://127.0.0.1:{dead}")
    over.set()
    await runner.cleanup()


@pytest.fixture
async def bot(tmp_path: Path, workers: WorkerPool) -> AsyncIterator[App]:
    settings = Settings(_env_file=None, database_url=f"sqlite+aiosqlite:///{tmp_path}/bot.sqlite3")
    fetcher = Fetcher(frozenset({"127.0.0.1"}), Limits(seconds=3), Lying)
    async with build(settings, workers=workers, fetcher=fetcher) as app:
        yield app


def pdf(text: str, password: str | None = None) -> bytes:
    made = FPDF()
    made.add_page()
    if text:
        made.set_font("Helvetica", size=12)
        made.multi_cell(0, text=text)
    if password:
        made.set_encryption(owner_password=password, user_password=password, encryption_method=EncryptionMethod.AES_256)
    return bytes(made.output())


async def refused(app: App, request: Request) -> str:
    """Send a request that must fail; return its one sentence or two, after checking that nothing was stored."""
    reply = await app.router.handle(request)
    assert_refusal(reply)
    assert await app.store.articles.of_channel(CHANNEL) == []
    return said(reply)


def assert_refusal(reply: Reply) -> None:
    assert reply.failed
    assert reply.private
    assert len(reply.parts) == 1
    assert len(said(reply)) < 300
    assert "Traceback" not in said(reply)
    assert "Error" not in said(reply)


def said(reply: Reply) -> str:
    (notice,) = reply.parts
    assert isinstance(notice, Notice)
    return notice.text


def brief(article: str) -> Request:
    return replace(ASKING, command="brief", options={"article": article})


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("{dead}/", "I could not reach 127.0.0.1"),
        ("{url}/nothing", "says that this page does not exist (404)"),
        ("{url}/error", "had an error of its own (500)"),
        ("{url}/forbidden", "does not let me read this page (403)"),
        ("{secure}/wall", "The secure connection to 127.0.0.1 cannot be trusted"),
        ("{url}/silence", "did not answer within 3 seconds"),
        ("{url}/huge", "is larger than 10 MB"),
        ("{url}/bomb", "is larger than 10 MB"),
        ("{url}/again", "keeps redirecting without an end"),
        ("{url}/inside", "169.254.169.254 is not there"),
        ("{url}/italian", "This article is in Italian"),
        ("{url}/wall", "shows a consent or subscription page"),
        ("http://10.0.0.8/", "10.0.0.8 is not there"),
        ("http://[fe80::1]/", "is not there"),
        ("http://2130706433/", "is not there"),
        ("http://intranet.example.org/", "intranet.example.org is not there"),
        ("ftp://example.org/article", "is not a web link"),
    ],
)
async def test_links(bot: App, site: Site, path: str, sentence: str) -> None:
    link = path.format(url=site.url, secure=site.secure, dead=site.dead)
    assert sentence in await refused(bot, brief(link))


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [
        (Upload("scan.pdf", pdf("")), "scan.pdf holds no text"),
        (Upload("secret.pdf", pdf(PARAGRAPH * 5, password="x")), "secret.pdf is protected by a password"),
        (Upload("broken.pdf", b"%PDF-1.7 and then nothing"), "broken.pdf is damaged"),
        (Upload("picture.txt", bytes(range(256)) * 40), "picture.txt is damaged or not what its name says"),
        (Upload("tool.exe", b"MZ" + bytes(500)), "I cannot read"),
        (Upload("empty.txt", b""), "empty.txt holds no text"),
    ],
    ids=lambda value: value.name if isinstance(value, Upload) else "",
)
async def test_files(bot: App, upload: Upload, sentence: str) -> None:
    assert sentence in await refused(bot, replace(ASKING, command="brief", files=(upload,)))


async def test_empty_paste(bot: App) -> None:
    assert "There is no article in that" in await refused(bot, brief(" \u200b \n "))


async def test_huge_paste(bot: App) -> None:
    sentence = await refused(bot, brief(PARAGRAPH * (1_000_000 // len(PARAGRAPH))))
    assert "is larger than" in sentence
    assert "paste the part that matters" in sentence


async def test_foreign_paste(bot: App) -> None:
    assert "This article is in Italian" in await refused(bot, brief(ITALIAN + MORE_ITALIAN))


@pytest.mark.parametrize(
    ("times", "sentence"),
    [
        ("08:00 Europe/Lodnon weekdays", "I do not know the time zone “Europe/Lodnon”"),
        ("25:00 Europe/London", "I do not understand the times “25:00 Europe/London”"),
        ("whenever", "I do not understand the times “whenever”"),
    ],
)
async def test_schedules(bot: App, times: str, sentence: str) -> None:
    asked = replace(ASKING, command="digest schedule", options={"times": times})
    assert sentence in await refused(bot, asked)
    assert await bot.desk.schedules.of_channel(CHANNEL) == []


async def test_no_question_and_no_articles(bot: App) -> None:
    assert "Ask a question" in await refused(bot, replace(ASKING, command="ask", options={"question": " ?"}))
    assert "no articles in this channel yet" in await refused(
        bot, replace(ASKING, command="ask", options={"question": "who is she?"})
    )


async def test_without_the_right(bot: App) -> None:
    asked = replace(ASKING, command="digest schedule", options={"times": "08:00"}, is_admin=False)
    assert "Manage Server" in await refused(bot, asked)
    assert await bot.desk.schedules.of_channel(CHANNEL) == []


async def test_database_locked(tmp_path: Path, workers: WorkerPool) -> None:
    file = tmp_path / "bot.sqlite3"
    url = f"sqlite+aiosqlite:///{file}"
    settings = Settings(_env_file=None, database_url=url)
    async with build(settings, workers=workers, store=Store(url, busy_seconds=0.2)) as app:
        other = sqlite3.connect(file)
        other.execute("BEGIN EXCLUSIVE")
        reply = await app.router.handle(brief(PARAGRAPH * 5))
        other.rollback()
        other.close()
        assert_refusal(reply)
        assert "The database is busy just now and nothing was saved" in said(reply)
        assert await app.store.articles.of_channel(CHANNEL) == []
        assert not (await app.router.handle(brief(PARAGRAPH * 5))).failed


async def test_disk_full(tmp_path: Path, workers: WorkerPool) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'bot.sqlite3'}"
    store = Store(url)

    @event.listens_for(store._database.engine.sync_engine, "connect")
    def no_room_to_grow(connection: Any, _record: object) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA max_page_count = 1")  # SQLite takes this as the size that the file has
        cursor.close()

    async with Store(url) as before:
        await before.upgrade()
    async with build(Settings(_env_file=None, database_url=url), workers=workers, store=store) as app:
        reply = await app.router.handle(brief(PARAGRAPH * 200))
        assert_refusal(reply)
        assert "The disk is full and nothing was saved" in said(reply)
        assert await app.store.articles.of_channel(CHANNEL) == []
