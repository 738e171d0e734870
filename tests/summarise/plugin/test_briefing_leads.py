from collections.abc import Callable
from datetime import UTC, datetime
from typing import ParamSpec, TypeVar

from bot.model.document import Document, Sentence
from bot.summarise.protocol import EngineContext, Wish
from bot.summarise.registry import Registry

P = ParamSpec("P")
T = TypeVar("T")


class Here:
    """Workers that run in this process."""

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        return function(*args, **kwargs)


async def test_the_installed_engine_briefs_with_the_first_sentences() -> None:
    texts = ("A ferry sank off Orsby.", "All aboard were saved.", "The sea was calm.", "It was Friday.")
    sentences = tuple(Sentence(i, text, 0, 0, i) for i, text in enumerate(texts))
    ferry = Document("a1", "Ferry sinks", datetime(2026, 3, 14, tzinfo=UTC), "en", sentences)
    engine = Registry.load(EngineContext(Here())).get("leads")
    briefing = await engine.summarise([ferry], Wish(bullets=3))
    assert [bullet.text for bullet in briefing.bullets] == list(texts[:3])
    assert briefing.headline.text == "Ferry sinks"
    assert briefing.engine == "leads"
