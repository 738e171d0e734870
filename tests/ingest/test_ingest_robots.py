"""Whether a site lets the bot read its pages by itself."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from time import perf_counter

import pytest
from aiohttp import web

from bot.ingest.fetch import Fetcher, Limits
from bot.ingest.robots import Robots
from bot.ingest.spacing import Spacing
from bot.model.errors import NotForRobots, SiteBusy, SiteFailed, SiteTooSlow, SiteUnreachable
from tests.ingest.clocks import SleepingClock
from tests.ingest.sites import FixedResolver, Site

NOTHING_ASKED = timedelta(0)


class Desk:
    """Robots over a real fetcher, on a clock that nobody waits for."""

    def __init__(self, fetcher: Fetcher) -> None:
        self.clock = SleepingClock()
        self.robots = Robots(fetcher, Spacing(self.clock, self._pass), self.clock)

    async def _pass(self, seconds: float) -> None:
        self.clock.now += timedelta(seconds=seconds)

    async def allows(self, link: str) -> bool:
        try:
            await self.robots.admit(link)
        except NotForRobots:
            return False
        return True


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    async with Fetcher(frozenset({"127.0.0.1", "localhost"}), Limits(seconds=5)) as fetcher:
        yield Desk(fetcher)


def says(text: str | bytes, status: int = 200) -> Callable[[web.Request], web.Response]:
    body = text.encode() if isinstance(text, str) else text
    return lambda request: web.Response(status=status, body=body, content_type="text/plain")


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("User-agent: *\nDisallow: /private/", "/private/pier", False),
        ("User-agent: *\nDisallow: /private/", "/news/pier", True),
        ("User-agent: *\nDisallow: /\nAllow: /news/", "/news/pier", True),  # the longest rule wins
        ("User-agent: *\nAllow: /news/\nDisallow: /news/*.pdf$", "/news/pier.pdf", False),
        ("User-agent: *\nAllow: /news/\nDisallow: /news/*.pdf$", "/news/pier.pdf?page=2", True),
        ("User-agent: briefing-bot\nDisallow: /\n\nUser-agent: *\nDisallow:", "/news/pier", False),
        ("User-agent: Briefing-Bot/2.0\nDisallow: /", "/news/pier", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: briefing-bot\nDisallow: /ads/", "/news/pier", True),
        ("User-agent: briefing\nDisallow: /", "/news/pier", True),
        ("User-agent: bot\nDisallow: /", "/news/pier", True),
        ("User-agent: loud-bot\nUser-agent: *\nDisallow: /", "/news/pier", False),
        ("User-agent: loud-bot\r\nDisallow: /\r\n", "/news/pier", True),
        ("\ufeffUser-agent: *\nDisallow: /", "/news/pier", False),
        ("user-agent : * # everybody\ndisallow: /", "/news/pier", False),
        ("", "/news/pier", True),
        ("<html><body>Not found</body></html>", "/news/pier", True),
        ("\x00\x01\x02", "/news/pier", True),
    ],
)
async def test_the_rules_are_kept(desk: Desk, site: Site, rules: str, path: str, allowed: bool) -> None:
    site.answers["/robots.txt"] = says(rules)
    assert await desk.allows(site.url(path)) is allowed


async def test_a_refusal_names_the_site(desk: Desk, site: Site) -> None:
    site.answers["/robots.txt"] = says("User-agent: *\nDisallow: /")
    with pytest.raises(NotForRobots, match=r"127\.0\.0\.1 asks programs"):
        await desk.robots.admit(site.url("/news/pier"))


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
async def test_a_site_without_rules_allows_everything(desk: Desk, site: Site, status: int) -> None:
    site.answers["/robots.txt"] = says("User-agent: *\nDisallow: /", status)
    assert await desk.robots.admit(site.url("/news/pier")) == NOTHING_ASKED


@pytest.mark.parametrize(("status", "error"), [(500, SiteFailed), (503, SiteBusy), (429, SiteBusy)])
async def test_a_site_whose_rules_cannot_be_had_allows_nothing_for_a_while(
    desk: Desk, site: Site, status: int, error: type[Exception]
) -> None:
    site.answers["/robots.txt"] = says("", status)
    for _ in range(3):
        with pytest.raises(error):
            await desk.robots.admit(site.url("/news/pier"))
    assert len(site.requests) == 1
    site.answers["/robots.txt"] = says("User-agent: *\nDisallow: /private/")
    desk.clock.now += timedelta(minutes=10)
    assert await desk.allows(site.url("/news/pier"))


async def test_rules_that_were_known_go_on_while_new_ones_cannot_be_had(desk: Desk, site: Site) -> None:
    site.answers["/robots.txt"] = says("User-agent: *\nDisallow: /private/")
    assert await desk.allows(site.url("/news/pier"))
    site.answers["/robots.txt"] = says("", 500)
    for _ in range(2):
        desk.clock.now += timedelta(hours=25)
        assert await desk.allows(site.url("/news/pier"))
        assert not await desk.allows(site.url("/private/pier"))
    assert len(site.requests) == 3


async def test_silence_and_nobody_there_allow_nothing(site: Site, closed_port: int) -> None:
    site.answers["/robots.txt"] = lambda request: web.Response(status=302, headers={"Location": "/silence"})
    async with Fetcher(frozenset({"127.0.0.1"}), Limits(seconds=0.3)) as fetcher:
        desk = Desk(fetcher)
        with pytest.raises(SiteTooSlow):
            await desk.robots.admit(site.url("/news/pier"))
        with pytest.raises(SiteUnreachable):
            await desk.robots.admit(f"http://127.0.0.1:{closed_port}/news/pier")


async def test_rules_are_asked_for_once_a_day(desk: Desk, site: Site) -> None:
    site.answers["/robots.txt"] = says("User-agent: *\nDisallow: /private/")
    links = [site.url(f"/news/{number}") for number in range(20)]
    assert all(await asyncio.gather(*map(desk.allows, links)))
    desk.clock.now += timedelta(hours=23)
    assert await desk.allows(links[0])
    assert len(site.requests) == 1
    desk.clock.now += timedelta(hours=1)
    assert await desk.allows(links[0])
    assert len(site.requests) == 2


async def test_each_host_has_rules_of_its_own(desk: Desk, site: Site) -> None:
    site.answers["/robots.txt"] = lambda request: web.Response(
        text="User-agent: *\nDisallow: /" if request.host.startswith("localhost") else ""
    )
    assert await desk.allows(site.url("/news/pier"))
    assert not await desk.allows(f"http://localhost:{site.port}/news/pier")


@pytest.mark.parametrize(
    ("asked", "delay"),
    [
        ("Crawl-delay: 7", timedelta(seconds=7)),
        ("Crawl-delay: 0.5", timedelta(seconds=0.5)),
        ("Crawl-delay: 86400", timedelta(minutes=10)),
        ("Crawl-delay: 1e300", timedelta(minutes=10)),
        ("Crawl-delay: nan", NOTHING_ASKED),
        ("Crawl-delay: -1", NOTHING_ASKED),
        ("Crawl-delay: slowly", NOTHING_ASKED),
    ],
)
async def test_a_crawl_delay_is_handed_on(desk: Desk, site: Site, asked: str, delay: timedelta) -> None:
    site.answers["/robots.txt"] = says(f"User-agent: *\n{asked}\nDisallow: /private/")
    assert await desk.robots.admit(site.url("/news/pier")) == delay


async def test_asking_for_the_rules_takes_a_turn(desk: Desk, site: Site, closed_port: int) -> None:
    await desk.robots.admit(site.url("/news/pier"))
    await desk.robots.admit(f"http://localhost:{site.port}/news/pier")
    assert desk.clock.passed == 0
    with pytest.raises(SiteUnreachable):
        await desk.robots.admit(f"http://127.0.0.1:{closed_port}/news/pier")
    assert desk.clock.passed == 2


async def test_a_huge_file_is_read_to_its_limit_only(desk: Desk, site: Site) -> None:
    filling = b"# " + b"x" * 97 + b"\n"
    early = b"User-agent: *\nDisallow: /early/\n"
    site.answers["/robots.txt"] = says(early + filling * 6_000 + b"Disallow: /late/\n")
    assert not await desk.allows(site.url("/early/pier"))
    assert await desk.allows(site.url("/late/pier"))


@pytest.mark.parametrize("line", ["User-agent: bot{}", "user agent bot{}", "USER \u00a0AGENT\u00a0bot{}"])
async def test_a_file_made_to_be_slow_is_read_soon(desk: Desk, site: Site, line: str) -> None:
    agents = "\n".join(line.format(number) for number in range(10_000))
    site.answers["/robots.txt"] = says(f"{agents}\nUser-agent: *\n" + "Disallow: /*a*a*b\n" * 10_000)
    began = perf_counter()
    assert await desk.allows(site.url("/" + "a" * 2_000))
    assert perf_counter() - began < 10  # every rule copied for every agent would be 100 million


async def test_the_rules_that_are_kept_are_bounded(site: Site) -> None:
    names = [f"{number}.example" for number in range(8)]
    asked: list[str] = []

    def half_a_megabyte(request: web.Request) -> web.Response:
        asked.append(request.host.partition(":")[0])
        return web.Response(body=b"# filling\n" * 50_000)

    site.answers["/robots.txt"] = half_a_megabyte
    async with Fetcher(frozenset(names), resolver=lambda: FixedResolver("127.0.0.1")) as fetcher:
        desk = Desk(fetcher)
        for name in (*names, names[0], names[-1]):
            assert await desk.allows(f"http://{name}:{site.port}/news")
    assert asked == [*names, names[0]]
