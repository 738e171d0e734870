"""Finds the summarising engines that are installed, ours and other people's, all through entry points."""

import inspect
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points

from bot.model.errors import UnknownEngine
from bot.summarise.protocol import EngineContext, NotConfigured, Summariser

GROUP = "briefing_bot.summarisers"
BUILT_IN = "bot."

log = logging.getLogger(__name__)


class NotAnEngine(Exception):
    """What an entry point gave does not follow the Summariser protocol."""


@dataclass(frozen=True, slots=True)
class Refused:
    """An engine that is installed and cannot be used, and why, in a few words."""

    name: str
    reason: str


class Registry:
    """The engines by name. `refused` lists those that could not be loaded."""

    def __init__(self, engines: Iterable[Summariser], refused: Iterable[Refused] = ()) -> None:
        self._engines = {engine.name: engine for engine in engines}
        self.refused = tuple(refused)

    @classmethod
    def load(cls, context: EngineContext, found: Iterable[EntryPoint] | None = None) -> "Registry":
        """Load every engine of the entry-point group; one that fails does not take the others down.

        `found` replaces what is installed. Of two engines with one name the built-in one is kept, else the first.
        """
        engines: dict[str, Summariser] = {}
        refused = []
        for entry in sorted(entry_points(group=GROUP) if found is None else found, key=_built_in_first):
            try:
                if entry.name in engines:
                    raise NotAnEngine("another engine has this name")
                engines[entry.name] = _create(entry, context)
            except NotConfigured:
                refused.append(Refused(entry.name, "not configured"))
            except Exception as error:
                refusal = Refused(entry.name, _reason(error))
                log.warning("engine refused", extra={"engine": refusal.name, "reason": refusal.reason})
                refused.append(refusal)
        return cls(engines.values(), refused)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the engines that can be used, in alphabetical order."""
        return tuple(sorted(self._engines))

    def get(self, name: str) -> Summariser:
        """The engine of that name. Raises UnknownEngine."""
        try:
            return self._engines[name]
        except KeyError:
            raise UnknownEngine(engine=name, known=", ".join(self.names)) from None


def _built_in_first(entry: EntryPoint) -> bool:
    return not entry.value.startswith(BUILT_IN)


def _create(entry: EntryPoint, context: EngineContext) -> Summariser:
    factory: Callable[[EngineContext], Summariser] = entry.load()
    engine = factory(context)
    if getattr(engine, "name", None) != entry.name:
        raise NotAnEngine(f"its name is not {entry.name}")
    if not isinstance(getattr(engine, "version", None), str):
        raise NotAnEngine("it has no version")
    if not inspect.iscoroutinefunction(getattr(engine, "summarise", None)):
        raise NotAnEngine("it has no async summarise")
    return engine


def _reason(error: Exception) -> str:
    said = str(error).splitlines()
    return said[0][:200] if said and isinstance(error, NotAnEngine) else f"{type(error).__name__}: {error}"[:200]
