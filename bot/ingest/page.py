"""What a fetched link gave."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.model.feed import ServerAdvice


@dataclass(frozen=True, slots=True)
class Page:
    """One answer of a web server, as bytes.

    `url` is the link as given, `final_url` where the answer came from, `hops` every address in
    between and both of them, in order. `content_type` is lower-case and without parameters;
    `charset` is what the header said, None when it said nothing.
    """

    url: str
    final_url: str
    hops: tuple[str, ...]
    content_type: str
    charset: str | None
    body: bytes

    @property
    def host(self) -> str:
        """The host that answered, as a person knows it."""
        return urlsplit(self.final_url).hostname or self.final_url


@dataclass(frozen=True, slots=True)
class Polled(ServerAdvice):
    """What a poll of a feed gave; `page` is None when it is the same as the last time."""

    page: Page | None = None
