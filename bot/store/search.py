"""Full-text search; all that depends on the kind of database is here."""

import re
from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import (
    ColumnElement,
    Connection,
    Float,
    Integer,
    and_,
    bindparam,
    column,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.answer.corpus import Hit, Signs, Vectors
from bot.model.document import Document, Passage
from bot.model.place import Channel
from bot.store import tables
from bot.store.database import Database
from bot.store.documents import read_documents
from bot.store.tables import within

MAX_WORDS = 64
_WORD = re.compile(r"[^\W_]+")
_AS_DIGITS = b"0" * 128 + b"1" * 128
_INDEX = (
    "CREATE VIRTUAL TABLE passage_words USING fts5 (text, content = '{content}', content_rowid = 'id', "
    "tokenize = 'porter unicode61 remove_diacritics 2')"
)
_WORDS = table("passage_words", column("rowid", Integer))
_PASSAGE = (tables.passages.c.article, tables.passages.c.first, tables.passages.c.last, tables.passages.c.text)


class Search:
    """The Corpus that answering works on. Every query goes through the channel's own list of articles.

    `articles` narrow it to these, if there are any.
    """

    def __init__(self, database: Database, articles: Collection[str] = ()) -> None:
        self._database = database
        self._articles = articles

    def only(self, articles: Collection[str]) -> "Search":
        """The same, of these articles alone."""
        return Search(self._database, articles)

    async def search(self, channel: Channel, words: str, limit: int) -> Sequence[Hit]:
        """Passages of the channel that contain any of the words, best first by BM25."""
        wanted = any_of(words)
        if not wanted:
            return []
        listed = tables.channel_articles
        distance = literal_column("bm25(passage_words)", Float).label("distance")
        found = (
            select(*_PASSAGE, distance)
            .join_from(tables.passages, _WORDS, _WORDS.c.rowid == tables.passages.c.id)
            .join(listed, listed.c.article == tables.passages.c.article)
            .where(*self._mine(channel), text("passage_words MATCH :wanted").bindparams(wanted=wanted))
            .order_by(distance, tables.passages.c.id)
            .limit(limit)
        )
        async with self._database.read() as connection:
            rows = await connection.execute(found)
            return [Hit(Passage(row.article, row.first, row.last, row.text), -row.distance) for row in rows]

    async def signs(self, channel: Channel) -> Signs:
        """Which numbers of the embeddings of the channel's articles are negative, in the order of adding."""
        listed, kept = tables.channel_articles, tables.signs
        found = (
            select(kept.c.article, kept.c.signs)
            .join(listed, listed.c.article == kept.c.article)
            .where(*self._mine(channel))
            .order_by(listed.c.number)
        )
        async with self._database.read() as connection:
            rows = (await connection.execute(found)).all()
        return Signs(tuple(row.article for row in rows), tuple(row.signs for row in rows))

    async def vectors(self, channel: Channel, articles: Collection[str]) -> Vectors:
        """The passages of these articles of the channel with their embeddings, in the order of adding."""
        listed = tables.channel_articles
        mine = and_(*self._mine(channel), listed.c.article.in_(articles))
        passages = (
            select(*_PASSAGE)
            .join(listed, listed.c.article == tables.passages.c.article)
            .where(mine)
            .order_by(listed.c.number, tables.passages.c.id)
        )
        blobs = select(tables.articles.c.vectors).join(listed).where(mine).order_by(listed.c.number)
        async with self._database.read() as connection:
            rows = await connection.execute(passages)
            return Vectors(
                tuple(Passage(row.article, row.first, row.last, row.text) for row in rows),
                b"".join(await connection.scalars(blobs)),
            )

    async def documents(self, articles: Collection[str]) -> Sequence[Document]:
        """The documents of these articles; the caller has their ids from the channel's own passages."""
        async with self._database.read() as connection:
            return await read_documents(connection, articles)

    def _mine(self, channel: Channel) -> Iterator[ColumnElement[bool]]:
        yield within(tables.channel_articles, channel)
        if self._articles:
            yield tables.channel_articles.c.article.in_(self._articles)


def any_of(words: str) -> str:
    """Plain words as an FTS5 query for any of them: each quoted, so that none is an operator; "" for no words."""
    unique = dict.fromkeys(word.lower() for word in _WORD.findall(words))
    return " OR ".join(f'"{word}"' for word in list(unique)[:MAX_WORDS])


def signs_of(vectors: bytes) -> bytes:
    """One bit for each float32 of some embeddings, little-endian: whether it is negative."""
    return int(vectors[3::4].translate(_AS_DIGITS) or b"0", 2).to_bytes(len(vectors) // 32)


async def index(connection: AsyncConnection, article: str) -> None:
    """Make the passages of an article findable."""
    await connection.execute(
        text("INSERT INTO passage_words (rowid, text) SELECT id, text FROM searched_passages WHERE article = :article"),
        {"article": article},
    )


async def unindex(connection: AsyncConnection, articles: Collection[str]) -> None:
    """Make the passages of articles findable no more; to be done before they are deleted.

    The index holds no texts, so it must be told those that it forgets: https://sqlite.org/fts5.html#the_delete_command
    """
    forget = text(
        "INSERT INTO passage_words (passage_words, rowid, text) "
        "SELECT 'delete', id, text FROM searched_passages WHERE article IN :articles"
    )
    await connection.execute(forget.bindparams(bindparam("articles", expanding=True)), {"articles": list(articles)})


def create_index(connection: Connection) -> None:
    """Make the full-text index over the passages; for the migrations."""
    connection.execute(text(_INDEX.format(content="passages")))


def widen_index(connection: Connection) -> None:
    """Make it anew over what passages are searched by, which need not be their texts; for the migrations."""
    for statement in (
        "DROP TABLE passage_words",
        "CREATE VIEW searched_passages AS SELECT id, article, coalesce(words, text) AS text FROM passages",
        _INDEX.format(content="searched_passages"),
        "INSERT INTO passage_words (passage_words) VALUES ('rebuild')",
    ):
        connection.execute(text(statement))
