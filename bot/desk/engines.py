"""How a channel is served: by which engine, at what length, in which language, as far as the operator allows it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from bot.desk.status import Status, status
from bot.llm.budget import Ledger, account_of
from bot.llm.protocol import LanguageModel
from bot.model.errors import NeedsModel, TooManyInstructions, UnknownEngine
from bot.model.place import Channel
from bot.model.preferences import MOST_INSTRUCTIONS, Length, Preferences
from bot.model.runtime import Clock
from bot.store import Store
from bot.summarise.extractive import NAME as LOCAL
from bot.summarise.protocol import Wish
from bot.telemetry import Metrics


@dataclass(frozen=True, slots=True)
class Manner:
    """How something is to be written: by which engine, to what wish, and in which language if not the article's own."""

    engine: str
    wish: Wish
    language: str | None = None


class Engines:
    """The names of the engines that may be used. `allowed` narrows them; empty, it allows all that are installed."""

    def __init__(
        self,
        store: Store,
        installed: Collection[str],
        allowed: Collection[str],
        default: str,
        *,
        model: LanguageModel | None,
        metrics: Metrics,
        clock: Clock,
        daily_tokens: int | None = None,
    ) -> None:
        self._store = store
        self._model = model
        self._metrics = metrics
        self._clock = clock
        self._daily_tokens = daily_tokens
        usable = [name for name in installed if not allowed or name in {*allowed, default}]
        self.names: Sequence[str] = sorted(usable, key=lambda name: (name != default, name))
        self.default = default

    async def manner(
        self, channel: Channel, engine: str | None = None, length: Length | None = None, language: str | None = None
    ) -> Manner:
        """How to write for a channel: as a person asks, or else as the channel chose.

        Raises UnknownEngine, or NeedsModel for a language asked for where no model is set up.
        """
        if language is not None:
            self._require_model()
        chosen = await self._store.choices.of(channel)
        name = self._usable(chosen) if engine is None else self._known(engine)
        length = length or chosen.length or Length.MEDIUM
        instructions = "" if name == LOCAL else chosen.instructions
        return Manner(name, Wish(length.bullets, instructions), language or chosen.language)

    async def choose(self, channel: Channel, **chosen: Any) -> Preferences:
        """Keep what a channel wants from now on, by the names of Preferences.

        Raises UnknownEngine, NeedsModel or TooManyInstructions.
        """
        if chosen.get("engine") is not None:
            self._known(chosen["engine"])
        if chosen.get("language") is not None:
            self._require_model()
        if len(chosen.get("instructions", "")) > MOST_INSTRUCTIONS:
            raise TooManyInstructions(limit=MOST_INSTRUCTIONS)
        return await self._store.choices.change(channel, **chosen)

    async def status(self, channel: Channel, ledger: Ledger) -> Status:
        """What works for a channel, what the model has done for all of them, and what the workspace spent today."""
        chosen = await self._store.choices.of(channel)
        spent = await ledger.spent(account_of(channel), self._clock().date())
        return status(
            self._usable(chosen),
            tuple(self.names),
            self._model,
            self._metrics,
            preferences=chosen,
            today=spent,
            daily=self._daily_tokens,
        )

    def _usable(self, chosen: Preferences) -> str:
        return chosen.engine if chosen.engine is not None and chosen.engine in self.names else self.default

    def _known(self, name: str) -> str:
        if name not in self.names:
            raise UnknownEngine(engine=name, known=", ".join(self.names))
        return name

    def _require_model(self) -> None:
        if self._model is None:
            raise NeedsModel
