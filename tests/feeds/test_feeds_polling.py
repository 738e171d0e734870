"""When a feed is asked again."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds import polling
from bot.feeds.polling import FIRST_INTERVAL, JITTER, LONGEST, SHORTEST, after_failure, after_success
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
    UserError,
)
from bot.model.feed import Feed, ServerAdvice

NOW = datetime(2026, 5, 4, 8, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
FEED = Feed(1, "https://news.example/feed", "Tavrin Harbour News", None, NOW, FIRST_INTERVAL)
HOST = "news.example"

FAILED = SiteFailed(host=HOST, status=500)
PASSING = (FAILED, SiteUnreachable(host=HOST), SiteTooSlow(host=HOST, seconds="30"), BadCertificate(host=HOST))
REFUSED = (PageMissing(host=HOST, status=404), PageForbidden(host=HOST, status=403), LinkRefused(host=HOST))

spans = st.timedeltas(timedelta(0), timedelta(days=30))
asked_for = st.none() | spans
rngs = st.randoms(use_true_random=False)
errors = st.sampled_from((*PASSING, *REFUSED)) | st.builds(
    lambda wait: SiteBusy(host=HOST, status=429, retry_after=wait), asked_for
)
feeds = st.builds(
    lambda interval, failures, failing: replace(
        FEED, interval=interval, failures=failures, failing_since=NOW - failing if failures else None
    ),
    st.timedeltas(SHORTEST, LONGEST),
    st.integers(0, 500),
    st.timedeltas(timedelta(0), timedelta(days=6)),
)


def succeed(
    feed: Feed,
    *,
    changed: bool = False,
    published: Sequence[datetime] = (),
    every: timedelta | None = None,
    fresh_for: timedelta | None = None,
    now: datetime = NOW,
    rng: Random | None = None,
) -> Feed:
    advice = ServerAdvice(fresh_for=fresh_for)
    return after_success(feed, advice, changed=changed, published=published, every=every, now=now, rng=rng or Random(7))


def ago(*spans: timedelta) -> list[datetime]:
    return [NOW - span for span in spans]


@given(
    feeds,
    st.booleans(),
    st.lists(st.timedeltas(timedelta(days=-400), timedelta(days=4_000)), max_size=15),
    asked_for,
    asked_for,
    rngs,
)
def test_a_wait_keeps_its_bounds_and_is_never_shorter_than_asked(
    feed: Feed,
    changed: bool,
    ages: list[timedelta],
    every: timedelta | None,
    fresh_for: timedelta | None,
    rng: Random,
) -> None:
    after = succeed(feed, changed=changed, published=ago(*ages), every=every, fresh_for=fresh_for, rng=rng)
    wait = after.next_poll_at - NOW
    least = max(after.interval, min(fresh_for or SHORTEST, LONGEST))
    assert SHORTEST <= after.interval <= LONGEST
    assert after.interval >= min(every or SHORTEST, LONGEST)
    assert least <= wait <= min(least * (1 + JITTER) + timedelta(microseconds=1), LONGEST)


@given(feeds, errors, rngs)
def test_a_failure_waits_within_the_bounds_and_as_long_as_asked(feed: Feed, error: UserError, rng: Random) -> None:
    after = after_failure(feed, error, NOW, rng)
    asked = error.retry_after if isinstance(error, SiteBusy) else None
    assert max(SHORTEST, min(asked or SHORTEST, LONGEST)) <= after.next_poll_at - NOW <= LONGEST
    assert after.interval == feed.interval
    assert not after.paused


@given(feeds, st.booleans(), rngs)
def test_a_success_forgets_all_failures(feed: Feed, paused: bool, rng: Random) -> None:
    failing = replace(after_failure(feed, FAILED, NOW, rng), paused=paused)
    fine = succeed(failing, rng=rng)
    assert (fine.failures, fine.failing_since, fine.problem, fine.paused) == (0, None, "", False)
    assert after_failure(fine, FAILED, NOW, rng).next_poll_at - NOW <= 11 * MINUTE


@given(st.sampled_from((*PASSING, *REFUSED)), rngs)
def test_waits_grow_from_failure_to_failure_up_to_a_day(error: UserError, rng: Random) -> None:
    feed, waits = FEED, []
    for _ in range(30):
        feed = after_failure(feed, error, NOW, rng)
        waits.append(feed.next_poll_at - NOW)
    assert waits == sorted(waits)
    assert len(set(waits[:5])) == 5
    assert waits[-1] == LONGEST
    least = HOUR if error in REFUSED else 10 * MINUTE
    assert least <= waits[0] <= least * 1.1


@pytest.mark.parametrize(
    ("failing_for", "failures", "paused"),
    [
        (7 * DAY - timedelta(microseconds=1), 100, False),
        (7 * DAY, 4, True),
        (7 * DAY, 100, True),
        (30 * DAY, 3, False),  # the computer slept; its network may not be awake yet
    ],
)
def test_a_feed_is_paused_when_it_failed_for_a_week(failing_for: timedelta, failures: int, paused: bool) -> None:
    feed = replace(FEED, failures=failures, failing_since=NOW - failing_for)
    after = after_failure(feed, FAILED, NOW, Random(7))
    assert after.paused is paused
    assert after.failing_since == NOW - failing_for
    assert after.problem == "news.example had an error of its own (500)"


def test_a_feed_that_is_gone_is_paused_at_once() -> None:
    after = after_failure(FEED, PageGone(host=HOST, status=410), NOW, Random(7))
    assert after.paused
    assert after.problem == "news.example says that this page is gone for good (410)"


def test_a_resumed_feed_is_due_and_has_a_week_again() -> None:
    gone = after_failure(FEED, PageGone(host=HOST, status=410), NOW, Random(7))
    later = NOW + 30 * DAY
    again = polling.resumed(gone, later)
    assert again == replace(FEED, next_poll_at=later)


def test_an_answer_leaves_what_the_server_said() -> None:
    advice = ServerAdvice('"tide"', "yesterday", "abc", HOUR, "https://new.example/feed")
    after = after_success(FEED, advice, changed=False, published=(), every=None, now=NOW, rng=Random(7))
    assert (after.url, after.etag, after.modified, after.checksum) == (advice.moved_to, '"tide"', "yesterday", "abc")
    assert succeed(after).url == "https://new.example/feed"
    assert succeed(after).etag == ""


@pytest.mark.parametrize(
    ("ages", "interval"),
    [
        ([HOUR * n for n in range(1, 11)], 30 * MINUTE),  # ten in ten hours
        ([HOUR * n for n in range(1, 31)], 30 * MINUTE),  # of which the oldest twenty tell nothing
        ([6 * HOUR], 3 * HOUR),
        ([DAY, 2 * DAY, 3 * DAY], 12 * HOUR),
        ([10 * DAY], LONGEST),
        ([MINUTE] * 10, SHORTEST),
        ([-DAY, 6 * HOUR], 90 * MINUTE),  # a date in the future is now
        ([], FIRST_INTERVAL / 2),
    ],
)
def test_the_more_comes_the_sooner_a_feed_is_asked(ages: list[timedelta], interval: timedelta) -> None:
    assert succeed(FEED, changed=True, published=ago(*ages)).interval == interval


def test_the_longer_nothing_comes_the_later_a_feed_is_asked() -> None:
    feed = FEED
    for expected in (75, 93.75, 117.1875):
        feed = succeed(feed)
        assert feed.interval == MINUTE * expected


def test_what_the_feed_itself_asks_for_outlasts_answers_without_a_body() -> None:
    feed = succeed(FEED, changed=True, published=ago(*[MINUTE] * 10), every=2 * HOUR)
    for _ in range(5):
        feed = succeed(feed)
        assert feed.interval >= 2 * HOUR


# A month of polling, 30 days from the first poll.


@dataclass(frozen=True)
class Month:
    polls: int
    feed: Feed
    longest_unseen: timedelta


def month(times: Sequence[datetime], seed: int, error: UserError | None = None) -> Month:
    """Poll for 30 days a feed whose entries are published at those times, in order, and that lists the last 20."""
    feed, now, known, polls, unseen = FEED, NOW, 0, 0, timedelta(0)
    rng = Random(seed)
    while now < NOW + 30 * DAY and not feed.paused:
        polls += 1
        if error is not None:
            feed = after_failure(feed, error, now, rng)
        else:
            there = bisect_right(times, now)
            if polls > 1 and there > known:
                unseen = max(unseen, now - times[known])
            feed = succeed(feed, changed=there > known, published=times[max(0, there - 20) : there], now=now, rng=rng)
            known = there
        now = feed.next_poll_at
    return Month(polls, feed, unseen)


def regularly(gap: timedelta) -> list[datetime]:
    return [NOW + gap * number for number in range(-30, 31 * DAY // gap)]


@pytest.mark.parametrize("seed", range(3))
def test_a_busy_feed_is_polled_about_every_five_minutes(seed: int) -> None:
    """An entry every 10 minutes. The ten newest span 90 to 100 minutes, so half their gap is at most 5, the shortest.

    A wait after news is 5 to 5.5 minutes, and 6.25 to 6.875 after one answer without; two in a row without are
    impossible, since 5 + 6.25 > 10. So between 43,200 / 6.875 and 43,200 / 5 polls, and none waits 10 + 6.875.
    """
    busy = month(regularly(10 * MINUTE), seed)
    assert 6_283 <= busy.polls <= 8_640
    assert busy.longest_unseen <= 7 * MINUTE


@pytest.mark.parametrize("seed", range(3))
def test_a_slow_feed_is_polled_once_a_day(seed: int) -> None:
    """An entry every 3 days, 5 hours after a poll: half the gap is more than a day, so each wait is a day."""
    slow = month([time + 5 * HOUR for time in regularly(3 * DAY)], seed)
    assert slow.polls == 30
    assert slow.longest_unseen == 19 * HOUR


@pytest.mark.parametrize("seed", range(3))
def test_a_morning_paper_is_found_in_time(seed: int) -> None:
    """Thirty entries at one moment each day. The first wait is 5 minutes or a twentieth of how late they were found.

    Then each is a quarter more than the one before, so that it is a quarter of the time that has passed, and the first.
    Found L minutes late, n waits from w = max(5, L / 20) take 4 * w * (1.25^n - 1) minutes: a day has at most 21
    polls (w = 5 without jitter), and at least 13 (w = 21, with all jitter). The last wait is at most 360 minutes and w,
    and a tenth: about 7 hours.
    """
    paper = month([NOW + DAY * day for day in range(-1, 31) for _ in range(30)], seed)
    assert 30 * 13 <= paper.polls <= 30 * 21
    assert paper.longest_unseen <= 7 * HOUR


@pytest.mark.parametrize("seed", range(3))
def test_a_dead_feed_is_given_up_after_fifteen_polls(seed: int) -> None:
    """Polls at 0, 10, 30, 70, 150, 310, 630, 1,270 and 2,550 minutes and then daily: the fifteenth, at 11,190, is the
    first after 10,080 minutes; with all jitter the fourteenth is at 10,005, still before.
    """
    dead = month(regularly(DAY), seed, SiteUnreachable(host=HOST))
    assert dead.polls == 15
    assert dead.feed.paused


@pytest.mark.parametrize("seed", range(3))
def test_a_feed_that_went_missing_is_given_up_after_twelve_polls(seed: int) -> None:
    """Polls at 0, 1, 3, 7, 15 and 31 hours and then daily: the twelfth, at 175, is the first after 168 hours; with all
    jitter the eleventh is at 154.
    """
    missing = month(regularly(DAY), seed, PageMissing(host=HOST, status=404))
    assert missing.polls == 12
