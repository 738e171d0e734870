"""Everything that the bot sent, against Discord's schema and our rules for what the schema does not tell."""

import json
import os
from functools import cache
from pathlib import Path

from tests.chat.discord.schema import Schema
from tests.wire.discord import rules
from tests.wire.discord.gateway import GATEWAY
from tests.wire.discord.world import World
from tests.wire.moments import Moment

VARIABLE = "DISCORD_OPENAPI"


class Inspector:
    """Looks at a Discord again and again, each time at what is new there."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._looked = 0

    def problems(self) -> list[str]:
        """What is wrong with what the bot sent since the last time; without the schema, what the rules find."""
        new = self._world.reached[self._looked :]
        self._looked += len(new)
        calls = [call for call, at in new if at is Moment.ARRIVED and call.method != GATEWAY and call.body is not None]
        found = [problem for call in calls for problem in rules.problems(call)]
        if VARIABLE in os.environ:
            found += [each for c in calls for each in _against_schema(c.method, c.path, json.dumps(c.body))]
        return [*self._world.gaps, *found]


@cache
def _schema() -> Schema:
    return Schema(Path(os.environ[VARIABLE]))


@cache
def _against_schema(method: str, path: str, body: str) -> list[str]:
    return _schema().problems(method, path, json.loads(body))
