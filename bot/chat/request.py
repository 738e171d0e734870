"""What a person asks, whichever platform they ask it on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from bot.model.place import Channel

Value = str | int | bool

MANAGERS = "people with the Manage Server permission"
"""Who may configure the bot, unless a platform calls them otherwise."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a request."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Request:
    """One command, button or submitted window.

    `command` is a name of the catalogue ("digest schedule"); it is ignored when `action` is set,
    which is the action string of a button or window. `options` maps option or field names to values.
    `thread` and `asker` are the platform's own ids, as text; a follow-up is known by them.
    `is_admin` says that the asker may configure the bot here; `managers` is what the platform calls those who may.
    `pictures` says that a reply with pictures can be shown.
    `locale` is a BCP 47 tag: how the asker writes dates, or the server where the platform does not tell.
    `visiting` says that the bot is no member of the place: it can answer there, and no more.
    """

    channel: Channel
    thread: str
    asker: str
    command: str = ""
    options: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))
    files: tuple[Upload, ...] = ()
    action: str | None = None
    asker_name: str = ""
    is_admin: bool = False
    managers: str = MANAGERS
    pictures: bool = False
    locale: str = "en"
    visiting: bool = False

    def text(self, option: str) -> str:
        """The option as text without surrounding space, "" when it was not given."""
        return str(self.options.get(option, "")).strip()

    def number(self, option: str) -> int | None:
        """The option as a whole number, None when it was not given; the router has checked its kind."""
        value = self.options.get(option)
        return None if value is None else int(value)

    def flag(self, option: str) -> bool:
        """Whether the option was given and is true."""
        return self.options.get(option) is True
