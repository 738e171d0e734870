"""One call to an OpenAI-compatible server, and what its failures mean. The only module that imports openai.

Importing it costs about 20 MB and 0.7 s, so only `connect` does, and only where a model is set.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import openai
from pydantic import BaseModel, Field, SecretStr, ValidationError

from bot.model.runtime import Clock

CONNECT_SECONDS = 10.0
NO_KEY = "none"  # the SDK wants one; a server without keys does not look at it
_DETAIL_CHARACTERS = 2_000

_OVERFLOW = (
    "context length",
    "context_length",
    "context size",
    "context_size",
    "context window",
    "too many tokens",
    "prompt is too long",
)
_NO_CREDIT = "insufficient_quota"


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model wrote. Tokens are None where the server did not count them."""

    text: str
    finish: str | None
    refused: bool
    tokens_in: int | None
    tokens_out: int | None


class CallFailed(Exception):
    """A call that gave no reply. `reason` and `kind` are as in ModelUnavailable.

    `again`: whether the same call may succeed later, after `after` seconds if the server says so. `status`: the
    HTTP status, where asking in other words may help. `detail`: the server's own words in small letters, for
    decisions only: they are neither logged nor shown.
    """

    def __init__(
        self,
        reason: str,
        kind: str,
        *,
        again: bool = False,
        after: float | None = None,
        status: int | None = None,
        detail: str = "",
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.kind = kind
        self.again = again
        self.after = after
        self.status = status
        self.detail = detail

    @property
    def blames_server(self) -> bool:
        """Whether any other call would fail as well."""
        return self.kind not in {"too_long", "request"}


class Wire:
    """A connection to one server. `seconds` bounds one call from its start to the last byte."""

    def __init__(self, base_url: str, key: SecretStr | None, seconds: float, clock: Clock) -> None:
        self._seconds = seconds
        self._clock = clock
        self._client = openai.AsyncOpenAI(
            base_url=base_url,
            api_key=(key.get_secret_value() if key else "") or NO_KEY,
            max_retries=0,
            timeout=openai.Timeout(seconds, connect=min(seconds, CONNECT_SECONDS)),
            # No proxy from the environment, and no following elsewhere: articles go where LLM_BASE_URL says.
            http_client=openai.DefaultAsyncHttpxClient(trust_env=False, follow_redirects=False),
        )
        self._client.organization = self._client.project = None  # which the SDK took from the environment

    async def close(self) -> None:
        """Close all connections."""
        await self._client.close()

    async def send(self, body: Mapping[str, Any]) -> Reply:
        """Make one chat completion. Raises CallFailed."""
        try:
            async with asyncio.timeout(self._seconds):
                raw = await self._client.chat.completions.with_raw_response.create(**body)
                return _reply(raw.content)
        except (TimeoutError, openai.APITimeoutError):
            raise CallFailed(
                f"the server did not answer within {self._seconds:g} seconds", "slow", again=True
            ) from None
        except openai.APIStatusError as error:
            raise self._refusal(error) from None
        except openai.APIConnectionError:
            raise CallFailed("the server cannot be reached", "unreachable", again=True) from None
        except (openai.OpenAIError, ValidationError, ValueError):
            raise CallFailed("the server's answer cannot be read", "garbled", again=True) from None

    def _refusal(self, error: openai.APIStatusError) -> CallFailed:
        status = error.status_code
        detail = f"{error.code} {error.message}"[:_DETAIL_CHARACTERS].lower()
        if status == 413 or (status in {400, 422, 500} and any(words in detail for words in _OVERFLOW)):
            return CallFailed("the text is too long for the model", "too_long")
        match status:
            case 401 | 403:
                return CallFailed(f"the server refuses the key ({status})", "key")
            case 404:
                reason = "the server does not know the model or the address (404)"
                return CallFailed(reason, "model", status=status, detail=detail)
            case 429 if _NO_CREDIT in detail:
                return CallFailed("the account at the server is used up (429)", "credit")
            case 408 | 409 | 429:
                after = self._retry_after(error.response.headers.get("retry-after"))
                return CallFailed(f"the server is busy ({status})", "busy", again=True, after=after)
            case _ if status >= 500:
                after = self._retry_after(error.response.headers.get("retry-after"))
                reason = f"the server had an error ({status})"
                return CallFailed(reason, "server", again=status != 501, after=after, status=status, detail=detail)
            case _ if status < 400:
                return CallFailed(f"the server redirects ({status})", "redirect")
        return CallFailed(f"the server refuses the request ({status})", "request", status=status, detail=detail)

    def _retry_after(self, value: str | None) -> float | None:
        """Seconds to wait, from a header that gives seconds or a date."""
        if not value:
            return None
        try:
            return max(0.0, float(value))
        except ValueError:
            pass
        try:
            when: datetime = parsedate_to_datetime(value)
        except ValueError:
            return None
        return max(0.0, (when.replace(tzinfo=when.tzinfo or UTC) - self._clock()).total_seconds())


class _Message(BaseModel):
    content: str | None = None
    refusal: str | None = None


class _Choice(BaseModel):
    message: _Message
    finish_reason: str | None = None


class _Usage(BaseModel):
    prompt_tokens: int | None = Field(None, ge=0)
    completion_tokens: int | None = Field(None, ge=0)


class _Completion(BaseModel):
    choices: list[_Choice] | None
    usage: Any = None


def _reply(body: bytes) -> Reply:
    completion = _Completion.model_validate_json(body)
    choice = completion.choices[0] if completion.choices else _Choice(message=_Message())
    try:
        usage = _Usage.model_validate(completion.usage or {})
    except ValidationError:
        usage = _Usage()
    return Reply(
        choice.message.content or "",
        choice.finish_reason,
        bool(choice.message.refusal) or choice.finish_reason == "content_filter",
        usage.prompt_tokens,
        usage.completion_tokens,
    )
