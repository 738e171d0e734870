"""Looks at all that a bot sent to Slack and wrote into its log, and says what should not be there."""

from collections.abc import Iterator, Sequence

from tests.wire.moments import Call, Moment
from tests.wire.process import BotProcess
from tests.wire.slack import rules
from tests.wire.slack.server import WireSlack
from tests.wire.slack.web import API, RESPOND

_MESSAGES = {"chat.postMessage", "chat.postEphemeral", "chat.update"}


class Inspector:
    """Tells each problem once."""

    def __init__(self, slack: WireSlack, bots: Sequence[BotProcess]) -> None:
        self._slack = slack
        self._bots = bots
        self._seen = 0
        self._gaps = 0
        self._lines: dict[int, int] = {}

    def problems(self) -> list[str]:
        """What is wrong with what came since the last time."""
        reached, self._seen = self._slack.reached[self._seen :], len(self._slack.reached)
        gaps, self._gaps = self._slack.gaps[self._gaps :], len(self._slack.gaps)
        sent = [call for call, moment in reached if moment is Moment.ARRIVED]
        return [*gaps, *(problem for call in sent for problem in self._of_call(call)), *self._leaks()]

    def _of_call(self, call: Call) -> Iterator[str]:
        found: list[str] = []
        own = frozenset(workspace.bot.id for workspace in self._slack.workspaces.values())
        if call.method == RESPOND or (call.method == API and call.path in _MESSAGES):
            found = rules.message(call.body, own)
        elif call.method == API and call.path.startswith("views."):
            found = rules.view(call.body["view"])
        yield from (f"{call.method} {call.path}: {problem}" for problem in found)

    def _leaks(self) -> Iterator[str]:
        """Secrets in logs. The problem does not repeat them."""
        for number, bot in enumerate(self._bots):
            lines = bot.lines[self._lines.get(number, 0) :]
            self._lines[number] = len(bot.lines)
            for line in lines:
                if any(secret in line for secret in self._slack.secrets):
                    yield f"a secret in the log, in the line that begins with {line[:60]!r}"
