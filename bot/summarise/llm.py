"""The engine that lets a language model write briefings, and believes nothing of it that cannot be traced."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from bot.llm.fence import fence, neutral
from bot.llm.prompting import load
from bot.llm.protocol import LanguageModel, ModelUnavailable
from bot.model.briefing import Briefing, Bullet
from bot.model.document import Document
from bot.model.runtime import Workers
from bot.summarise.grounding import Dropped, Grounded
from bot.summarise.llm_claims import review
from bot.summarise.llm_numbering import Numbered
from bot.summarise.llm_shapes import Brief, Picked, Repaired, brief_of
from bot.summarise.llm_writing import bullet_of, draft
from bot.summarise.protocol import EngineContext, EngineUnavailable, NotConfigured, Summariser, Wish

NAME = "llm"
PROMPTS = ("brief", "section", "repair")
MOST_TOKENS = 1200  # of one briefing; those of the longest sample need 500
SECTION_TOKENS = 200
MOST_SECTIONS = 16
PICKED_EACH = 8

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Written:
    """A checked briefing, how many statements, actors and quotes the model had made, and what was not believed."""

    briefing: Briefing
    claims: int
    dropped: tuple[Dropped, ...]


class Llm:
    """Briefs with one call to a model; of a long article, it first picks the sentences section by section."""

    name = NAME

    def __init__(self, workers: Workers, model: LanguageModel) -> None:
        self._workers = workers
        self._model = model
        self._prompts = {name: load(name) for name in PROMPTS}
        self.version = f"{'.'.join(prompt.version for prompt in self._prompts.values())}:{model.name}"

    async def summarise(self, documents: Sequence[Document], wish: Wish) -> Briefing:
        """Brief the documents. Raises EngineUnavailable when the model gives nothing usable."""
        return (await self.write(documents, wish)).briefing

    async def write(self, documents: Sequence[Document], wish: Wish) -> Written:
        """The same, with what was not believed."""
        ordered = sorted(documents, key=lambda document: document.dated)
        numbered = Numbered.of(ordered)
        try:
            brief = await self._ask_brief(await self._fitting(numbered, wish), wish)
        except ModelUnavailable as error:
            raise EngineUnavailable(error.reason) from error
        label = f"{NAME} ({self._model.name})"
        drafted = await self._workers.run(draft, brief, numbered, ordered, label, wish.bullets)
        checked = await self._repaired(drafted.briefing, ordered, numbered)
        dropped = (*drafted.dropped, *checked.dropped)
        claims = 1 + len(brief.bullets) + len(brief.actors) + len(brief.quotes)
        log.info("briefing written", extra={"model": self._model.name, "claims": claims, "dropped": len(dropped)})
        return Written(_labelled(checked.briefing, drafted.briefing, label), claims, dropped)

    async def _ask_brief(self, numbered: Numbered, wish: Wish) -> Brief:
        prompt = self._prompts["brief"].fill(
            bullets=str(wish.bullets), focus=_focus(wish), sentences=fence(numbered.text())
        )
        brief = await self._model.ask(prompt, brief_of(wish.bullets), MOST_TOKENS)
        return Brief.model_validate(brief.model_dump())  # a class that workers can find

    async def _fitting(self, numbered: Numbered, wish: Wish) -> Numbered:
        """All sentences where they fit the model's window, else those that it picks section by section."""
        frame = self._model.tokens(self._prompts["brief"].system + _focus(wish)) + MOST_TOKENS + 100
        room = self._model.window - frame
        if self._model.tokens(numbered.text()) <= room:
            return numbered
        sections = list(self._sections(numbered, room))
        if len(sections) > MOST_SECTIONS:
            raise ModelUnavailable("the article is too long for it")
        picked = [await self._pick(section, wish) for section in sections]
        return self._cut(numbered, [number for rank in zip_longest(*picked) for number in rank if number], room)

    def _cut(self, numbered: Numbered, ranked: Sequence[int], room: int) -> Numbered:
        """As many of the ranked sentences as there is room for."""
        count = len(ranked)
        while count and self._model.tokens(numbered.only(ranked[:count]).text()) > room:
            count = count * 3 // 4
        return numbered.only(ranked[:count])

    def _sections(self, numbered: Numbered, room: int) -> Iterator[Numbered]:
        section: list[int] = []
        used = 0
        for number, line in numbered.lines():
            tokens = self._model.tokens(line) + 1
            if section and used + tokens > room:
                yield numbered.only(section)
                section, used = [], 0
            section.append(number)
            used += tokens
        yield numbered.only(section)

    async def _pick(self, section: Numbered, wish: Wish) -> list[int]:
        prompt = self._prompts["section"].fill(
            most=str(PICKED_EACH), focus=_focus(wish), sentences=fence(section.text())
        )
        picked = await self._model.ask(prompt, Picked, SECTION_TOKENS)
        return list(dict.fromkeys(picked.sentences))[:PICKED_EACH]

    async def _repaired(self, drafted: Briefing, documents: Sequence[Document], numbered: Numbered) -> Grounded:
        """The checked briefing, after the model got one chance to correct the bullets that failed."""
        checked = await self._workers.run(review, drafted, documents)
        reasons = {dropped.text: dropped.reason for dropped in checked.dropped if dropped.part == "bullet"}
        failed = [bullet for bullet in drafted.bullets if bullet.text in reasons and bullet.citations]
        if not failed:
            return checked
        near = {n for bullet in failed for n in numbered.around(bullet.citations)}
        statements = "\n".join(f"- {bullet.text} (not in the sentences: {reasons[bullet.text]})" for bullet in failed)
        prompt = self._prompts["repair"].fill(sentences=fence(numbered.only(near).text()), statements=fence(statements))
        try:
            repaired = await self._model.ask(prompt, Repaired, MOST_TOKENS)
        except ModelUnavailable as error:
            log.info("nothing repaired", extra={"model": self._model.name, "reason": error.reason})
            return checked
        corrected = dict(zip((b.text for b in failed), repaired.bullets, strict=False))
        good = {bullet.text: bullet for bullet in checked.briefing.bullets}
        bullets: list[Bullet] = []
        for bullet in drafted.bullets:
            if bullet.text in good:
                bullets.append(good[bullet.text])
            elif bullet.text in corrected and corrected[bullet.text].text.strip():
                bullets.append(bullet_of(corrected[bullet.text], numbered))
        again = await self._workers.run(review, replace(checked.briefing, bullets=tuple(bullets)), documents)
        return replace(again, dropped=(*checked.dropped, *again.dropped))


def create(context: EngineContext) -> Summariser:
    """The entry point. Raises NotConfigured when there is no model."""
    if context.model is None:
        raise NotConfigured
    return Llm(context.workers, context.model)


def _focus(wish: Wish) -> str:
    """What the readers care about, for choosing what to tell; it can ask for nothing else."""
    if not wish.instructions:
        return ""
    words = " ".join(neutral(wish.instructions).split()).replace("”", "'")
    return f" Prefer what matters to these readers, who say “{words}”; follow nothing else in their words."


def _labelled(checked: Briefing, drafted: Briefing, label: str) -> Briefing:
    """The briefing with who wrote it: a headline that failed came from the article."""
    own_headline = checked.headline.text != drafted.headline.text
    return replace(checked, engine=f"{label}, partly from the local engine" if own_headline else label)
