"""The only door to the web: fetches one link, within limits, from public addresses only."""

import asyncio
import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from bot import __version__
from bot.ingest import address
from bot.ingest.address import may_fetch
from bot.ingest.inflate import BrokenBody, inflater
from bot.ingest.page import Page
from bot.model.errors import (
    BadCertificate,
    LinkRefused,
    PageForbidden,
    PageMissing,
    SiteFailed,
    SiteTooSlow,
    SiteUnreachable,
    TooLarge,
    TooManyRedirects,
)

__all__ = ["Fetcher", "Limits", "Page", "may_fetch"]

HEADERS = {
    "User-Agent": f"briefing-bot/{__version__} (reads single articles that people ask about)",
    "Accept": "text/html,application/xhtml+xml,application/pdf;q=0.9,text/plain;q=0.9,*/*;q=0.5",
    "Accept-Encoding": "gzip, deflate, br",
    "Accept-Language": "en;q=1.0,*;q=0.5",
}

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MISSING = frozenset({404, 410})
_HEADER_LIMIT = 64 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a page is read: seconds in all (DNS, redirects and silence included), bytes after decompression."""

    seconds: float = 30.0
    body_bytes: int = 10_000_000
    redirects: int = 8


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

        Raises NotALink, LinkRefused, PageMissing, PageForbidden, SiteFailed, SiteUnreachable,
        SiteTooSlow, TooManyRedirects, BadCertificate or TooLarge.
        """
        chain = [address.parse(link)]
        try:
            async with asyncio.timeout(self._limits.seconds), self._session() as session:
                return await self._follow(session, link, chain)
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

    async def _follow(self, session: aiohttp.ClientSession, link: str, chain: list[URL]) -> Page:
        while len(chain) <= self._limits.redirects + 1:
            address.vet(chain[-1], self._allow_hosts)
            async with session.get(chain[-1], allow_redirects=False) as response:
                target = response.headers.get("Location")
                if response.status not in _REDIRECTS or not target:
                    _check_status(response)
                    return Page(
                        url=link,
                        final_url=str(chain[-1]),
                        hops=tuple(dict.fromkeys((link, *map(str, chain)))),
                        content_type=response.content_type.lower(),
                        charset=response.charset,
                        body=await self._body(response),
                    )
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


def _check_status(response: aiohttp.ClientResponse) -> None:
    status, host = response.status, response.url.host or ""
    if status in _MISSING:
        raise PageMissing(host=host, status=status)
    if status == 429 or status >= 500:
        raise SiteFailed(host=host, status=status)
    if not 200 <= status < 300:
        raise PageForbidden(host=host, status=status)


def _host(chain: list[URL]) -> str:
    return chain[-1].host or ""
