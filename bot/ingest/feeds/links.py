"""Links in feeds and pages, made whole."""

import re
from urllib.parse import urljoin

from bot.ingest import address
from bot.model.errors import NotALink

MAX_LINK = 2_000

_FEED_SCHEME = re.compile(r"^feed:(?://)?(?=https?:)", re.IGNORECASE)
_FEED_HOST = re.compile(r"^feed:(?=//)", re.IGNORECASE)


def absolute(written: str, base: str, url: str) -> str | None:
    """The web link that was meant, relative to `base`, or to `url` where that is no base; None where there is none."""
    link = re.sub(r"[\t\r\n]+", "", written.strip()).replace(" ", "%20")
    if not link or len(link) > MAX_LINK:
        return None
    for start in (base, url):
        try:
            found = urljoin(start, link)
            address.parse(found)
        except (NotALink, ValueError):
            continue
        return found
    return None


def of_feed(written: str, base: str, url: str) -> str | None:
    """`absolute` for the address of a feed, which may be written as feed://… or feed:https://…."""
    link = _FEED_SCHEME.sub("", written.strip(), count=1)
    return absolute(_FEED_HOST.sub("http:", link, count=1), base, url)
