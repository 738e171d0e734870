"""The bot as ever, but it tells of each commit of the outbox and waits: python -m tests.wire.stepped TELL HEAR.

TELL and HEAR are pipes: into the first goes a line before and after each commit, from the second one byte is read
before it goes on. Whoever holds the other ends may end the process instead.
"""

import os
import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.pool import Pool

from bot import cli
from bot.model.delivery import DeliveryState


class Commit(StrEnum):
    """What a commit makes lasting."""

    QUEUED = "digest queued"
    CLAIMED = "message claimed"
    PUT_BACK = "message put back"
    SETTLED = "message settled"


BEFORE, AFTER = "before", "after"
_STATES = {
    DeliveryState.SENT: Commit.SETTLED,
    DeliveryState.REJECTED: Commit.SETTLED,
    DeliveryState.RETRY: Commit.PUT_BACK,
    DeliveryState.SENDING: Commit.CLAIMED,  # stands last: every update asks for this state too
}


class Teller:
    """Tells of commits, and waits until it may go on."""

    def __init__(self, tell: int, hear: int) -> None:
        self._tell = tell
        self._hear = hear

    def notice(
        self, connection: Connection, _cursor: object, statement: str, given: Sequence[Any], *_how: object
    ) -> None:
        """Remember what a transaction is about."""
        if statement.startswith("INSERT INTO deliveries"):
            connection.info["commit"] = Commit.QUEUED
        elif statement.startswith("UPDATE deliveries"):
            connection.info["commit"] = next(commit for state, commit in _STATES.items() if state in given)

    def before(self, connection: Connection) -> None:
        """Stand before a commit."""
        if commit := connection.info.get("commit"):
            self._stop(BEFORE, commit)

    def after(self, _connection: object, record: Any) -> None:
        """Stand after a commit: the connection goes back into its pool."""
        if commit := record.info.pop("commit", None):
            self._stop(AFTER, commit)

    def _stop(self, when: str, commit: Commit) -> None:
        os.write(self._tell, f"{when}:{commit}\n".encode())
        os.read(self._hear, 1)


def main(tell: int, hear: int) -> None:
    """Run the bot."""
    teller = Teller(tell, hear)
    event.listen(Engine, "before_cursor_execute", teller.notice)
    event.listen(Engine, "commit", teller.before)
    event.listen(Pool, "checkin", teller.after)
    sys.argv[1:] = ["run"]
    cli.main()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
