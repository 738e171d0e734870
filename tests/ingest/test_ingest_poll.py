"""What a poll of a feed tells, against a server that answers as it is told to."""

from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import pytest
from aiohttp import web

from bot.ingest.fetch import Fetcher, Limits, Polled
from bot.model.errors import (
    LinkRefused,
    PageForbidden,
    PageGone,
    PageMissing,
    SiteBusy,
    SiteFailed,
    SiteTooSlow,
    TooLarge,
    UserError,
)
from tests.ingest.sites import Site

FEED = b"<rss><channel><title>Tavrin Harbour News</title></channel></rss>"
ETAG = '"tide-7"'
MODIFIED = "Mon, 04 May 2026 08:00:00 GMT"
DATE = "Mon, 04 May 2026 08:00:00 GMT"


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    async with Fetcher(frozenset({"127.0.0.1"})) as running:
        yield running


def answer(
    status: int = 200, headers: dict[str, str] | None = None, body: bytes = FEED
) -> Callable[[web.Request], web.Response]:
    return lambda request: web.Response(status=status, body=body, headers=headers)


def conditional(request: web.Request) -> web.Response:
    """Answers as a careful server does."""
    if request.headers.get("If-None-Match") == ETAG or request.headers.get("If-Modified-Since") == MODIFIED:
        return web.Response(status=304, headers={"Cache-Control": "max-age=60"})
    return web.Response(body=FEED, headers={"ETag": ETAG, "Last-Modified": MODIFIED})


async def poll_again(fetcher: Fetcher, link: str, last: Polled) -> Polled:
    return await fetcher.poll(link, last.etag, last.modified, last.checksum)


async def test_a_first_poll_brings_the_page_and_what_to_send_the_next_time(fetcher: Fetcher, site: Site) -> None:
    site.answers["/feed"] = conditional
    polled = await fetcher.poll(site.url("/feed"))
    assert polled.page is not None
    assert polled.page.body == FEED
    assert (polled.etag, polled.modified) == (ETAG, MODIFIED)
    assert polled.moved_to is None


async def test_an_unchanged_feed_is_not_sent_again_and_keeps_what_is_known(fetcher: Fetcher, site: Site) -> None:
    site.answers["/feed"] = conditional
    first = await fetcher.poll(site.url("/feed"))
    second = await poll_again(fetcher, site.url("/feed"), first)
    third = await poll_again(fetcher, site.url("/feed"), second)
    assert third == second == Polled(ETAG, MODIFIED, first.checksum, timedelta(seconds=60))
    assert site.requests[2].headers["If-None-Match"] == ETAG
    assert site.requests[2].headers["If-Modified-Since"] == MODIFIED


async def test_a_first_poll_asks_no_condition_and_says_that_it_wants_a_feed(fetcher: Fetcher, site: Site) -> None:
    site.answers["/feed"] = answer()
    await fetcher.poll(site.url("/feed"))
    headers = site.requests[0].headers
    assert "If-None-Match" not in headers
    assert "If-Modified-Since" not in headers
    assert headers["Accept"].startswith("application/atom+xml,application/rss+xml")
    assert headers["User-Agent"].startswith("briefing-bot/")


async def test_the_same_bytes_are_no_news_though_the_server_says_nothing_of_it(fetcher: Fetcher, site: Site) -> None:
    site.answers["/feed"] = answer()
    first = await fetcher.poll(site.url("/feed"))
    assert first.page is not None
    assert (await poll_again(fetcher, site.url("/feed"), first)).page is None
    site.answers["/feed"] = answer(body=FEED + b"\n")
    assert (await poll_again(fetcher, site.url("/feed"), first)).page is not None


async def test_validators_that_a_server_no_longer_gives_are_forgotten(fetcher: Fetcher, site: Site) -> None:
    site.answers["/feed"] = answer()
    polled = await fetcher.poll(site.url("/feed"), '"old"', MODIFIED, "other")
    assert (polled.etag, polled.modified) == ("", "")


async def test_a_validator_that_could_not_be_sent_back_is_not_kept(fetcher: Fetcher, site: Site) -> None:
    site.answers["/feed"] = answer(headers={"ETag": '"café"', "Last-Modified": "x" * 2_000})
    polled = await fetcher.poll(site.url("/feed"))
    assert (polled.etag, polled.modified) == ("", "")


async def test_not_modified_without_a_condition_is_an_error_of_the_site(fetcher: Fetcher, site: Site) -> None:
    site.answers["/feed"] = answer(status=304)
    with pytest.raises(SiteFailed, match="304"):
        await fetcher.poll(site.url("/feed"))


@pytest.mark.parametrize(
    ("statuses", "moves"),
    [((301,), True), ((308,), True), ((301, 308), True), ((302,), False), ((301, 302), False), ((307, 301), False)],
)
async def test_only_permanent_redirects_move_a_feed(
    fetcher: Fetcher, site: Site, statuses: tuple[int, ...], moves: bool
) -> None:
    for index, status in enumerate(statuses):
        site.answers[f"/{index}"] = answer(status, {"Location": f"/{index + 1}"})
    site.answers[f"/{len(statuses)}"] = conditional
    polled = await fetcher.poll(site.url("/0"))
    assert polled.moved_to == (site.url(f"/{len(statuses)}") if moves else None)
    again = await poll_again(fetcher, site.url("/0"), polled)
    assert (again.page, again.moved_to) == (None, polled.moved_to)


@pytest.mark.parametrize(
    ("status", "error"),
    [(410, PageGone), (404, PageMissing), (401, PageForbidden), (403, PageForbidden), (500, SiteFailed)],
)
async def test_a_refusal_is_told_by_its_kind(fetcher: Fetcher, site: Site, status: int, error: type[UserError]) -> None:
    site.answers["/feed"] = answer(status)
    with pytest.raises(error) as caught:
        await fetcher.poll(site.url("/feed"))
    assert type(caught.value) is error
    assert caught.value.fields["status"] == status
    assert caught.value.problem.endswith(f"({status})")


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("asked", "wait"),
    [
        ({"Retry-After": "120"}, timedelta(minutes=2)),
        ({"Retry-After": "Mon, 04 May 2026 08:30:00 GMT", "Date": DATE}, timedelta(minutes=30)),
        ({"Retry-After": "Mon, 04 May 2026 07:00:00 GMT", "Date": DATE}, timedelta(0)),
        ({"Retry-After": "9" * 5_000}, timedelta(days=7)),
        ({"Retry-After": "soon"}, None),
        ({}, None),
    ],
)
async def test_a_busy_site_says_for_how_long(
    fetcher: Fetcher, site: Site, status: int, asked: dict[str, str], wait: timedelta | None
) -> None:
    site.answers["/feed"] = answer(status, asked)
    with pytest.raises(SiteBusy) as caught:
        await fetcher.poll(site.url("/feed"))
    assert caught.value.retry_after == wait
    assert caught.value.problem == f"127.0.0.1 is too busy to answer ({status})"


async def test_a_feed_is_held_to_the_limits_of_a_page(site: Site) -> None:
    async with Fetcher(frozenset({"127.0.0.1"}), Limits(body_bytes=1_000)) as fetcher:
        with pytest.raises(TooLarge):
            await fetcher.poll(site.url("/bomb"))
        with pytest.raises(LinkRefused):
            await fetcher.poll(site.url("/to?url=http://10.0.0.1/"))
        polled = await fetcher.poll(site.url("/packed/br"))
    assert polled.page is not None
    assert polled.page.body == b"packed text"


async def test_a_feed_that_does_not_end_is_given_up(site: Site) -> None:
    async with Fetcher(frozenset({"127.0.0.1"}), Limits(seconds=0.3)) as fetcher:
        with pytest.raises(SiteTooSlow):
            await fetcher.poll(site.url("/stall"))
