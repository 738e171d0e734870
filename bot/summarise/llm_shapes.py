"""What a model is asked to write: JSON objects that point at numbered sentences."""

from functools import cache
from typing import Annotated, TypeVar

from pydantic import BaseModel, Field, create_model

Item = TypeVar("Item")

# These bounds are told to the server, which keeps a model from going on and on; more than that does no harm.
Line = Annotated[str, Field(json_schema_extra={"maxLength": 300})]
Short = Annotated[str, Field(json_schema_extra={"maxLength": 80})]
Few = Annotated[list[Item], Field(json_schema_extra={"maxItems": 4})]
Some = Annotated[list[Item], Field(json_schema_extra={"maxItems": 8})]


class Statement(BaseModel):
    """A text and the numbers of the sentences that say it."""

    text: Line
    sentences: Few[int]


class Named(BaseModel):
    """Somebody who acts, with the role that a sentence gives."""

    name: Short
    role: Short | None = None
    sentence: int | None = None


class Spoken(BaseModel):
    """Words from one sentence, and who says them."""

    words: Line
    speaker: Short | None = None
    sentence: int | None = None


class Brief(BaseModel):
    """A whole briefing; `timeline` holds the numbers of sentences that tell something dated."""

    headline: Statement
    bullets: Some[Statement]
    actors: Annotated[list[Named], Field(json_schema_extra={"maxItems": 6})] = Field(default_factory=list)
    quotes: Few[Spoken] = Field(default_factory=list)
    timeline: Some[int] = Field(default_factory=list)


@cache
def brief_of(bullets: int) -> type[Brief]:
    """The shape of a briefing for which a server is told to write no more bullets than that."""
    few = Annotated[list[Statement], Field(json_schema_extra={"maxItems": bullets})]
    return create_model("Brief", __base__=Brief, bullets=(few, ...))


class Picked(BaseModel):
    """The sentences of a section that matter, the most important first."""

    sentences: Some[int]


class Repaired(BaseModel):
    """Corrected statements, in the order in which they were given."""

    bullets: Some[Statement]
