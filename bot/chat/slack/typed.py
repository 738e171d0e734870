"""What people type in Slack, as they meant it."""

import html
import re

_MARKUP = re.compile(r"<([^<>\n]+)>")
_MENTION = re.compile(r"<@[^<>\n]+>")
_DASH = re.compile(r"(?<!\S)[—–](?=[a-z])")
_QUOTED = re.compile(r"(?<!\S)(--[a-z]+[ =])[“”„‟\"]([^“”„‟\"\n]*)[“”„‟\"]")
_LINK = re.compile(r"<(https?://[^<>|\s]+)(?:\|[^<>]*)?>", re.IGNORECASE)
_INSIDE = re.compile(r"https?://(?:[\w-]+\.)+slack\.com/(?:archives|files|client)/", re.IGNORECASE)


def plain(text: str) -> str:
    """The text without Slack's markup: a link is its address, and & < > are themselves.

    See https://docs.slack.dev/messaging/formatting-message-text
    """
    return html.unescape(_MARKUP.sub(_shown, text)).strip()


def line(text: str) -> str:
    """A typed line: also without mentions of people, and with options as keyboards that "correct" them leave them."""
    text = _DASH.sub("--", plain(_MENTION.sub(" ", text)))
    return _QUOTED.sub(r'\1"\2"', text).strip()


def unprefixed(line: str, prefix: str) -> str:
    """A typed line whose command, if it begins with one, has its name without the prefix."""
    return f"/{line.removeprefix(f'/{prefix}')}" if line.startswith(f"/{prefix}") else line


def links(text: str) -> list[str]:
    """The web addresses that Slack made links of, in order."""
    return [html.unescape(found) for found in _LINK.findall(text)]


def inside(link: str) -> bool:
    """Whether a link leads to a message or a file in Slack, where only people who are logged in can follow it."""
    return _INSIDE.match(link) is not None


def _shown(match: re.Match[str]) -> str:
    target, bar, label = match[1].partition("|")
    if target[0] in "@#!":
        return label or target
    return label if bar and target.startswith("mailto:") else target
