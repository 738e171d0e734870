"""What an engine may ask of a language model, whoever runs it."""

from dataclasses import dataclass
from typing import Protocol, TypeVar

from pydantic import BaseModel

Shape = TypeVar("Shape", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is sent: `system` says what to do, `user` holds the data. `name` and `version` say which prompt it is."""

    name: str
    version: str
    system: str
    user: str


class ModelUnavailable(Exception):
    """The model gave nothing usable; `reason` says why in a few words that may be logged and shown.

    `kind` is one word for it, out of a few, by which failures are counted.
    """

    def __init__(self, reason: str, kind: str = "other") -> None:
        super().__init__(reason)
        self.reason = reason
        self.kind = kind


class LanguageModel(Protocol):
    """One model behind one server. `name` is the model's id; `window` its tokens for prompt and output together."""

    name: str
    window: int

    def tokens(self, text: str) -> int:
        """About how many tokens a text has; never fewer than it really has by much."""
        ...

    async def ask(self, prompt: Prompt, shape: type[Shape], max_tokens: int) -> Shape:
        """Ask for one object of that shape, validated. Raises ModelUnavailable; retries are behind it."""
        ...
