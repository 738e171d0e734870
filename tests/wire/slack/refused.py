"""How a method of the Web API says no."""

from typing import Any

from tests.wire.slack.things import Json


class Refused(Exception):
    """Answered with ok: false and Slack's own name of the error; `more` stands beside it."""

    def __init__(self, error: str, **more: Any) -> None:
        super().__init__(error)
        self.body: Json = {"ok": False, "error": error, **more}
