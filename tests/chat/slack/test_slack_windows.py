"""Prompts as Slack's windows, and what comes back from them."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.chat.replies import Field, MenuItem, Prompt
from bot.chat.slack import limits, windows
from tests.chat.slack.rules import check_view

LENGTHS = (MenuItem("Short", "short", "three statements"), MenuItem("Long", "long"))
FIELDS = (
    Field("article", "The article's text, or its link", "Paste it here", multiline=True),
    Field("length", "How long", "Choose", required=False, choices=LENGTHS, value="long"),
    Field("times", "When", value="08:00 weekdays"),
)
PROMPT = Prompt("Brief an article", "brief:", FIELDS, "Brief")


def filled(view: dict[str, Any], *given_values: object) -> dict[str, Any]:
    """The view as Slack sends it back, with values put into its inputs from the top."""
    values = {
        block["block_id"]: {"value": _state(block["element"], given_value)}
        for block, given_value in zip(view["blocks"], given_values, strict=False)
    }
    return {**view, "id": "V1", "state": {"values": values}}


def _state(element: dict[str, Any], value: object) -> dict[str, Any]:
    if element["type"] == "static_select":
        chosen = next((option for option in element["options"] if option["value"] == value), None)
        return {"type": "static_select", "selected_option": chosen}
    return {"type": "plain_text_input", "value": value}


def test_a_window_has_an_input_for_each_field_and_room_for_an_article() -> None:
    view = windows.window(PROMPT, note='{"channel": "C1"}')
    check_view(view)
    assert (view["title"]["text"], view["submit"]["text"]) == ("Brief an article", "Brief")
    assert view["private_metadata"] == '{"channel": "C1"}'
    assert [block["element"]["type"] for block in view["blocks"]] == [
        *["plain_text_input"] * 4, "static_select", "plain_text_input"
    ]  # fmt: skip
    assert [block["optional"] for block in view["blocks"]] == [False, True, True, True, True, False]
    assert sum(block["element"].get("max_length", 0) for block in view["blocks"][:4]) == 4 * limits.FIELD_TEXT


def test_a_window_shows_what_stands_in_it_at_first() -> None:
    *_, length, times = windows.window(PROMPT)["blocks"]
    assert length["element"]["initial_option"]["value"] == "long"
    assert times["element"]["initial_value"] == "08:00 weekdays"


def test_a_long_first_value_goes_on_in_the_next_input() -> None:
    text = "harbour " * 500
    view = windows.window(Prompt("T", "a:", (Field("text", "Text", multiline=True, value=text),), "Go"))
    check_view(view)
    first = [block["element"].get("initial_value", "") for block in view["blocks"]]
    assert "".join(first) == text
    assert len(first[0]) == limits.FIELD_TEXT


def test_what_was_put_in_comes_back_under_the_names_of_the_fields() -> None:
    view = filled(windows.window(PROMPT), "One half.", "The other half.", None, None, "short", "09:00")
    assert windows.action(view) == "brief:"
    assert windows.submitted(view) == {
        "article": "One half.\n\nThe other half.",
        "length": "short",
        "times": "09:00",
    }


def test_what_was_left_out_is_empty() -> None:
    view = filled(windows.window(PROMPT), "Text.", None, None, None, None, "09:00")
    assert windows.submitted(view)["length"] == ""


@given(st.text(min_size=1), st.text(max_size=5_000), st.text(max_size=300), st.booleans())
def test_any_words_fit_into_a_window(label: str, value: str, hint: str, multiline: bool) -> None:
    field = Field("field", label, hint, multiline=multiline, value=value)
    choices = Field("choice", label, hint, choices=(MenuItem(label, "1", hint),))
    check_view(windows.window(Prompt(label, "ask:", (field, choices), label)))
