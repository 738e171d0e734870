"""Years of schedules through the real tasks, against an oracle that looks at the clock on the wall every minute."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.model.place import Channel
from bot.store import Store
from bot.work.memory import MemoryMessenger
from tests.digest.oracle import Matches, is_last_of_its_weekdays, runs
from tests.work.newsroom import Newsroom, TurnedClock, url


def on(days: Callable[[datetime], bool], *clocks: tuple[int, int]) -> Matches:
    return lambda shown: (shown.hour, shown.minute) in clocks and days(shown)


def sunday(shown: datetime) -> bool:
    return shown.isoweekday() == 7


A_YEAR = timedelta(days=366)
LONDON = {
    "Sundays 01:30": on(sunday, (1, 30)),  # the clocks of most countries are put forward and back on Sundays
    "last Sunday of the month 1:15": on(lambda shown: sunday(shown) and is_last_of_its_weekdays(shown), (1, 15)),
    "first Monday of the month 9:00": on(lambda shown: shown.isoweekday() == 1 and shown.day < 8, (9, 0)),
    "on the 1st and 15th at noon": on(lambda shown: shown.day in {1, 15}, (12, 0)),
    "on the 31st at 23:45": on(lambda shown: shown.day == 31, (23, 45)),
    "@monthly": on(lambda shown: shown.day == 1, (0, 0)),
    "30 1 29 2 *": on(lambda shown: (shown.month, shown.day) == (2, 29), (1, 30)),
    "15 9 13 5,10 5": on(
        lambda shown: shown.month in {5, 10} and (shown.day == 13 or shown.isoweekday() == 5), (9, 15)
    ),
    "0 12 */10 JUN-AUG *": on(lambda shown: shown.day in {1, 11, 21, 31} and 6 <= shown.month <= 8, (12, 0)),
}
NEW_YORK = {
    "first and second Sunday of the month every 8 hours": on(
        lambda shown: sunday(shown) and shown.day < 15, (0, 0), (8, 0), (16, 0)
    ),
    "2nd Sunday 2:30": on(lambda shown: sunday(shown) and 7 < shown.day < 15, (2, 30)),
}
LORD_HOWE = {
    "first Sunday of the month 02:15": on(lambda shown: sunday(shown) and shown.day < 8, (2, 15)),
    "1,31 2 1-7 4,10 *": on(lambda shown: shown.day < 8 and shown.month in {4, 10}, (2, 1), (2, 31)),
}
CASABLANCA = {  # whose summer time pauses for Ramadan
    "Sundays 02:30": on(sunday, (2, 30)),
    "0 3 15-22 2,3 *": on(lambda shown: 14 < shown.day < 23 and shown.month in {2, 3}, (3, 0)),
}
SAO_PAULO = {  # where midnight was skipped
    "first and third Sunday of the month at midnight": on(
        lambda shown: sunday(shown) and (shown.day < 8 or 14 < shown.day < 22), (0, 0)
    ),
    "0 0,1 4,18 2,11 *": on(lambda shown: shown.day in {4, 18} and shown.month in {2, 11}, (0, 0), (1, 0)),
}
TEHRAN = {"0 0 21,22 3,9 *": on(lambda shown: shown.day in {21, 22} and shown.month in {3, 9}, (0, 0))}
HALF_HOURS = {"every 30 minutes": lambda shown: shown.minute % 30 == 0}
QUARTERS = {"every 15 minutes": lambda shown: shown.minute % 15 == 0}
THIRDS = {"*/20 * * * 0": lambda shown: sunday(shown) and shown.minute % 20 == 0}
HOURS = {"weekdays every hour": lambda shown: shown.minute == 0 and shown.isoweekday() < 6}


@pytest.mark.parametrize(
    ("zone", "rules", "first", "long"),
    [
        ("Europe/London", LONDON, "2028-01-01T00:00", A_YEAR),
        ("Australia/Lord_Howe", LORD_HOWE, "2026-01-01T00:00", A_YEAR),
        ("America/New_York", NEW_YORK, "2026-01-01T00:00", A_YEAR),
        ("Africa/Casablanca", CASABLANCA, "2026-01-01T00:00", A_YEAR),
        ("America/Sao_Paulo", SAO_PAULO, "2018-01-01T00:00", A_YEAR),
        ("Asia/Tehran", TEHRAN, "2021-01-01T00:00", A_YEAR),
        ("Europe/London", HALF_HOURS, "2026-03-28T22:10", timedelta(hours=5)),
        ("Europe/London", HALF_HOURS, "2026-10-24T22:10", timedelta(hours=5)),
        ("Australia/Lord_Howe", QUARTERS, "2026-10-03T14:05", timedelta(hours=3)),
        ("Australia/Lord_Howe", QUARTERS, "2027-04-03T13:05", timedelta(hours=3)),
        ("America/New_York", THIRDS, "2026-11-01T03:50", timedelta(hours=5)),
        ("Pacific/Apia", HOURS, "2011-12-30T05:00", timedelta(days=3)),
    ],
)
async def test_every_due_moment_is_run_once(
    zone: str, rules: dict[str, Matches], first: str, long: timedelta, tmp_path: Path
) -> None:
    start = datetime.fromisoformat(first).replace(tzinfo=UTC)
    clock = TurnedClock(start)
    messenger = MemoryMessenger("memory", clock)
    async with Store(url(tmp_path)) as store:
        await store.upgrade()
        room = Newsroom(store, messenger, clock)
        for rule in rules:
            await room.schedule(f"{rule} {zone}", Channel("memory", "harbour", rule), post_empty=True)
        while (wake := await room.tasks.next_wake()) is not None and wake <= start + long:
            assert wake > clock.now
            clock.now = wake
            await room.tasks.run()
    posted = [[one.at for one in messenger.posted if one.channel.id == rule] for rule in rules]
    assert posted == runs(list(rules.values()), zone, start, start + long)
    assert all(posted)
