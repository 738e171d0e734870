"""What people say to the bot by Socket Mode: mentions, threads, direct messages, files, shortcuts; all of it twice."""

import pytest

from benchmarks.fiction import pieces
from bot.chat import texts
from bot.chat.slack.files import FILE_BYTES
from bot.chat.slack.front import WORKING
from tests.wire.moments import Call, CutOff, Failed, Moment, Script
from tests.wire.slack.newsroom import PREFIX, Newsroom, Place
from tests.wire.slack.rates import Limited
from tests.wire.slack.socket import SOCKET
from tests.wire.slack.things import Message
from tests.wire.slack.web import API, DOWNLOAD, RESPOND

STORY = (
    "The mayor of Karsk, Anna Brevik, will meet the dockers in Lowen on 4 May 2027. She said the harbour would stay "
    "open. The dockers’ union asked for a new contract. Brevik was elected in 2021. "
)
TRAP = (
    "<!channel> The mayor *Anna Brevik* told <@U0000001> on Monday that the `harbour` of Karsk & Lowen stays _open_. "
    "The <https://bad.example|dockers> were told @here that ~nothing~ changes, said the mayor on Tuesday. "
    "She promised a :tada: of 4 million crowns <!subteam^S1> to the dockers’ union in Lowen."
)
(PIECE,) = pieces(1, seed=21)


async def _briefed(place: Place) -> Message:
    place.slack.mentions(place.ada, place.room, f"brief {place.articles[0]}")
    return await place.answer(place.ada, len(place.answers(place.ada)))


async def test_a_mention_is_answered_in_its_thread_and_what_follows_there_goes_on_from_it(place: Place) -> None:
    asked = place.slack.mentions(place.ada, place.room, f"{STORY}\n\n{STORY}\n")
    briefing = await place.answer(place.ada, 0)
    assert briefing.thread == asked.ts
    assert briefing.only_for is None
    place.slack.mentions(place.ada, place.room, "who will meet the dockers?", thread=asked)
    assert "Brevik" in (await place.answer(place.ada, 1)).words
    place.slack.mentions(place.ada, place.room, "and when?", thread=asked)
    when = await place.answer(place.ada, 2)
    assert when.thread == asked.ts
    assert "May 2027" in when.words
    place.slack.says(place.ada, place.room, "Thank you all", thread=asked)
    place.slack.says(place.ada, place.room, "This is said to somebody else.")
    await place.asks(place.ada, "status")
    assert len(place.answers(place.ada)) == 4


async def test_a_message_shows_that_it_is_being_answered(place: Place) -> None:
    shown: list[list[str]] = []
    asked: list[Message] = []

    async def look(call: Call, moment: Moment) -> None:
        if call.matches(API, "chat.postMessage") and moment is Moment.ARRIVED and call.body["channel"] == place.room.id:
            shown.append(list(asked[0].reactions))

    place.slack.meddlers.append(look)
    asked.append(place.slack.mentions(place.ada, place.room, f"brief {place.articles[0]}"))
    await place.answer(place.ada, 0)
    await place.slack.until(lambda: asked[0].reactions == [])
    assert shown in ([[WORKING]], [[]])
    assert [call.body["name"] for call in place.slack.calls(API, "reactions.add")][-1] == WORKING


async def test_a_direct_message_is_answered_and_the_bots_own_are_not(place: Place) -> None:
    direct = place.workspace.direct(place.ada.id)
    place.slack.says(place.ada, direct, place.articles[0])
    assert "Bench Post" in (await place.answer(place.ada, 0, direct)).words
    place.slack.says(place.ada, direct, f"/{PREFIX}sources")
    assert texts.SOURCES in (await place.answer(place.ada, 1, direct)).words
    place.slack.says(place.ada, direct, "what is disputed?")
    await place.answer(place.ada, 2, direct)
    await place.slack.until(lambda: all(delivery.answered for delivery in place.slack.deliveries))
    assert len(direct.by_bot()) == 3


@pytest.mark.parametrize("kind", ["link", "text", "file"])
async def test_a_message_is_briefed_from_its_menu(place: Place, kind: str) -> None:
    file = place.slack.file(place.workspace, "story.txt", place.olga.id, PIECE.text.encode())
    said = {
        "link": lambda: place.slack.says(place.olga, place.room, f"Look: {place.articles[0]}"),
        "text": lambda: place.slack.says(place.olga, place.room, STORY * 3),
        "file": lambda: place.slack.says(place.olga, place.room, "", files=[file]),
    }[kind]()
    used = place.slack.uses_shortcut(place.ada, place.room, said, texts.MENU_BRIEF)
    briefing = await place.answer(place.ada, 0)
    assert (await place.slack.acknowledged(used)).took < 1
    assert briefing.thread == said.ts
    assert {"link": "Bench Post", "text": "Brevik", "file": texts.UPLOADED}[kind] in briefing.words


async def test_a_message_with_nothing_to_brief_is_said_to_have_nothing(place: Place) -> None:
    said = place.slack.says(place.olga, place.room, "")
    place.slack.uses_shortcut(place.ada, place.room, said, texts.MENU_BRIEF)
    assert (await place.answer(place.ada, 0)).only_for == place.ada.id


async def test_nothing_in_an_article_pings_or_is_markup(place: Place) -> None:
    trap = place.slack.file(place.workspace, "trap.txt", place.ada.id, TRAP.encode())
    place.slack.mentions(place.ada, place.room, "", files=[trap])
    briefing = await place.answer(place.ada, 0)
    assert "!channel> The mayor *Anna Brevik* told" in briefing.words  # as it is written, and no markup
    assert "<!" not in briefing.text
    place.slack.presses(place.ada, briefing, texts.BUTTON_SOURCES)
    await place.answer(place.ada, 1)


async def test_a_file_that_comes_with_a_mention_is_briefed(place: Place) -> None:
    file = place.slack.file(place.workspace, "story.txt", place.ada.id, PIECE.text.encode())
    place.slack.mentions(place.ada, place.room, "", files=[file])
    assert texts.UPLOADED in (await place.answer(place.ada, 0)).words


async def test_a_file_that_cannot_be_read_is_told_why(place: Place) -> None:
    large = place.slack.file(place.workspace, "large.txt", place.ada.id, b"x", size=FILE_BYTES + 1)
    lying = place.slack.file(place.workspace, "lying.txt", place.ada.id, b"x" * (FILE_BYTES + 1), size=10)
    gone = place.slack.file(place.workspace, "gone.txt", place.ada.id, b"x")
    gone.gone = True
    told = [(large, "10 MB"), (lying, "10 MB"), (gone, "no longer has the file gone.txt")]
    for number, (file, words) in enumerate(told):
        place.slack.mentions(place.ada, place.room, "", files=[file])
        assert words in (await place.answer(place.ada, number)).words


async def test_a_file_that_the_bot_may_not_read_names_the_permission(newsroom: Newsroom) -> None:
    place = newsroom.place()
    grant = place.workspace.grant
    assert grant is not None
    held, grant.scopes = grant.scopes, grant.scopes - {"files:read"}
    file = place.slack.file(place.workspace, "kept.txt", place.ada.id, b"x")
    place.slack.mentions(place.ada, place.room, "", files=[file])
    refusal = await place.answer(place.ada, 0)
    grant.scopes = held
    assert "files:read" in refusal.words
    assert refusal.only_for == place.ada.id
    assert len(place.slack.calls(DOWNLOAD, f"{place.workspace.id}-{file.id}")) == 1


async def test_what_slack_tells_twice_is_answered_once(place: Place) -> None:
    place.slack.mentions(place.ada, place.room, "who?")
    delivery = place.slack.deliveries[-1]
    await place.answer(place.ada, 0)
    for _ in range(2):
        place.slack.send_again(delivery)
    await place.slack.until(lambda: len(delivery.sent) == 3)
    used = place.slack.uses(place.ada, place.room, f"/{PREFIX}status")
    place.slack.send_again(used)
    await place.answer(place.ada, 1)
    await place.asks(place.ada, "help")
    assert len(place.answers(place.ada)) == 3


async def test_what_slack_tells_again_after_a_restart_is_answered_once(newsroom: Newsroom, place: Place) -> None:
    place.slack.mentions(place.ada, place.room, "who?")
    delivery = place.slack.deliveries[-1]
    await place.answer(place.ada, 0)
    await newsroom.restart()
    place.slack.send_again(delivery)
    await place.asks(place.ada, "status")
    assert len(place.answers(place.ada)) == 2


@pytest.mark.parametrize("how", ["warning", "refresh_requested", "abort"])
async def test_a_connection_that_ends_while_a_command_runs_costs_no_answer(place: Place, how: str) -> None:
    connected = len(place.slack.calls(SOCKET, "CONNECT"))
    slow = Script(API, "chat.postMessage", Moment.ARRIVED, [1.0])
    place.slack.meddlers.append(slow)
    place.slack.uses(place.ada, place.room, f"/{PREFIX}brief {place.articles[0]}")
    await place.slack.seen(API, "chat.postMessage", Moment.ARRIVED, len(place.slack.calls(API, "chat.postMessage")) + 1)
    if how == "abort":
        place.slack.socket.abort()
    else:
        await place.slack.socket.refresh(how, close=how != "warning")
    place.slack.mentions(place.ada, place.room, "who?")  # while nobody listens
    await place.answer(place.ada, 1)
    await place.slack.seen(SOCKET, "CONNECT", Moment.ANSWERED, connected + 1)
    await place.asks(place.ada, "status")
    assert len(place.answers(place.ada)) == 3


FAULTS = {
    "429": Limited(1),
    "500": Failed(500),
    "503": Failed(503),
    "cut off": CutOff(),
}


@pytest.mark.parametrize("method", ["chat.postMessage", "chat.postEphemeral"])
@pytest.mark.parametrize("fault", FAULTS)
async def test_an_answer_gets_through_a_bad_line(place: Place, fault: str, method: str) -> None:
    place.slack.meddlers.append(Script(API, method, Moment.ARRIVED, [FAULTS[fault]]))
    place.slack.mentions(place.ada, place.room, place.articles[0] if method == "chat.postMessage" else "who?")
    await place.answer(place.ada, 0)
    first, second = (call for call in place.slack.calls(API, method) if call.body["channel"] == place.room.id)
    assert first.body == second.body
    assert second.at - first.at >= (1 if fault == "429" else 0)


@pytest.mark.parametrize("moment", [Moment.HANDLED, Moment.HALF])
async def test_an_answer_that_may_have_arrived_is_rather_given_twice_than_lost(place: Place, moment: Moment) -> None:
    place.slack.meddlers.append(Script(API, "chat.postMessage", moment, [CutOff()]))
    place.slack.mentions(place.ada, place.room, place.articles[0])
    first, second = await place.answer(place.ada, 0), await place.answer(place.ada, 1)
    assert first.words == second.words


async def test_an_answer_at_a_response_url_gets_through_a_bad_line(place: Place) -> None:
    place.slack.meddlers.append(Script(RESPOND, "*", Moment.ARRIVED, [Limited(1), Failed(503), CutOff()]))
    answer = await place.asks(place.ada, "status")
    assert answer.only_for == place.ada.id
