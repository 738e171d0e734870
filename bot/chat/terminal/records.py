"""Replies as JSON, in a shape that is promised to others (docs/schemas/reply.schema.json)."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.chat import replies


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", from_attributes=True, ser_json_bytes="base64")


class HeadingRecord(_Record):
    """A title; level 1 opens a reply."""

    part: Literal["heading"] = "heading"
    text: str
    level: int
    link: str | None


class TextRecord(_Record):
    """A paragraph; `strong` is the stretch of it that matters most, `marks` are numbers of sources."""

    part: Literal["text"] = "text"
    text: str
    strong: str | None
    marks: list[int]


class ItemRecord(_Record):
    """One bullet; `lead` stands before its text."""

    lead: str
    text: str
    marks: list[int]


class BulletsRecord(_Record):
    """A list of statements."""

    part: Literal["bullets"] = "bullets"
    items: list[ItemRecord]


class SaidRecord(_Record):
    """What somebody said; `direct` is false for reported speech."""

    words: str
    speaker: str
    direct: bool
    marks: list[int]


class QuotesRecord(_Record):
    """A list of quotes."""

    part: Literal["quotes"] = "quotes"
    items: list[SaidRecord]


class ActingRecord(_Record):
    """A person or organisation that acts."""

    name: str
    role: str
    aliases: list[str]
    mentions: int
    quotes: list[SaidRecord]
    marks: list[int]


class ActorsRecord(_Record):
    """A list of actors, most important first."""

    part: Literal["actors"] = "actors"
    items: list[ActingRecord]


class MomentRecord(_Record):
    """One dated event; `when` is written for people."""

    when: str
    text: str
    upcoming: bool
    marks: list[int]


class TimelineRecord(_Record):
    """Dated events in order."""

    part: Literal["timeline"] = "timeline"
    items: list[MomentRecord]


class LinkRecord(_Record):
    """A few words that lead somewhere."""

    text: str
    link: str


class SourceRecord(_Record):
    """One article; `number` is what marks refer to, `sentences` are its own that support what was said."""

    number: int | None
    label: str
    detail: str
    link: str | None
    sentences: list[str]
    also: list[LinkRecord]


class SourcesRecord(_Record):
    """The articles behind a reply."""

    part: Literal["sources"] = "sources"
    items: list[SourceRecord]


class NoticeRecord(_Record):
    """Something about the request itself; `tone` is info, done, warning or error."""

    part: Literal["notice"] = "notice"
    text: str
    tone: str


class AttachmentRecord(_Record):
    """A file, in URL-safe base64."""

    part: Literal["attachment"] = "attachment"
    name: str
    data: bytes


class FooterRecord(_Record):
    """Small print: which engine wrote it, from what."""

    part: Literal["footer"] = "footer"
    text: str


class ChoiceRecord(_Record):
    """Something that can be taken by typing its number."""

    number: int
    label: str
    detail: str


class FieldRecord(_Record):
    """An input of a window; `value` is what an empty line stands for. One of several lines ends with a single dot."""

    name: str
    label: str
    placeholder: str
    multiline: bool
    required: bool
    choices: list[ChoiceRecord]
    value: str

    @classmethod
    def of(cls, field: replies.Field, choices: list[ChoiceRecord]) -> "FieldRecord":
        """Make the record of a field."""
        return cls(
            name=field.name,
            label=field.label,
            placeholder=field.placeholder,
            multiline=field.multiline,
            required=field.required,
            choices=choices,
            value=field.value,
        )


_PARTS: Mapping[type[replies.Part], type[_Record]] = {
    replies.Heading: HeadingRecord,
    replies.Text: TextRecord,
    replies.Bullets: BulletsRecord,
    replies.Quotes: QuotesRecord,
    replies.Actors: ActorsRecord,
    replies.Timeline: TimelineRecord,
    replies.Sources: SourcesRecord,
    replies.Notice: NoticeRecord,
    replies.Attachment: AttachmentRecord,
    replies.Footer: FooterRecord,
}
"""Pictures are for platforms that show them; buttons, menus and windows are told as choices and fields."""

AnyPartRecord = Annotated[
    HeadingRecord
    | TextRecord
    | BulletsRecord
    | QuotesRecord
    | ActorsRecord
    | TimelineRecord
    | SourcesRecord
    | NoticeRecord
    | AttachmentRecord
    | FooterRecord,
    Field(discriminator="part"),
]


class ReplyRecord(_Record):
    """What `briefing-bot chat --json` prints on each line.

    A `reply` answers a line; one of its `choices` can be taken by its number. A `window` expects a line for each of its
    `fields` first. What is `posted` came due. `failed` says that something was not carried out, `private` that other
    platforms would show it to the asker alone.
    """

    kind: Literal["reply", "window", "posted"]
    failed: bool
    private: bool
    parts: list[AnyPartRecord]
    choices: list[ChoiceRecord]
    fields: list[FieldRecord]

    @classmethod
    def of(
        cls,
        kind: Literal["reply", "window", "posted"],
        reply: replies.Reply,
        choices: Iterable[ChoiceRecord] = (),
        fields: Iterable[FieldRecord] = (),
    ) -> "ReplyRecord":
        """Make the record of a reply."""
        parts = [_PARTS[type(part)].model_validate(part) for part in reply.parts if type(part) in _PARTS]
        return cls.model_validate(
            {
                "kind": kind,
                "failed": reply.failed,
                "private": reply.private,
                "parts": parts,
                "choices": list(choices),
                "fields": list(fields),
            }
        )
