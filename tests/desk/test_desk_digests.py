"""Digests of a channel from day to day, as people read them."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.digest.compose import MOST_LINES, MOST_STORIES
from bot.workers import WorkerPool
from tests.desk.stand import DAY, FEEDS, GRAIN, HOUR, MATCH, NEWS, PIER, Stand, opened

THINGS = (
    "Tann scored twice as the harbour team won the cup.", "A baker in Lunt sells blue bread on Sundays.",
    "Parliament rejected the fishing treaty with Kaldoria.", "Astronomers saw a comet above Selby.",
    "Thieves took violins out of a museum.", "Snow closed the mountain road near Orl.",
    "A court freed three journalists.", "Doctors began a vaccination of goats.",
)  # fmt: skip


@pytest.fixture
async def stand(tmp_path: Path, workers: WorkerPool) -> AsyncIterator[Stand]:
    async with opened(tmp_path, workers) as made:
        yield made


async def test_a_story_that_was_told_comes_back_with_what_is_new_alone(stand: Stand) -> None:
    await stand.put("one", PIER[0], "Courier")
    await stand.put("two", GRAIN[0], "Courier")
    await stand.say("digest now")
    stand.now += DAY
    await stand.put("three", f"{PIER[1]}\n\n{PIER[0]}", "Ledger")
    told = await stand.read("digest preview")
    assert "1 article in 1 story" in told
    assert f"Continues: {PIER[0][:-1]}, 4 May. New since then:" in told
    assert f"• {PIER[1]}" in told
    assert f"• {PIER[0]}" not in told
    assert "grain" not in told


async def test_a_story_of_more_than_a_week_before_the_last_digest_is_a_new_one(stand: Stand) -> None:
    await stand.put("one", PIER[0])
    await stand.say("digest now")
    stand.now += 8 * DAY
    await stand.put("match", MATCH)
    await stand.say("digest now")
    await stand.put("two", PIER[1])
    assert "Continues" not in await stand.read("digest preview")


async def test_of_several_versions_the_last_is_told_as_an_update_of_what_was_told(stand: Stand) -> None:
    first = await stand.put("one", PIER[0], "Courier")
    await stand.say("digest now")
    stand.now += 9 * DAY
    second = await stand.put("two", f"{PIER[0]}\n\n{PIER[1]}", "Courier", updates=first)
    await stand.put("three", f"{PIER[0]}\n\n{PIER[1]}\n\n{PIER[2]}", "Courier", updates=second)
    told = await stand.read("digest preview")
    assert "1 article in 1 story" in told
    assert f"Update of “{PIER[0][:-1]}”, 4 May. New in it:" in told
    assert f"• {PIER[1]}" in told
    assert f"• {PIER[0]}" not in told


async def test_copies_are_folded_and_named_with_their_links(stand: Stand) -> None:
    one = await stand.put("one", PIER[0], "Courier")
    for site in ("Ledger", "Gazette", "Courier"):
        await stand.copy(one, site)
    told = await stand.read("digest preview")
    assert "1 article from 3 outlets" in told
    assert "also in Ledger https://ledger.example/copy" in told
    assert "also in Gazette https://gazette.example/copy" in told
    assert "also in Courier" not in told


async def test_what_comes_next_is_told_with_its_day(stand: Stand) -> None:
    await stand.put("one", PIER[0], coming=stand.now + 2 * DAY)
    await stand.put("two", GRAIN[0], coming=stand.now - DAY)
    told = await stand.read("digest preview")
    assert "What comes next: Wed 6 May 2026" in told
    assert told.count("What comes next") == 1


async def test_five_stories_are_told_and_the_others_have_a_line_or_are_counted(stand: Stand) -> None:
    for number, words in enumerate(THINGS):
        await stand.put(f"thing{number}", words, "Courier")
    await stand.put("last", PIER[0], "Ledger")
    await stand.put("lost", PIER[1], "Courier")
    told = await stand.read("digest preview")
    assert "10 articles in 9 stories" in told
    head, _, rest = told.partition("Also new")
    assert "2 articles from 2 outlets" in head
    assert all(words.rstrip(".") in rest for words in THINGS[: len(THINGS) + 1 - MOST_STORIES])
    assert "Courier" in rest
    assert "did not fit" not in told
    digest = await stand.app.desk.preview(NEWS)
    assert (len(digest.stories), len(digest.more)) == (MOST_STORIES, 4)
    assert len(digest.more) < MOST_LINES


async def test_a_preview_says_why_each_story_is_in_it_to_the_asker_alone(stand: Stand) -> None:
    await stand.follow(*FEEDS)
    await stand.put("one", PIER[0], "Courier", feed=1)
    await stand.put("two", PIER[1], "Ledger")
    await stand.put("three", PIER[2], "Ledger", by="Ben")
    assert "3 articles from 2 outlets · from the feed Harbour Courier · added by you and 1 other" in await stand.read(
        "digest preview"
    )
    assert "added by 2 others" in await stand.read("digest preview", "Cleo")
    assert (await stand.say("digest preview")).private


async def test_a_schedule_covers_its_feeds_and_topics_and_says_so(stand: Stand) -> None:
    await stand.follow(*FEEDS)
    reply = await stand.read(
        "digest schedule",
        times="weekdays 08:00",
        feeds="1 and 2",
        topics="pier, quota; exclude wheat",
        length="short",
        engine="extractive",
    )
    assert "It covers what the feeds Harbour Courier (1) and Ledger (2) bring, if it has “pier” or “quota” and not" in (
        reply
    )
    assert "It is written as short briefings by extractive." in reply
    assert all(f"{day} May 2026, 08:00 UTC" in reply for day in ("Mon 4", "Tue 5", "Wed 6"))
    await stand.put("one", PIER[0], feed=2)
    await stand.put("two", GRAIN[0], feed=1)
    await stand.put("three", GRAIN[1], feed=1)
    await stand.put("four", MATCH, feed=1)
    await stand.put("five", PIER[1])
    shown = await stand.read("digest preview", schedule="1")
    assert "2 articles in 2 stories" in shown
    await stand.later(HOUR)
    assert sorted(stand.posted) == sorted([GRAIN[0][:-1], PIER[0][:-1]])
    listed = await stand.read("digest list")
    assert "what the feeds Harbour Courier (1) and Ledger (2) bring" in listed
    assert "last: delivered on Mon 4 May 2026, 08:0" in listed


async def test_what_is_not_for_a_schedule_is_looked_at_once(stand: Stand) -> None:
    await stand.say("digest schedule", times="08:00", topics="pier")
    await stand.put("one", MATCH)
    await stand.later(HOUR)
    assert stand.posted == []
    (schedule,) = await stand.app.desk.schedules.of_channel(NEWS)
    assert schedule.covered_until == stand.now - HOUR
    assert "nothing new at 08:00 on Monday" in await stand.read("digest list")


async def test_a_channels_own_digest_tells_what_a_schedule_of_one_topic_told_too(stand: Stand) -> None:
    await stand.say("digest schedule", times="08:00", topics="pier")
    await stand.put("one", PIER[0])
    await stand.put("two", MATCH)
    await stand.later(HOUR)
    assert stand.posted == [PIER[0][:-1]]
    assert "2 articles in 2 stories" in await stand.read("digest preview")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"feeds": "Courier"}, "I do not understand the feeds “Courier”. Give their numbers as /feed list shows them"),
        ({"feeds": "1, 7, 9"}, "This channel follows no feed 7, 9."),
        ({"topics": "strike; exclude strike"}, "“strike” is both included and excluded."),
        ({"length": "epic"}, "There is no length “epic”."),
        ({"engine": "nobody"}, "There is no engine “nobody”."),
    ],
)
async def test_an_edition_that_there_cannot_be_is_refused(stand: Stand, options: dict[str, str], sentence: str) -> None:
    await stand.follow(*FEEDS)
    reply = await stand.say("digest schedule", times="08:00", **options)
    assert reply.failed
    assert sentence in await stand.read("digest schedule", times="08:00", **options)
    assert await stand.app.desk.schedules.of_channel(NEWS) == []


async def test_a_preview_of_no_schedule_is_refused(stand: Stand) -> None:
    assert "There is no schedule 7 in this channel." in await stand.read("digest preview", schedule="7")


async def test_the_first_digest_begins_with_its_schedule_and_goes_on_from_what_was_there(stand: Stand) -> None:
    await stand.put("one", PIER[0])
    await stand.put("two", MATCH)
    stand.now += timedelta(minutes=1)
    await stand.say("digest schedule", times="08:00")
    await stand.put("three", PIER[1])
    shown = await stand.read("digest preview", schedule="1")
    assert "1 article in 1 story" in shown
    assert "Continues" in shown
