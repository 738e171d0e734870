"""What we answer, as neutral parts; only a platform's `render.py` knows how a part looks.

Texts in parts are plain: never markup of any platform. They may come from articles, so a renderer
passes each of them through `safe.plain` and its platform's escaping, and links only where a part has a link.
"""

from dataclasses import dataclass
from enum import StrEnum

from bot.model.document import Event

Marks = tuple[int, ...]
"""Numbers of sources, shown as [1][2] after the text that they support."""


class Tone(StrEnum):
    """What kind of notice it is."""

    INFO = "info"
    DONE = "done"
    WARNING = "warning"
    ERROR = "error"


class Style(StrEnum):
    """How much a button stands out."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Button:
    """A button; `action` (at most 100 characters) comes back as `Request.action` and outlives a restart."""

    label: str
    action: str
    style: Style = Style.SECONDARY


@dataclass(frozen=True, slots=True)
class Heading:
    """A title; level 1 opens a reply, level 2 opens a section, level 3 opens a story within one.

    A `button` stands beside it, where the platform can show one there.
    """

    text: str
    level: int = 1
    link: str | None = None
    button: Button | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph. `strong` is a stretch of `text`, shown in bold at its first place."""

    text: str
    strong: str | None = None
    marks: Marks = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One bullet; `lead` is a short bold start before the text, a `button` stands beside it where there is room."""

    text: str
    lead: str = ""
    marks: Marks = ()
    button: Button | None = None


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of statements."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class QuoteItem:
    """What somebody said; a quote that is not `direct` is shown without quotation marks."""

    words: str
    speaker: str = ""
    direct: bool = True
    marks: Marks = ()


@dataclass(frozen=True, slots=True)
class Quotes:
    """A list of quotes."""

    items: tuple[QuoteItem, ...]


@dataclass(frozen=True, slots=True)
class ActorItem:
    """A person or organisation; `role` and `aliases` may be empty, `mentions` is how often it is named."""

    name: str
    role: str = ""
    aliases: tuple[str, ...] = ()
    mentions: int = 0
    quotes: tuple[QuoteItem, ...] = ()
    marks: Marks = ()


@dataclass(frozen=True, slots=True)
class Actors:
    """A list of actors, most important first."""

    items: tuple[ActorItem, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """One dated event; `when` is ready to show. An `upcoming` one had not happened when it was reported."""

    when: str
    text: str
    upcoming: bool = False
    marks: Marks = ()


@dataclass(frozen=True, slots=True)
class Timeline:
    """Dated events in order."""

    items: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A few words that lead somewhere."""

    text: str
    link: str


@dataclass(frozen=True, slots=True)
class SourceItem:
    """One article. `label` is shown (and linked when there is a link), `detail` follows it.

    `number` is what marks refer to, None where only one article is in play.
    `sentences` are the article's own sentences that support what was said. `also` are other places where it appeared.
    """

    label: str
    detail: str = ""
    link: str | None = None
    number: int | None = None
    sentences: tuple[str, ...] = ()
    also: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Sources:
    """The articles behind a reply."""

    items: tuple[SourceItem, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about the request itself: done, refused, worth knowing."""

    text: str
    tone: Tone = Tone.INFO


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG; `alt` says in whole sentences what it shows (at most 1,024 characters), `name` is its file's name."""

    png: bytes
    alt: str
    name: str


@dataclass(frozen=True, slots=True)
class Buttons:
    """A row of at most five buttons."""

    items: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One thing to choose: what is shown (at most 75 characters), what is sent, and a few words about it."""

    label: str
    value: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Menu:
    """At most 25 things of which one is chosen at once.

    The choice comes back with `action` as `Request.action`, and its value as the option named `option`.
    """

    action: str
    option: str
    placeholder: str
    items: tuple[MenuItem, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A timeline that becomes a picture, with dates as in `locale`, when the reply is sent where pictures are shown."""

    events: tuple[Event, ...]
    locale: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to keep."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Footer:
    """Small print at the end: which engine wrote it, from what."""

    text: str


@dataclass(frozen=True, slots=True)
class Field:
    """One input of a window; `name` is the key of its value in `Request.options`.

    With `choices` it is a list to choose from. `value` is what stands in it at first.
    """

    name: str
    label: str
    placeholder: str = ""
    multiline: bool = False
    required: bool = True
    choices: tuple[MenuItem, ...] = ()
    value: str = ""


@dataclass(frozen=True, slots=True)
class Prompt:
    """Asks the platform to open a window; what is submitted comes back with `action` and the fields as options."""

    title: str
    action: str
    fields: tuple[Field, ...]
    submit: str


Part = (
    Heading
    | Text
    | Bullets
    | Quotes
    | Actors
    | Timeline
    | Sources
    | Notice
    | Picture
    | Drawing
    | Buttons
    | Menu
    | Attachment
    | Footer
    | Prompt
)


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer to one request.

    `private` asks the platform to show it to the asker alone; `failed` says that the request was not carried out.
    `about` are the ids of the articles that it is about: the platform tells `Desk.posted` where it went.
    """

    parts: tuple[Part, ...]
    private: bool = False
    failed: bool = False
    about: tuple[str, ...] = ()

    @property
    def prompt(self) -> Prompt | None:
        """The window to open, when that is what the reply is."""
        return next((part for part in self.parts if isinstance(part, Prompt)), None)
