"""How fast and how large: python -m benchmarks.speed (make bench).

Every time of the first table is a ratio to a named baseline measured in the same run, in the same worker process,
alternating. Articles are generated (seeds 13 and 14). The second table is that of `benchmarks.acknowledgement`.
"""

import asyncio
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection

import psutil

from benchmarks import acknowledgement
from benchmarks.answering import FEW, MANY, answer_seconds
from benchmarks.fiction import Piece, pieces
from benchmarks.table import Row, show
from bot import language
from bot.ingest.page import Page
from bot.workers import WorkerPool

ROUNDS = 5
ARTICLES = 20
INGESTED = 200
SAMPLE_EVERY = 0.002


def main() -> None:
    """Measure everything and print two tables: the work itself, and how soon people are told that it began."""
    show(asyncio.run(_measure()))
    print()
    acknowledgement.main()


async def _measure() -> list[Row]:
    pool = WorkerPool(1, seconds=600, warm=language.warm)
    try:
        made = pieces(ARTICLES)
        briefing = await pool.run(briefing_ratios, made)
        ingest = await pool.run(ingest_ratios, made)
        few, many = await answer_seconds(pool)
    finally:
        pool.close()
    lag, main_mb, worker_mb, rate = await _ingest_many()
    return [
        (f"briefing ÷ bare spaCy pipeline (n={ARTICLES}, {ROUNDS} rounds)", f"{briefing[0]:.2f}", "≤ 1.50"),
        ("  with passage vectors, as stored", f"{briefing[1]:.2f}", ""),
        (f"ingest of a page ÷ bare trafilatura (n={ARTICLES}, {ROUNDS} rounds)", f"{ingest:.2f}", "≤ 1.30"),
        (f"an answer over {MANY:,} articles ÷ over {FEW:,}", f"{many / few:.2f}", "≤ 2.00"),
        (f"  over {FEW:,} articles", f"{few * 1000:.0f} ms", ""),
        (f"event-loop lag p99 while {INGESTED} articles come in", f"{lag:.1f} ms", "≤ 50 ms"),
        ("main process, resident", f"{main_mb:.0f} MB", "≤ 150 MB"),
        ("worker process, resident", f"{worker_mb:.0f} MB", "≤ 500 MB"),
        (f"articles a second, fetched to stored (n={INGESTED})", f"{rate:.1f}", ""),
    ]


def briefing_ratios(made: Sequence[Piece]) -> tuple[float, float]:
    """Time of document and briefing, and of those with vectors, over spaCy's whole bare pipeline; in a worker."""
    import spacy

    from bot.ingest.read import read_text
    from bot.language.models import spacy_source
    from bot.summarise.extractive import compose
    from bot.summarise.protocol import Wish

    nlp = spacy.load(spacy_source())
    articles = [read_text(f"{piece.title}\n\n{piece.text}", piece.published) for piece in made]
    return (
        _ratio(
            lambda: [compose((language.document(a),), Wish()) for a in articles],
            lambda: [nlp(article.text) for article in articles],
        ),
        _ratio(
            lambda: [compose((language.analyse(a).document,), Wish()) for a in articles],
            lambda: [nlp(article.text) for article in articles],
        ),
    )


def ingest_ratios(made: Sequence[Piece]) -> float:
    """Time from page to article over bare trafilatura, text alone, on the same pages; in a worker."""
    import trafilatura

    from bot.ingest.read import read_page

    pages = [_page(f"https://bench.example/{piece.number}", piece.page) for piece in made]
    return _ratio(
        lambda: [read_page(page, piece.published) for page, piece in zip(pages, made, strict=True)],
        lambda: [trafilatura.extract(piece.page) for piece in made],
    )


def _page(link: str, html: str) -> Page:
    return Page(link, link, (link,), "text/html", "utf-8", html.encode())


def _ratio(ours: Callable[[], object], baseline: Callable[[], object]) -> float:
    """The median over rounds of our time by the baseline's, after one round that does not count."""
    ours(), baseline()
    return statistics.median(_seconds(ours) / _seconds(baseline) for _ in range(ROUNDS))


def _seconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


async def _ingest_many() -> tuple[float, float, float, float]:
    """Lag p99 in ms, resident MB of this process and of the worker, and articles a second."""
    from bot.app import build
    from bot.model.place import Channel
    from bot.settings import Settings

    here, there = get_context("spawn").Pipe()
    server = get_context("spawn").Process(target=_serve, args=(there,), daemon=True)
    server.start()
    port = here.recv()
    channel = Channel("terminal", "bench", "bench")
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            _env_file=None,
            database_url=f"sqlite+aiosqlite:///{folder}/bench.sqlite3",
            fetch_allow_hosts=frozenset({"127.0.0.1"}),
        )
        async with build(settings) as app:
            pool = app.workers
            await pool.run(language.warm)
            lags: list[float] = []
            watch = asyncio.create_task(_watch(lags))
            start = time.perf_counter()
            await asyncio.gather(
                *(app.desk.add_link(channel, f"http://127.0.0.1:{port}/{n}", "bench") for n in range(INGESTED))
            )
            seconds = time.perf_counter() - start
            watch.cancel()
            main = psutil.Process().memory_info().rss
            assert isinstance(pool, WorkerPool)
            worker = max(psutil.Process(pid).memory_info().rss for pid in pool.processes())
    server.terminate()
    return statistics.quantiles(lags, n=100)[98] * 1000, main / 1e6, worker / 1e6, INGESTED / seconds


async def _watch(lags: list[float]) -> None:
    while True:
        start = time.perf_counter()
        await asyncio.sleep(SAMPLE_EVERY)
        lags.append(time.perf_counter() - start - SAMPLE_EVERY)


def _serve(there: Connection) -> None:
    from aiohttp import web

    made = {str(piece.number): piece.page for piece in pieces(INGESTED, seed=14)}

    async def page(request: web.Request) -> web.Response:
        return web.Response(text=made[request.match_info["number"]], content_type="text/html")

    async def serve() -> None:
        app = web.Application()
        app.add_routes([web.get("/{number}", page)])
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        there.send(runner.addresses[0][1])
        await asyncio.Event().wait()

    asyncio.run(serve())


if __name__ == "__main__":
    main()
