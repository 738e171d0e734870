"""Documents written by hand, as language work would leave them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType

from bot.model.document import Actor, Citation, Document, EntityKind, Event, Mention, Quote, Sentence

PUBLISHED = datetime(2026, 3, 14, 9, 0, tzinfo=UTC)  # a Saturday
_PLAIN_WORDS = "the and that was were for with from have has had will would been this which their"
_PLAIN = frozenset(_PLAIN_WORDS.split())


def document(
    *texts: str,
    title: str = "",
    article: str = "a1",
    dated: datetime = PUBLISHED,
    language: str = "en",
    actors: Sequence[Actor] = (),
    named: Sequence[tuple[int, str, int]] = (),
    quotes: Sequence[Quote] = (),
    events: Sequence[Event] = (),
    dangling: Sequence[int] = (),
    leaning: Mapping[int, str] = MappingProxyType({}),
    headings: Sequence[int] = (),
) -> Document:
    """One sentence a paragraph. `named` gives a sentence, the words there, and the index of the actor they name."""
    sentences, offset = [], 0
    for index, text in enumerate(texts):
        terms = tuple(w for w in re.findall(r"\w{3,}", text.lower()) if w not in _PLAIN)
        sentences.append(
            Sentence(
                index,
                text,
                offset,
                offset + len(text),
                index,
                terms,
                index in dangling or index in leaning,
                leaning.get(index, ""),
                index in headings,
            )
        )
        offset += len(text) + 2
    mentions = tuple(_mention(sentences[s], words, actors[a], a) for s, words, a in named)
    cited = [
        replace(actor, citations=tuple(Citation(article, s, texts[s]) for s, _, a in named if a == index))
        for index, actor in enumerate(actors)
    ]
    return Document(
        article, title, dated, language, tuple(sentences), mentions, tuple(cited), tuple(quotes), tuple(events)
    )


def person(name: str, *aliases: str, role: str | None = None) -> Actor:
    """A person; its citations are the sentences that `document` is told name it."""
    return Actor(name, EntityKind.PERSON, 1, (), aliases, role)


def _mention(sentence: Sentence, words: str, actor: Actor, index: int) -> Mention:
    start = sentence.start + sentence.text.index(words)
    pronoun = words.lower() in {"he", "she", "his", "her", "they", "their", "it", "its"}
    return Mention(words, actor.kind, sentence.index, start, start + len(words), index, pronoun)
