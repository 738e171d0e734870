"""Puts statements that were traced already into another language, and believes no translation that is not borne out.

A reader of another language cannot be shown the article's words, so each translation is translated back by a call that
sees nothing else, and what comes back is held against the statement: names, numbers, dates, denials and quotations one
by one, and the whole by its meaning. What fails stays in the article's language. A single wrong verb can pass
("raised" for "cut"): the sentences that a statement cites are therefore always a button away.
"""

import logging
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from pydantic import BaseModel, Field

from bot.llm.fence import fence
from bot.llm.prompting import load
from bot.llm.protocol import LanguageModel, ModelUnavailable
from bot.model import languages
from bot.model.briefing import Briefing
from bot.model.runtime import Workers
from bot.summarise.translation_check import LONGER, Pair, objections

LABEL = "{engine}, translated from {language} by {model}"
PARTLY = "{engine}, in part translated from {language} by {model}"
NOT_TRANSLATED = "{engine} (not translated: {why})"
MARGIN = 200  # tokens for the marks around data, and between messages
MOST_EVENTS = 6
MOST_AT_ONCE = 40

log = logging.getLogger(__name__)


class Statement(BaseModel):
    """One translated statement, under the number of the one that it translates."""

    number: int
    text: Annotated[str, Field(json_schema_extra={"maxLength": 800})]


class Statements(BaseModel):
    """What a model is asked to write."""

    statements: Annotated[list[Statement], Field(json_schema_extra={"maxItems": MOST_AT_ONCE})]


@dataclass(frozen=True, slots=True)
class Translation:
    """Texts in another language in the order of the originals, None where none could be believed."""

    texts: tuple[str | None, ...]

    def label(self, engine: str, language: str, model: str) -> str:
        """Who wrote a text of which these are the parts: its engine, its first language, and who translated it."""
        if not any(self.texts):
            return NOT_TRANSLATED.format(engine=engine, why="the translation says something else")
        form = LABEL if all(self.texts) else PARTLY
        return form.format(engine=engine, language=languages.name(language), model=model)


class Translator:
    """Translates with a language model, two calls for each lot of statements that fits its window."""

    def __init__(self, workers: Workers, model: LanguageModel) -> None:
        self._workers = workers
        self._model = model
        self._prompt = load("translate")
        self.version = f"{self._prompt.version}:{model.name}"

    async def briefing(self, briefing: Briefing, language: str) -> Briefing:
        """The briefing in another language, its quotes as they were said. Raises ModelUnavailable."""
        texts = [briefing.headline.text, *(bullet.text for bullet in briefing.bullets)]
        texts += [side.text for difference in briefing.differences for side in difference.sides]
        texts += [actor.role for actor in briefing.actors if actor.role]
        texts += [event.text for event in briefing.timeline[-MOST_EVENTS:]]
        wanted = list(dict.fromkeys(text for text in texts if text))
        people = [name for actor in briefing.actors for name in (actor.name, *actor.aliases)]
        made = await self.texts(wanted, people, briefing.language, language)
        said = {text: other for text, other in zip(wanted, made.texts, strict=True) if other}
        label = made.label(briefing.engine, briefing.language, self._model.name)
        return replace(_rewritten(briefing, said), engine=label, language=language)

    async def text(self, text: str, people: Collection[str], from_: str, into: str, engine: str) -> tuple[str, str]:
        """One text in another language where that can be believed, and who wrote it. Raises ModelUnavailable."""
        made = await self.texts([text], people, from_, into)
        return made.texts[0] or text, made.label(engine, from_, self._model.name)

    async def texts(self, texts: Sequence[str], people: Collection[str], from_: str, into: str) -> Translation:
        """The texts in another language; names of `people` stay as they are spelt. Raises ModelUnavailable."""
        made: list[str | None] = []
        for lot in self._lots(texts):
            said = await self._translated(dict(enumerate(lot, start=1)), into)
            back = await self._translated(said, from_)
            pairs = [Pair(text, said.get(n, ""), back.get(n, "")) for n, text in enumerate(lot, start=1)]
            wrong = await self._workers.run(objections, pairs, frozenset(people))
            made += [None if why else pair.said for pair, why in zip(pairs, wrong, strict=True)]
            log.info(
                "statements translated",
                extra={"model": self._model.name, "statements": len(lot), "dropped": sum(map(bool, wrong))},
            )
        return Translation(tuple(made))

    async def _translated(self, statements: Mapping[int, str], language: str) -> Mapping[int, str]:
        """What the model makes of numbered statements, by number, each on one line."""
        if not statements:
            return {}
        shown = "\n".join(f"{number}| {' '.join(text.split())}" for number, text in statements.items())
        prompt = self._prompt.fill(language=languages.name(language), statements=fence(shown))
        written = await self._model.ask(prompt, Statements, LONGER * self._model.tokens(shown) + MARGIN)
        texts = {one.number: " ".join(one.text.split()) for one in written.statements}
        return {number: texts[number] for number in statements if texts.get(number)}

    def _lots(self, texts: Sequence[str]) -> Iterator[Sequence[str]]:
        """The texts in lots of which the model's window holds the translation and the translation back."""
        room = (self._model.window - self._model.tokens(self._prompt.system) - 2 * MARGIN) // (2 + LONGER)
        lot: list[str] = []
        used = 0
        for text in texts:
            tokens = self._model.tokens(text) + 10
            if lot and (used + tokens > room or len(lot) == MOST_AT_ONCE):
                yield lot
                lot, used = [], 0
            lot.append(text)
            used += tokens
        if lot:
            yield lot


async def translated(translator: Translator | None, briefing: Briefing, language: str) -> tuple[Briefing, bool]:
    """The briefing in that language, or as it is with the reason; whether that is worth keeping."""
    if translator is None:
        return _as_it_is(briefing, "no language model is set up"), False
    try:
        return await translator.briefing(briefing, language), True
    except ModelUnavailable as error:
        return _as_it_is(briefing, error.reason), False


async def translated_text(
    translator: Translator | None, text: str, people: Collection[str], from_: str, into: str, engine: str
) -> tuple[str, str]:
    """A text in another language, or as it is with the reason; and who wrote it."""
    if translator is None:
        return text, NOT_TRANSLATED.format(engine=engine, why="no language model is set up")
    try:
        return await translator.text(text, people, from_, into, engine)
    except ModelUnavailable as error:
        return text, NOT_TRANSLATED.format(engine=engine, why=error.reason)


def _as_it_is(briefing: Briefing, why: str) -> Briefing:
    return replace(briefing, engine=NOT_TRANSLATED.format(engine=briefing.engine, why=why))


def _rewritten(briefing: Briefing, said: Mapping[str, str]) -> Briefing:
    """The briefing with other texts in the place of those it has, and the same citations."""

    def new(text: str) -> str:
        return said.get(text, text)

    return replace(
        briefing,
        headline=replace(briefing.headline, text=new(briefing.headline.text)),
        bullets=tuple(replace(bullet, text=new(bullet.text)) for bullet in briefing.bullets),
        actors=tuple(replace(actor, role=new(actor.role) if actor.role else None) for actor in briefing.actors),
        timeline=tuple(replace(event, text=new(event.text)) for event in briefing.timeline),
        differences=tuple(
            replace(one, sides=tuple(replace(side, text=new(side.text)) for side in one.sides))
            for one in briefing.differences
        ),
    )
