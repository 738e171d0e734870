"""The Web API and the addresses around it: https://docs.slack.dev/apis/web-api."""

import json
import re
import secrets
import time
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias
from urllib.parse import parse_qs, urlencode, urlsplit

import aiohttp
from aiohttp import web

from tests.wire.answering import Answer, answer
from tests.wire.moments import Call
from tests.wire.slack import handing, talking
from tests.wire.slack.refused import Refused
from tests.wire.slack.socket import SocketMode
from tests.wire.slack.things import Json, Workspace
from tests.wire.slack.world import World

API, RESPOND, UPLOAD, DOWNLOAD = "API", "RESPOND", "UPLOAD", "DOWNLOAD"
"""Methods of calls; the path is a method's name, or the rest of an address."""

Method: TypeAlias = Callable[[World, Workspace, Json], Json]

METHODS: Mapping[str, tuple[Method, frozenset[str]]] = {
    name: (method, frozenset(scopes.split()))
    for name, method, scopes in (
        ("auth.test", handing.auth_test, ""),
        ("auth.revoke", handing.auth_revoke, ""),
        ("chat.postMessage", talking.post_message, "chat:write"),
        ("chat.postEphemeral", talking.post_ephemeral, "chat:write"),
        ("chat.update", talking.update, "chat:write"),
        ("conversations.history", talking.history, ""),
        ("conversations.replies", talking.replies, ""),
        ("conversations.info", talking.info, ""),
        ("conversations.members", talking.members, ""),
        ("conversations.open", talking.open_direct, "im:write"),
        ("reactions.add", talking.react, "reactions:write"),
        ("reactions.remove", talking.unreact, "reactions:write"),
        ("users.conversations", talking.mine, ""),
        ("users.info", handing.user_info, "users:read"),
        ("users.list", handing.users, "users:read"),
        ("files.getUploadURLExternal", handing.upload_url, "files:write"),
        ("files.completeUploadExternal", handing.complete_upload, "files:write"),
        ("files.info", handing.file_info, "files:read"),
        ("views.open", handing.open_view, ""),
        ("views.update", handing.update_view, ""),
        ("views.publish", handing.publish_view, ""),
    )
}
"""What the bot may call, each with the scopes that it needs whatever it is about."""

SIGN_IN = b"<!DOCTYPE html><html><head><title>Sign in to your workspace | Slack</title></head></html>"


class Web:
    """Answers requests out of a world."""

    def __init__(self, world: World, socket: SocketMode) -> None:
        self._world = world
        self._socket = socket

    def routes(self, app: web.Application) -> None:
        """Serve the addresses."""
        app.router.add_route("*", "/api/{method}", self._api)
        app.router.add_post("/commands/{workspace}/{key}", self._respond)
        app.router.add_post("/upload/{workspace}/{file}", self._upload)
        app.router.add_get("/files-pri/{ids}/{name}", self._download)

    async def _api(self, request: web.Request) -> web.StreamResponse:
        args, token = await _arguments(request)
        call = Call(API, request.match_info["method"], args)
        return await answer(self._world, request, call, lambda: self._called(call, token, request))

    def _called(self, call: Call, token: str, request: web.Request) -> Answer:
        try:
            data = self._done(call, token, request)
        except Refused as refused:
            data = refused.body
        except (KeyError, TypeError, ValueError) as error:
            self._world.gaps.append(f"{call.path}: {error!r}")
            data = {"ok": False, "error": "invalid_arguments"}
        return Answer(data, headers={"X-Slack-Req-Id": secrets.token_hex(8)})

    def _done(self, call: Call, token: str, request: web.Request) -> Json:
        if call.path == "oauth.v2.access":
            return {"ok": True, **handing.access(self._world, self._with_keys(request, call.body))}
        if call.path == "apps.connections.open":
            if token != self._world.app.token:
                raise Refused("invalid_auth" if token else "not_authed")
            return {"ok": True, "url": self._socket.open()}
        if call.path not in METHODS:
            self._world.gaps.append(f"unknown method {call.path}")
            raise Refused("unknown_method")
        workspace = self._authorised(token)
        method, scopes = METHODS[call.path]
        talking.needed(workspace, set(scopes))
        self._world.rates.take(call, workspace.id)
        return {"ok": True, **method(self._world, workspace, _copy(call.body))}

    def _authorised(self, token: str) -> Workspace:
        if not token:
            raise Refused("not_authed")
        grant, workspace = self._world.grants.get(token, (None, None))
        if grant is None or workspace is None:
            raise Refused("invalid_auth")
        if grant.state:
            raise Refused(grant.state)
        return workspace

    def _with_keys(self, request: web.Request, args: Json) -> Json:
        given = args.get("client_id"), args.get("client_secret")
        if header := request.headers.get("Authorization"):
            basic = aiohttp.BasicAuth.decode(header)
            given = basic.login, basic.password
        if given != (self._world.app.client_id, self._world.app.client_secret):
            raise Refused("bad_client_secret" if given[0] == self._world.app.client_id else "invalid_client_id")
        return args

    async def _respond(self, request: web.Request) -> web.StreamResponse:
        call = Call(RESPOND, request.match_info["key"], await request.json())
        return await answer(self._world, request, call, lambda: self._responded(call))

    def _responded(self, call: Call) -> Answer:
        """https://docs.slack.dev/interactivity/handling-user-interaction#message_responses"""
        url = self._world.responses.get(call.path)
        if url is None or time.monotonic() > url.until:
            return Answer(b"expired_url", 404, kind="text/plain")
        if not url.left:
            return Answer(b"used_url", 404, kind="text/plain")
        url.left -= 1
        try:
            talking.sayable(url.workspace, call.body)
        except Refused as refused:
            return Answer(refused.body["error"].encode(), 400, kind="text/plain")
        if call.body.get("replace_original") and url.message is not None:
            talking.rewrite(url.message, _copy(call.body))
        else:
            self._world.post(
                url.room,
                url.workspace.bot.id,
                call.body.get("text", ""),
                blocks=_copy(call.body).get("blocks") or [],
                thread=call.body.get("thread_ts"),
                bot=True,
                only_for=None if call.body.get("response_type") == "in_channel" else url.person.id,
            )
        return Answer(b"ok", kind="text/plain")

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        if request.content_type.startswith("multipart/"):
            form = await request.post()
            parts = [value.file.read() for value in form.values() if isinstance(value, web.FileField)]
            data = parts[0] if parts else b""
        else:
            data = await request.read()
        ids = request.match_info
        call = Call(UPLOAD, ids["file"], len(data))

        def keep() -> Answer:
            file = self._world.workspaces[ids["workspace"]].files[ids["file"]]
            file.data = data
            return Answer(f"OK - {len(data)}".encode(), kind="text/plain")

        return await answer(self._world, request, call, keep)

    async def _download(self, request: web.Request) -> web.StreamResponse:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        call = Call(DOWNLOAD, request.match_info["ids"])
        return await answer(self._world, request, call, lambda: self._file(call, token))

    def _file(self, call: Call, token: str) -> Answer:
        """Whoever may not read a file sees the page where people sign in, and no error."""
        team, _, id_ = call.path.partition("-")
        grant, workspace = self._world.grants.get(token, (None, None))
        allowed = grant is not None and not grant.state and "files:read" in grant.scopes
        if not allowed or workspace is None or workspace.id != team:
            return Answer(SIGN_IN, kind="text/html")
        file = workspace.files.get(id_)
        if file is None or file.gone:
            return Answer(b"", 404, kind="text/html")
        return Answer(file.data, kind=file.kind)

    def approve(self, url: str, workspace: Workspace, redirect: str) -> str:
        """Where Slack sends a person who lets the bot in on the page at `url`; `redirect` is what the app has set."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        assert asked["client_id"] == self._world.app.client_id
        assert set(re.split(r"[, ]", asked["scope"])) == self._world.app.scopes
        code = secrets.token_urlsafe(16)
        self._world.codes[code] = workspace
        assert asked.get("redirect_uri", redirect) == redirect
        return f"{redirect}?{urlencode({'code': code, 'state': asked['state']})}"


def _copy(body: Json) -> Json:
    """What was sent must stay as it was sent."""
    copied: Json = json.loads(json.dumps(body))
    return copied


async def _arguments(request: web.Request) -> tuple[Json, str]:
    """The arguments of a call, wherever they stand, and its token, which is not among them."""
    args: Json = dict(request.query)
    if request.content_type == "application/json":
        args |= await request.json()
    elif request.can_read_body:
        args |= {name: _read(value) for name, value in (await request.post()).items()}
    args = {name: _read(value) for name, value in args.items()}
    token = args.pop("token", None) or ""
    if header := request.headers.get("Authorization", ""):
        token = header.removeprefix("Bearer ")
    return args, str(token)


def _read(value: Any) -> Any:
    """In a form, lists and objects are JSON."""
    if isinstance(value, str) and value[:1] in {"[", "{"}:
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value
