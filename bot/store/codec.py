"""Frozen dataclasses as JSON and back."""

from functools import cached_property
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

T = TypeVar("T")

FORMAT = 1
"""Counts up when a stored dataclass changes in a way that its older JSON cannot be read as."""


class OtherFormat(Exception):
    """What is stored was written by a version that had other fields; it must be made anew."""


class Codec(Generic[T]):
    """Reads and writes one dataclass; the JSON says in which format it was written."""

    def __init__(self, kind: type[T]) -> None:
        self._kind = kind

    def write(self, value: T) -> str:
        """The value as JSON."""
        return self._adapter.dump_json((FORMAT, value)).decode()

    def read(self, text: str) -> T:
        """The value back, equal to what was written. Raises OtherFormat."""
        written, _, _ = text.removeprefix("[").partition(",")
        if written != str(FORMAT):
            raise OtherFormat(written)
        try:
            return self._adapter.validate_json(text)[1]
        except ValidationError as error:
            raise OtherFormat(f"{FORMAT}, but not readable") from error

    @cached_property
    def _adapter(self) -> TypeAdapter[tuple[int, T]]:
        kind: Any = self._kind
        return TypeAdapter(tuple[int, kind])
