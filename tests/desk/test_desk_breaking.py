"""Breaking news: at once, once, and only for those who want it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.chat.compose.digests import digest
from bot.chat.terminal.render import text
from bot.desk.breaking import decide
from bot.digest.compose import Group
from bot.model.article import Listed
from bot.workers import WorkerPool
from tests.desk.stand import DAY, GRAIN, MATCH, NEWS, PIER, Stand, opened
from tests.store.samples import NOW, article

NOTHING = timedelta(0)


@pytest.fixture
async def stand(tmp_path: Path, workers: WorkerPool) -> AsyncIterator[Stand]:
    async with opened(tmp_path, workers) as made:
        yield made


async def put(stand: Stand, *names: str) -> None:
    """Put what is named by text and outlet, such as "0 Courier", and look for breaking news after each."""
    for name in names:
        number, site = name.split()
        await stand.put(name, PIER[int(number)], site)
        await stand.app.desk.breaking(NEWS)
        await stand.later(NOTHING)


async def test_a_story_is_posted_when_enough_outlets_carry_it_and_no_more_when_others_join(stand: Stand) -> None:
    assert "a story that 3 outlets or more carry within a day is posted" in await stand.read(
        "digest breaking", outlets="3"
    )
    await put(stand, "0 Courier", "1 Courier", "1 Ledger")
    assert stand.posted == []
    await put(stand, "2 Gazette")
    assert len(stand.posted) == 1
    await put(stand, "3 Herald", "3 Times")
    stand.now += DAY
    await put(stand, "0 Evening", "1 Morning", "2 Weekly")
    assert len(stand.posted) == 1


async def test_copies_count_as_outlets(stand: Stand) -> None:
    await stand.say("digest breaking", outlets="3")
    one = await stand.put("one", PIER[0], "Courier")
    for site in ("Ledger", "Gazette"):
        await stand.copy(one, site)
    await stand.app.desk.breaking(NEWS)
    await stand.later(NOTHING)
    assert stand.posted == [PIER[0][:-1]]


async def test_outlets_over_more_than_a_day_are_no_breaking_news(stand: Stand) -> None:
    await stand.say("digest breaking", outlets="3")
    await put(stand, "0 Courier", "1 Ledger")
    stand.now += DAY
    await put(stand, "2 Gazette")
    assert stand.posted == []


async def test_it_is_off_unless_it_is_asked_for(stand: Stand) -> None:
    await put(stand, "0 Courier", "1 Ledger", "2 Gazette")
    assert stand.posted == []
    await stand.say("digest breaking", outlets="2")
    assert "Breaking news: from 2 outlets within a day" in await stand.read("status")
    assert "no story is posted here before its digest" in await stand.read("digest breaking")
    await put(stand, "3 Herald")
    assert stand.posted == []


async def test_what_was_wide_before_it_was_asked_for_is_not_posted(stand: Stand) -> None:
    await put(stand, "0 Courier", "1 Ledger")
    await stand.say("digest breaking", outlets="2")
    await put(stand, "2 Gazette")
    assert stand.posted == []
    await stand.put("grain", GRAIN[0], "Courier")
    await stand.put("wheat", GRAIN[1], "Ledger")
    await stand.app.desk.breaking(NEWS)
    await stand.later(NOTHING)
    assert len(stand.posted) == 1


async def test_two_looks_at_the_same_time_post_once(stand: Stand) -> None:
    await stand.say("digest breaking", outlets="2")
    await stand.put("one", PIER[0], "Courier")
    await stand.put("two", PIER[1], "Ledger")
    await asyncio.gather(*(stand.app.desk.breaking(NEWS) for _ in range(3)))
    await stand.later(NOTHING)
    assert len(stand.posted) == 1


async def test_the_digest_tells_it_too_and_a_digest_asked_for_does_not_begin_with_it(stand: Stand) -> None:
    await stand.say("digest breaking", outlets="2")
    await stand.put("match", MATCH, "Courier")
    await put(stand, "0 Courier", "1 Ledger")
    assert len(stand.posted) == 1
    assert "3 articles in 2 stories" in await stand.read("digest preview")


async def test_one_outlet_is_refused_and_only_an_admin_chooses(stand: Stand) -> None:
    assert "Give 2 outlets or more" in await stand.read("digest breaking", outlets="1")
    assert "did not understand" in await stand.read("digest breaking", outlets="many")


async def test_breaking_news_says_what_it_is(stand: Stand) -> None:
    await stand.put("one", PIER[0], "Courier")
    made = await stand.app.desk.preview(NEWS)
    shown = " ".join(text(digest(replace(made, breaking=3))).split())
    assert shown.startswith("Breaking news 3 outlets or more carry this within a day.")


def test_a_story_with_one_article_that_was_posted_is_known() -> None:
    rows = [Listed(number, article(f"a{number}", site=f"s{number}"), NOW, "Ada") for number in range(4)]
    group = Group(tuple(rows[:3]))
    assert decide([group], 3, set()).news == [group]
    assert decide([group], 4, set()).news == []
    known = decide([group], 3, {"a1"})
    assert (known.news, known.joined) == ([], ["a0", "a2"])
    assert decide([Group(tuple(rows[:3]), earlier=(rows[3],))], 3, {"a3"}).news == []
