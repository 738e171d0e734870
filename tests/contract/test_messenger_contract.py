"""What every Messenger must do, whatever its platform."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.digest.outbox import digest_key
from bot.model.article import Article, Source
from bot.model.briefing import Briefing, Bullet, Digest, Story
from bot.model.delivery import page_key
from bot.model.document import Citation
from tests.contract.messengers import FACTORIES, Factory, Place

NOW = datetime(2026, 5, 4, 8, tzinfo=UTC)
HEADLINES = [f"Pier number {number} reopens" for number in range(1, 9)]
MINUTE = timedelta(minutes=1)


@pytest.fixture(params=FACTORIES, ids=lambda factory: factory.__name__)
async def place(request: pytest.FixtureRequest) -> AsyncIterator[Place]:
    factory: Factory = request.param
    async with factory() as place:
        yield place


@pytest.fixture
def key(place: Place) -> str:
    return digest_key(place.channel, 1, NOW)


def story(headline: str) -> Story:
    article = Article(headline, headline, f"{headline}. " * 20, Source.LINK, NOW, url="https://velm.example/pier")
    bullet = Bullet(f"{headline} after the storm, engineers said.", (Citation(headline, 0, headline),))
    briefing = Briefing((headline,), Bullet(headline, bullet.citations), (bullet,) * 5, (), (), "extractive", "en")
    return Story((article,), briefing)


def digest(*headlines: str) -> Digest:
    return Digest(NOW - timedelta(days=1), NOW, tuple(story(headline) for headline in headlines))


async def post(place: Place, made: Digest, key: str) -> list[str]:
    """Post all pages; return the ids of the messages."""
    pages = place.messenger.pages(made, key)
    return [await place.messenger.send(place.channel, page, page_key(key, part)) for part, page in enumerate(pages, 1)]


def test_one_that_is_ready_for_use_says_so(place: Place) -> None:
    assert place.messenger.connected


async def test_all_stories_of_a_digest_can_be_read(place: Place, key: str) -> None:
    await post(place, digest(*HEADLINES), key)
    read = await place.read()
    assert [headline for headline in HEADLINES if headline not in read] == []


async def test_an_empty_digest_has_a_page(place: Place, key: str) -> None:
    assert len(await post(place, digest(), key)) == 1
    assert await place.read() != ""


def test_the_same_digest_has_the_same_pages(place: Place, key: str) -> None:
    assert list(place.messenger.pages(digest(*HEADLINES), key)) == list(place.messenger.pages(digest(*HEADLINES), key))


async def test_every_page_is_found_by_its_own_key(place: Place, key: str) -> None:
    before = place.clock() - MINUTE
    posted = await post(place, digest(*HEADLINES), key)
    assert len(set(posted)) == len(posted)
    for part, message in enumerate(posted, 1):
        assert await place.messenger.find(place.channel, page_key(key, part), before) == message


async def test_what_was_not_posted_is_not_found(place: Place, key: str) -> None:
    before = place.clock() - MINUTE
    parts = len(await post(place, digest(HEADLINES[0]), key))
    assert await place.messenger.find(place.channel, page_key(key, parts + 1), before) is None
    assert await place.messenger.find(place.channel, page_key("f" * 16, 1), before) is None


async def test_a_message_is_found_in_its_own_channel_only(place: Place, key: str) -> None:
    before = place.clock() - MINUTE
    await post(place, digest(HEADLINES[0]), key)
    assert await place.messenger.find(place.other, page_key(key, 1), before) is None


async def test_a_note_is_posted_and_found_by_its_key(place: Place, key: str) -> None:
    before = place.clock() - MINUTE
    note = place.messenger.note("Most of today's budget is spent.", key)
    message = await place.messenger.send(place.channel, note, page_key(key, 1))
    assert "Most of today's budget is spent." in await place.read()
    assert await place.messenger.find(place.channel, page_key(key, 1), before) == message


async def test_messages_from_before_are_not_found(place: Place, key: str) -> None:
    await post(place, digest(HEADLINES[0]), key)
    assert await place.messenger.find(place.channel, page_key(key, 1), place.clock() + timedelta(hours=1)) is None


async def test_where_digests_could_go_is_in_its_own_workspace(place: Place) -> None:
    rooms = await place.messenger.rooms(place.channel, place.person, {})
    assert {place.channel} <= set(rooms) <= {place.channel, place.other, place.closed}
    elsewhere = replace(place.channel, workspace="elsewhere")
    assert await place.messenger.rooms(elsewhere, place.person, {}) == {elsewhere: ()}


async def test_a_channel_where_all_is_well_lacks_nothing(place: Place) -> None:
    rooms = await place.messenger.rooms(place.channel, place.person, {place.other: True})
    assert not rooms[place.channel]
    assert not rooms.get(place.other)


async def test_what_is_missing_to_post_has_a_name(place: Place) -> None:
    if place.closed is None:
        pytest.skip("nothing is forbidden there")
    (missing,) = (await place.messenger.rooms(place.channel, place.person, {place.closed: False}))[place.closed]
    assert missing.istitle()
    (missing,) = (await place.messenger.rooms(place.closed, place.person, {}))[place.closed]
    assert missing.istitle()


async def test_a_channel_that_a_person_may_not_see_is_not_shown_to_them(place: Place) -> None:
    if place.hidden is None:
        pytest.skip("everything is open there")
    assert place.hidden not in await place.messenger.rooms(place.channel, place.person, {place.hidden: False})
    assert place.hidden in await place.messenger.rooms(place.hidden, place.person, {})


def test_a_channel_has_a_name_for_people(place: Place) -> None:
    assert {place.messenger.called(channel) for channel in (place.channel, place.other)} & {
        "#1", "#one", "this terminal"
    }  # fmt: skip
