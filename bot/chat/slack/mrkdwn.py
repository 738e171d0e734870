"""Slack's own markup, mrkdwn.

It has no way to show a star or an underscore as it stands, so what others wrote goes into rich text, where nothing is
markup (https://docs.slack.dev/reference/block-kit/blocks/rich-text-block). Only small print and lines
with a button beside them have to be mrkdwn, since rich text knows neither: a line that mrkdwn would change loses its
form, and none of its characters.
"""

import re
from collections.abc import Sequence

from bot.chat.slack import limits
from bot.chat.slack.words import Run

_MARKUP = re.compile(r"[*_~`＊＿～｀\n]|:[^\s:]+:|^\s*[>＞]")
_CONTROL = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def escape(text: str) -> str:
    """Take from &, < and > their meaning; https://docs.slack.dev/messaging/formatting-message-text#escaping"""
    return text.translate(_CONTROL)


def written(runs: Sequence[Run]) -> str | None:
    """A line in this markup, None where it would not be shown as it stands."""
    if _MARKUP.search("".join(run.text for run in runs)):
        return None
    text = "".join(map(_run, runs))
    return text if len(text) <= limits.PARAGRAPH else None


def _run(run: Run) -> str:
    text = f"<{escape(run.link)}|{escape(run.text)}>" if run.link else escape(run.text)
    return f"*{text}*" if run.bold else text
