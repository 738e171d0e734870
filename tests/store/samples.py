"""Small pieces of fiction to keep, and a database in a folder of the test."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.model.article import Article, Source
from bot.model.briefing import Briefing, Bullet
from bot.model.document import Actor, Citation, Document, EntityKind, Event, Mention, Passage, Precision, Sentence
from bot.model.place import Channel
from bot.store import Store

NOW = datetime(2026, 5, 4, 7, tzinfo=UTC)
HOUR = timedelta(hours=1)
NEWS = Channel("discord", "harbour", "news")
SPORT = Channel("discord", "harbour", "sport")


def url(folder: Path) -> str:
    return f"sqlite+aiosqlite:///{folder}/data/bot.sqlite3"


@asynccontextmanager
async def opened(folder: Path, busy_seconds: float = 5.0) -> AsyncIterator[Store]:
    async with Store(url(folder), busy_seconds) as store:
        await store.upgrade()
        yield store


def article(name: str, text: str = "The pier at Port Velm reopens.", **fields: object) -> Article:
    given: dict[str, object] = {"title": f"About {name}", "source": Source.LINK, "fetched": NOW, **fields}
    return Article(id=name, text=text, **given)  # type: ignore[arg-type]


def document(made: Article) -> Document:
    cited = Citation(made.id, 0, made.text)
    return Document(
        article=made.id,
        title=made.title,
        dated=NOW,
        language="en",
        sentences=(Sentence(0, made.text, 0, len(made.text), 0, terms=tuple(made.text.lower().split())),),
        mentions=(Mention("Port Velm", EntityKind.PLACE, 0, 12, 21),),
        actors=(Actor("Ilka Verrin", EntityKind.PERSON, 1, (cited,), aliases=("Ms Verrin",)),),
        events=(Event(NOW.date(), Precision.DAY, "on Monday", made.text, cited, future=True),),
    )


def briefing(*articles: str) -> Briefing:
    said = Bullet("The pier reopens.", (Citation(articles[0], 0, "The pier reopens."),))
    return Briefing(articles, said, (said,), (), (), "extractive", "en")


async def keep(store: Store, made: Article, *channels: Channel) -> None:
    passage = Passage(made.id, 0, 0, made.text)
    await store.articles.save(made, document(made), [passage], vector(made.id))
    for channel in channels:
        await store.articles.put_in_channel(channel, made.id, "Ada", NOW)


def vector(name: str) -> bytes:
    return name.encode().ljust(384 * 4, b"\0")
