"""Replies as Slack pages."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import singledispatch

from bot.chat import safe, texts
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
    Style,
    Text,
    Timeline,
    Tone,
)
from bot.chat.slack import limits
from bot.chat.slack.laying import lay
from bot.chat.slack.pages import Block, Controls, Gap, Kind, Line, Page
from bot.chat.slack.words import GLUE, Run, Runs, cited, linked, plain

HEADING = 300
"""Characters of a heading; a longer one is no headline but a text."""

_ICONS = {Tone.INFO: "", Tone.DONE: "✅", Tone.WARNING: "⚠️", Tone.ERROR: "⚠️"}


def render(reply: Reply) -> list[Page]:
    """The messages of a reply, each within Slack's limits. Small print and buttons come last, wherever they stood."""
    return lay((*_words(reply.parts), *_small_print(reply.parts), *_controls(reply.parts)))


def _words(parts: Iterable[Part]) -> Iterator[Block]:
    above: Part | None = None
    for part in parts:
        apart = isinstance(part, Text) and not isinstance(above, Heading | None)
        for number, block in enumerate(_part(part)):
            if apart and number == 0 and isinstance(block, Line):
                yield replace(block, gap=Gap.SPACE)
            else:
                yield block
        above = part


def _small_print(parts: Iterable[Part]) -> Iterator[Line]:
    for part in parts:
        if isinstance(part, Footer):
            yield Line((plain(part.text),), Kind.SMALL, Gap.SPACE)


def _controls(parts: Iterable[Part]) -> Iterator[Controls]:
    for part in parts:
        if isinstance(part, Buttons):
            yield part.items
        if isinstance(part, Menu):
            yield (part,)
        if isinstance(part, Prompt):  # a window cannot be opened any more once the request is acknowledged
            yield (Button(part.title, part.action, Style.PRIMARY),)


@singledispatch
def _part(part: Part) -> Iterator[Block]:
    return iter(())


@_part.register
def _(part: Heading) -> Iterator[Line]:
    text = safe.shorten(part.text, HEADING)
    title = plain(text)
    if part.level == 1 and not (part.link or part.button) and len(title.text) <= limits.HEADER:
        yield Line((title,), Kind.TITLE, Gap.RULE, heads=True)
    else:
        run = linked(text, part.link, bold=True) if part.link else plain(text, bold=True)
        yield Line((run,), Kind.TEXT, Gap.RULE, heads=True, button=part.button)


@_part.register
def _(part: Text) -> Iterator[Line]:
    *paragraphs, last = part.text.split("\n")
    for paragraph in paragraphs:
        yield Line(_strong(paragraph, part.strong))
    yield Line(cited(_strong(last, part.strong), part.marks))


def _strong(text: str, strong: str | None) -> Runs:
    text, strong = safe.line(text), safe.line(strong or "")
    before, found, after = text.partition(strong) if strong else (text, "", "")
    return tuple(run for run in (Run(before), Run(found, bold=True), Run(after)) if run.text)


@_part.register
def _(part: Bullets) -> Iterator[Line]:
    for item in part.items:
        lead = (plain(item.lead, bold=True), Run(" ")) if item.lead else ()
        runs = cited((*lead, plain(item.text)), item.marks)
        yield Line(runs, Kind.BULLET, _first(item, part.items), button=item.button)


@_part.register
def _(part: Quotes) -> Iterator[Line]:
    for item in part.items:
        yield _quote(item)


def _quote(item: QuoteItem, heads: bool = False, named: bool = True) -> Line:
    words = plain(f"“{item.words}”" if item.direct else item.words)
    speaker = (Run(f" —{GLUE}"), plain(item.speaker)) if named and item.speaker else ()
    return Line(cited((words, *speaker), item.marks), Kind.QUOTE, heads=heads)


@_part.register
def _(part: Actors) -> Iterator[Line]:
    for item in part.items:
        yield Line(_actor(item), Kind.BULLET, _first(item, part.items), heads=bool(item.quotes))
        yield from (_quote(quote, quote is not item.quotes[-1], named=False) for quote in item.quotes)


def _actor(item: ActorItem) -> Runs:
    role = (Run(" — "), plain(item.role)) if item.role else ()
    aliases = (plain(f"(also {', '.join(item.aliases)})"),) if item.aliases else ()
    return cited((plain(item.name, bold=True), *role, *((Run(" "), *aliases) if aliases else ())), item.marks)


@_part.register
def _(part: Timeline) -> Iterator[Line]:
    for item in part.items:
        upcoming = f" ({texts.UPCOMING})" if item.upcoming else ""
        when = (plain(item.when, bold=True), Run(f"{upcoming}: "))
        yield Line(cited((*when, plain(item.text)), item.marks), Kind.BULLET)


@_part.register
def _(part: Sources) -> Iterator[Line]:
    for item in part.items:
        gap = Gap.SPACE if item.sentences else _first(item, part.items)
        kind = Kind.TEXT if item.sentences else Kind.SMALL  # what heads a quote is no smaller than it
        yield Line(_source(item), kind, gap, heads=bool(item.sentences))
        for sentence in item.sentences:
            yield Line((plain(sentence),), Kind.QUOTE, heads=sentence is not item.sentences[-1])


def _source(item: SourceItem) -> Runs:
    number = (Run(f"[{item.number}] "),) if item.number is not None else ()
    label = linked(item.label, item.link) if item.link else plain(item.label)
    detail = (Run(" · "), plain(item.detail)) if item.detail else ()
    return (*number, label, *detail, *_also(item))


def _also(item: SourceItem) -> Runs:
    if not item.also:
        return ()
    before, _, after = texts.ALSO_IN.partition("{places}")
    places = [run for place in item.also for run in (Run(", "), linked(place.text, place.link))]
    return (Run(f" · {before}"), *places[1:], *((Run(after),) if after else ()))


@_part.register
def _(part: Notice) -> Iterator[Line]:
    icon = (Run(f"{_ICONS[part.tone]} "),) if _ICONS[part.tone] else ()
    first, *others = part.text.split("\n")
    yield Line((*icon, plain(first)))
    yield from (Line((plain(other),)) for other in others)


@_part.register(Picture)
@_part.register(Drawing)
@_part.register(Attachment)
def _(part: Picture | Drawing | Attachment) -> Iterator[Block]:
    yield part


def _first(item: object, items: Sequence[object]) -> Gap:
    """A list begins with a space where it follows another."""
    return Gap.SPACE if item is items[0] else Gap.LINE
