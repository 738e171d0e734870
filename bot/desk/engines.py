"""Which engine a channel uses: the one it chose, as far as the operator allows it, or else the operator's default."""

from collections.abc import Collection, Sequence

from bot.desk.status import Status, status
from bot.llm.protocol import LanguageModel
from bot.model.errors import UnknownEngine
from bot.model.place import Channel
from bot.store import Store
from bot.telemetry import Metrics


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
    ) -> None:
        self._store = store
        self._model = model
        self._metrics = metrics
        usable = [name for name in installed if not allowed or name in {*allowed, default}]
        self.names: Sequence[str] = sorted(usable, key=lambda name: (name != default, name))
        self.default = default

    async def of(self, channel: Channel) -> str:
        """The name of the engine that works for a channel."""
        chosen = await self._store.choices.engine(channel)
        return chosen if chosen is not None and chosen in self.names else self.default

    async def named(self, channel: Channel, name: str | None) -> str:
        """The engine that a person named, or else the channel's. Raises UnknownEngine."""
        if name is None:
            return await self.of(channel)
        if name not in self.names:
            raise UnknownEngine(engine=name, known=", ".join(self.names))
        return name

    async def choose(self, channel: Channel, name: str) -> None:
        """Let an engine work for a channel from now on. Raises UnknownEngine."""
        await self._store.choices.set_engine(channel, await self.named(channel, name))

    async def status(self, channel: Channel) -> Status:
        """What works for a channel, and what the model has done for all of them."""
        return status(await self.of(channel), tuple(self.names), self._model, self._metrics)
