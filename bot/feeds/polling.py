"""When a feed is asked again.

After an answer with something new, the wait is half the mean time between the ten newest entries, counted to now. After
one without, it is a quarter longer than before. It lies between 5 minutes and 24 hours. What the feed itself asks for
(`ttl` and the like) bounds it from below and stays in it; what its server asks for (Cache-Control, Retry-After) bounds
only the next wait. Neither is waited for longer than 24 hours. Up to a tenth is added by chance, so that feeds
that were added together are not asked together.

After a failure the wait is 10 minutes, and twice as long after each more in a row; where the server answered that it
will not give the feed (missing, forbidden, not ours to read), it begins at an hour, as that seldom mends itself. A feed
that has failed for 7 days is paused with the reason, but after no fewer than 5 failures: a computer that slept for a
week proves nothing by the first one. A feed that is gone (410) is paused at once. Any success forgets all failures.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from bot.model.errors import LinkRefused, NotALink, PageForbidden, PageGone, PageMissing, SiteBusy, UserError
from bot.model.feed import Feed, ServerAdvice

SHORTEST = timedelta(minutes=5)
LONGEST = timedelta(hours=24)
FIRST_INTERVAL = timedelta(hours=1)
"""The interval of a feed that was never asked."""

NEWEST = 10
GROWTH = 1.25
JITTER = 0.1

FIRST_RETRY = timedelta(minutes=10)
FIRST_RETRY_REFUSED = timedelta(hours=1)
GIVE_UP_AFTER = timedelta(days=7)
FEWEST_FAILURES = 5

_REFUSALS = (PageMissing, PageForbidden, LinkRefused, NotALink)


def after_success(
    feed: Feed,
    advice: ServerAdvice,
    *,
    changed: bool,
    published: Iterable[datetime],
    every: timedelta | None,
    now: datetime,
    rng: Random,
) -> Feed:
    """The feed after it was read. `changed` says that it had new or updated entries.

    `published` are the times of the entries that it lists, in any order, and `every` is how often it asks to be read
    at most; they are empty and None where it was not read again because it was the same.
    """
    interval = _half_gap(published, now, feed.interval) if changed else feed.interval * GROWTH
    interval = min(max(interval, every or SHORTEST, SHORTEST), LONGEST)
    return replace(
        feed,
        url=advice.moved_to or feed.url,
        next_poll_at=now + _wait(interval, advice.fresh_for, rng),
        interval=interval,
        etag=advice.etag,
        modified=advice.modified,
        checksum=advice.checksum,
        failures=0,
        failing_since=None,
        problem="",
        paused=False,
    )


def after_failure(feed: Feed, error: UserError, now: datetime, rng: Random) -> Feed:
    """The feed after it could not be fetched or read."""
    failures = feed.failures + 1
    since = feed.failing_since or now
    first = FIRST_RETRY_REFUSED if isinstance(error, _REFUSALS) else FIRST_RETRY
    back_off = min(first * 2 ** min(failures - 1, 20), LONGEST)
    asked = error.retry_after if isinstance(error, SiteBusy) else None
    hopeless = now - since >= GIVE_UP_AFTER and failures >= FEWEST_FAILURES
    return replace(
        feed,
        next_poll_at=now + _wait(back_off, asked, rng),
        failures=failures,
        failing_since=since,
        problem=error.problem,
        paused=hopeless or isinstance(error, PageGone),
    )


def resumed(feed: Feed, now: datetime) -> Feed:
    """The feed when somebody wants it to be tried again: due at once, with its failures forgotten."""
    return replace(feed, next_poll_at=now, failures=0, failing_since=None, problem="", paused=False)


def _half_gap(published: Iterable[datetime], now: datetime, gap: timedelta) -> timedelta:
    """Half the mean time between the newest entries, or half of `gap` where there are none."""
    newest = sorted((min(time, now) for time in published), reverse=True)[:NEWEST]
    return ((now - newest[-1]) / len(newest) if newest else gap) / 2


def _wait(interval: timedelta, asked: timedelta | None, rng: Random) -> timedelta:
    least = max(interval, min(asked or SHORTEST, LONGEST))
    return min(least * (1 + JITTER * rng.random()), LONGEST)
