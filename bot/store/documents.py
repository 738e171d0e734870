"""What language work made of articles, as it is kept."""

import asyncio
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.document import Document
from bot.store import tables
from bot.store.codec import Codec, OtherFormat

_DOCUMENT = Codec(Document)


def write_document(document: Document) -> str:
    """The document as it is kept."""
    return _DOCUMENT.write(document)


async def read_documents(connection: AsyncConnection, articles: Collection[str]) -> Sequence[Document]:
    """The documents of these articles, in the order given, without those unknown or of another format."""
    found = select(tables.articles.c.id, tables.articles.c.document).where(tables.articles.c.id.in_(articles))
    kept = {row.id: row.document for row in await connection.execute(found)}
    return await asyncio.to_thread(_read_all, articles, kept)


def _read_all(articles: Collection[str], kept: Mapping[str, str]) -> Sequence[Document]:
    documents = []
    for article in dict.fromkeys(articles):
        if article in kept:
            try:
                documents.append(_DOCUMENT.read(kept[article]))
            except OtherFormat:
                continue
    return documents
