"""The REST interface: Discord's answers, its rate limits, and what can go wrong on the way."""

import json
import sys
import time
from typing import Any

from aiohttp import BodyPartReader, web
from simcord.backend.errors import BackendError
from simcord.http import router, routes

from tests.wire.answering import Answer, answer
from tests.wire.discord import strict
from tests.wire.discord.world import World
from tests.wire.moments import Call, Upload

NONCE_SECONDS = 180.0
"""Discord says "the past few minutes"."""

_IDENTIFIES = {"total": 1000, "remaining": 1000, "reset_after": 86_400_000, "max_concurrency": 1}
_UNAUTHORIZED = {"message": "401: Unauthorized", "code": 0}
_BY_TOKEN = ("/interactions/", "/webhooks/")
"""These are let in by the token in their path."""

assert routes  # importing it is what fills the router's table


class Rest:
    """Answers requests out of a world."""

    def __init__(self, world: World) -> None:
        self.gateway = ""
        self._world = world
        self._nonces: dict[tuple[str, str], tuple[float, Any]] = {}

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer a request, moment by moment."""
        try:
            body, files = await _sent(request)
        except ConnectionError:  # the bot has gone
            return web.Response()
        call = Call(request.method, f"/{request.match_info['path']}", body, files)
        return await answer(self._world, request, call, lambda: self._within_limits(request, call))

    def _within_limits(self, request: web.Request, call: Call) -> Answer:
        headers = self._world.rates.take(call)
        status, data = self._handled(request, call)
        return Answer(data, status, headers)

    def _handled(self, request: web.Request, call: Call) -> tuple[int, Any]:
        authorised = request.headers.get("Authorization") == f"Bot {self._world.token}"
        if not authorised and not call.path.startswith(_BY_TOKEN):
            return 401, _UNAUTHORIZED
        if call.path == "/applications/@me":
            return 200, {"id": str(self._world.backend.application_id), "integration_types_config": {"0": {}, "1": {}}}
        if call.path == "/gateway/bot":
            return 200, {"url": self.gateway, "shards": self._world.shards, "session_start_limit": _IDENTIFIES}
        return self._once(request, call)

    def _once(self, request: web.Request, call: Call) -> tuple[int, Any]:
        """What simcord answers; for a message whose enforced nonce is known, the first message again.

        https://docs.discord.com/developers/resources/message#create-message
        """
        enforced = isinstance(call.body, dict) and call.body.get("enforce_nonce") and self._world.honours_nonce
        key = (call.path, str(call.body.get("nonce"))) if enforced else None
        if key is not None and key in self._nonces:
            at, first = self._nonces[key]
            if time.monotonic() - at < NONCE_SECONDS:
                return 200, first
        status, data = self._dispatched(request, call)
        if key is not None and status == 200:
            self._nonces[key] = time.monotonic(), data
        return status, data

    def _dispatched(self, request: web.Request, call: Call) -> tuple[int, Any]:
        params = dict(request.query)
        history = call.matches("GET", "/channels/*/messages")
        oldest = int(params.pop("limit", 50)) if history and "after" in params else None
        if oldest is not None:  # simcord gives the newest then
            params["limit"] = str(sys.maxsize)
        try:
            strict.check(self._world, call)
            data = router.dispatch(
                self._world.backend, call.method, call.path, json=call.body, params=params, files=list(call.files)
            )
            data = strict.corrected(self._world, call, data)
        except (router.RouteNotImplemented, router.UnsupportedField) as gap:
            self._world.gaps.append(str(gap))
            return 501, gap.to_json()
        except BackendError as error:
            return error.status, error.to_json()
        if oldest is not None:
            data = data[-oldest:]
        if call.method == "POST" and isinstance(call.body, dict) and "nonce" in call.body:
            data = {**data, "nonce": call.body["nonce"]}
        return (204 if data is None else 200), data


async def _sent(request: web.Request) -> tuple[Any, tuple[Upload, ...]]:
    """The JSON of a request and its files: https://docs.discord.com/developers/reference#uploading-files"""
    if request.content_type == "application/json":
        return await request.json(), ()
    if request.content_type != "multipart/form-data":
        return None, ()
    body, blobs = None, dict[str, tuple[str, bytes]]()
    form = await request.multipart()
    while isinstance(part := await form.next(), BodyPartReader):
        if part.name == "payload_json":
            body = json.loads(await part.text())
        else:
            blobs[str(part.name)] = part.filename or "", bytes(await part.read())
    said = ((body or {}).get("data") or body or {}).get("attachments") or []
    descriptions = {f"files[{each['id']}]": each.get("description") for each in said}
    return body, tuple(Upload(*blob, descriptions.get(field)) for field, blob in blobs.items())
