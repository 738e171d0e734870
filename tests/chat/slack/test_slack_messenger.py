"""Digests on their way into Slack channels: once, whole, and with a named reason where they cannot get in."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.chat.slack.clients import Clients
from bot.chat.slack.clients import Workspace as Installed
from bot.chat.slack.manifest import manifest
from bot.chat.slack.messenger import LOOKED_UP, MEMBERSHIP, SlackMessenger
from bot.chat.slack.refusals import outcome
from bot.desk.notices import REFUSED
from bot.digest.outbox import what_to_do
from bot.model.article import Article, Source
from bot.model.briefing import Briefing, Bullet, Digest, Story
from bot.model.delivery import OWNER, Rejected, Rejection, RetryLater, page_key
from bot.model.document import Citation, Event, Precision
from bot.model.place import Channel
from bot.workers import WorkerPool
from tests.chat.slack.rules import check, read
from tests.wire.moments import Call, CutOff, Failed, Limit, Moment, Script
from tests.wire.slack.rates import Rates
from tests.wire.slack.server import WireSlack
from tests.wire.slack.things import Message, Room, Workspace
from tests.wire.slack.web import API

MORNING = datetime(2026, 5, 4, 7, tzinfo=UTC)
KEY = "k3f9x2"
POST, HISTORY = "chat.postMessage", "conversations.history"


def digest(stories: int = 1, words: str = "The ferry line opens.") -> Digest:
    return Digest(MORNING - timedelta(days=1), MORNING, tuple(story(n, words) for n in range(1, stories + 1)))


def story(number: int, words: str) -> Story:
    article = Article(f"a{number}", f"Title {number}", words, Source.TEXT, MORNING)
    bullet = Bullet(f"Story {number}. {words}", (Citation(article.id, 0, words),))
    return Story((article,), Briefing((article.id,), bullet, (bullet,), (), (), "extractive", "en"))


def pictured() -> Digest:
    """A digest with a picture of two events."""
    made = story(1, "The ferry line opens.")
    cited = made.briefing.headline.citations[0]
    events = tuple(Event(date(2026, 5, day), Precision.DAY, "", f"The ferry sails on {day}.", cited) for day in (5, 6))
    told = replace(made, briefing=replace(made.briefing, timeline=events))
    return replace(digest(), stories=(told,), picture=True)


def now() -> datetime:
    return datetime.now(UTC)


def said(message: Message) -> str:
    return read(message.blocks)


@pytest.fixture
async def slack() -> AsyncIterator[WireSlack]:
    async with WireSlack(manifest("news-")) as slack:
        yield slack
    assert slack.gaps == []


@pytest.fixture
def harbour(slack: WireSlack) -> Workspace:
    return slack.workspace("harbour")


@pytest.fixture
def room(slack: WireSlack, harbour: Workspace) -> Room:
    return slack.room(harbour, "news")


@pytest.fixture
async def clients(slack: WireSlack, harbour: Workspace) -> AsyncIterator[Clients]:
    async with Clients(slack.api) as clients:
        assert harbour.grant is not None
        clients.know(Installed(harbour.id, harbour.grant.token, harbour.bot.id))
        yield clients


@pytest.fixture
def messenger(clients: Clients) -> SlackMessenger:
    async def at_once(seconds: float) -> None:
        pass

    return SlackMessenger(clients, "news-", at_once)


@pytest.fixture
def channel(harbour: Workspace, room: Room) -> Channel:
    return Channel("slack", harbour.id, room.id)


async def refused(messenger: SlackMessenger, channel: Channel) -> Rejection:
    (payload,) = messenger.pages(digest(), KEY)
    with pytest.raises(Rejected) as refusal:
        await messenger.send(channel, payload, page_key(KEY, 1))
    return refusal.value.reason


async def test_a_digest_arrives_and_is_found_again(messenger: SlackMessenger, channel: Channel, room: Room) -> None:
    (payload,) = messenger.pages(digest(), KEY)
    sent = await messenger.send(channel, payload, page_key(KEY, 1))
    (message,) = room.by_bot()
    assert message.ts == sent
    assert "Story 1" in said(message)
    assert said(message).endswith(f"ref {KEY}-1")
    assert await messenger.find(channel, page_key(KEY, 1), now()) == sent


async def test_only_the_very_page_is_found(messenger: SlackMessenger, channel: Channel) -> None:
    pages = messenger.pages(digest(40, "The ferry line opens. " * 40), KEY)
    assert len(pages) > 3
    ids = [await messenger.send(channel, page, page_key(KEY, n)) for n, page in enumerate(pages, 1)]
    found = [await messenger.find(channel, page_key(KEY, n), now()) for n in range(1, len(pages) + 1)]
    assert found == ids
    assert await messenger.find(channel, page_key(KEY, len(pages) + 1), now()) is None


async def test_a_message_whose_metadata_is_not_shown_is_found_by_its_last_line(
    messenger: SlackMessenger, channel: Channel, room: Room
) -> None:
    (payload,) = messenger.pages(digest(), KEY)
    sent = await messenger.send(channel, payload, page_key(KEY, 1))
    room.by_bot()[0].metadata = None
    assert await messenger.find(channel, page_key(KEY, 1), now()) == sent


async def test_what_others_write_is_not_taken_for_ours(
    slack: WireSlack, messenger: SlackMessenger, harbour: Workspace, channel: Channel, room: Room
) -> None:
    small = {"type": "context", "elements": [{"type": "plain_text", "text": f"ref {KEY}-1"}]}
    slack.post(room, slack.person(harbour, "alice").id, f"ref {KEY}-1", blocks=[small])
    assert await messenger.find(channel, page_key(KEY, 1), now()) is None


async def test_a_message_pings_nobody_and_unfolds_no_link(
    slack: WireSlack, messenger: SlackMessenger, channel: Channel
) -> None:
    (payload,) = messenger.pages(digest(words="<!channel> and <@U1> should see https://evil.example/a_b."), KEY)
    await messenger.send(channel, payload, page_key(KEY, 1))
    (call,) = slack.calls(API, POST)
    check(call.body)
    assert call.body["metadata"]["event_payload"] == {"key": f"{KEY}-1"}
    assert [str(call.body[name]).lower() for name in ("unfurl_links", "unfurl_media")] in [["0", "0"], ["false"] * 2]
    assert "link_names" not in call.body
    assert "<!channel>" not in call.body["text"]


async def test_a_long_digest_is_several_messages_within_the_limits(
    slack: WireSlack, messenger: SlackMessenger, channel: Channel, room: Room
) -> None:
    pages = messenger.pages(digest(30, "The ferry line opens. " * 30), KEY)
    for number, page in enumerate(pages, 1):
        await messenger.send(channel, page, page_key(KEY, number))
    for call in slack.calls(API, POST):
        check(call.body)
    messages = list(map(said, room.by_bot()))
    assert len(messages) == len(pages) >= 3
    assert [n for n in range(1, 31) if not any(f"Story {n}." in message for message in messages)] == []
    assert messages[-1].endswith(f"{len(pages)} of {len(pages)} · ref {KEY}-{len(pages)}")


async def test_without_a_connection_it_is_tried_later(slack: WireSlack, channel: Channel) -> None:
    apart = Clients(slack.api)
    apart.know(Installed(channel.workspace, "xoxb-1", "U1"))
    messenger = SlackMessenger(apart)
    assert not messenger.connected
    (payload,) = messenger.pages(digest(), KEY)
    with pytest.raises(RetryLater):
        await messenger.send(channel, payload, page_key(KEY, 1))
    with pytest.raises(RetryLater):
        await messenger.find(channel, page_key(KEY, 1), now())


async def test_it_is_connected_when_a_workspace_can_be_reached(messenger: SlackMessenger) -> None:
    assert messenger.connected


async def test_an_archived_channel_refuses(messenger: SlackMessenger, channel: Channel, room: Room) -> None:
    room.archived = True
    assert await refused(messenger, channel) is Rejection.ARCHIVED
    assert messenger.called(channel) == "#news"
    assert what_to_do(Rejection.ARCHIVED, "#news").startswith("#news is archived")


async def test_a_channel_that_the_bot_is_not_in_refuses(
    slack: WireSlack, messenger: SlackMessenger, harbour: Workspace
) -> None:
    for private in (False, True):
        room = slack.room(harbour, "talk", invited=False, private=private)
        assert await refused(messenger, Channel("slack", harbour.id, room.id)) is Rejection.NOT_MEMBER
    assert await refused(messenger, Channel("slack", harbour.id, "C0GONE")) is Rejection.NOT_MEMBER


@pytest.mark.parametrize("state", ["token_revoked", "account_inactive", "invalid_auth", "token_expired"])
async def test_a_token_that_was_taken_back_refuses(
    messenger: SlackMessenger, harbour: Workspace, channel: Channel, state: str
) -> None:
    assert harbour.grant is not None
    harbour.grant.state = state
    assert await refused(messenger, channel) is Rejection.REVOKED
    with pytest.raises(Rejected) as refusal:
        await messenger.find(channel, page_key(KEY, 1), now())
    assert refusal.value.reason is Rejection.REVOKED


async def test_a_workspace_that_removed_the_bot_refuses(messenger: SlackMessenger, clients: Clients) -> None:
    assert await refused(messenger, Channel("slack", "T0ELSEWHERE", "C1")) is Rejection.REMOVED


async def test_a_workspace_where_the_bot_may_not_post_refuses(
    messenger: SlackMessenger, harbour: Workspace, channel: Channel
) -> None:
    assert harbour.grant is not None
    harbour.grant = replace(harbour.grant, scopes=harbour.grant.scopes - {"chat:write"})
    assert await refused(messenger, channel) is Rejection.NO_PERMISSION


@pytest.mark.parametrize("trouble", [Failed(500), Failed(503), CutOff()])
async def test_a_passing_failure_is_tried_later_and_never_by_the_library(
    slack: WireSlack, messenger: SlackMessenger, channel: Channel, room: Room, trouble: Exception
) -> None:
    (payload,) = messenger.pages(digest(), KEY)
    slack.meddlers.append(Script(API, POST, Moment.HANDLED, [trouble]))
    slack.meddlers.append(Script(API, HISTORY, Moment.ARRIVED, [trouble] * 2))
    with pytest.raises(RetryLater):
        await messenger.send(channel, payload, page_key(KEY, 1))
    assert len(room.by_bot()) == 1
    with pytest.raises(RetryLater):
        await messenger.find(channel, page_key(KEY, 1), now())
    slack.meddlers.clear()
    assert await messenger.find(channel, page_key(KEY, 1), now()) == room.by_bot()[0].ts


async def test_slack_says_how_long_to_wait(slack: WireSlack, messenger: SlackMessenger, channel: Channel) -> None:
    slack.rates = Rates(methods={POST: Limit(0, 30.0)})
    (payload,) = messenger.pages(digest(), KEY)
    with pytest.raises(RetryLater) as busy:
        await messenger.send(channel, payload, page_key(KEY, 1))
    assert busy.value.seconds == 30.0


async def test_an_app_that_may_read_little_gets_to_the_message_in_several_tries(
    slack: WireSlack, messenger: SlackMessenger, harbour: Workspace, channel: Channel, room: Room
) -> None:
    """Outside the Marketplace an app reads 15 messages a minute."""
    (payload,) = messenger.pages(digest(), KEY)
    since = now()
    sent = await messenger.send(channel, payload, page_key(KEY, 1))
    alice = slack.person(harbour, "alice")
    for number in range(40):
        slack.post(room, alice.id, f"Message {number}")
    slack.meddlers.append(_fifteen)
    for _ in range(2):
        slack.rates = Rates(methods={HISTORY: Limit(1, 60.0)})
        with pytest.raises(RetryLater) as busy:
            await messenger.find(channel, page_key(KEY, 1), since)
        assert busy.value.seconds == 60.0
    slack.rates = Rates(methods={HISTORY: Limit(1, 60.0)})
    assert await messenger.find(channel, page_key(KEY, 1), since) == sent
    assert len(slack.calls(API, HISTORY)) == 5


async def _fifteen(call: Call, moment: Moment) -> None:
    if call.path == HISTORY:
        call.body["limit"] = 15


async def test_a_channel_that_may_not_be_read_has_no_message_of_ours(
    messenger: SlackMessenger, harbour: Workspace, channel: Channel
) -> None:
    (payload,) = messenger.pages(digest(), KEY)
    await messenger.send(channel, payload, page_key(KEY, 1))
    assert harbour.grant is not None
    harbour.grant = replace(harbour.grant, scopes=harbour.grant.scopes - {"channels:history"})
    assert await messenger.find(channel, page_key(KEY, 1), now()) is None


async def test_a_notice_goes_to_whoever_installed_the_bot(
    slack: WireSlack, clients: Clients, messenger: SlackMessenger, harbour: Workspace
) -> None:
    ines = slack.person(harbour, "ines")
    assert harbour.grant is not None
    clients.know(Installed(harbour.id, harbour.grant.token, harbour.bot.id, installer=ines.id))
    owner = Channel("slack", harbour.id, OWNER)
    note = messenger.note("I could not post a digest: #news is archived. /digest list shows there how.", KEY)
    sent = await messenger.send(owner, note, page_key(KEY, 1))
    (message,) = harbour.direct(ines.id).by_bot()
    assert said(message).startswith("⚠️ I could not post a digest")
    assert await messenger.find(owner, page_key(KEY, 1), now()) == sent


async def test_a_notice_goes_to_the_owner_where_nobody_knows_who_installed_the_bot(
    messenger: SlackMessenger, harbour: Workspace
) -> None:
    olga = next(person for person in harbour.people.values() if person.owner)
    await messenger.send(Channel("slack", harbour.id, OWNER), messenger.note("Hello.", KEY), page_key(KEY, 1))
    assert len(harbour.direct(olga.id).by_bot()) == 1


async def test_a_digest_may_come_with_a_picture(
    messenger: SlackMessenger, harbour: Workspace, channel: Channel, room: Room, workers: WorkerPool
) -> None:
    messenger.draw_with(workers)
    (payload,) = messenger.pages(pictured(), KEY)
    await messenger.send(channel, payload, page_key(KEY, 1))
    (image,) = [block for block in room.by_bot()[0].blocks if block["type"] == "image"]
    assert harbour.files[image["slack_file"]["id"]].data.startswith(b"\x89PNG")
    assert image["alt_text"].startswith("A timeline of 2 events")


async def test_a_digest_comes_without_its_picture_where_that_cannot_be_uploaded(
    messenger: SlackMessenger, harbour: Workspace, channel: Channel, room: Room, workers: WorkerPool
) -> None:
    assert harbour.grant is not None
    harbour.grant = replace(harbour.grant, scopes=harbour.grant.scopes - {"files:write"})
    messenger.draw_with(workers)
    (payload,) = messenger.pages(pictured(), KEY)
    await messenger.send(channel, payload, page_key(KEY, 1))
    (message,) = room.by_bot()
    assert "A timeline of 2 events" in said(message)


async def test_a_picture_that_slack_has_not_looked_at_yet_is_tried_again_and_then_left_out(
    slack: WireSlack, messenger: SlackMessenger, channel: Channel, room: Room, harbour: Workspace, workers: WorkerPool
) -> None:
    async def not_looked_at(call: Call, moment: Moment) -> None:
        if call.path == "files.completeUploadExternal" and moment is Moment.HANDLED:
            for file in harbour.files.values():
                file.done = False

    slack.meddlers.append(not_looked_at)
    messenger.draw_with(workers)
    (payload,) = messenger.pages(pictured(), KEY)
    await messenger.send(channel, payload, page_key(KEY, 1))
    assert len(room.by_bot()) == 1
    assert len(slack.calls(API, POST)) == 4


async def test_rooms_are_the_channels_that_the_bot_is_in(
    slack: WireSlack, messenger: SlackMessenger, harbour: Workspace, channel: Channel
) -> None:
    private = slack.room(harbour, "quiet", private=True)
    slack.room(harbour, "elsewhere", invited=False)
    slack.room(harbour, "old").archived = True
    olga = next(person.id for person in harbour.people.values() if person.admin)
    rooms = await messenger.rooms(channel, olga, {})
    assert rooms == {channel: (), Channel("slack", harbour.id, private.id): ()}
    assert messenger.called(channel) == "#news"


async def test_others_private_channels_and_direct_messages_are_not_shown_to_whoever_asks(
    slack: WireSlack, messenger: SlackMessenger, harbour: Workspace, channel: Channel
) -> None:
    private, left = slack.room(harbour, "quiet", private=True), slack.room(harbour, "left", invited=False)
    olga = next(person.id for person in harbour.people.values() if person.admin)
    ben, cleo = slack.person(harbour, "ben"), slack.person(harbour, "cleo")
    places = (private.id, left.id, harbour.direct(ben.id).id, harbour.direct(cleo.id).id)
    secret, elsewhere, own, others = (Channel("slack", harbour.id, place) for place in places)
    used = dict.fromkeys((secret, elsewhere, own, others), False)
    assert await messenger.rooms(own, ben.id, used) == {own: (), channel: (), elsewhere: (MEMBERSHIP,)}
    assert secret in await messenger.rooms(channel, olga, used)


async def test_a_look_through_many_channels_asks_slack_a_few_times_only(
    slack: WireSlack, messenger: SlackMessenger, harbour: Workspace, channel: Channel
) -> None:
    olga = next(person.id for person in harbour.people.values() if person.admin)
    ours = [slack.room(harbour, f"news-{number}") for number in range(60)]
    left = [slack.room(harbour, f"left-{number}", invited=False) for number in range(30)]
    used = {Channel("slack", harbour.id, room.id): False for room in (*ours, *left)}
    assert len(await messenger.rooms(channel, olga, used)) == 1 + 60 + LOOKED_UP
    assert len(slack.calls(API, "users.conversations")) == 2
    assert len(slack.calls(API, "conversations.info")) == LOOKED_UP


async def test_commands_in_a_note_have_the_names_of_the_workspace(
    messenger: SlackMessenger, channel: Channel, room: Room
) -> None:
    text = REFUSED.format(why="#news is archived")
    await messenger.send(channel, messenger.note(text, KEY), page_key(KEY, 1))
    assert "/news-digest list shows there how each schedule stands" in said(room.by_bot()[0])


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        ("restricted_action_read_only_channel", Rejection.NO_PERMISSION),
        ("messages_tab_disabled", Rejection.BLOCKED),
        ("msg_too_long", Rejection.INVALID),
        ("msg_blocks_too_long", Rejection.INVALID),
        ("invalid_blocks", Rejection.INVALID),
    ],
)
def test_every_refusal_has_a_named_reason(error: str, reason: Rejection) -> None:
    result = outcome(slack_error(error))
    assert isinstance(result, Rejected)
    assert (result.reason, result.detail) == (reason, error)


@pytest.mark.parametrize("error", ["internal_error", "fatal_error", "service_unavailable", "something_new"])
def test_what_is_not_known_to_be_for_good_is_tried_again(error: str) -> None:
    assert isinstance(outcome(slack_error(error)), RetryLater)


@pytest.mark.parametrize("reason", Rejection)
def test_every_reason_has_words(reason: Rejection) -> None:
    assert what_to_do(reason, "#news")


def slack_error(error: str) -> SlackApiError:
    data: dict[str, Any] = {"ok": False, "error": error}
    response = AsyncSlackResponse(
        client=AsyncWebClient(),
        http_verb="POST",
        api_url=POST,
        req_args={},
        data=data,
        headers={},
        status_code=200,
    )
    return SlackApiError(error, response)  # type: ignore[no-untyped-call]
