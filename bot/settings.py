"""The only reader of the environment and of .env."""

from base64 import urlsafe_b64decode
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

import platformdirs
from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.model.errors import SettingsInvalid

DISCORD_API_BASE = "https://discord.com/api/v10"
DISCORD_GATEWAY_URL = "wss://gateway.discord.gg/"
KEY_BYTES = 32
"""Of a Fernet key, which is written in URL-safe base64: https://github.com/fernet/spec/blob/master/Spec.md"""

OPENAI_BASE_URL = "https://api.openai.com/v1"


def _default_database() -> str:
    folder = Path(platformdirs.user_data_dir("briefing-bot", appauthor=False))
    return f"sqlite+aiosqlite:///{folder / 'briefing-bot.sqlite3'}"


class Settings(BaseSettings):
    """Everything an operator can set; see `.env.example` for what each one means."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore", frozen=True
    )

    database_url: str = Field(default_factory=_default_database, description="where articles and schedules are kept")
    engine: str = Field("extractive", description="the engine that writes briefings unless a person names another")
    engines: Annotated[frozenset[str], NoDecode] = Field(
        frozenset(), description="the engines that channels may choose, comma-separated; all when empty"
    )
    workers: int = Field(1, ge=1, le=64, description="worker processes for language work; each takes about 450 MB")

    discord_token: SecretStr | None = Field(None, description="the bot's token; without it Discord is not used")
    discord_api_base: str = Field(DISCORD_API_BASE, description="Discord's REST address, or a proxy's")
    discord_gateway_url: str = Field(DISCORD_GATEWAY_URL, description="Discord's gateway address, or a proxy's")

    secret_key: SecretStr | None = Field(None, description="encrypts what workspaces give us when they install the bot")

    llm_base_url: str = Field(OPENAI_BASE_URL, description="the address of an OpenAI-compatible server, with its /v1")
    llm_api_key: SecretStr | None = Field(None, description="the key for that server; a local one needs none")
    llm_model: str | None = Field(None, description="the model to ask; without it no language model is used")
    llm_window: int = Field(8192, ge=1024, description="tokens that the model takes, prompt and answer together")
    llm_seconds: float = Field(60, gt=0, le=600, description="the longest that one call to the server may take")
    llm_concurrency: int = Field(2, ge=1, le=64, description="calls to the server at the same time")
    llm_daily_tokens: int | None = Field(None, ge=1, description="tokens for each workspace and UTC day; empty: any")
    llm_price_in: float | None = Field(None, ge=0, description="price of a million tokens of prompt, in any currency")
    llm_price_out: float | None = Field(None, ge=0, description="price of a million tokens of answer")

    fetch_allow_hosts: Annotated[frozenset[str], NoDecode] = Field(
        frozenset(), description="exact hosts or addresses, comma-separated, that may be fetched though not public"
    )

    health_port: int | None = Field(None, ge=1, le=65535, description="port for /health and /metrics; off when empty")
    log_format: Literal["console", "json"] = Field("console", description="console for people, json for machines")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="the least that is logged")

    @field_validator("fetch_allow_hosts", "engines", mode="before")
    @classmethod
    def _split_names(cls, value: object) -> object:
        if isinstance(value, str):
            return frozenset(host.strip().lower() for host in value.split(",") if host.strip())
        return value

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        if not value.startswith(("sqlite:///", "sqlite+aiosqlite:///", "postgresql")):
            raise ValueError("must start with sqlite:/// or postgresql://")
        return value

    @field_validator("discord_api_base")
    @classmethod
    def _http(cls, value: str) -> str:
        if not value.startswith(("https://", "http://")):
            raise ValueError("must start with https:// or http://")
        return value.rstrip("/")

    @field_validator("secret_key")
    @classmethod
    def _key(cls, value: SecretStr | None) -> SecretStr | None:
        try:
            fits = value is None or len(urlsafe_b64decode(value.get_secret_value())) == KEY_BYTES
        except ValueError:
            fits = False
        if not fits:
            raise ValueError("must be a Fernet key; docs/operations.md says how to make one")
        return value

    @field_validator("llm_base_url")
    @classmethod
    def _server(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError("must start with https:// or http:// and name a host")
        if parts.username or parts.password:
            raise ValueError("must hold no name or password; put the key in LLM_API_KEY")
        return value.rstrip("/")

    @field_validator("llm_model")
    @classmethod
    def _reachable(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value and info.data.get("llm_base_url") == OPENAI_BASE_URL and info.data.get("llm_api_key") is None:
            raise ValueError("needs LLM_API_KEY for OpenAI, or LLM_BASE_URL for another server")
        return value

    @field_validator("discord_gateway_url")
    @classmethod
    def _websocket(cls, value: str) -> str:
        if not value.startswith(("wss://", "ws://")):
            raise ValueError("must start with wss:// or ws://")
        return value

    def secrets(self) -> frozenset[str]:
        """The values that must never be logged."""
        values = (getattr(self, name) for name in type(self).model_fields)
        return frozenset(v.get_secret_value() for v in values if isinstance(v, SecretStr) and v.get_secret_value())


def load(**overrides: Any) -> Settings:
    """Read the settings. Raises SettingsInvalid, which lists every problem and never shows a value."""
    try:
        return Settings(**overrides)
    except ValidationError as error:
        problems = [f"- {str(p['loc'][0]).upper()}: {p['msg'].removeprefix('Value error, ')}" for p in error.errors()]
        raise SettingsInvalid(problems="\n".join(problems)) from None
