"""A web server on loopback that behaves as badly as the web does."""

import asyncio
import gzip
import socket
import ssl
import zlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import brotli
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

MEGABYTE = b"0" * 1_000_000


@dataclass
class Site:
    """Where the test server listens, what it was asked, and what it answers at paths of a test's own."""

    base: str = ""
    port: int = 0
    requests: list[web.Request] = field(default_factory=list)
    megabytes_sent: int = 0
    released: asyncio.Event = field(default_factory=asyncio.Event)
    answers: dict[str, Callable[[web.Request], web.Response]] = field(default_factory=dict)

    def url(self, path: str) -> str:
        return f"{self.base}{path}"


class FixedResolver(AbstractResolver):
    """Answers every name with one address, and keeps the names."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.asked: list[str] = []

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        self.asked.append(host)
        answer: ResolveResult = {
            "hostname": host,
            "host": self.address,
            "port": port,
            "family": socket.AF_INET6 if ":" in self.address else socket.AF_INET,
            "proto": 0,
            "flags": socket.AI_NUMERICHOST,
        }
        return [answer]

    async def close(self) -> None:
        pass


def _bomb(megabytes: int) -> bytes:
    packer = zlib.compressobj(1, wbits=31)
    return b"".join(packer.compress(MEGABYTE) for _ in range(megabytes)) + packer.flush()


def _brotli_bomb(megabytes: int) -> bytes:
    packer = brotli.Compressor(quality=1)
    return bytes(b"".join(packer.process(MEGABYTE) for _ in range(megabytes)) + packer.finish())


def _app(site: Site) -> web.Application:
    app = web.Application()

    async def text(request: web.Request) -> web.Response:
        return web.Response(body="Café in Tavrin".encode("cp1252"), content_type="text/plain", charset="windows-1252")

    async def status(request: web.Request) -> web.Response:
        return web.Response(status=int(request.match_info["status"]))

    async def packed(request: web.Request) -> web.Response:
        how = request.match_info["how"]
        packers = {
            "gzip": gzip.compress,
            "deflate": zlib.compress,
            "raw": lambda data: zlib.compress(data, wbits=-15),
            "br": brotli.compress,
        }
        encoding = {"raw": "deflate"}.get(how, how)
        return web.Response(
            body=packers[how](b"packed text"), content_type="text/html", headers={"Content-Encoding": encoding}
        )

    async def broken(request: web.Request) -> web.Response:
        return web.Response(body=b"not packed", headers={"Content-Encoding": request.match_info["how"]})

    async def bomb(request: web.Request) -> web.Response:
        return web.Response(body=_bomb(200), content_type="text/html", headers={"Content-Encoding": "gzip"})

    async def brotli_bomb(request: web.Request) -> web.Response:
        return web.Response(
            body=_brotli_bomb(200),
            content_type="text/html",
            headers={"Content-Encoding": "br"},
        )

    async def huge(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(200):
            await response.write(MEGABYTE)
            site.megabytes_sent += 1
        return response

    async def silence(request: web.Request) -> web.Response:
        await site.released.wait()
        return web.Response()

    async def stall(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(b"<p>The beginning")
        await site.released.wait()
        return response

    async def hop(request: web.Request) -> web.Response:
        left = int(request.match_info["left"])
        return web.Response(status=302, headers={"Location": f"/hop/{left - 1}" if left else "/text"})

    async def to(request: web.Request) -> web.Response:
        return web.Response(status=301, headers={"Location": request.query["url"]})

    async def cookie(request: web.Request) -> web.Response:
        site.requests.append(request)
        if "seen" in request.cookies:
            return web.Response(text="seen before")
        response = web.Response(status=302, headers={"Location": "/cookie"})
        response.set_cookie("seen", "yes")
        return response

    async def headers(request: web.Request) -> web.Response:
        site.requests.append(request)
        return web.Response(text="ok", headers={"X-Long": "x" * 20_000})

    async def other(request: web.Request) -> web.Response:
        site.requests.append(request)
        answer = site.answers.get(request.path)
        return answer(request) if answer else web.Response(status=404)

    app.router.add_get("/text", text)
    app.router.add_get("/status/{status}", status)
    app.router.add_get("/packed/{how}", packed)
    app.router.add_get("/broken/{how}", broken)
    app.router.add_get("/bomb", bomb)
    app.router.add_get("/brotli-bomb", brotli_bomb)
    app.router.add_get("/huge", huge)
    app.router.add_get("/silence", silence)
    app.router.add_get("/stall", stall)
    app.router.add_get("/hop/{left}", hop)
    app.router.add_get("/to", to)
    app.router.add_get("/cookie", cookie)
    app.router.add_get("/headers", headers)
    app.router.add_get("/{path:.*}", other)
    return app


@asynccontextmanager
async def opened(tls: ssl.SSLContext | None = None) -> AsyncIterator[Site]:
    """A site, for as long as the context lasts."""
    site = Site()
    runner = await serve(site, tls)
    yield site
    site.released.set()
    await runner.cleanup()


async def serve(site: Site, tls: ssl.SSLContext | None = None) -> web.AppRunner:
    runner = web.AppRunner(_app(site), handler_cancellation=True)
    await runner.setup()
    listener = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=tls)
    await listener.start()
    site.port = runner.addresses[0][1]
    site.base = f"{'https' if tls else 'http'}://127.0.0.1:{site.port}"
    return runner
