"""Digests on their way over a bad line: each message once and in order, whatever happens to its request."""

import asyncio
from collections.abc import Sequence

import pytest

from bot.model.delivery import Delivery, DeliveryState, Rejection
from bot.store import Store
from tests.wire.moments import Call, CutOff, Failed, Limit, Meddler, Moment, Outcome
from tests.wire.slack.newsroom import Newsroom, Place
from tests.wire.slack.rates import Limited, Rates
from tests.wire.slack.things import Room
from tests.wire.slack.web import API

POST = "chat.postMessage"
SETTLED = {DeliveryState.SENT, DeliveryState.REJECTED}
FAULTS: dict[str, tuple[Moment, Outcome]] = {
    "429": (Moment.ARRIVED, Limited(1)),
    "500": (Moment.ARRIVED, Failed(500)),
    "502": (Moment.ARRIVED, Failed(502)),
    "503": (Moment.ARRIVED, Failed(503)),
    "cut off before it was handled": (Moment.ARRIVED, CutOff()),
    "cut off after it was handled": (Moment.HANDLED, CutOff()),
    "cut off in the middle of the answer": (Moment.HALF, CutOff()),
    "500 although it was handled": (Moment.HANDLED, Failed(500)),
    "503 although it was handled": (Moment.HANDLED, Failed(503)),
    "slow": (Moment.HANDLED, 1.0),
}


async def _digests(newsroom: Newsroom, places: Sequence[Place]) -> list[list[Delivery]]:
    """Let digests be posted now, wait until they are posted or given up, and return their messages."""
    await newsroom.fill(*(place.room for place in places))
    for place in places:
        assert "on its way" in (await place.asks(place.olga, "digest now")).words
    channels = [newsroom.channel(place.room) for place in places]

    async def settled(store: Store) -> bool:
        rows = [row for channel in channels for row in await store.deliveries.of_channel(channel)]
        return all(row.state in SETTLED for row in rows)

    await newsroom.eventually(settled)
    async with newsroom.store() as store:
        return [list(await store.deliveries.of_channel(channel)) for channel in channels]


def _keys(rows: Sequence[Delivery]) -> list[str]:
    return [row.key for row in rows]


def _held(room: Room) -> list[str]:
    return [message.metadata["event_payload"]["key"] for message in room.by_bot() if message.metadata]


async def test_each_message_arrives_once(newsroom: Newsroom) -> None:
    places = [newsroom.place(name=f"news-{number}") for number in range(len(FAULTS))]
    for place, (moment, fault) in zip(places, FAULTS.values(), strict=True):
        place.slack.meddlers.append(_second(place.room, moment, fault))
    wanted = [_keys(rows) for rows in await _digests(newsroom, places)]
    held = dict(zip(FAULTS, (_held(place.room) for place in places), strict=True))
    assert held == dict(zip(FAULTS, wanted, strict=True))
    assert all(len(keys) > 1 for keys in held.values())
    calls = _calls(places[0])
    assert calls[2].at - calls[1].at >= 1  # as Retry-After said


def _calls(place: Place) -> list[Call]:
    return [
        call
        for call in place.slack.calls(API, POST)
        if call.body["channel"] == place.room.id and "metadata" in call.body
    ]


def _second(room: Room, moment: Moment, fault: Outcome) -> Meddler:
    """Let something happen to the second message of a digest in a room."""
    met: list[Call] = []

    async def meddle(call: Call, at: Moment) -> None:
        if at is not moment or not call.matches(API, POST) or call.body["channel"] != room.id:
            return
        met.append(call)
        if len(met) == 2:
            if isinstance(fault, Exception):
                raise fault
            await asyncio.sleep(fault or 0)

    return meddle


async def test_the_limit_of_a_channel_is_kept_to(newsroom: Newsroom, place: Place) -> None:
    newsroom.slack.rates = Rates(posting=Limit(1, 1.0))
    (rows,) = await _digests(newsroom, [place])
    newsroom.slack.rates = Rates()
    assert _held(place.room) == _keys(rows)
    assert len(_calls(place)) <= 2 * len(rows)


async def test_a_message_is_found_where_much_was_said_meanwhile(newsroom: Newsroom, place: Place) -> None:
    async def talk(call: Call, moment: Moment) -> None:
        if call.matches(API, POST) and moment is Moment.HANDLED and len(_held(place.room)) == 1:
            for number in range(450):
                place.slack.says(place.ada, place.room, f"{number}")
            place.slack.meddlers.remove(talk)
            raise CutOff

    place.slack.meddlers.append(talk)
    (rows,) = await _digests(newsroom, [place])
    assert _held(place.room) == _keys(rows)
    looked = [call for call in place.slack.calls(API, "conversations.history") if call.body["channel"] == place.room.id]
    assert len(looked) > 1


async def test_a_channel_that_takes_nothing_says_why(newsroom: Newsroom) -> None:
    archived, left = newsroom.place(name="archived"), newsroom.place(name="left")

    async def shut(call: Call, moment: Moment) -> None:
        if call.matches(API, POST) and moment is Moment.ARRIVED and "metadata" in call.body:
            archived.room.archived = True
            left.room.members.discard(left.workspace.bot.id)

    for place in (archived, left):
        await place.asks(place.olga, "digest schedule 08:00 weekdays")
    newsroom.slack.meddlers.append(shut)
    rows = await _digests(newsroom, [archived, left])
    newsroom.slack.meddlers.remove(shut)
    assert [deliveries[0].reason for deliveries in rows] == [Rejection.ARCHIVED, Rejection.NOT_MEMBER]
    owner = next(person for person in left.workspace.people.values() if person.owner)
    direct = left.workspace.direct(owner.id)
    assert "archived" in (await left.message(owner, "#archived", direct)).words
    assert "invite" in (await left.message(owner, "#left", direct)).words


async def test_a_bot_that_is_put_out_of_a_channel_says_why_nothing_comes_there(
    newsroom: Newsroom, place: Place
) -> None:
    async def rest(store: Store) -> bool:
        return all(row.held for row in await store.schedules.of_channel(newsroom.channel(place.room)))

    await place.asks(place.olga, "digest schedule 08:00 weekdays")
    place.slack.removes(place.room)
    await newsroom.eventually(rest)
    listed = await place.asks(place.olga, "digest list")
    assert "invite me" in listed.words
    assert listed.only_for == place.olga.id


@pytest.mark.parametrize("private", [False, True], ids=["open", "private"])
async def test_a_channel_that_is_archived_lets_its_digests_rest_until_it_is_back(
    newsroom: Newsroom, place: Place, private: bool
) -> None:
    place.room.private = private

    async def rest(store: Store) -> bool:  # an event is acknowledged before anything follows from it
        return all(row.held for row in await store.schedules.of_channel(newsroom.channel(place.room)))

    async def go_on(store: Store) -> bool:
        return not await rest(store)

    await place.asks(place.olga, "digest schedule 08:00 weekdays")
    place.slack.archives(place.olga, place.room)
    await newsroom.eventually(rest)
    place.room.archived = False  # and the bot was not told yet
    assert "archived" in (await place.asks(place.olga, "digest list")).words
    place.slack.unarchives(place.olga, place.room)
    await newsroom.eventually(go_on)


async def test_a_token_that_is_revoked_while_digests_are_posted_is_named(newsroom: Newsroom, place: Place) -> None:
    grant = place.workspace.grant
    assert grant is not None

    async def revoke(call: Call, moment: Moment) -> None:
        if call.matches(API, POST) and moment is Moment.ARRIVED and len(_held(place.room)) == 1:
            grant.state = "token_revoked"

    place.slack.meddlers.append(revoke)
    ((first, second, *_),) = await _digests(newsroom, [place])
    place.slack.meddlers.remove(revoke)
    grant.state = ""
    assert (first.state, second.state) == (DeliveryState.SENT, DeliveryState.REJECTED)
    assert second.reason is Rejection.REVOKED
