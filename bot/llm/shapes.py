"""From a pydantic shape to the schema that a server is sent, and from what a model wrote back to the shape."""

import json
import re
from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

Shape = TypeVar("Shape", bound=BaseModel)

LONGEST_TEXT = 500  # characters of a text for which the shape gives no length; a model that babbles is stopped
LONGEST_LIST = 20
LONGEST_REPLY = 100_000  # characters of a reply that are looked at
_MOST_STARTS = 50
_MOST_PROBLEMS = 5

_REASONING = re.compile(r"<(think|thinking|reasoning|reflection|thought)>.*?</\1>", re.DOTALL | re.IGNORECASE)
_REASONED = re.compile(
    r"</(?:think|thinking|reasoning|reflection|thought)>|<\|channel\|>final<\|message\|>", re.IGNORECASE
)
_ENDLESS = re.compile(r"<(?:think|thinking|reasoning|reflection|thought)>.*", re.DOTALL | re.IGNORECASE)
_OF_THE_FORM = frozenset({"missing", "extra_forbidden", "json_invalid"})


class Misshapen(Exception):
    """What the model wrote is not the object that was asked for.

    `problems` may be told to the model; it names fields and never repeats what was written in them. `ignored` is
    True where a server that heeds a schema could not have let this through.
    """

    def __init__(self, problems: str, *, ignored: bool) -> None:
        super().__init__(problems)
        self.problems = problems
        self.ignored = ignored


def schema(shape: type[BaseModel], *, bounded: bool = True) -> dict[str, Any]:
    """The shape's JSON schema in the strict form: every property required, none besides, and all of bounded size.

    `bounded=False` leaves out the bounds, for a server that refuses them.
    """
    made: dict[str, Any] = _strict(shape.model_json_schema(), bounded)
    return made


def read(text: str, shape: type[Shape]) -> Shape:
    """The first object in the text that has the shape. Raises Misshapen, about the first object there is."""
    first: Misshapen | None = None
    for found in _objects(_answer(text[:LONGEST_REPLY])):
        try:
            return shape.model_validate_json(found)
        except ValidationError as error:
            first = first or _misshapen(error)
    raise first or Misshapen("there is no complete JSON object", ignored=True)


def _strict(node: Any, bounded: bool) -> Any:
    if isinstance(node, list):
        return [_strict(item, bounded) for item in node]
    if not isinstance(node, dict):
        return node
    made = {key: _strict(value, bounded) for key, value in node.items() if key not in {"title", "default"}}
    for table in ("properties", "$defs"):  # whose keys are names, not words of the schema
        if isinstance(node.get(table), dict):
            made[table] = {name: _strict(value, bounded) for name, value in node[table].items()}
    match node.get("type"):
        case "object" if "properties" in made:
            made |= {"required": list(made["properties"]), "additionalProperties": False}
        case "string" if "enum" not in node and "const" not in node:
            made.setdefault("maxLength", LONGEST_TEXT)
        case "array":
            made.setdefault("maxItems", LONGEST_LIST)
    if not bounded:
        for bound in ("minLength", "maxLength", "minItems", "maxItems"):
            made.pop(bound, None)
    return made


def _answer(text: str) -> str:
    """The text without what a reasoning model thought aloud before it answered."""
    text = text.lstrip()
    if text.startswith("{") and (end := _end_of_object(text, 0)) and not _REASONED.search(text[end:]):
        return text
    text = _REASONING.sub("", text)
    if (ends := list(_REASONED.finditer(text))) and "{" in text[ends[-1].end() :]:
        text = text[ends[-1].end() :]
    return _ENDLESS.sub("", text)


def _objects(text: str) -> Iterator[str]:
    """The outermost JSON objects that stand in the text, code fences or prose around them or not."""
    start = text.find("{")
    for _ in range(_MOST_STARTS):
        if start < 0:
            return
        if end := _end_of_object(text, start):
            yield text[start:end]
        start = text.find("{", end or start + 1)


def _end_of_object(text: str, start: int) -> int | None:
    try:
        return json.JSONDecoder(parse_constant=_refuse).raw_decode(text, start)[1]
    except (ValueError, RecursionError):
        return None


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _misshapen(error: ValidationError) -> Misshapen:
    problems = error.errors(include_url=False, include_context=False, include_input=False)
    told = [f"{'.'.join(map(str, p['loc'])) or 'the object'}: {p['msg']}" for p in problems[:_MOST_PROBLEMS]]
    ignored = any(p["type"] in _OF_THE_FORM or p["type"].endswith("_type") for p in problems)
    return Misshapen("; ".join(told), ignored=ignored)
