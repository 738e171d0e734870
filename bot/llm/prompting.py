"""Prompts are files in bot/llm/prompts, so that an operator can read what a model is told.

A file begins with `name:` and `version:` between two `---` lines. Then comes what the system message says, then the
line `--- user ---`, then the user message. `{word}` stands for a value that is filled in.
"""

import re
from dataclasses import dataclass
from importlib.resources import files

from bot.llm.protocol import Prompt

_FILE = re.compile(r"---\n(?P<head>.*?)\n---\n(?P<system>.*?)\n--- user ---\n(?P<user>.*)", re.DOTALL)
_PLACE = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Template:
    """A prompt before its values are filled in. `version` changes with the file's words."""

    name: str
    version: str
    system: str
    user: str

    def fill(self, **values: object) -> Prompt:
        """Put each value in its places, once: braces inside a value stay as they are.

        Raises KeyError for a place without a value, ValueError for a value without a place.
        """
        places = set(_PLACE.findall(self.system + self.user))
        if idle := values.keys() - places:
            raise ValueError(f"prompt {self.name} has no place for {', '.join(sorted(idle))}")

        def filled(text: str) -> str:
            return _PLACE.sub(lambda place: str(values[place[1]]), text)

        return Prompt(self.name, self.version, filled(self.system), filled(self.user))


def load(name: str) -> Template:
    """The prompt of that name, from the package. Raises FileNotFoundError, or ValueError for a file out of form."""
    return parse(name, files("bot.llm").joinpath("prompts", f"{name}.md").read_text(encoding="utf-8"))


def parse(name: str, text: str) -> Template:
    """Read a prompt file's text. Raises ValueError when it is out of form or bears another name."""
    found = _FILE.fullmatch(text)
    if found is None:
        raise ValueError(f"prompt {name} must have a head between --- lines and a line --- user ---")
    head = dict(re.findall(r"^(\w+):\s*(.+?)\s*$", found["head"], re.MULTILINE))
    if head.get("name") != name or not head.get("version"):
        raise ValueError(f"the head of prompt {name} must give its name and a version")
    return Template(name, head["version"], found["system"].strip(), found["user"].strip())
