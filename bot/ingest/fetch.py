"""The only door to the web: fetches one link, within limits, from public addresses only."""

import asyncio
import hashlib
import ipaddress
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from bot import __version__
from bot.ingest import address, caching
from bot.ingest.address import may_fetch
from bot.ingest.inflate import BrokenBody, inflater
from bot.ingest.page import Page, Polled
from bot.model.errors import (
    BadCertificate,
    LinkRefused,
    PageForbidden,
    PageGone,
    PageMissing,
    SiteBusy,
    SiteFailed,
    SiteTooSlow,
    SiteUnreachable,
    TooLarge,
    TooManyRedirects,
)

__all__ = ["Fetcher", "Limits", "Page", "Polled", "may_fetch"]

HEADERS = {
    "User-Agent": f"briefing-bot/{__version__} (reads feeds and single articles that people ask for)",
    "Accept": "text/html,application/xhtml+xml,application/pdf;q=0.9,text/plain;q=0.9,*/*;q=0.5",
    "Accept-Encoding": "gzip, deflate, br",
    "Accept-Language": "en;q=1.0,*;q=0.5",
}

FEED_ACCEPT = (
    "application/atom+xml,application/rss+xml,application/feed+json,application/rdf+xml;q=0.9,application/xml;q=0.9,"
    "text/xml;q=0.9,application/json;q=0.8,text/html;q=0.5,*/*;q=0.3"
)

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
_NOT_MODIFIED = 304
_CONDITIONS = ("If-None-Match", "If-Modified-Since")
_HEADER_LIMIT = 64 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a page is read: seconds in all (DNS, redirects and silence included), bytes after decompression."""

    seconds: float = 30.0
    body_bytes: int = 10_000_000
    redirects: int = 8


@dataclass(frozen=True, slots=True)
class _Answer:
    """What stood at the end of a chain of redirects, whose statuses are `redirects`."""

    page: Page
    status: int
    headers: Mapping[str, str]
    redirects: tuple[int, ...]


class PublicResolver(AbstractResolver):
    """Resolves names and hands on only public addresses, which the connector then connects to as they are.

    Names in `allow_hosts` are exempt. One answer that is not public refuses the whole name.
    """

    def __init__(self, inner: AbstractResolver, allow_hosts: frozenset[str]) -> None:
        self._inner = inner
        self._allow_hosts = allow_hosts

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The addresses of a name. Raises LinkRefused, or OSError as the inner resolver does."""
        found = await self._inner.resolve(host, port, family)
        if host.rstrip(".").lower() not in self._allow_hosts:
            for answer in found:
                if not address.is_public(ipaddress.ip_address(answer["host"].partition("%")[0])):
                    raise LinkRefused(host=host)
        return found

    async def close(self) -> None:
        """Close the inner resolver."""
        await self._inner.close()


class Fetcher:
    """Fetches pages. Use it as an async context.

    Hosts in `allow_hosts` (names or addresses, exactly as links spell them) need not be public.
    `resolver` makes what answers DNS questions, the system's own by default.
    """

    def __init__(
        self,
        allow_hosts: frozenset[str] = frozenset(),
        limits: Limits | None = None,
        resolver: Callable[[], AbstractResolver] = aiohttp.ThreadedResolver,
    ) -> None:
        self._allow_hosts = frozenset(host.strip().strip("[]").lower() for host in allow_hosts)
        self._limits = limits or Limits()
        self._resolver = resolver
        self._connector: aiohttp.TCPConnector | None = None

    async def __aenter__(self) -> Self:
        self._connector = aiohttp.TCPConnector(
            resolver=PublicResolver(self._resolver(), self._allow_hosts), use_dns_cache=False
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._connector is not None:
            await self._connector.close()

    async def fetch(self, link: str) -> Page:
        """Fetch one link, through its redirects.

        Raises NotALink, LinkRefused, PageMissing (or its PageGone), PageForbidden, SiteFailed (or its SiteBusy),
        SiteUnreachable, SiteTooSlow, TooManyRedirects, BadCertificate or TooLarge.
        """
        return (await self._get(link, {})).page

    async def poll(self, link: str, etag: str = "", modified: str = "", checksum: str = "") -> Polled:
        """Fetch a feed, if it is another one than `etag`, `modified` and `checksum` of the last time tell of.

        Raises what `fetch` does.
        """
        conditions = {name: value for name, value in zip(_CONDITIONS, (etag, modified), strict=True) if value}
        answer = await self._get(link, {"Accept": FEED_ACCEPT, **conditions})
        kept = answer.status == _NOT_MODIFIED
        found = checksum if kept else hashlib.sha256(answer.page.body).hexdigest()
        moved = bool(answer.redirects) and _PERMANENT.issuperset(answer.redirects)
        return Polled(
            page=None if kept or found == checksum else answer.page,
            etag=caching.validator(answer.headers, "ETag") or (etag if kept else ""),
            modified=caching.validator(answer.headers, "Last-Modified") or (modified if kept else ""),
            checksum=found,
            fresh_for=caching.fresh_for(answer.headers),
            moved_to=answer.page.final_url if moved else None,
        )

    async def _get(self, link: str, headers: Mapping[str, str]) -> _Answer:
        chain = [address.parse(link)]
        try:
            async with asyncio.timeout(self._limits.seconds), self._session() as session:
                return await self._follow(session, link, headers, chain)
        except TimeoutError as error:
            raise SiteTooSlow(host=_host(chain), seconds=f"{self._limits.seconds:g}") from error
        except aiohttp.ClientSSLError as error:
            raise BadCertificate(host=_host(chain)) from error
        except (aiohttp.ClientConnectionError, OSError) as error:
            raise SiteUnreachable(host=_host(chain)) from error
        except (aiohttp.ClientError, BrokenBody, ValueError) as error:
            raise SiteFailed(host=_host(chain), status="it sent something broken") from error

    def _session(self) -> aiohttp.ClientSession:
        """A session of its own for each fetch, so that cookies last for one chain of redirects only."""
        return aiohttp.ClientSession(
            connector=self._connector,
            connector_owner=False,
            headers=HEADERS,
            timeout=aiohttp.ClientTimeout(total=None),
            auto_decompress=False,
            trust_env=False,
            max_line_size=_HEADER_LIMIT,
            max_field_size=_HEADER_LIMIT,
        )

    async def _follow(
        self, session: aiohttp.ClientSession, link: str, headers: Mapping[str, str], chain: list[URL]
    ) -> _Answer:
        redirects: list[int] = []
        while len(chain) <= self._limits.redirects + 1:
            address.vet(chain[-1], self._allow_hosts)
            async with session.get(chain[-1], headers=headers, allow_redirects=False) as response:
                target = response.headers.get("Location")
                if response.status not in _REDIRECTS or not target:
                    _check_status(response, conditional=any(name in headers for name in _CONDITIONS))
                    page = Page(
                        url=link,
                        final_url=str(chain[-1]),
                        hops=tuple(dict.fromkeys((link, *map(str, chain)))),
                        content_type=response.content_type.lower(),
                        charset=response.charset,
                        body=await self._body(response),
                    )
                    return _Answer(page, response.status, response.headers, tuple(redirects))
                redirects.append(response.status)
            chain.append(address.parse(str(chain[-1].join(URL(target.strip())))))
        raise TooManyRedirects(host=_host(chain))

    async def _body(self, response: aiohttp.ClientResponse) -> bytes:
        limit = self._limits.body_bytes
        stream = inflater(response.headers.get("Content-Encoding", ""))
        body = bytearray()
        async for chunk in response.content.iter_any():
            for plain in stream.feed(chunk):
                body += plain
                if len(body) > limit:
                    raise TooLarge(what="That page", limit=f"{limit / 1_000_000:g} MB")
        return bytes(body)


def _check_status(response: aiohttp.ClientResponse, *, conditional: bool) -> None:
    status, host = response.status, response.url.host or ""
    if 200 <= status < 300 or (status == _NOT_MODIFIED and conditional):
        return
    match status:
        case 404:
            raise PageMissing(host=host, status=status)
        case 410:
            raise PageGone(host=host, status=status)
        case 429 | 503:
            raise SiteBusy(host=host, status=status, retry_after=caching.retry_after(response.headers))
    if status >= 500 or status == _NOT_MODIFIED:
        raise SiteFailed(host=host, status=status)
    raise PageForbidden(host=host, status=status)


def _host(chain: list[URL]) -> str:
    return chain[-1].host or ""
