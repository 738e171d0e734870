"""Reads a typed line: a command, a question, or an article."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.chat.catalogue import COMMANDS
from bot.chat.command import FALSE, TRUE, Command, Kind
from bot.chat.request import Value
from bot.model import languages
from bot.model.preferences import Length

PASTE = 400
"""From this many characters on, text without a command is an article and no question."""

LINES = 2
"""So many line breaks make a text an article too, if it does not end in a question."""

_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_FLAG = re.compile(r'(?<!\S)--([a-z]+)(?:[ =](?:"([^"]*)"|([^\s-]\S*)))?')
_BRIEF = re.compile(r"^(?:please\s+)?(?:brief|summari[sz]e)\b", re.IGNORECASE)
_IN_LANGUAGE = re.compile(r"\b(?:in|into)\s+([^\W\d_]+)", re.IGNORECASE)
_LENGTH = re.compile(r"\b(?:short(?:er)?|briefly|long(?:er)?|in detail)\b", re.IGNORECASE)
_LONG = frozenset({"long", "longer", "in detail"})
_FILLING = re.compile(
    r"\b(?:me|us|this|that|it|the|article|link|please|again|on|of|for|and|a)\b|[\s.,:;!?()-]+", re.IGNORECASE
)
_GROUPS = frozenset(command.group for command in COMMANDS if command.group)
_CALLED = re.compile(r"(?:hi|hello|hey)(?: there)?[.!]*", re.IGNORECASE)
_HELP = re.compile(r"help(?: me)?[.!?]*", re.IGNORECASE)
_SECONDS = frozenset(command.name.split()[1] for command in COMMANDS if command.group)


@dataclass(frozen=True, slots=True)
class Line:
    """A command's name, known or not, and its options as typed."""

    command: str
    options: Mapping[str, Value]


def parse(text: str) -> Line:
    """Read a line such as "/digest schedule 08:00 weekdays" or "and when does she leave?".

    Without a slash, a lone link, a long text, or one of several lines that does not end in a question is an article
    to brief; "brief me in German" briefs too; and anything else is a question. Nothing at all, or a greeting, is no
    command.
    """
    text = text.strip()
    if not text:
        return Line("", {})
    if text.startswith("/"):
        return _command(text[1:])
    if _CALLED.fullmatch(text):
        return Line("", {})
    if _HELP.fullmatch(text):
        return Line("help", {})
    if _LINK.fullmatch(text) or len(text) >= PASTE or (text.count("\n") >= LINES and not text.endswith("?")):
        return Line("brief", {"article": text})
    return _brief(text) or Line("ask", {"question": text})


def _command(text: str) -> Line:
    for command in sorted(COMMANDS, key=lambda row: -len(row.name)):
        pattern = r"\s+".join(map(re.escape, command.name.split())) + r"(?:\s+|$)"
        if match := re.match(pattern, text, re.IGNORECASE):
            return Line(command.name, _options(command, text[match.end() :].strip()))
    first, *more = text.split(maxsplit=2) or ["help"]
    two = more and (first.lower() in _GROUPS or more[0].lower() in _SECONDS)  # of two words, either may be mistyped
    return Line(f"{first} {more[0]}" if two else first, {})


def _options(command: Command, rest: str) -> dict[str, Value]:
    options: dict[str, Value] = {}

    def take(match: re.Match[str]) -> str:
        name, value = match[1], match[2] or match[3] or ""
        option = command.option(name)
        if option is None or name == command.main:
            return match[0]
        if option.kind is Kind.BOOLEAN and value.lower() not in TRUE | FALSE:
            options[name] = True
            return value
        options[name] = value
        return ""

    if "\n" not in rest:  # an article's own words are never options
        rest = " ".join(_FLAG.sub(take, rest).split())
    if rest and command.main:
        options[command.main] = rest
    return options


def _brief(text: str) -> Line | None:
    """A request to brief in everyday words, such as "brief me in German" or "summarise https://… briefly"."""
    if not _BRIEF.match(text) or len(text) >= PASTE:
        return None
    options: dict[str, Value] = {}
    rest = _BRIEF.sub(" ", text)
    if link := _LINK.search(rest):
        options["article"] = link[0].rstrip(".,;:!?)>]")
        rest = rest.replace(link[0], " ")
    for found in _IN_LANGUAGE.finditer(rest):
        if languages.code(found[1]):
            options["language"] = found[1]
            rest = rest.replace(found[0], " ")
    if short := _LENGTH.search(rest):
        options["length"] = Length.LONG if short[0].lower() in _LONG else Length.SHORT
        rest = rest.replace(short[0], " ")
    return Line("brief", options) if options and not _FILLING.sub(" ", rest).strip() else None
