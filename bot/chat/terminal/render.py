"""Neutral parts as terminal text: `rich.text.Text` only, never markup, so that no article can colour or link."""

import re
from collections.abc import Sequence
from functools import singledispatch
from io import StringIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text as Styled

from bot.chat import texts
from bot.chat.replies import (
    ActorItem,
    Actors,
    Attachment,
    Bullets,
    Buttons,
    Drawing,
    Field,
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
from bot.chat.terminal import sentences
from bot.chat.terminal.picks import picks

WIDTH = 96
"""Columns at most: longer lines are hard to read."""

NARROW = 60
"""Columns below which there are none for dates alone."""

_BETWEEN = "   "
_WORD = re.compile(r"[^ ]+(?: (?:\[\d+\])+)? *")  # marks stay with the word before them
_TONES = {Tone.INFO: ("·", "cyan"), Tone.DONE: ("✓", "green"), Tone.WARNING: ("!", "yellow"), Tone.ERROR: ("✗", "red")}


def show(reply: Reply, console: Console | None = None, *, choosing: bool = False) -> None:
    """Print a reply, wrapped between words; links are never broken.

    What can be chosen is shown, with its number, where somebody is `choosing` alone.
    """
    console = console or Console(highlight=False)
    count = 0
    for before, part in zip((None, *reply.parts), reply.parts, strict=False):
        if isinstance(part, Sources) and not isinstance(before, Heading | None):
            console.print()
        if choosing:
            _print_choices(part, count + 1, console)
            count += len(picks(part))
        else:
            _print(part, console)
    if count:
        _paragraph(console, Styled(sentences.CHOOSE, "dim"))
    console.print()


def show_choices(field: Field, console: Console) -> None:
    """Print the choices of a window's field, numbered."""
    _paragraph(console, Styled(line(field.label), "bold"))
    _rows([(item.label, item.detail) for item in field.choices], 1, console)


def text(reply: Reply, width: int = WIDTH) -> str:
    """The reply as it looks without colours, at most so many columns wide."""
    file = StringIO()
    show(reply, Console(file=file, width=width, color_system=None, force_terminal=False, legacy_windows=False))
    return file.getvalue()


@singledispatch
def _print(part: Part, console: Console) -> None:
    raise TypeError(f"no rendering for {type(part).__name__}")


@_print.register
def _(part: Heading, console: Console) -> None:
    console.print()
    _paragraph(console, Styled(line(part.text), "bold" if part.level > 1 else "bold underline"))
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
        _hang(console, Styled("•"), Styled.assemble(lead, line(item.text), _marks(item.marks)))


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
    width = max(cell_len(line(item.when)) for item in part.items)
    for item in part.items:
        upcoming = Styled(f"  {texts.UPCOMING}", "yellow") if item.upcoming else Styled()
        when, told = Styled(line(item.when), "cyan"), Styled(line(item.text)) + upcoming + _marks(item.marks)
        if console.width < NARROW:
            _hang(console, Styled("•"), Styled.assemble(when, " — ", told))
        else:
            when.pad_right(width - when.cell_len)
            _hang(console, when, told)


@_print.register
def _(part: Sources, console: Console) -> None:
    for item in part.items:
        _source(console, item)


@_print.register
def _(part: Picture, console: Console) -> None:
    _paragraph(console, Styled(line(part.alt), "dim"))


@_print.register(Buttons)
@_print.register(Menu)
def _(part: Buttons | Menu, console: Console) -> None:
    """They are shown to whoever is choosing, see `show`."""


@_print.register
def _(part: Footer, console: Console) -> None:
    _paragraph(console, Styled(line(part.text), "dim"))


@_print.register
def _(part: Prompt, console: Console) -> None:
    _paragraph(console, Styled(line(part.title), "bold"))


def _print_choices(part: Part, first: int, console: Console) -> None:
    """Print a part with what can be chosen of it, numbered from `first` on."""
    if isinstance(part, Buttons):
        console.print()
        _row([button.label for button in part.items], first, "", console)
    elif isinstance(part, Menu):
        _paragraph(console, Styled(line(part.placeholder), "bold"))
        _rows([(item.label, item.detail) for item in part.items], first, console)
    elif isinstance(part, Bullets):
        for item in part.items:
            _print(Bullets((item,)), console)
            if item.button:
                _row([item.button.label], first, "  ", console)
                first += 1
    else:
        _print(part, console)
        if isinstance(part, Heading) and part.button:
            _row([part.button.label], first, "", console)


def _row(labels: Sequence[str], first: int, indent: str, console: Console) -> None:
    """Buttons beside each other, none of them broken."""
    row = Styled()
    for number, label in enumerate(labels, start=first):
        button = Styled.assemble((f"({number}) ", "cyan"), line(label))
        if row and row.cell_len + len(_BETWEEN) + button.cell_len > min(console.width, WIDTH):
            _whole(console, row)
            row = Styled()
        row = Styled.assemble(row, _BETWEEN, button) if row else Styled.assemble(indent, button)
    _whole(console, row)


def _rows(choices: Sequence[tuple[str, str]], first: int, console: Console) -> None:
    """Choices below each other, each with a few words about it."""
    for number, (label, detail) in enumerate(choices, start=first):
        words = " — ".join(filter(None, (line(label), line(detail))))
        _hang(console, Styled(f"({number})", "cyan"), Styled(words))


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
        facts.append(sentences.NAMED.format(times=texts.count(item.mentions, "time")))
    said = " · ".join(filter(None, facts))
    return Styled.assemble((line(item.name), "bold"), f" — {said}" if said else "", _marks(item.marks))


def _marks(marks: Marks) -> Styled:
    return Styled(" " + "".join(f"[{number}]" for number in marks) if marks else "", "cyan")


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
