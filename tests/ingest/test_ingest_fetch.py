"""What a fetch gives, and the one sentence it gives instead."""

import tracemalloc
from collections.abc import AsyncIterator

import pytest

from bot.ingest.fetch import Fetcher, Limits
from bot.model.errors import (
    BadCertificate,
    LinkRefused,
    NotALink,
    PageForbidden,
    PageMissing,
    SiteFailed,
    SiteTooSlow,
    SiteUnreachable,
    TooLarge,
    TooManyRedirects,
    UserError,
)
from tests.ingest.sites import FixedResolver, Site

LOOPBACK = frozenset({"127.0.0.1"})


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    async with Fetcher(LOOPBACK) as running:
        yield running


async def test_page_carries_bytes_type_and_charset(fetcher: Fetcher, site: Site) -> None:
    page = await fetcher.fetch(site.url("/text"))
    assert page.body.decode("cp1252") == "Café in Tavrin"
    assert (page.content_type, page.charset) == ("text/plain", "windows-1252")
    assert page.url == page.final_url == site.url("/text")
    assert page.host == "127.0.0.1"


async def test_redirects_are_followed_and_kept(fetcher: Fetcher, site: Site) -> None:
    page = await fetcher.fetch(site.url("/hop/1"))
    assert page.hops == (site.url("/hop/1"), site.url("/hop/0"), site.url("/text"))
    assert page.url == site.url("/hop/1")
    assert page.final_url == site.url("/text")


@pytest.mark.parametrize("how", ["gzip", "deflate", "raw", "br"])
async def test_compressed_bodies_are_unpacked(fetcher: Fetcher, site: Site, how: str) -> None:
    assert (await fetcher.fetch(site.url(f"/packed/{how}"))).body == b"packed text"


@pytest.mark.parametrize(
    ("path", "error"),
    [
        ("/status/404", PageMissing),
        ("/status/410", PageMissing),
        ("/status/401", PageForbidden),
        ("/status/403", PageForbidden),
        ("/status/451", PageForbidden),
        ("/status/400", PageForbidden),
        ("/status/429", SiteFailed),
        ("/status/500", SiteFailed),
        ("/status/503", SiteFailed),
        ("/status/302", PageForbidden),
        ("/broken/gzip", SiteFailed),
        ("/broken/br", SiteFailed),
        ("/broken/zstd", SiteFailed),
        ("/hop/20", TooManyRedirects),
    ],
)
async def test_what_a_site_refuses_becomes_a_sentence(
    fetcher: Fetcher, site: Site, path: str, error: type[UserError]
) -> None:
    with pytest.raises(error) as caught:
        await fetcher.fetch(site.url(path))
    assert caught.value.fields["host"] == "127.0.0.1"
    assert "127.0.0.1" in caught.value.sentence


@pytest.mark.parametrize("path", ["/silence", "/stall"])
async def test_silence_ends(site: Site, path: str) -> None:
    async with Fetcher(LOOPBACK, Limits(seconds=0.3)) as fetcher:
        with pytest.raises(SiteTooSlow) as caught:
            await fetcher.fetch(site.url(path))
    assert "within 0.3 seconds" in caught.value.sentence


async def test_a_huge_page_is_cut_while_it_comes(fetcher: Fetcher, site: Site) -> None:
    with pytest.raises(TooLarge, match="10 MB"):
        await fetcher.fetch(site.url("/huge"))
    assert site.megabytes_sent < 60


@pytest.mark.parametrize("path", ["/bomb", "/brotli-bomb"])
async def test_a_bomb_does_not_fill_the_memory(fetcher: Fetcher, site: Site, path: str) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(TooLarge):
            await fetcher.fetch(site.url(path))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 60_000_000


async def test_an_untrusted_certificate_is_refused(fetcher: Fetcher, untrusted_site: Site) -> None:
    with pytest.raises(BadCertificate):
        await fetcher.fetch(untrusted_site.url("/text"))


async def test_nobody_listening_is_unreachable(fetcher: Fetcher, closed_port: int) -> None:
    with pytest.raises(SiteUnreachable):
        await fetcher.fetch(f"http://127.0.0.1:{closed_port}/")


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.2/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://[::1]/",
        "http://2130706434/",
        "http://user:secret@127.0.0.1/",
    ],
)
async def test_a_redirect_inside_a_network_is_refused(fetcher: Fetcher, site: Site, target: str) -> None:
    with pytest.raises(LinkRefused):
        await fetcher.fetch(site.url(f"/to?url={target}"))


@pytest.mark.parametrize("target", ["file:///etc/passwd", "gopher://127.0.0.1/", "javascript:alert(1)"])
async def test_a_redirect_out_of_the_web_is_refused(fetcher: Fetcher, site: Site, target: str) -> None:
    with pytest.raises(NotALink):
        await fetcher.fetch(site.url(f"/to?url={target}"))


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fe80::1", "::ffff:127.0.0.1"])
async def test_a_name_for_a_private_address_is_refused(address: str) -> None:
    resolver = FixedResolver(address)
    async with Fetcher(resolver=lambda: resolver) as fetcher:
        with pytest.raises(LinkRefused, match=r"news\.example"):
            await fetcher.fetch("http://news.example/story")
    assert resolver.asked == ["news.example"]


async def test_an_allowed_name_may_be_private(site: Site) -> None:
    resolver = FixedResolver("127.0.0.1")
    async with Fetcher(frozenset({"news.example"}), resolver=lambda: resolver) as fetcher:
        page = await fetcher.fetch(f"http://NEWS.example:{site.port}/text")
    assert page.host == "news.example"


async def test_an_allowed_name_does_not_allow_others(site: Site) -> None:
    resolver = FixedResolver("127.0.0.1")
    async with Fetcher(frozenset({"news.example"}), resolver=lambda: resolver) as fetcher:
        with pytest.raises(LinkRefused, match=r"other\.example"):
            await fetcher.fetch(f"http://news.example:{site.port}/to?url=http://other.example/")


async def test_an_allowed_host_is_connected_to_at_any_port_but_others_are_not(site: Site) -> None:
    async with Fetcher() as fetcher:
        with pytest.raises(LinkRefused):
            await fetcher.fetch(site.url("/text"))
        with pytest.raises(LinkRefused):
            await fetcher.fetch("http://news.example:22/")


async def test_cookies_last_for_one_chain_of_redirects(site: Site) -> None:
    resolver = FixedResolver("127.0.0.1")
    async with Fetcher(frozenset({"news.example"}), resolver=lambda: resolver) as fetcher:
        for _ in range(2):
            assert (await fetcher.fetch(f"http://news.example:{site.port}/cookie")).body == b"seen before"
    assert ["seen" in request.cookies for request in site.requests] == [False, True, False, True]


async def test_the_bot_says_who_it_is(fetcher: Fetcher, site: Site) -> None:
    await fetcher.fetch(site.url("/headers"))
    assert site.requests[0].headers["User-Agent"].startswith("briefing-bot/")


@pytest.mark.parametrize(
    "link", ["", "news", "ftp://news.example/a", "http://", "https://exa mple.org/", "http://[::1"]
)
async def test_what_is_no_link_is_said(fetcher: Fetcher, link: str) -> None:
    with pytest.raises(NotALink):
        await fetcher.fetch(link)
