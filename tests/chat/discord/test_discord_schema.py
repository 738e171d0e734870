"""What the bot sends, against Discord's own schema of its interface.

The schema is not ours to copy: DISCORD_OPENAPI names the file, from github.com/discord/discord-api-spec.
"""

import json
import os
import re
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from tests.chat.discord.fiction import ARRIVAL
from tests.chat.discord.people import paste, response

pytestmark = [
    pytest.mark.simcord(settle_timeout=60),
    pytest.mark.skipif("DISCORD_OPENAPI" not in os.environ, reason="DISCORD_OPENAPI names no schema"),
]


class Schema:
    """The OpenAPI document, as a validator of request bodies."""

    def __init__(self, path: Path) -> None:
        self._document = json.loads(path.read_text())
        resource = DRAFT202012.create_resource(self._document)
        self._registry = Registry().with_resource("urn:discord", resource)

    def problems(self, method: str, path: str, body: Any) -> list[str]:
        """What the schema says against a request; one of no known path is a problem too."""
        for template, operations in self._document["paths"].items():
            if re.fullmatch(re.sub(r"\{[^}]+\}", "[^/]+", template), path) and method.lower() in operations:
                body_of = operations[method.lower()].get("requestBody")
                if body_of is None:
                    return []
                pointer = "/".join(
                    part.replace("~", "~0").replace("/", "~1")
                    for part in (
                        "paths",
                        template,
                        method.lower(),
                        "requestBody",
                        "content",
                        "application/json",
                        "schema",
                    )
                )
                validator = Draft202012Validator({"$ref": f"urn:discord#/{pointer}"}, registry=self._registry)
                return [f"{method} {path}: {error.message[:300]}" for error in validator.iter_errors(body)]
        return [f"{method} {path}: unknown"]


async def test_every_request_is_as_discord_wants_it(
    env: simcord.Env, me: discord.ClientUser, channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    schema = Schema(Path(os.environ["DISCORD_OPENAPI"]))
    briefing = await paste(alice, channel, ARRIVAL)
    await alice.click(response(briefing), label="Actors")
    await alice.click(response(briefing), label="Timeline")
    await alice.slash(channel, "help")
    await alice.send(channel, f"{me.mention} who?")
    await alice.autocomplete(channel, "digest schedule", "zone", "lon")
    sent = [entry for entry in env.http_requests if entry.json is not None]
    assert len(sent) > 7
    assert sum("attachment://" in json.dumps(entry.json) for entry in sent) == 2
    problems = [problem for e in sent for problem in schema.problems(e.method, e.path, _with_text_ids(e.json))]
    assert problems == []


def _with_text_ids(body: Any) -> Any:
    """discord.py writes the ids of references and attachments as numbers, which Discord takes though not its schema."""
    if not isinstance(body, dict):
        return body
    body = dict(body)
    if "message_reference" in body:
        body["message_reference"] = {name: str(value) for name, value in body["message_reference"].items()}
    if "attachments" in body:
        body["attachments"] = [{**attachment, "id": str(attachment["id"])} for attachment in body["attachments"]]
    return body
