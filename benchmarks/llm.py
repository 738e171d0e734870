"""What a language model costs, how far it can be believed, how well it does: python -m benchmarks.llm (make bench-llm).

Asks the server of the settings (LLM_BASE_URL, LLM_MODEL, LLM_API_KEY) to brief generated articles, and where EVAL names
the folder of the public data with its scorers, to summarise and answer ITEMS pieces of its dev half.
"""

import asyncio
import os
import sys
from collections import Counter
from dataclasses import dataclass

from benchmarks.fiction import pieces
from bot import language, settings
from bot.app import utc_now
from bot.llm.connect import connect
from bot.llm.protocol import LanguageModel
from bot.model.article import Article, Source
from bot.model.document import Document
from bot.summarise.llm import Llm, Written
from bot.summarise.protocol import EngineUnavailable, Wish
from bot.telemetry import Metrics, total
from bot.workers import WorkerPool

ARTICLES = 10
ITEMS = 20


@dataclass(frozen=True, slots=True)
class Measured:
    """One article: what the server counted, what the article itself is estimated at, and what came of it."""

    calls: float
    sent: float
    had: float
    own: int
    written: Written | None


def main() -> None:
    """Measure and print one table."""
    sys.exit(asyncio.run(_measure()))


async def _measure() -> int:
    metrics = Metrics()
    model = connect(settings.load(), utc_now, metrics)
    if model is None:
        print("Set LLM_MODEL and LLM_BASE_URL first.", file=sys.stderr)
        return 2
    pool = WorkerPool(1, seconds=300, warm=language.warm)
    try:
        engine = Llm(pool, model)
        _print(model.name, [await _brief(engine, model, metrics, document) for document in await _documents(pool)])
        await _quality(model, pool, metrics)
    finally:
        pool.close()
        await model.close()
    return 0


async def _quality(model: LanguageModel, pool: WorkerPool, metrics: Metrics) -> None:
    folder = os.environ.get("EVAL")
    if not folder:
        print("\nQuality was not measured: set EVAL to the folder of the public data and its scorers.")
        return
    sys.path.insert(0, folder)
    from benchmarks.llm_quality import measure

    items = int(os.environ.get("ITEMS", ITEMS))
    print(f"\n{'public data, dev half (seed 13)':<44} {'n':>6} {'llm':>8} {'local engine':>13}")
    for task, n, ours, local in await measure(model, pool, metrics, items):
        print(f"{task:<44} {n:>6} {ours:>8} {local:>13}")


async def _documents(pool: WorkerPool) -> list[Document]:
    made = []
    for piece in pieces(ARTICLES):
        article = Article(
            f"bench{piece.number}",
            piece.title,
            piece.text,
            Source.TEXT,
            piece.published,
            "en",
            published=piece.published,
        )
        made.append((await pool.run(language.analyse, article)).document)
    return made


async def _brief(engine: Llm, model: LanguageModel, metrics: Metrics, document: Document) -> Measured:
    before = total(metrics.llm_calls), *_tokens(metrics)
    try:
        written = await engine.write([document], Wish())
    except EngineUnavailable:
        written = None
    after = total(metrics.llm_calls), *_tokens(metrics)
    calls, sent, had = (late - early for early, late in zip(before, after, strict=True))
    own = model.tokens("\n".join(sentence.text for sentence in document.sentences))
    return Measured(calls, sent, had, own, written)


def _tokens(metrics: Metrics) -> tuple[float, float]:
    return total(metrics.llm_tokens, direction="in"), total(metrics.llm_tokens, direction="out")


def _print(model: str, found: list[Measured]) -> None:
    written = [one.written for one in found if one.written is not None]
    claims = sum(one.claims for one in written)
    dropped = Counter(dropped.reason.partition(":")[0] for one in written for dropped in one.dropped)
    rows = [
        ("model", model, ""),
        ("articles", f"{len(found)}", ""),
        ("briefed", f"{len(written)}", "all"),
        ("calls for an article, mean", f"{sum(one.calls for one in found) / len(found):.2f}", "1 + repairs"),
        ("tokens sent for an article, mean", f"{sum(one.sent for one in found) / len(found):.0f}", ""),
        ("  over the article's own, at most", f"{max(one.sent - one.own for one in found):.0f}", "500 a call"),
        ("tokens received for an article, mean", f"{sum(one.had for one in found) / len(found):.0f}", ""),
        ("claims made", f"{claims}", ""),
        ("  of them not believed", f"{sum(dropped.values()) / max(1, claims):.0%}", ""),
        *((f"    {reason}", f"{count}", "") for reason, count in dropped.most_common()),
    ]
    for name, measured, aim in rows:
        print(f"{name:<44} {measured:>14}   {aim}".rstrip())


if __name__ == "__main__":
    main()
