"""A walk through the catalogue: every command is typed once, and its answer looked at."""

from bot.chat.catalogue import COMMANDS
from tests.wire.slack.newsroom import Place

AT_ONCE = 1.0
REFUSED = "⚠️"

EXAMPLES = {"brief": "brief {article}", "feed add": "feed add {feed} --follow"}
"""Lines in the place of examples that lead out of this machine."""

LACKING = {
    "feed import": "an OPML file",
    "feed export": "There is no such feed",
    "settings language": "only with a language model",
}
"""What is told to those whose example lacks something: a file, a feed (it was removed), a language model."""


async def walk(place: Place) -> None:
    """Let an admin use every command; each is acknowledged at once, and answered to those who are to see it."""
    began = len(place.slack.deliveries)
    for command in COMMANDS:
        line = EXAMPLES.get(command.name, command.example.removeprefix("/"))
        answer = await place.asks(
            place.olga, line.format(article=place.articles[0], feed=place.newsroom.press.addresses[0])
        )
        if lacking := LACKING.get(command.name):
            assert lacking in answer.words
        else:
            assert not refused(answer.words), f"{command.name}: {answer.words}"
        private = command.private or command.name in LACKING
        assert answer.only_for == (place.olga.id if private else None), command.name
    sent = place.slack.deliveries[began:]
    await place.slack.until(lambda: all(delivery.answered for delivery in sent))
    assert [delivery for delivery in sent if delivery.took > AT_ONCE or len(delivery.sent) > 1] == []


def refused(words: str) -> bool:
    """Whether an answer says that something could not be done."""
    return REFUSED in words.partition("\n")[0]
