"""A name in a text, as language work passes it on."""

from dataclasses import dataclass

from spacy.tokens import Doc, Span

from bot.language import words
from bot.language.pipeline import Prose
from bot.model.document import EntityKind

PERSON, ORGANISATION, PLACE, GROUP = (
    EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE, EntityKind.GROUP,
)  # fmt: skip
CALENDAR = frozenset((*words.WEEKDAYS, *words.MONTHS))


@dataclass(frozen=True, slots=True)
class Name:
    """A named stretch of one sentence: tokens `first` to `last` (excluded) of the sentence's parsed document."""

    prose: Prose
    first: int
    last: int
    kind: EntityKind
    honorific: str | None = None

    @property
    def tokens(self) -> Span:
        """The tokens that make the name."""
        return self.doc[self.first : self.last]

    @property
    def doc(self) -> Doc:
        """The parsed paragraph."""
        if self.prose.span is None:
            raise ValueError("not parsed")
        return self.prose.span.doc

    @property
    def start(self) -> int:
        """Offset in the article."""
        return self.prose.offset(self.first)

    @property
    def end(self) -> int:
        """Offset in the article, excluded."""
        return self.prose.offset(self.last - 1) + len(self.doc[self.last - 1])

    @property
    def text(self) -> str:
        """The name as the article writes it, with its spaces made plain."""
        return " ".join(self.prose.text[self.start - self.prose.start : self.end - self.prose.start].split())
