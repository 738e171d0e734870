"""What we say about articles."""

from dataclasses import dataclass
from datetime import datetime

from bot.model.article import Article, Copy
from bot.model.document import Actor, Citation, Event


@dataclass(frozen=True, slots=True)
class Bullet:
    """One statement and the sentences that support it."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What articles tell differently of one thing, the latest first; `changed` when each is of another day."""

    sides: tuple[Bullet, ...]
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Briefing:
    """A summary of one or more articles; `engine` says who wrote it, `differences` where articles do not agree."""

    articles: tuple[str, ...]
    headline: Bullet
    bullets: tuple[Bullet, ...]
    actors: tuple[Actor, ...]
    timeline: tuple[Event, ...]
    engine: str
    language: str
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What a person asked, made whole: `text` stands alone, `asked` is as typed."""

    text: str
    asked: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer from the articles alone.

    When `answered` is false the articles do not tell, and `text` and `citations` are empty.
    `span` is the exact answer inside `text` when it is certain. `confidence` is from 0 to 1.
    `near` are the closest sentences when there is no answer. `searched` counts the articles that were looked through.
    `statements` are the parts of `text`, each with what it rests on, where there are several. `unread` are the
    languages of the closest sentences that the engine finds no answers in, `asked_in` that of the question, by code.
    """

    question: str
    text: str
    answered: bool
    citations: tuple[Citation, ...]
    engine: str
    span: str | None = None
    confidence: float = 0.0
    near: tuple[Citation, ...] = ()
    searched: int = 0
    statements: tuple[Bullet, ...] = ()
    unread: tuple[str, ...] = ()
    asked_in: str = "en"


@dataclass(frozen=True, slots=True)
class Story:
    """New articles about one thing, with one briefing over all of them.

    `why` says how many they are. `copies` are other places where they appeared, `earlier` the channel's articles
    that the story goes on from, oldest first; `updates` is the one of them that one of the new ones is a later version
    of. `coming` are dated events that were still to come when the digest was made. `feeds` are the numbers of the
    subscriptions that brought the articles, `people` those who added the others.
    """

    articles: tuple[Article, ...]
    briefing: Briefing
    why: str = ""
    copies: tuple[Copy, ...] = ()
    earlier: tuple[Article, ...] = ()
    updates: Article | None = None
    coming: tuple[Event, ...] = ()
    feeds: tuple[int, ...] = ()
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Digest:
    """What was added to a channel in a window of time, as stories, most important first.

    `since` is exclusive, `until` inclusive; both aware. `articles` counts those of all stories. `more` are the newest
    articles of the stories that come after those told in full, `left_out` counts the stories after these, `older`
    articles of the window that were added before those looked at. `lead` opens it with what matters over all stories.
    With `picture` the first story's timeline is drawn, with `thread` people can discuss it in one. `breaking` is how
    many outlets carry a story at least that is posted at once; 0 for a usual digest. `language` is the
    code of the one that its channel chose, else English.
    """

    since: datetime
    until: datetime
    stories: tuple[Story, ...]
    left_out: int = 0
    title: str = ""
    older: int = 0
    lead: tuple[Bullet, ...] = ()
    picture: bool = False
    articles: int = 0
    more: tuple[Article, ...] = ()
    breaking: int = 0
    language: str = "en"
    thread: bool = False

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all articles that it tells of."""
        told = (article for story in self.stories for article in story.articles)
        return tuple(article.id for article in (*told, *self.more))
