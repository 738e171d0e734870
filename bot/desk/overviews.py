"""What several articles hold together: their actors and their timeline."""

from collections.abc import Callable, Sequence
from typing import ParamSpec, TypeVar

from bot import language
from bot.model.document import Actor, Connection, Document, Event
from bot.model.runtime import Workers
from bot.store import Store
from bot.summarise.extractive import timeline
from bot.summarise.grounding import ground_actors, ground_timeline

P = ParamSpec("P")
T = TypeVar("T")


class Overviews:
    """Puts articles together in worker processes, from what is stored of each."""

    def __init__(self, store: Store, workers: Workers) -> None:
        self._store = store
        self._workers = workers

    async def actors(self, articles: Sequence[str]) -> Sequence[Actor]:
        """The actors of these articles as one list, the most salient first."""
        return await self._workers.run(_actors, await self._by_date(articles))

    async def timeline(self, articles: Sequence[str]) -> Sequence[Event]:
        """The dated events of these articles in date order, each once."""
        return await self._workers.run(_timeline, await self._by_date(articles))

    async def connections(self, articles: Sequence[str]) -> Sequence[Connection]:
        """Which of these actors share sentences of these articles, the closest first."""
        return await self._workers.run(language.connections, await self._by_date(articles))

    async def draw(self, picture: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Have an overview drawn by a module-level function."""
        return await self._workers.run(picture, *args, **kwargs)

    async def _by_date(self, articles: Sequence[str]) -> Sequence[Document]:
        documents = await self._store.articles.documents(articles)
        return sorted(documents, key=lambda document: document.dated)


def _actors(documents: Sequence[Document]) -> Sequence[Actor]:
    return ground_actors(language.merge_actors(documents), documents)


def _timeline(documents: Sequence[Document]) -> Sequence[Event]:
    return ground_timeline(timeline(documents), documents)
