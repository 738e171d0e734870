"""Pictures on their way to Slack, which refuses a message until it has looked at its picture."""

from collections.abc import Callable

import pytest
from slack_sdk.errors import SlackApiError

from bot.chat.replies import Heading, Picture, Reply
from bot.chat.slack import blocks
from bot.chat.slack.blocks import Made
from bot.chat.slack.clients import Clients
from bot.chat.slack.intake import Origin
from bot.chat.slack.posting import NoWay, Poster
from bot.chat.slack.render import render
from bot.chat.slack.uploads import PROCESSING, UNREADY, patiently
from tests.chat.slack.little import NEWS, READER, TEAM, LittleSlack
from tests.chat.slack.rules import read

PICTURE = Picture(b"png", "A timeline of two events.", "timeline.png")


class Door:
    """Refuses as often as it is told to."""

    def __init__(self, *refusals: Exception) -> None:
        self.refusals = list(refusals)
        self.posted: list[Made] = []
        self.slept: list[float] = []

    async def post(self, message: Made) -> str:
        self.posted.append(message)
        if self.refusals:
            raise self.refusals.pop(0)
        return "posted"

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


def refused(error: str = UNREADY) -> SlackApiError:
    return SlackApiError(error, {"ok": False, "error": error})  # type: ignore[no-untyped-call]


def pictured() -> Made:
    (page,) = render(Reply((Heading("Timeline"), PICTURE)))
    return blocks.message(page, {PICTURE.name: "F1"})


async def test_a_message_is_tried_again_while_slack_looks_at_its_picture() -> None:
    door = Door(refused(), refused())
    assert await patiently(pictured(), door.post, door.sleep) == "posted"
    assert door.posted == [pictured()] * 3
    assert door.slept == list(PROCESSING[:2])


async def test_a_picture_that_is_refused_for_good_is_described() -> None:
    door = Door(*(refused() for _ in PROCESSING))
    assert await patiently(pictured(), door.post, door.sleep) == "posted"
    assert read(door.posted[-1]["blocks"]) == "Timeline\nA timeline of two events."


@pytest.mark.parametrize("error", [refused("is_archived"), TimeoutError()])
async def test_any_other_failure_is_not_tried_again(error: Exception) -> None:
    door = Door(error)
    with pytest.raises(type(error)):
        await patiently(pictured(), door.post, door.sleep)
    assert (len(door.posted), door.slept) == (1, [])


async def test_a_message_without_a_picture_is_refused_at_once() -> None:
    door = Door(refused())
    (page,) = render(Reply((Heading("Timeline"),)))
    with pytest.raises(SlackApiError):
        await patiently(blocks.message(page), door.post, door.sleep)
    assert door.slept == []


@pytest.mark.parametrize(
    ("origin", "kind"),
    [
        (lambda respond: Origin(TEAM, NEWS, READER), SlackApiError),
        (lambda respond: Origin(TEAM, NEWS, READER, response_url=respond), NoWay),
    ],
)
async def test_an_answer_with_a_picture_waits_by_whichever_way_it_goes(
    slack: LittleSlack, clients: Clients, origin: Callable[[str], Origin], kind: type[Exception]
) -> None:
    door = Door()
    slack.answers["chat.postEphemeral"] = {"error": UNREADY}
    slack.refusal = UNREADY
    with pytest.raises(kind):
        await Poster(clients, door.sleep).post(origin(slack.at("/respond/1")), pictured(), private=True)
    assert door.slept == list(PROCESSING)
