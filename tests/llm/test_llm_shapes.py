"""Schemas that servers can keep, and objects found in whatever a model wrote."""

from typing import Annotated, Any

import pytest
from pydantic import BaseModel, Field, field_validator

from bot.llm import shapes


class Ship(BaseModel):
    name: str
    flag: str | None = None


class Port(BaseModel):
    title: str = Field(max_length=40)
    ships: Annotated[list[Ship], Field(max_length=2)] = []

    @field_validator("title")
    @classmethod
    def _no_link(cls, value: str) -> str:
        if "://" in value:
            raise ValueError("no links")
        return value


GOOD = '{"title": "Lindhaven", "ships": [{"name": "Orla {II}", "flag": null}]}'
PORT = Port(title="Lindhaven", ships=[Ship(name="Orla {II}")])


def nodes(node: Any) -> list[dict[str, Any]]:
    if isinstance(node, list):
        return [found for item in node for found in nodes(item)]
    if isinstance(node, dict):
        return [node] + [found for item in node.values() for found in nodes(item)]
    return []


def test_every_text_and_list_is_bounded_every_property_required_and_none_added() -> None:
    made = nodes(shapes.schema(Port))
    objects = [node for node in made if node.get("type") == "object"]
    assert len(objects) == 2
    assert all(node["required"] == list(node["properties"]) for node in objects)
    assert all(node["additionalProperties"] is False for node in objects)
    assert {node["maxLength"] for node in made if node.get("type") == "string"} == {40, shapes.LONGEST_TEXT}
    assert {node["maxItems"] for node in made if node.get("type") == "array"} == {2}


def test_a_property_may_be_called_title_and_its_shapes_stay_plain() -> None:
    made = shapes.schema(Port)
    assert made["properties"]["title"] == {"type": "string", "maxLength": 40}
    assert "title" not in made


def test_bounds_can_be_left_out() -> None:
    assert not any({"maxLength", "maxItems"} & node.keys() for node in nodes(shapes.schema(Port, bounded=False)))


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        f"```json\n{GOOD}\n```",
        f"Here you are:\n\n{GOOD}\n\nAnything else?",
        f'<think>Perhaps {{"title": "Wrong", "ships": []}}?</think>\n{GOOD}',
        f"<THINK>a</THINK><reasoning>b {{</reasoning>{GOOD}",
        f'{{"title": "a draft", "ships": []}} or not</think>{GOOD}',
        f"<|channel|>analysis<|message|>Hm {{}}<|end|><|start|>assistant<|channel|>final<|message|>{GOOD}",
        f"{{not json}} {GOOD}",
        f'{{"other": 1}} {GOOD}',
        f"{GOOD} {GOOD[:-3]}",
    ],
)
def test_the_object_is_found(text: str) -> None:
    assert shapes.read(text, Port) == PORT


def test_a_tag_inside_a_value_is_text() -> None:
    assert shapes.read('{"title": "On </think> and <think>", "ships": []}', Port).title == "On </think> and <think>"


@pytest.mark.parametrize(
    ("text", "ignored"),
    [
        ("", True),
        ("no object", True),
        ('{"title": "cut o', True),
        ("<think>for ever {", True),
        ('{"title": NaN}', True),
        ('{"title": 5}', True),
        ('{"ships": []}', True),
        ("[" * 50_000 + "{" * 50_000, True),
        ('{"a":' * 20_000, True),
        ('{"title": "https://x.example"}', False),
        ('{"title": "' + "x" * 41 + '"}', False),
    ],
)
def test_what_is_not_the_object_is_told_without_repeating_it(text: str, ignored: bool) -> None:
    with pytest.raises(shapes.Misshapen) as caught:
        shapes.read(text, Port)
    assert caught.value.ignored is ignored
    assert "x.example" not in caught.value.problems
    assert len(caught.value.problems) < 500
