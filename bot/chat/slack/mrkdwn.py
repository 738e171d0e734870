"""Slack's own markup, mrkdwn.

It has no way to show a star or an underscore as it stands, so what others wrote goes into rich text, where nothing is
markup (https://docs.slack.dev/reference/block-kit/blocks/rich-text-block). Only small print has to be mrkdwn, since
rich text knows no small letters: a line that mrkdwn would change is not shown small.
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


def small(runs: Sequence[Run]) -> str | None:
    """A line of small print, None where it would not be shown as it stands."""
    if any(run.bold for run in runs) or _MARKUP.search("".join(run.text for run in runs)):
        return None
    text = "".join(f"<{escape(run.link)}|{escape(run.text)}>" if run.link else escape(run.text) for run in runs)
    return text if len(text) <= limits.PARAGRAPH else None
