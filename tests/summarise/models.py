"""Language models that say what a test tells them to."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from bot.llm.protocol import ModelUnavailable, Prompt, Shape

Say = Callable[[Prompt], Mapping[str, Any]]


class Scripted:
    """A model that answers each prompt by a function of the prompt's name, and remembers what it was sent."""

    name = "scripted-1"

    def __init__(self, window: int = 8_000, **says: Say) -> None:
        self.window = window
        self.says = says
        self.prompts: list[Prompt] = []

    def tokens(self, text: str) -> int:
        """Words and marks, as a tokenizer would count plain English."""
        return len(re.findall(r"\w+|[^\w\s]", text))

    async def ask(self, prompt: Prompt, shape: type[Shape], max_tokens: int) -> Shape:
        self.prompts.append(prompt)
        if prompt.name not in self.says:
            raise ModelUnavailable("it says nothing")
        return shape.model_validate(self.says[prompt.name](prompt))


def numbered(prompt: Prompt) -> dict[int, str]:
    """The sentences that a prompt shows, by number."""
    return {int(number): text for number, text in re.findall(r"^(\d+)\| (.*)$", prompt.user, re.MULTILINE)}


def faithful(prompt: Prompt) -> Mapping[str, Any]:
    """A brief that copies the first sentences."""
    shown = list(numbered(prompt).items())
    return {
        "headline": {"text": shown[0][1], "sentences": [shown[0][0]]},
        "bullets": [{"text": text, "sentences": [number]} for number, text in shown[:4]],
        "actors": [],
        "quotes": [],
        "timeline": [],
    }


def brief(*bullets: tuple[str, list[int]], **more: Any) -> Say:
    """Always the same brief, whose headline is its first bullet."""
    statements = [{"text": text, "sentences": sentences} for text, sentences in bullets]
    return lambda prompt: {"headline": statements[0], "bullets": statements, **more}
