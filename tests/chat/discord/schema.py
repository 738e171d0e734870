"""Discord's own schema of its interface, as a validator of what the bot sends.

The schema is not ours to copy: DISCORD_OPENAPI names the file, from github.com/discord/discord-api-spec.
"""

import json
import re
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012


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
                if "requestBody" not in operations[method.lower()]:
                    return []
                found = self._validator(template, method.lower()).iter_errors(_with_text_ids(body))
                return [f"{method} {path}: {error.message[:300]}" for error in found]
        return [f"{method} {path}: unknown"]

    def _validator(self, template: str, method: str) -> Draft202012Validator:
        parts = ("paths", template, method, "requestBody", "content", "application/json", "schema")
        pointer = "/".join(part.replace("~", "~0").replace("/", "~1") for part in parts)
        return Draft202012Validator({"$ref": f"urn:discord#/{pointer}"}, registry=self._registry)


def _with_text_ids(body: Any) -> Any:
    """discord.py writes some ids as numbers: those of references, attachments and whom it writes to.

    Discord takes them, though its schema does not.
    """
    if not isinstance(body, dict):
        return body
    body = dict(body)
    if "data" in body:
        body["data"] = _with_text_ids(body["data"])
    if "recipient_id" in body:
        body["recipient_id"] = str(body["recipient_id"])
    if "message_reference" in body:
        named = body["message_reference"].items()
        body["message_reference"] = {name: str(value) if name.endswith("_id") else value for name, value in named}
    if "attachments" in body:
        body["attachments"] = [{**attachment, "id": str(attachment["id"])} for attachment in body["attachments"]]
    return body
