"""What a chat shows: drawn for people, or as lines of JSON for programs."""

import json
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Protocol, TextIO

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from bot.chat import texts
from bot.chat.replies import Field, Footer, Heading, Prompt, Reply, Text
from bot.chat.terminal import sentences
from bot.chat.terminal.picks import all_picks
from bot.chat.terminal.records import ChoiceRecord, FieldRecord, ReplyRecord
from bot.chat.terminal.render import show, show_choices, text


class Screen(Protocol):
    """Takes all that a person or a program is to see."""

    def welcome(self) -> None:
        """The chat begins."""
        ...

    def typed(self, line: str) -> None:
        """A line that is carried out although nobody typed it."""
        ...

    def reply(self, reply: Reply) -> None:
        """An answer, whose choices can be taken by their numbers."""
        ...

    def window(self, prompt: Prompt) -> None:
        """A window: its fields are asked for next."""
        ...

    def field(self, field: Field) -> None:
        """A field that is asked for now."""
        ...

    def text(self, reply: Reply) -> str:
        """A reply as `posted` will show it."""
        ...

    def posted(self, text: str) -> None:
        """A message that came due."""
        ...

    def working(self) -> AbstractContextManager[None]:
        """Within this, something is done that may take seconds."""
        ...


class Drawn:
    """For people."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(highlight=False)

    def welcome(self) -> None:
        """One line."""
        self._print(sentences.WELCOME)

    def typed(self, line: str) -> None:
        """The line as it would stand there."""
        self._console.print(f"› {line}", style="bold", markup=False, highlight=False, soft_wrap=True)

    def reply(self, reply: Reply) -> None:
        """The reply, wrapped."""
        show(reply, self._console, choosing=True)

    def window(self, prompt: Prompt) -> None:
        """Its title, where there is more than one field under it."""
        if len(prompt.fields) > 1:
            show(Reply((Heading(prompt.title), Footer(sentences.LEAVE))), self._console)

    def field(self, field: Field) -> None:
        """What cannot stand in a line's prompt: choices, and how to end several lines."""
        if field.choices:
            show_choices(field, self._console)
        if field.multiline:
            self._print(sentences.PASTE.format(label=field.label))
            if field.value:
                self._print(sentences.KEEPS.format(value=field.value))

    def text(self, reply: Reply) -> str:
        """As wide as the terminal is now."""
        return text(reply, self._console.width)

    def posted(self, text: str) -> None:
        """The message."""
        self._console.print(text, markup=False, highlight=False, soft_wrap=True)

    @contextmanager
    def working(self) -> Iterator[None]:
        """A sign of life with the time that it took so far, where it can be taken away again."""
        if not self._console.is_terminal or self._console.is_dumb_terminal:
            yield
            return
        columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
        with Progress(*columns, console=self._console, transient=True) as progress:
            progress.add_task(texts.WORKING, total=None)
            yield

    def _print(self, text: str) -> None:
        self._console.print(text, markup=False, highlight=False)


class JsonLines:
    """For programs: a `ReplyRecord` on each line."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def welcome(self) -> None:
        """Nothing."""

    def typed(self, line: str) -> None:
        """Nothing."""

    def reply(self, reply: Reply) -> None:
        """The reply with its choices."""
        choices = _choices([(pick.label, pick.detail) for pick in all_picks(reply)])
        self._write(ReplyRecord.of("reply", reply, choices))

    def window(self, prompt: Prompt) -> None:
        """All fields at once; a line is expected for each, and a single dot after those of several lines."""
        fields = [
            FieldRecord.of(field, _choices([(item.label, item.detail) for item in field.choices]))
            for field in prompt.fields
        ]
        self._write(ReplyRecord.of("window", Reply((Heading(prompt.title),)), fields=fields))

    def field(self, field: Field) -> None:
        """Nothing: the window told it."""

    def text(self, reply: Reply) -> str:
        """As it is shown to people."""
        return text(reply)

    def posted(self, text: str) -> None:
        """The message as one text."""
        self._write(ReplyRecord.of("posted", Reply((Text(text),))))

    def working(self) -> AbstractContextManager[None]:
        """Nothing."""
        return nullcontext()

    def _write(self, record: ReplyRecord) -> None:
        # In ASCII: what an article says must do nothing to a terminal that this is shown on.
        self._stream.write(json.dumps(record.model_dump(mode="json")) + "\n")
        self._stream.flush()


def _choices(rows: Sequence[tuple[str, str]]) -> list[ChoiceRecord]:
    return [
        ChoiceRecord(number=number, label=label, detail=detail) for number, (label, detail) in enumerate(rows, start=1)
    ]
