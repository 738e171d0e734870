"""From an article to a document: sentences, names, actors, quotes, dates and vectors.

Everything here is synchronous and meant for worker processes; importing this module loads no model.
"""

from collections.abc import Sequence, Set
from datetime import datetime

from bot.language.analysis import DIMENSIONS, Affirmation, Alignment, Analysis, Contrast, Match, Phrase, Setting
from bot.model.article import Article
from bot.model.document import Actor, Connection, Document

__all__ = [
    "DIMENSIONS", "Affirmation", "Alignment", "Analysis", "Contrast", "Match", "Phrase", "Setting", "affirmations",
    "align", "analyse", "connections", "contrasts", "document", "embed", "language_asked_in", "match", "merge_actors",
    "phrases", "read", "repeats", "warm",
]  # fmt: skip


def analyse(article: Article) -> Analysis:
    """Do all language work on an article. Actors, quotes and events are found in English only."""
    from bot.language import weighing
    from bot.language.passages import passages_of

    made = document(article)
    passages = passages_of(made)
    names = weighing.compared(made)
    vectors = embed([*(passage.text for passage in passages), *names])
    length = 4 * DIMENSIONS
    end = length * len(passages)
    return Analysis(weighing.weighed(made, vectors[:length], vectors[end:]), passages, vectors[:end])


def document(article: Article) -> Document:
    """Do the language work on an article that needs no vectors; its actors are ordered by where they are named."""
    from bot.language.reading import document_of

    return document_of(article)


def read(text: str, dated: datetime) -> Document:
    """Do the same work on a short English text such as a question; `dated` is what "today" means in it."""
    from bot.language.reading import document_of_text

    return document_of_text(text, dated)


def embed(texts: Sequence[str]) -> bytes:
    """The vectors of some texts: float32, little-endian, DIMENSIONS numbers each, of length one."""
    from bot.language.embedding import vectors

    return vectors(texts)


def align(question: str, texts: Sequence[str]) -> Alignment:
    """How the texts match an English question, word by word."""
    from bot.language.aligning import aligned

    return aligned(question, texts)


def match(question: str, sentence: str, meant: Set[str] = frozenset()) -> Match:
    """How an English sentence matches a question, as the parser reads both.

    `meant` are words in lower case of whom the sentence means with other words, such as a pronoun.
    """
    from bot.language.matching import matched

    return matched(question, sentence, meant)


def phrases(question: str, sentence: str) -> list[Phrase]:
    """The phrases of an English sentence that could answer a question."""
    from bot.language.phrasing import phrases as found

    return found(question, sentence)


def affirmations(question: str, told: Sequence[tuple[str, Setting]]) -> list[Affirmation | None]:
    """What each English sentence plainly answers to a question that wants a yes or no; None for one that does not."""
    from bot.language.affirming import affirmations as found

    return found(question, told)


def repeats(statement: str, sentence: str, setting: Setting) -> bool:
    """Whether an English sentence plainly says all that the statement says."""
    from bot.language.affirming import repeats as found

    return found(statement, sentence, setting)


def contrasts(documents: Sequence[Document]) -> list[Contrast]:
    """Sentences of different articles that tell of one thing: counts of the same, days of one event, a denial."""
    from bot.language.comparing import contrasts as found

    return found(documents)


def language_asked_in(text: str) -> str:
    """The code of the language that a question is in: "en" unless it is plainly German, French or Spanish."""
    from bot.language.abroad import language_asked_in as found

    return found(text)


def warm() -> None:
    """Load the models, so that the first article does not wait for them. Raises ModelDamaged or ModelMissing."""
    from bot.language import embedding, pipeline

    pipeline.load()
    embedding.load()


def merge_actors(documents: Sequence[Document]) -> tuple[Actor, ...]:
    """The actors of several articles as one list, most salient first; loads no model.

    Give the documents by date, oldest first: the latest role wins.
    """
    from bot.language.merging import merge

    return merge(documents)


def connections(documents: Sequence[Document]) -> tuple[Connection, ...]:
    """Which actors of these documents share sentences, the closest first, by the names of `merge_actors`."""
    from bot.language.connecting import connect

    return connect(documents)
