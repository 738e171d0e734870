"""Replies as Discord pages."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import singledispatch

from bot.chat import safe, texts
from bot.chat.discord.markdown import GLUE, cited, escape, inline, link
from bot.chat.discord.pages import Block, Carried, Gap, Page, Words, lay
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

HEADING = 300
"""Characters of a heading; a longer one is no headline but a text."""

_HEADINGS = {1: "##", 2: "###", 3: "###"}
_ICONS = {Tone.INFO: "ℹ️", Tone.DONE: "✅", Tone.WARNING: "⚠️", Tone.ERROR: "⚠️"}


def render(reply: Reply) -> list[Page]:
    """The messages of a reply, each within Discord's limits.

    Small print, menus and buttons come last, wherever they stood.
    """
    tone = next((part.tone for part in reply.parts if isinstance(part, Notice)), Tone.INFO)
    last = (*_small_print(reply.parts), *_menus(reply.parts), *_buttons(reply.parts))
    return lay((*_together(_words(reply.parts)), *last), tone)


def _words(parts: Iterable[Part]) -> Iterator[Words | Carried | Drawing]:
    above: Part | None = None
    for part in parts:
        apart = isinstance(part, Text) and not isinstance(above, Heading | None)
        for number, block in enumerate(_part(part)):
            if apart and number == 0 and isinstance(block, Words):
                yield replace(block, gap=Gap.SPACE)
            else:
                yield block
        above = part


def _small_print(parts: Iterable[Part]) -> Iterator[Block]:
    for part in parts:
        if isinstance(part, Footer):
            yield Words(f"-# {inline(part.text)}", Gap.RULE)


def _menus(parts: Iterable[Part]) -> Iterator[Block]:
    return (part for part in parts if isinstance(part, Menu))


def _buttons(parts: Iterable[Part]) -> Iterator[Block]:
    for part in parts:
        if isinstance(part, Buttons):
            yield part.items
        if isinstance(part, Prompt):  # a window cannot be opened any more once the request is acknowledged
            yield (Button(part.title, part.action, Style.PRIMARY),)


def _together(blocks: Iterable[Words | Carried | Drawing]) -> Iterator[Words | Carried | Drawing]:
    """Join each heading to the words that follow it, so that none stands alone at the end of a page.

    One with a button beside it stays as it is, and so does what has one.
    """
    heading: Words | None = None
    for block in blocks:
        if isinstance(block, Words) and heading is not None and block.gap is not Gap.RULE and not block.button:
            yield Words(f"{heading.text}\n{block.text}", Gap.RULE)
            heading = None
            continue
        if heading is not None:
            yield replace(heading, heads=True)
            heading = None
        if isinstance(block, Words) and block.gap is Gap.RULE and not block.button:
            heading = block
        else:
            yield block
    if heading is not None:
        yield heading


@singledispatch
def _part(part: Part) -> Iterator[Words | Carried | Drawing]:
    return iter(())


@_part.register
def _(part: Heading) -> Iterator[Words]:
    text = safe.shorten(part.text, HEADING)
    title = link(text, part.link) if part.link else inline(text)
    if title or part.button:
        yield Words(f"{_HEADINGS[part.level]} {title}", Gap.RULE, part.button, heads=part.button is not None)


@_part.register
def _(part: Text) -> Iterator[Words]:
    strong = safe.plain(part.strong or "").strip()
    *paragraphs, last = safe.plain(part.text).split("\n")
    for paragraph in paragraphs:
        yield Words(_strong(paragraph, strong))
        strong = "" if strong in paragraph else strong
    yield Words(cited(_strong(last, strong), part.marks))


def _strong(text: str, strong: str) -> str:
    before, found, after = text.partition(strong) if strong else (text, "", "")
    return f"{escape(before)}**{escape(found)}**{escape(after)}" if found else escape(before)


@_part.register
def _(part: Bullets) -> Iterator[Words]:
    for item in part.items:
        lead = f"**{inline(item.lead)}** " if item.lead else ""
        text = cited(f"{lead}{inline(item.text)}", item.marks)
        yield Words(text, Gap.SPACE, item.button) if item.button else Words(f"- {text}")


@_part.register
def _(part: Quotes) -> Iterator[Words]:
    for item in part.items:
        yield Words(_quote(item))


def _quote(item: QuoteItem, named: bool = True) -> str:
    words = inline(f"“{item.words}”" if item.direct else item.words)
    speaker = f" —{GLUE}{inline(item.speaker)}" if named and item.speaker else ""
    return cited(f"> {words}{speaker}", item.marks)


@_part.register
def _(part: Actors) -> Iterator[Words]:
    for item in part.items:
        yield Words(
            "\n".join((_actor(item), *(_quote(quote, named=False) for quote in item.quotes))), _first(item, part.items)
        )


def _actor(item: ActorItem) -> str:
    role = f" — {inline(item.role)}" if item.role else ""
    aliases = f" (also {inline(', '.join(item.aliases))})" if item.aliases else ""
    return cited(f"- **{inline(item.name)}**{role}{aliases}", item.marks)


@_part.register
def _(part: Timeline) -> Iterator[Words]:
    for item in part.items:
        upcoming = f" ({texts.UPCOMING})" if item.upcoming else ""
        yield Words(cited(f"- **{inline(item.when)}**{upcoming}: {inline(item.text)}", item.marks))


@_part.register
def _(part: Sources) -> Iterator[Words]:
    for item in part.items:
        quoted = (f"> {inline(sentence)}" for sentence in item.sentences)
        gap = Gap.SPACE if item.sentences else _first(item, part.items)
        yield Words("\n".join((_source(item), *quoted)), gap)


def _source(item: SourceItem) -> str:
    number = rf"\[{item.number}\] " if item.number is not None else ""
    label = link(item.label, item.link) if item.link else inline(item.label)
    detail = f" · {inline(item.detail)}" if item.detail else ""
    also = f" · {texts.ALSO_IN.format(places=', '.join(link(a.text, a.link) for a in item.also))}" if item.also else ""
    small = "" if item.sentences else "-# "  # what heads a quote is no smaller than it
    return f"{small}{number}{label}{detail}{also}"


@_part.register
def _(part: Notice) -> Iterator[Words]:
    yield Words(f"{_ICONS[part.tone]} {escape(part.text)}")


@_part.register(Picture)
@_part.register(Drawing)
@_part.register(Attachment)
def _(part: Carried | Drawing) -> Iterator[Carried | Drawing]:
    yield part


def _first(item: object, items: Sequence[object]) -> Gap:
    """A list begins with a space where it follows another."""
    return Gap.SPACE if item is items[0] else Gap.LINE
