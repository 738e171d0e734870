"""The opening paragraph of a digest, by a language model, from what its stories' briefings say and nothing else."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, Field

from bot.llm.fence import fence
from bot.llm.prompting import load
from bot.llm.protocol import LanguageModel
from bot.model.briefing import Briefing, Bullet
from bot.model.document import Document
from bot.model.runtime import Workers
from bot.summarise.llm_claims import untraceable
from bot.summarise.llm_shapes import Statement

LEAST_STORIES = 2  # one story opens with its own headline
MOST_SENTENCES = 3
MOST_TOKENS = 500
MARGIN = 100  # tokens for the marks around data, and between messages

log = logging.getLogger(__name__)


class Lead(BaseModel):
    """What the model is asked to write; the numbers are those of statements."""

    sentences: Annotated[list[Statement], Field(json_schema_extra={"maxItems": MOST_SENTENCES})]


@dataclass(frozen=True, slots=True)
class Shown:
    """The statements of some stories, as a model is shown them: `text` in numbered lines, `bullets` in their order."""

    text: str
    bullets: tuple[Bullet, ...]


class LeadWriter:
    """Writes with one call; a sentence that cannot be traced is left out."""

    def __init__(self, workers: Workers, model: LanguageModel) -> None:
        self._workers = workers
        self._model = model
        self._prompt = load("lead")
        self.version = f"{self._prompt.version}:{model.name}"

    def shown(self, stories: Sequence[Briefing]) -> Shown:
        """The headlines and bullets that fit the model's window, the first stories first."""
        room = self._model.window - self._model.tokens(self._prompt.system) - MOST_TOKENS - MARGIN
        lines: list[str] = []
        bullets: list[Bullet] = []
        for bullet in (bullet for story in stories for bullet in (story.headline, *story.bullets)):
            line = f"{len(bullets) + 1}| {' '.join(bullet.text.split())}"
            room -= self._model.tokens(line) + 1
            if room < 0:
                break
            lines.append(line)
            bullets.append(bullet)
        return Shown("\n".join(lines), tuple(bullets))

    async def write(self, shown: Shown, documents: Sequence[Document]) -> tuple[Bullet, ...]:
        """The sentences that hold, each with the citations of its statements. Raises ModelUnavailable."""
        prompt = self._prompt.fill(statements=fence(shown.text))
        written = await self._model.ask(prompt, Lead, MOST_TOKENS)
        kept = []
        for sentence in written.sentences[:MOST_SENTENCES]:
            meant = [shown.bullets[n - 1] for n in dict.fromkeys(sentence.sentences) if 0 < n <= len(shown.bullets)]
            citations = tuple(dict.fromkeys(citation for bullet in meant for citation in bullet.citations))
            text = " ".join(sentence.text.split())
            cited = {citation.article for citation in citations}
            told = [document for document in documents if document.article in cited]
            if not told:
                log.info("lead not believed", extra={"model": self._model.name, "reason": "no such statement"})
                continue
            wrong = await self._workers.run(untraceable, text, citations, told)
            if wrong is None:
                kept.append(Bullet(text, citations))
            else:
                log.info("lead not believed", extra={"model": self._model.name, "reason": wrong})
        return tuple(dict.fromkeys(kept))
