"""How long an answer takes over many articles: rows of `make bench`.

The articles are generated (seed 15) and saved one by one as any other, but with made-up vectors and without language
work, which would take hours for so many; all that happens after a question is asked is the product's own. Filling takes
some minutes.
"""

import shutil
import statistics
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from benchmarks.fiction import LAST, PLACES, TOPICS, Piece, pieces
from bot.model.place import Channel

if TYPE_CHECKING:
    from bot.model.article import Article
    from bot.model.document import Document
    from bot.store import Store
    from bot.workers import WorkerPool

FEW, MANY = 1_000, 10_000
PARAGRAPHS = 8
ROUNDS = 3
CHANNEL = Channel("terminal", "bench", "answers")
BEGUN = datetime(2026, 1, 1, tzinfo=UTC)
QUESTIONS = tuple(
    template.format(name=name, place=place, topic=topic)
    for template in (
        "What did {name} say about the {topic} plan?",
        "When will {name} travel to {place}?",
        "How many people gathered outside the town hall in {place}?",
    )
    for name, place, topic in zip(LAST[:4], PLACES[:4], TOPICS[:4], strict=True)
)


async def answer_seconds(pool: "WorkerPool") -> tuple[float, float]:
    """The median time of an answer over FEW articles of a channel and over MANY; each question goes to both in turn."""
    from bot.answer.extractive import Answerer
    from bot.model.briefing import Question
    from bot.store import Store

    made = pieces(MANY, seed=15, paragraphs=PARAGRAPHS)
    times: dict[Answerer, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        few, many = (Store(f"sqlite+aiosqlite:///{folder}/{name}.sqlite3") for name in ("few", "many"))
        await _fill(few, made[:FEW])
        shutil.copy(f"{folder}/few.sqlite3", f"{folder}/many.sqlite3")
        await _fill(many, made[FEW:])
        answerers = [Answerer(pool, store.search) for store in (few, many)]
        for text in (QUESTIONS[0], *QUESTIONS * ROUNDS):
            for answerer in answerers:
                start = time.perf_counter()
                await answerer.answer(CHANNEL, Question(text, text), BEGUN)
                times.setdefault(answerer, []).append(time.perf_counter() - start)
        await few.close()
        await many.close()
    first, second = (statistics.median(times[answerer][1:]) for answerer in answerers)  # the first opens the files
    return first, second


async def _fill(store: "Store", made: Sequence[Piece]) -> None:
    await store.open()
    await store.upgrade()
    for piece in made:
        await _keep(store, piece)
    await store.close()  # so that its file is whole; it opens again when asked


async def _keep(store: "Store", piece: Piece) -> None:
    import numpy as np

    from bot.language import DIMENSIONS
    from bot.language.passages import passages_of
    from bot.model.article import Article, Source

    name, dated = f"a{piece.number}", BEGUN + timedelta(minutes=piece.number)
    article = Article(name, piece.title, piece.text, Source.TEXT, dated, "en", published=dated)
    passages = passages_of(_document(article))
    rows = np.random.default_rng(piece.number).normal(size=(len(passages), DIMENSIONS)).astype("<f4")
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    await store.articles.save(article, _document(article), passages, rows.tobytes())
    await store.articles.put_in_channel(CHANNEL, name, "bench", dated)


def _document(article: "Article") -> "Document":
    from bot.language.splitting import paragraphs, sentences
    from bot.model.document import Document, Sentence

    places = [
        (number, start, end)
        for number, (first, last) in enumerate(paragraphs(article.text))
        for start, end in sentences(article.text, first, last)
    ]
    made = tuple(
        Sentence(index, article.text[start:end], start, end, number, tuple(article.text[start:end].lower().split()))
        for index, (number, start, end) in enumerate(places)
    )
    return Document(article.id, article.title, article.dated, "en", made)
