"""Prompt files: readable, versioned, filled in once."""

from importlib.resources import files

import pytest

from bot.llm.prompting import load, parse

FILE = """---
name: port
version: 3
---
Say it in {language}. Answer like {"text": "", "n": [1]}.
--- user ---
{sentences}
"""


def test_a_file_becomes_a_prompt_whose_values_are_put_in_once() -> None:
    prompt = parse("port", FILE).fill(language="German", sentences="1| {language} {} {sentences}")
    assert (prompt.name, prompt.version) == ("port", "3")
    assert prompt.system == 'Say it in German. Answer like {"text": "", "n": [1]}.'
    assert prompt.user == "1| {language} {} {sentences}"


def test_values_and_places_must_fit() -> None:
    template = parse("port", FILE)
    with pytest.raises(KeyError):
        template.fill(language="German")
    with pytest.raises(ValueError, match="no place for tone"):
        template.fill(language="German", sentences="", tone="dry")


@pytest.mark.parametrize("text", ["", "no head", FILE.replace("version: 3\n", ""), FILE.replace("--- user ---", "")])
def test_a_file_out_of_form_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="port"):
        parse("port", text)


def test_a_file_must_bear_its_own_name() -> None:
    with pytest.raises(ValueError, match="starboard"):
        parse("starboard", FILE)


def test_every_prompt_there_is_can_be_loaded() -> None:
    names = [path.name.removesuffix(".md") for path in files("bot.llm").joinpath("prompts").iterdir()]
    assert names
    for name in names:
        template = load(name)
        assert template.version
        assert "data" in template.system
