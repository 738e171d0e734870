"""Requests to one host are kept apart."""

import asyncio
from datetime import timedelta

import pytest

from bot.ingest.spacing import Spacing
from bot.model.errors import NotALink
from tests.ingest.clocks import SleepingClock, settle

ONE, OTHER = "https://one.example/", "https://other.example/"


class Visitors:
    """Takes turns, and keeps who began when."""

    def __init__(self, most_hosts: int = 10) -> None:
        self.clock = SleepingClock()
        self.spacing = Spacing(self.clock, self.clock.sleep, most_hosts)
        self.began: list[tuple[str, float]] = []

    def visit(self, name: str, link: str, apart: float = 0) -> asyncio.Task[None]:
        async def go() -> None:
            await self.spacing.turn(link, timedelta(seconds=apart))
            self.began.append((name, self.clock.passed))

        return asyncio.create_task(go())

    async def all_go(self) -> list[tuple[str, float]]:
        await self.clock.pass_till_idle()
        return self.began


async def test_one_host_is_asked_every_two_seconds_first_come_first_served() -> None:
    visitors = Visitors()
    for name in "abcd":
        visitors.visit(name, f"{ONE}{name}")
    assert await visitors.all_go() == [("a", 0), ("b", 2), ("c", 4), ("d", 6)]


async def test_other_hosts_do_not_wait() -> None:
    visitors = Visitors()
    for name, link in (("a", ONE), ("b", ONE), ("c", OTHER), ("d", OTHER)):
        visitors.visit(name, link)
    assert sorted(await visitors.all_go()) == [("a", 0), ("b", 2), ("c", 0), ("d", 2)]


async def test_a_host_is_one_in_any_case_and_at_any_port() -> None:
    visitors = Visitors()
    visitors.visit("a", "https://ONE.example/")
    visitors.visit("b", "http://one.example:8080/")
    assert await visitors.all_go() == [("a", 0), ("b", 2)]


async def test_a_site_may_ask_for_more_but_not_for_less() -> None:
    visitors = Visitors()
    for name, apart in (("a", 30), ("b", 0.1), ("c", 0)):
        visitors.visit(name, ONE, apart)
    assert await visitors.all_go() == [("a", 0), ("b", 30), ("c", 32)]


async def test_a_host_that_asked_to_be_left_alone_is_also_by_those_who_wait_already() -> None:
    visitors = Visitors()
    visitors.visit("a", ONE)
    visitors.visit("b", ONE)
    await settle()
    visitors.spacing.hold(ONE, timedelta(minutes=1))
    visitors.visit("c", OTHER)
    assert await visitors.all_go() == [("a", 0), ("c", 0), ("b", 60)]


async def test_who_stops_waiting_takes_no_turn() -> None:
    visitors = Visitors()
    _, second, third, _ = (visitors.visit(name, ONE) for name in "abcd")
    await settle()
    second.cancel()
    third.cancel()
    assert await visitors.all_go() == [("a", 0), ("d", 2)]
    assert second.cancelled()
    assert third.cancelled()


async def test_a_host_that_was_left_alone_for_long_is_asked_at_once() -> None:
    visitors = Visitors()
    visitors.visit("a", ONE)
    await visitors.all_go()
    visitors.clock.now += timedelta(hours=1)
    visitors.visit("b", ONE)
    assert await visitors.all_go() == [("a", 0), ("b", 3_600)]


async def test_hosts_that_are_free_are_forgotten_and_others_are_not() -> None:
    visitors = Visitors(most_hosts=3)
    visitors.spacing.hold(OTHER, timedelta(minutes=1))
    visitors.visit("first", ONE)
    visitors.visit("second", ONE)
    for number in range(50):
        visitors.clock.now += timedelta(milliseconds=1)
        visitors.visit(str(number), f"https://{number}.example/")
        await settle()
        visitors.spacing.hold(OTHER, timedelta(minutes=1))
    visitors.visit("third", ONE)
    visitors.visit("later", OTHER)
    began = dict(await visitors.all_go())
    assert began["second"] == pytest.approx(2, abs=0.1)
    assert began["third"] == pytest.approx(4, abs=0.1)
    assert began["later"] == pytest.approx(60.05)


async def test_memory_is_bounded_over_many_hosts() -> None:
    visitors = Visitors(most_hosts=100)
    held = []
    for number in range(1_000):
        link = f"https://{number}.example/"
        visitors.spacing.hold(link, timedelta(hours=number + 1))
        held.append(link)
    started = visitors.clock.passed
    visitors.visit("longest held", held[-1])
    visitors.visit("forgotten", held[0])
    assert await visitors.all_go() == [("forgotten", started), ("longest held", 1_000 * 3_600)]


async def test_what_is_no_link_is_said() -> None:
    with pytest.raises(NotALink):
        await Visitors().spacing.turn("one.example")
