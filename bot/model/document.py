"""What language work finds in one article."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

Stretch = tuple[int, int]
"""Where a stretch of a text begins and ends, in characters."""


class EntityKind(StrEnum):
    """What a mention names."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    GROUP = "group"
    DATE = "date"
    TIME = "time"
    NUMBER = "number"


class Precision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Citation:
    """A pointer to one sentence of one article, with that sentence's text as it stands there."""

    article: str
    sentence: int
    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; `start` and `end` are character offsets into the article's text.

    `terms` are its content words, lower-cased lemmas, with repeats, in order.
    `dangling` says that it cannot be read alone (an opening "He", "The two leaders", "But", ...).
    `leans_on` is the noun of an opening definite phrase that makes it dangling ("The visit was postponed": "visit").
    `heading` says that it is a line between paragraphs and not prose.
    `asides` are stretches of the text that can be left out of it, as offsets in it.
    """

    index: int
    text: str
    start: int
    end: int
    paragraph: int
    terms: tuple[str, ...] = ()
    dangling: bool = False
    leans_on: str = ""
    heading: bool = False
    asides: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of one sentence that names something; offsets count in the article's text.

    `actor` is the index in `Document.actors` of whom it names, where known.
    A `pronoun` is a mention only when it was resolved to an actor.
    """

    text: str
    kind: EntityKind
    sentence: int
    start: int
    end: int
    actor: int | None = None
    pronoun: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody said: `words` without quotation marks, `speaker` an actor's name or None.

    A quote that is not `direct` is reported speech, in the article's own words.
    """

    words: str
    speaker: str | None
    citations: tuple[Citation, ...]
    direct: bool = True


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or organisation that acts in the news.

    `name` is the fullest name used, `aliases` the others; `role` is as the text gives it
    ("Chinese foreign minister"), traced by `role_citation`; `affiliation` is the country or
    organisation the role belongs to. `mentions` counts names and resolved pronouns;
    `citations` are the sentences that name the actor; `salience` orders actors, highest first.
    """

    name: str
    kind: EntityKind
    mentions: int
    citations: tuple[Citation, ...]
    aliases: tuple[str, ...] = ()
    role: str | None = None
    role_citation: Citation | None = None
    affiliation: str | None = None
    quotes: tuple[Quote, ...] = ()
    salience: float = 0.0


@dataclass(frozen=True, slots=True)
class Connection:
    """Two actors, by name, and the sentences that speak of both."""

    one: str
    other: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Something dated: `when` (to `precision`; `until` for a span), and the words that say it.

    `text` is the sentence or clause that tells it, `expression` the date as written ("on Monday").
    `future` is seen from the article's own date.
    """

    when: date
    precision: Precision
    expression: str
    text: str
    citation: Citation
    future: bool = False
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """An article as language work left it; actors are ordered by salience."""

    article: str
    title: str
    dated: datetime
    language: str
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...] = ()
    actors: tuple[Actor, ...] = ()
    quotes: tuple[Quote, ...] = ()
    events: tuple[Event, ...] = ()
    site: str | None = None

    def cite(self, sentence: int) -> Citation:
        """The citation of the sentence with that index."""
        return Citation(self.article, sentence, self.sentences[sentence].text)


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit of retrieval: neighbouring sentences, from `first` to `last`, both included."""

    article: str
    first: int
    last: int
    text: str
