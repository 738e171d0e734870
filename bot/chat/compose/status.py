"""Replies about how a channel is served."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.chat import texts
from bot.chat.actions import Action
from bot.chat.compose import choices
from bot.chat.replies import Bullets, Heading, Item, Notice, Reply, Text, Tone
from bot.desk.status import Status
from bot.model import languages
from bot.model.preferences import Length, Preferences
from bot.summarise.extractive import NAME as LOCAL


def engines(now: str, installed: Sequence[str]) -> Reply:
    """Who writes for this channel, and who could."""
    said = texts.ENGINE_NOW.format(engine=now)
    if len(installed) == 1:
        return Reply((Text(f"{said} {texts.ENGINE_ONLY}"),), private=True)
    return choices.choose(Action("settings engine"), "engine", said, [choices.item(name, name) for name in installed])


def lengths(now: Length) -> Reply:
    """How long briefings are, and how long they could be."""
    items = [choices.item(length, length, _statements(length)) for length in Length]
    said = texts.LENGTH_NOW.format(length=now, statements=_statements(now))
    return choices.choose(Action("settings length"), "length", said, items)


def languages_shown(now: str | None) -> Reply:
    """The language that is written in, and others."""
    called = languages.name(now) if now else texts.LANGUAGE_NONE
    names = sorted(languages.NAMES.values())
    items = [choices.item(texts.LANGUAGE_NONE, languages.OWN), *(choices.item(name, name) for name in names)]
    return choices.choose(Action("settings language"), "language", texts.LANGUAGE_NOW.format(language=called), items)


def engine_chosen(name: str) -> Reply:
    """That another engine works here from now on."""
    return _done(texts.ENGINE_CHOSEN.format(engine=name))


def length_chosen(length: Length) -> Reply:
    """That briefings are of another length from now on."""
    return _done(texts.LENGTH_CHOSEN.format(length=length, statements=_statements(length)))


def language_chosen(code: str | None) -> Reply:
    """That replies are in another language from now on, or in the articles' own."""
    return _done(texts.LANGUAGE_CHOSEN.format(language=languages.name(code)) if code else texts.LANGUAGE_OWN)


def instructions_chosen(instructions: str, engine: str) -> Reply:
    """What is chosen by from now on; and that the channel's engine does not heed it, where that is so."""
    if not instructions:
        return _done(texts.INSTRUCTIONS_GONE)
    done = _done(texts.INSTRUCTIONS_CHOSEN.format(instructions=instructions))
    if engine != LOCAL:
        return done
    return replace(done, parts=(*done.parts, Notice(texts.INSTRUCTIONS_IDLE.format(engine=engine), Tone.WARNING)))


def status(found: Status) -> Reply:
    """Which engine works here, and what the model has done."""
    items = [
        Item(found.engine, lead=texts.STATUS_ENGINE),
        Item(", ".join(found.engines), lead=texts.STATUS_ENGINES),
        *_preferences(found.preferences),
        Item(found.model or texts.NO_MODEL, lead=texts.STATUS_MODEL),
    ]
    if found.model is not None:
        used = texts.STATUS_TOKENS.format(sent=f"{found.tokens_in:,}", had=f"{found.tokens_out:,}")
        items += [
            Item(_today(found), lead=texts.STATUS_TODAY),
            Item(f"{found.calls:,}", lead=texts.STATUS_CALLS),
            Item(used, lead=texts.STATUS_USED),
            Item(f"{found.failures:,}", lead=texts.STATUS_FAILURES),
            Item(f"{found.replaced:,}", lead=texts.STATUS_REPLACED),
        ]
    if found.cost:
        items.append(Item(f"{found.cost:.2f}", lead=texts.STATUS_COST))
    return Reply((Heading(texts.STATUS), Bullets(tuple(items))))


def _preferences(chosen: Preferences) -> Iterator[Item]:
    if chosen.length:
        yield Item(chosen.length, lead=texts.STATUS_LENGTH)
    if chosen.language:
        yield Item(languages.name(chosen.language), lead=texts.STATUS_LANGUAGE)
    if chosen.instructions:
        yield Item(f"“{chosen.instructions}”", lead=texts.STATUS_INSTRUCTIONS)
    if chosen.breaking:
        outlets = texts.count(chosen.breaking, "outlet")
        yield Item(texts.BREAKING_FROM.format(outlets=outlets), lead=texts.STATUS_BREAKING)


def _today(found: Status) -> str:
    spent = f"{found.today:,}"
    if found.daily is None:
        return spent
    form = texts.STATUS_ALL_SPENT if found.today >= found.daily else texts.STATUS_BUDGET
    return form.format(spent=spent, limit=f"{found.daily:,}")


def _statements(length: Length) -> str:
    return texts.count(length.bullets, "statement")


def _done(text: str) -> Reply:
    return Reply((Notice(text, Tone.DONE),))
