"""What people press, choose and fill in: windows, buttons, lists, pages and the bot's home, by Socket Mode."""

import pytest

from benchmarks.fiction import pieces
from bot.chat import texts
from tests.wire.slack.acts import labels
from tests.wire.slack.newsroom import PREFIX, Newsroom, Place
from tests.wire.slack.things import Message

(PIECE,) = pieces(1, seed=22)
ASIDES = [texts.BUTTON_ACTORS, texts.BUTTON_TIMELINE, texts.BUTTON_SOURCES]


async def _briefing(place: Place) -> Message:
    return await place.asks(place.ada, f"brief {place.articles[0]}")


async def test_an_article_is_pasted_into_a_window(place: Place) -> None:
    place.slack.uses(place.ada, place.room, f"/{PREFIX}brief")
    window = await place.window(place.ada, texts.BRIEF_WINDOW)
    sent = place.slack.submits(place.ada, window, **{texts.BRIEF_FIELD: PIECE.text[:3000]})
    briefing = await place.answer(place.ada, 0)
    assert (await place.slack.acknowledged(sent)).took < 1
    assert not window.open
    assert briefing.only_for is None
    assert PIECE.paragraphs[0].split(".")[0][:40] in briefing.words


async def test_buttons_under_a_briefing_answer_whoever_presses_them(place: Place) -> None:
    briefing = await _briefing(place)
    assert set(labels(briefing)) == {*ASIDES, texts.BUTTON_ASK}
    eve = place.slack.person(place.workspace, "eve")
    place.slack.joins(eve, place.room)
    for number, label in enumerate(ASIDES, 1):
        pressed = place.slack.presses(eve, briefing, label)
        answer = await place.answer(eve, number)
        assert answer.only_for == eve.id
        assert (await place.slack.acknowledged(pressed)).took < 1
    assert len(place.answers(place.ada)) == 1


async def test_a_question_about_an_article_is_asked_in_a_window(place: Place) -> None:
    briefing = await _briefing(place)
    place.slack.presses(place.ada, briefing, texts.BUTTON_ASK)
    window = await place.window(place.ada, texts.ASK_WINDOW)
    place.slack.submits(place.ada, window, **{texts.ASK_FIELD: "How many households are affected in Selmouth?"})
    answer = await place.answer(place.ada, 1)
    assert answer.thread == briefing.ts
    assert "803" in answer.words


async def test_a_welcome_leads_to_a_feed_and_a_digest(place: Place) -> None:
    room = place.slack.room(place.workspace, "fresh", invited=False)
    place.slack.invites(place.olga, room)
    welcome = await place.answer(place.olga, 0, room)
    assert list(labels(welcome)) == [texts.BUTTON_FEED, texts.BUTTON_DIGEST, texts.BUTTON_TRY]

    place.slack.presses(place.ada, welcome, texts.BUTTON_FEED)
    refusal = await place.answer(place.ada, 1, room)
    assert refusal.only_for == place.ada.id
    assert place.slack.windows(place.ada) == []

    place.slack.presses(place.olga, welcome, texts.BUTTON_FEED)
    window = await place.window(place.olga, texts.FEED_WINDOW)
    place.slack.submits(place.olga, window, **{texts.FEED_FIELD: place.newsroom.press.addresses[2]})
    found = await place.answer(place.olga, 1, room)
    place.slack.presses(place.olga, found, texts.BUTTON_FOLLOW)
    await place.message(place.olga, "Wire 127", room)

    place.slack.presses(place.olga, welcome, texts.BUTTON_DIGEST)
    window = await place.window(place.olga, texts.DIGEST_WINDOW)
    filled = {texts.DIGEST_TIMES: "08:00 weekdays", texts.DIGEST_ZONE: "Lisbon"}
    place.slack.submits(place.olga, window, **filled, **{texts.DIGEST_EMPTY: texts.DIGEST_EMPTY_YES})
    assert "Lisbon" in (await place.message(place.olga, "is set", room)).words

    place.slack.presses(place.ada, welcome, texts.BUTTON_TRY)
    await place.window(place.ada, texts.BRIEF_WINDOW)


async def test_others_who_join_are_not_greeted(place: Place) -> None:
    place.slack.joins(place.slack.person(place.workspace, "eve"), place.room)
    await place.slack.until(lambda: all(delivery.answered for delivery in place.slack.deliveries))
    await place.asks(place.ada, "status")
    assert len(place.answers(place.olga)) == 0


async def test_what_a_window_cannot_take_is_told_to_whoever_sent_it(place: Place) -> None:
    place.slack.uses(place.olga, place.room, f"/{PREFIX}digest schedule")
    window = await place.window(place.olga, texts.DIGEST_WINDOW)
    place.slack.submits(place.olga, window, **{texts.DIGEST_TIMES: "whenever"})
    answer = await place.answer(place.olga, 0)
    assert "there is no time of day in it" in answer.words
    assert answer.only_for == place.olga.id


async def test_who_leaves_out_which_one_chooses_from_a_list(place: Place) -> None:
    for times in ("08:00 weekdays", "every 4 hours"):
        await place.asks(place.olga, f"digest schedule {times}")
    asked = await place.asks(place.olga, "digest pause")
    _, chosen = _choices(asked)
    place.slack.chooses(place.olga, asked, chosen)
    assert "(every 4 hours, UTC time) is paused" in (await place.answer(place.olga, 3)).words


async def test_an_article_is_chosen_from_the_list_of_sources(newsroom: Newsroom, place: Place) -> None:
    await newsroom.fill(place.room)
    listed = await place.asks(place.ada, "sources")
    *_, oldest = _choices(listed)
    place.slack.chooses(place.ada, listed, oldest)
    evidence = await place.answer(place.ada, 1)
    assert evidence.only_for == place.ada.id
    assert oldest.partition(" · ")[2] in evidence.words


def _choices(message: Message) -> list[str]:
    return [option["text"]["text"] for _, each in message.elements() for option in each.get("options", ())]


@pytest.mark.parametrize("direct", [False, True], ids=["for one in a channel", "in direct messages"])
async def test_pages_turn_also_after_a_restart(newsroom: Newsroom, place: Place, direct: bool) -> None:
    room = place.workspace.direct(place.ada.id) if direct else place.room
    await newsroom.fill(room)
    if direct:
        place.slack.says(place.ada, room, f"/{PREFIX}digest preview")
    else:
        place.slack.uses(place.ada, room, f"/{PREFIX}digest preview")
    shown = await place.answer(place.ada, 0, room)
    assert shown.only_for == (None if direct else place.ada.id)
    first = shown.words
    assert texts.PAGE_NEXT in list(labels(shown))
    assert texts.PAGE_EARLIER not in list(labels(shown))
    await _turned(place, shown, texts.PAGE_NEXT)
    assert texts.PAGE_EARLIER in list(labels(shown))
    await newsroom.restart()
    await _turned(place, shown, texts.PAGE_EARLIER)
    assert shown.words == first
    assert place.answers(place.ada, room) == [shown]


async def _turned(place: Place, message: Message, label: str) -> None:
    before = message.words
    place.slack.presses(place.ada, message, label)
    await place.slack.until(lambda: message.words != before)


async def test_a_home_shows_ones_own_channels_and_begins_things_there(place: Place) -> None:
    await place.asks(place.olga, "digest schedule 07:15 daily")
    hidden = place.slack.room(place.workspace, "hidden", private=True)
    hidden.members.discard(place.olga.id)
    place.slack.opens_home(place.olga)
    await place.slack.until(lambda: place.olga.id in place.workspace.homes)
    home = place.workspace.homes[place.olga.id]
    assert "07:15" in home.words
    assert f"#{place.room.name}" in home.words
    assert "hidden" not in str(home.body)
    place.slack.opens_home(place.olga, tab="messages")
    place.slack.chooses(place.olga, home, f"#{place.room.name}")
    window = await place.window(place.olga, texts.FEED_WINDOW)
    place.slack.submits(place.olga, window, **{texts.FEED_FIELD: place.newsroom.press.addresses[3]})
    assert "Wire" in (await place.answer(place.olga, 1)).words


async def test_what_is_pressed_or_sent_once_and_told_twice_is_done_once(place: Place) -> None:
    briefing = await _briefing(place)
    place.slack.send_again(place.slack.presses(place.ada, briefing, texts.BUTTON_ACTORS))
    await place.answer(place.ada, 1)
    place.slack.presses(place.ada, briefing, texts.BUTTON_ASK)
    window = await place.window(place.ada, texts.ASK_WINDOW)
    place.slack.send_again(place.slack.submits(place.ada, window, **{texts.ASK_FIELD: "Who is affected?"}))
    await place.answer(place.ada, 2)
    await place.asks(place.ada, "status")
    assert len(place.answers(place.ada)) == 4


async def test_a_window_that_comes_too_late_is_excused(place: Place) -> None:
    used = place.slack.uses(place.ada, place.room, f"/{PREFIX}brief")
    place.slack.triggers[used.payload["trigger_id"]].used = True
    answer = await place.answer(place.ada, 0)
    assert answer.only_for == place.ada.id
    assert place.slack.windows(place.ada) == []
