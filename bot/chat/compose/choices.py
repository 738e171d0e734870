"""Replies that let a person choose, where a command was not told what it is about."""

from collections.abc import Sequence

from bot.chat import texts
from bot.chat.actions import Action
from bot.chat.replies import Footer, Menu, MenuItem, Reply, Text
from bot.chat.safe import line, shorten
from bot.digest.times import shown
from bot.model.article import Listed
from bot.model.delivery import Schedule
from bot.model.feed import Subscription

MOST = 25
"""Things in a menu; the lowest limit of all platforms, Discord's."""

LABEL = 75
"""Characters of one of them; the lowest limit, Slack's."""

VALUE = 100
"""Characters of what comes back; Discord's limit."""


def choose(action: Action, option: str, said: str, items: Sequence[MenuItem]) -> Reply:
    """A menu under what is said; where it does not hold all there is, it says how to give another one."""
    more = (Footer(texts.CHOOSE_ANOTHER.format(most=MOST, command=action.command)),) if len(items) > MOST else ()
    menu = Menu(str(action), option, texts.CHOOSE_HINT, tuple(items[:MOST]))
    return Reply((Text(said), menu, *more), private=True)


def schedules(rows: Sequence[Schedule]) -> list[MenuItem]:
    """Schedules to choose from."""
    return [item(f"{row.id} · {shown(row.rule)}", row.id, row.zone) for row in rows]


def feeds(rows: Sequence[Subscription]) -> list[MenuItem]:
    """Feeds to choose from."""
    return [item(f"{row.number} · {row.feed.title or row.feed.url}", row.number) for row in rows]


def articles(rows: Sequence[Listed]) -> list[MenuItem]:
    """Articles to choose from."""
    return [item(f"{row.number} · {row.article.title or texts.UNTITLED}", row.number) for row in rows]


def item(label: str, value: str | int, detail: str = "") -> MenuItem:
    """One thing to choose, its label shortened to what fits everywhere."""
    return MenuItem(shorten(line(label), LABEL), str(value), shorten(line(detail), LABEL) if detail else "")
