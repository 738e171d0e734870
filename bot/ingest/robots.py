"""Whether a site lets programs read its pages by themselves: robots.txt (RFC 9309).

Asked for the pages that feeds bring, never for a link that a person gives. Protego reads the file, since the standard
library's parser knows neither wildcards nor that the longest rule wins. A site without a robots.txt (4xx, or redirects
without an end) allows everything. One whose robots.txt cannot be reached (5xx, silence) allows nothing, as the RFC
demands: its last rules go on if they are known, else its pages are refused with the error that the site gave, as they
would be if they were asked for, and robots.txt is tried again soon.
"""

import asyncio
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from weakref import WeakValueDictionary

from protego import Protego

from bot.ingest import address
from bot.ingest.fetch import Fetcher
from bot.ingest.spacing import Spacing
from bot.model.errors import NotForRobots, PageForbidden, PageMissing, TooManyRedirects, UserError
from bot.model.runtime import Clock

TOKEN = "briefing-bot"  # noqa: S105 - the product token of RFC 9309, no secret

GOOD_FOR = timedelta(hours=24)
TRY_AGAIN_AFTER = timedelta(minutes=10)
LONGEST_DELAY = timedelta(minutes=10)
"""A longer Crawl-delay is taken for this one, so that a day's articles are read within the day."""

MOST_BYTES = 500 * 1024
"""What follows is not read; the RFC demands no less."""

MOST_BYTES_KEPT = 2_000_000
"""Of all files together; rules take up to 22 times the memory of their text."""

MOST_ORIGINS = 1_000

_AGENT_LINE = re.compile(r"^[^\S\n]*user[^\w\n]*agent[^\w\n*]*([^\s#]*).*$", re.IGNORECASE | re.MULTILINE)
_PRODUCT = re.compile(r"[a-z_-]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Known:
    until: datetime
    rules: Protego
    size: int = 0
    problem: UserError | None = None


class Robots:
    """The rules of sites, each kept for a day and within a bound on memory."""

    def __init__(self, fetcher: Fetcher, spacing: Spacing, clock: Clock) -> None:
        self._fetcher = fetcher
        self._spacing = spacing
        self._clock = clock
        self._known: dict[str, _Known] = {}
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def admit(self, link: str) -> timedelta:
        """How far apart its site wants requests, if the bot may read a link by itself; zero where it does not say.

        Raises NotForRobots, NotALink, or what `Fetcher.fetch` does while robots.txt cannot be reached.
        """
        url = address.parse(link)
        origin = str(url.origin())
        lock = self._locks.setdefault(origin, asyncio.Lock())
        async with lock:
            known = self._known.get(origin)
            if known is None or known.until <= self._clock():
                known = await self._learn(origin, known)
        if known.problem is not None:
            raise known.problem.with_traceback(None)
        if not known.rules.can_fetch(str(url), TOKEN):
            raise NotForRobots(host=url.host)
        return min(timedelta(seconds=min(known.rules.crawl_delay(TOKEN) or 0, 1e6)), LONGEST_DELAY)

    async def _learn(self, origin: str, before: _Known | None) -> _Known:
        learnt = await self._ask(f"{origin}/robots.txt", before)
        self._known.pop(origin, None)
        self._known[origin] = learnt
        while len(self._known) > MOST_ORIGINS or sum(known.size for known in self._known.values()) > MOST_BYTES_KEPT:
            del self._known[next(iter(self._known))]
        return learnt

    async def _ask(self, link: str, before: _Known | None) -> _Known:
        await self._spacing.turn(link)
        try:
            body = (await self._fetcher.fetch(link)).body
        except (PageMissing, PageForbidden, TooManyRedirects):
            body = b""
        except UserError as problem:
            until = self._clock() + TRY_AGAIN_AFTER
            if before is None or before.problem is not None:
                return _Known(until, Protego(), problem=problem)
            return _Known(until, before.rules, before.size)
        rules = await asyncio.to_thread(_parse, body)
        return _Known(self._clock() + GOOD_FOR, rules, min(len(body), MOST_BYTES))


def _parse(body: bytes) -> Protego:
    """The rules of a robots.txt, of which a line that is cut in two is none."""
    if len(body) > MOST_BYTES:
        body = body[:MOST_BYTES].rpartition(b"\n")[0]
    text = "\n".join(body.decode("utf-8-sig", "replace").splitlines())
    return Protego.parse(_AGENT_LINE.sub(_agent_line, text))


def _agent_line(line: re.Match[str]) -> str:
    """Tell only us, everybody and others apart: Protego copies every rule for every agent of its group."""
    named = line[1]
    product = _PRODUCT.match(named)
    if named == "*":
        return "User-agent: *"
    return f"User-agent: {TOKEN if product and product[0].lower() == TOKEN else 'other'}"
