"""The only reader of the environment and of .env."""

from pathlib import Path
from typing import Annotated, Any, Literal

import platformdirs
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.model.errors import SettingsInvalid

DISCORD_API_BASE = "https://discord.com/api/v10"
DISCORD_GATEWAY_URL = "wss://gateway.discord.gg/"


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
    workers: int = Field(1, ge=1, le=64, description="worker processes for language work; each takes about 450 MB")

    discord_token: SecretStr | None = Field(None, description="the bot's token; without it Discord is not used")
    discord_api_base: str = Field(DISCORD_API_BASE, description="Discord's REST address, or a proxy's")
    discord_gateway_url: str = Field(DISCORD_GATEWAY_URL, description="Discord's gateway address, or a proxy's")

    fetch_allow_hosts: Annotated[frozenset[str], NoDecode] = Field(
        frozenset(), description="exact hosts or addresses, comma-separated, that may be fetched though not public"
    )

    health_port: int | None = Field(None, ge=1, le=65535, description="port for /health and /metrics; off when empty")
    log_format: Literal["console", "json"] = Field("console", description="console for people, json for machines")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="the least that is logged")

    @field_validator("fetch_allow_hosts", mode="before")
    @classmethod
    def _split_hosts(cls, value: object) -> object:
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
