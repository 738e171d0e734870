"""What a model is asked to write: JSON objects that point at numbered sentences."""

from pydantic import BaseModel, Field


class Statement(BaseModel):
    """A text and the numbers of the sentences that say it."""

    text: str
    sentences: list[int]


class Named(BaseModel):
    """Somebody who acts, with the role that a sentence gives."""

    name: str
    role: str | None = None
    sentence: int | None = None


class Spoken(BaseModel):
    """Words from one sentence, and who says them."""

    words: str
    speaker: str | None = None
    sentence: int | None = None


class Brief(BaseModel):
    """A whole briefing; `timeline` holds the numbers of sentences that tell something dated."""

    headline: Statement
    bullets: list[Statement]
    actors: list[Named] = Field(default_factory=list)
    quotes: list[Spoken] = Field(default_factory=list)
    timeline: list[int] = Field(default_factory=list)


class Picked(BaseModel):
    """The sentences of a section that matter, the most important first."""

    sentences: list[int]


class Repaired(BaseModel):
    """Corrected statements, in the order in which they were given."""

    bullets: list[Statement]
