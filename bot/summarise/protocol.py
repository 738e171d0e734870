"""What a summarising engine is, and the little that it is given."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

from bot.llm.protocol import LanguageModel
from bot.model.briefing import Briefing
from bot.model.document import Document
from bot.model.runtime import Workers


@dataclass(frozen=True, slots=True)
class Wish:
    """How the briefing should be.

    `bullets` is from 2 to 8; a short text may give fewer. `instructions` say in the readers' words what matters to
    them: what is told may be chosen by them, and nothing may be said because of them. An engine may ignore them.
    """

    bullets: int = 4
    instructions: str = ""

    @property
    def key(self) -> str:
        """What tells a briefing made to this wish from others of the same articles; "" for the usual wish."""
        usual = Wish()
        said = sha256(self.instructions.encode()).hexdigest()[:12] if self.instructions else ""
        return "" if self == usual else f":{self.bullets}:{said}"


@dataclass(frozen=True, slots=True)
class EngineContext:
    """What an engine may use. `workers` takes CPU work off the event loop; `model` is there where one is set up."""

    workers: Workers
    model: LanguageModel | None = None


class NotConfigured(Exception):
    """Raised by an engine's factory when the operator has not set up what it needs."""


class EngineUnavailable(Exception):
    """Raised by an engine that cannot brief now; `reason` says why in a few words that may be logged and shown."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Summariser(Protocol):
    """An engine that briefs documents.

    `name` is what people choose it by; `version` changes when the same documents would be briefed differently.
    """

    name: str
    version: str

    async def summarise(self, documents: Sequence[Document], wish: Wish) -> Briefing:
        """Brief one document, or several about one story, each statement cited to sentences of theirs.

        Raises EngineUnavailable when it cannot now; the local engine's briefing is posted instead.
        """
        ...
