"""What servers that all call themselves OpenAI-compatible understand differently, and how a call is worded for one."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any

from pydantic import BaseModel

from bot.llm import shapes
from bot.llm.protocol import Prompt
from bot.llm.wire import CallFailed

_LADDER_STATUS = frozenset({400, 404, 422, 500, 501})
_BOUNDS = ("minlength", "maxlength", "minitems", "maxitems")
_REPEATED_CHARACTERS = 2_000

Message = dict[str, str]


class Rung(IntEnum):
    """How the form of an answer is asked for: by a schema, as some JSON object, or in words alone."""

    PLAIN = 0
    OBJECT = 1
    SCHEMA = 2


@dataclass(frozen=True, slots=True)
class Dialect:
    """What one server understands; learnt from what it refuses."""

    rung: Rung = Rung.SCHEMA
    bounds: bool = True
    temperature: bool = True
    system_role: bool = True
    limit: str = "max_tokens"

    def after(self, failed: CallFailed) -> "Dialect | None":
        """The dialect to try when a call failed like this; None where other words would not help."""
        if failed.status not in _LADDER_STATUS or ("model" in failed.detail and _unknown(failed.detail)):
            return None
        if self.limit == "max_tokens" and "max_completion_tokens" in failed.detail:
            return replace(self, limit="max_completion_tokens")
        if self.temperature and "temperature" in failed.detail:
            return replace(self, temperature=False)
        if self.system_role and "system role" in failed.detail:
            return replace(self, system_role=False)
        if self.bounds and self.rung is Rung.SCHEMA and any(bound in failed.detail for bound in _BOUNDS):
            return replace(self, bounds=False)
        return self.lower()

    def lower(self) -> "Dialect | None":
        """One rung lower, if there is one."""
        return None if self.rung is Rung.PLAIN else replace(self, rung=Rung(self.rung - 1))

    def request(self, model: str, question: "Question") -> dict[str, Any]:
        """The arguments of a chat completion."""
        body: dict[str, Any] = {
            "model": model,
            "messages": self._messages(question),
            self.limit: question.max_tokens,
        }
        if self.temperature:
            body["temperature"] = 0
        match self.rung:
            case Rung.SCHEMA:
                schema = {
                    "name": "answer",
                    "strict": True,
                    "schema": shapes.schema(question.shape, bounded=self.bounds),
                }
                body["response_format"] = {"type": "json_schema", "json_schema": schema}
            case Rung.OBJECT:
                body["response_format"] = {"type": "json_object"}
        return body

    def _messages(self, question: "Question") -> list[Message]:
        system, user = question.prompt.system, question.prompt.user
        if self.rung is not Rung.SCHEMA:
            system = f"{system}\n\n{_in_words(question.shape)}"
        if self.system_role:
            return [_message("system", system), _message("user", user), *question.more]
        return [_message("user", f"{system}\n\n{user}"), *question.more]


@dataclass(frozen=True, slots=True)
class Question:
    """One object asked for; `more` are the messages after the prompt's."""

    prompt: Prompt
    shape: type[BaseModel]
    max_tokens: int
    more: Sequence[Message] = ()

    def repaired(self, written: str, problems: str) -> "Question":
        """The same question, with what was wrong about the answer that was written."""
        said = f"That cannot be used: {problems}. Write it again, right. {_in_words(self.shape)}"
        return replace(self, more=[_message("assistant", written[:_REPEATED_CHARACTERS]), _message("user", said)])

    @property
    def text(self) -> str:
        """Everything that is sent whatever the dialect, for counting tokens."""
        return "\n".join([self.prompt.system, self.prompt.user, *(message["content"] for message in self.more)])


def _message(role: str, content: str) -> Message:
    return {"role": role, "content": content}


def _in_words(shape: type[BaseModel]) -> str:
    schema = json.dumps(shapes.schema(shape), ensure_ascii=False, separators=(",", ":"))
    return f"Answer with one JSON object and nothing else. It must match this JSON schema: {schema}"


def _unknown(detail: str) -> bool:
    return any(words in detail for words in ("not found", "not_found", "does not exist", "unknown model", "no model"))
