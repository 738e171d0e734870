"""Neutral parts as terminal text: `rich.text.Text` only, never markup, so that no article can colour or link."""

import re
from functools import singledispatch
from io import StringIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text as Styled

from bot.chat import actions, texts
from bot.chat.replies import (
    ActorItem,
    Actors,
    Attachment,
    Bullets,
    Button,
    Buttons,
    Drawing,
    Footer,
    Heading,
    Marks,
    Menu,
    Notice,
    Part,
    Picture,
    Prompt,
    QuoteItem,
    Quotes,
    Reply,
    SourceItem,
    Sources,
    Text,
    Timeline,
    Tone,
)
from bot.chat.safe import line, plain

WIDTH = 96
"""Columns at most: longer lines are hard to read."""

_WORD = re.compile(r"[^ ]+(?: (?:\[\d+\])+)? *")  # marks stay with the word before them
_TONES = {Tone.INFO: ("·", "cyan"), Tone.DONE: ("✓", "green"), Tone.WARNING: ("!", "yellow"), Tone.ERROR: ("✗", "red")}


def show(reply: Reply, console: Console | None = None) -> None:
    """Print a reply, wrapped between words; links are never broken."""
    console = console or Console(highlight=False)
    for before, part in zip((None, *reply.parts), reply.parts, strict=False):
        if isinstance(part, Sources) and not isinstance(before, Heading | None):
            console.print()
        _print(part, console)
    console.print()


def text(reply: Reply) -> str:
    """The reply as it looks without colours, `WIDTH` columns wide."""
    file = StringIO()
    show(reply, Console(file=file, width=WIDTH, color_system=None, force_terminal=False, legacy_windows=False))
    return file.getvalue()


@singledispatch
def _print(part: Part, console: Console) -> None:
    raise TypeError(f"no rendering for {type(part).__name__}")


@_print.register
def _(part: Heading, console: Console) -> None:
    console.print()
    title = Styled(line(part.text), "bold" if part.level > 1 else "bold underline")
    _paragraph(console, title + _beside(part.button))
    if part.link:
        _link(console, part.link, "")


@_print.register
def _(part: Text, console: Console) -> None:
    words = line(part.text)
    styled = Styled(words)
    if part.strong and (start := words.find(line(part.strong))) >= 0:
        styled.stylize("bold", start, start + len(line(part.strong)))
    _paragraph(console, styled + _marks(part.marks))


@_print.register
def _(part: Notice, console: Console) -> None:
    sign, colour = _TONES[part.tone]
    for number, row in enumerate(plain(part.text).split("\n")):
        _hang(console, Styled(" " if number else sign, colour), Styled(row))


@_print.register
def _(part: Drawing, console: Console) -> None:
    """A terminal shows no pictures."""


@_print.register
def _(part: Attachment, console: Console) -> None:
    console.print()
    _paragraph(console, Styled(part.name, "bold"))
    text = "".join(c for c in part.data.decode("utf-8", "replace") if c.isprintable() or c == "\n")
    console.print(text, markup=False, highlight=False, soft_wrap=True)


@_print.register
def _(part: Bullets, console: Console) -> None:
    for item in part.items:
        lead = Styled(f"{line(item.lead)}  ", "bold") if item.lead else Styled()
        _hang(console, Styled("•"), Styled.assemble(lead, line(item.text), _marks(item.marks), _beside(item.button)))


@_print.register
def _(part: Quotes, console: Console) -> None:
    for item in part.items:
        _hang(console, Styled("›", "dim"), _quote(item))


@_print.register
def _(part: Actors, console: Console) -> None:
    for item in part.items:
        _hang(console, Styled("•"), _actor(item))
        for quote in item.quotes:
            _hang(console, Styled("  ›", "dim"), _quote(quote, speaker=False))


@_print.register
def _(part: Timeline, console: Console) -> None:
    width = max(len(item.when) for item in part.items)
    for item in part.items:
        upcoming = Styled(f"  {texts.UPCOMING}", "yellow") if item.upcoming else Styled()
        _hang(
            console,
            Styled(line(item.when).ljust(width), "cyan"),
            Styled(line(item.text)) + upcoming + _marks(item.marks),
        )


@_print.register
def _(part: Sources, console: Console) -> None:
    for item in part.items:
        _source(console, item)


@_print.register
def _(part: Picture, console: Console) -> None:
    _paragraph(console, Styled(line(part.alt), "dim"))


@_print.register
def _(part: Buttons, console: Console) -> None:
    commands = ", ".join(f"/{actions.read(button.action).command}" for button in part.items)
    console.print()
    _paragraph(console, Styled(texts.GO_ON.format(commands=commands), "dim"))


@_print.register
def _(part: Menu, console: Console) -> None:
    console.print()
    for item in part.items:
        value = Styled(line(item.value), "bold")
        _hang(
            console,
            Styled("•"),
            Styled.assemble(value, f"  {line(item.label)}", f" — {item.detail}" if item.detail else ""),
        )
    command = actions.read(part.action).command
    _paragraph(console, Styled(texts.CHOOSE.format(command=f"/{command}"), "dim"))


@_print.register
def _(part: Footer, console: Console) -> None:
    _paragraph(console, Styled(line(part.text), "dim"))


@_print.register
def _(part: Prompt, console: Console) -> None:
    _paragraph(console, Styled(line(part.title), "bold"))


def _source(console: Console, item: SourceItem) -> None:
    sign = "–" if item.number is None else f"[{item.number}]"
    _hang(console, Styled(sign, "cyan"), Styled(" — ".join(filter(None, (line(item.label), line(item.detail))))))
    indent = " " * (len(sign) + 1)
    if item.link:
        _link(console, item.link, indent)
    for also in item.also:
        _hang(console, Styled(f"{indent}+", "dim"), Styled(texts.ALSO_IN.format(places=line(also.text))))
        _link(console, also.link, f"{indent}  ")
    for sentence in item.sentences:
        _hang(console, Styled(f"{indent}›", "dim"), Styled(line(sentence), "italic"))


def _quote(item: QuoteItem, speaker: bool = True) -> Styled:
    words = f"“{line(item.words)}”" if item.direct else line(item.words)
    who = Styled(f" — {line(item.speaker)}", "bold") if speaker and item.speaker else Styled()
    return Styled.assemble((words, "italic"), who, _marks(item.marks))


def _actor(item: ActorItem) -> Styled:
    facts = [line(item.role)]
    if item.aliases:
        facts.append(texts.ALSO.format(names=", ".join(map(line, item.aliases))))
    if item.mentions > 1:
        facts.append(texts.NAMED.format(times=texts.count(item.mentions, "time")))
    said = " · ".join(filter(None, facts))
    return Styled.assemble((line(item.name), "bold"), f" — {said}" if said else "", _marks(item.marks))


def _marks(marks: Marks) -> Styled:
    return Styled(" " + "".join(f"[{number}]" for number in marks) if marks else "", "cyan")


def _beside(button: Button | None) -> Styled:
    """What to type in place of a button that is about something with a number."""
    asked = actions.read(button.action) if button else None
    return Styled(f"  /{asked.command} {asked.subject}" if asked and asked.subject.isdigit() else "", "dim")


def _paragraph(console: Console, styled: Styled) -> None:
    _hang(console, Styled(), styled)


def _hang(console: Console, sign: Styled, body: Styled) -> None:
    """A sign, and a body whose lines all start right of it."""
    first = sign + " " if sign else sign
    breaks = _breaks(body.plain, min(console.width, WIDTH) - first.cell_len)
    for number, row in enumerate(body.divide(breaks)):
        row.rstrip()
        _whole(console, Styled.assemble(" " * first.cell_len if number else first, row))


def _breaks(words: str, width: int) -> list[int]:
    """Where to break so that lines have at most `width` columns; a longer word has a line of its own, uncut."""
    breaks, column = [], 0
    for word in _WORD.finditer(words):
        if column and column + cell_len(word[0].rstrip()) > width:
            breaks.append(word.start())
            column = 0
        column += cell_len(word[0])
    return breaks


def _link(console: Console, link: str, indent: str) -> None:
    _whole(console, Styled(indent + line(link), "blue"))


def _whole(console: Console, row: Styled) -> None:
    """One line, however long: the terminal may wrap it, but nothing is put into it or cut from it."""
    console.print(row, soft_wrap=True, highlight=False)
