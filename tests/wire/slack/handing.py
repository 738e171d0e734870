"""The methods about people, files, windows and installation: https://docs.slack.dev/reference/methods."""

import secrets
import time

from tests.wire.slack import payloads, rules
from tests.wire.slack.refused import Refused
from tests.wire.slack.things import Json, Person, View, Workspace, new_id
from tests.wire.slack.world import World

VIEW_BYTES = 250_000


def auth_test(world: World, workspace: Workspace, args: Json) -> Json:
    """auth.test."""
    return {
        "url": f"https://{workspace.name}.slack.com/",
        "team": workspace.name,
        "user": workspace.bot.name,
        "team_id": workspace.id,
        "user_id": workspace.bot.id,
        "bot_id": workspace.bot_id,
        "is_enterprise_install": False,
    }


def auth_revoke(world: World, workspace: Workspace, args: Json) -> Json:
    """auth.revoke."""
    assert workspace.grant is not None
    workspace.grant.state = "token_revoked"
    return {"revoked": True}


def user_info(world: World, workspace: Workspace, args: Json) -> Json:
    """users.info."""
    person = workspace.people.get(str(args.get("user", "")))
    if person is None:
        raise Refused("user_not_found")
    return {"user": _told(workspace, person, str(args.get("include_locale", "")).lower() in {"1", "true"})}


def users(world: World, workspace: Workspace, args: Json) -> Json:
    """users.list."""
    return {
        "members": [_told(workspace, person, with_locale=False) for person in workspace.people.values()],
        "response_metadata": {"next_cursor": ""},
    }


def _told(workspace: Workspace, person: Person, with_locale: bool) -> Json:
    return {
        "id": person.id,
        "team_id": workspace.id,
        "name": person.name,
        "real_name": person.name.title(),
        "deleted": False,
        "is_bot": person.bot,
        "is_admin": person.admin,
        "is_owner": person.owner,
        "is_primary_owner": person.owner,
        "tz": person.zone,
        "profile": {"real_name": person.name.title(), "display_name": person.name},
        **({"locale": person.locale} if with_locale else {}),
    }


def upload_url(world: World, workspace: Workspace, args: Json) -> Json:
    """files.getUploadURLExternal."""
    file = world.file(workspace, str(args["filename"]), workspace.bot.id, size=int(args["length"]))
    file.done = False
    return {"file_id": file.id, "upload_url": f"{world.base}/upload/{workspace.id}/{file.id}"}


def complete_upload(world: World, workspace: Workspace, args: Json) -> Json:
    """files.completeUploadExternal; a channel gets a message with the files."""
    files = [workspace.files.get(each["id"]) for each in args["files"]]
    found = [file for file in files if file is not None and len(file.data) == file.size]
    if len(found) < len(files):
        raise Refused("file_not_found")
    for file in found:
        file.done = True
    if channel := args.get("channel_id"):
        if not (room := workspace.rooms.get(channel)) or not workspace.member(room):
            raise Refused("channel_not_found")
        world.post(
            room,
            workspace.bot.id,
            args.get("initial_comment", ""),
            files=found,
            thread=args.get("thread_ts"),
            bot=True,
        )
    return {"files": [payloads.file(file) for file in found]}


def file_info(world: World, workspace: Workspace, args: Json) -> Json:
    """files.info."""
    file = workspace.files.get(str(args.get("file", "")))
    if file is None or file.gone:
        raise Refused("file_not_found")
    return {"file": payloads.file(file), "comments": [], "response_metadata": {"next_cursor": ""}}


def open_view(world: World, workspace: Workspace, args: Json) -> Json:
    """views.open: within three seconds, and once."""
    trigger = world.triggers.get(str(args.get("trigger_id", "")))
    if trigger is None or trigger.workspace is not workspace:
        raise Refused("invalid_trigger_id")
    if trigger.used:
        raise Refused("exchanged_trigger_id")
    if time.monotonic() > trigger.until:
        raise Refused("expired_trigger_id")
    body = _drawable(args["view"], "modal")
    trigger.used = True
    view = View(new_id("V"), trigger.person.id, body, secrets.token_hex(6))
    workspace.views[view.id] = view
    return {"view": payloads.view(world.app, workspace, view)}


def update_view(world: World, workspace: Workspace, args: Json) -> Json:
    """views.update."""
    view = workspace.views.get(str(args.get("view_id", "")))
    if view is None or not view.open:
        raise Refused("not_found")
    if args.get("hash") not in {None, view.hash}:
        raise Refused("hash_conflict")
    view.body, view.hash = _drawable(args["view"], "modal"), secrets.token_hex(6)
    return {"view": payloads.view(world.app, workspace, view)}


def publish_view(world: World, workspace: Workspace, args: Json) -> Json:
    """views.publish: somebody's home."""
    if args.get("user_id") not in workspace.people:
        raise Refused("user_not_found")
    home = workspace.homes.get(args["user_id"])
    if args.get("hash") and (home is None or args["hash"] != home.hash):
        raise Refused("hash_conflict")
    body = _drawable(args["view"], "home")
    view = View(home.id if home else new_id("V"), args["user_id"], body, secrets.token_hex(6))
    workspace.views[view.id] = workspace.homes[view.user] = view
    return {"view": payloads.view(world.app, workspace, view)}


def _drawable(body: Json, kind: str) -> Json:
    if body.get("type") != kind or (problems := rules.view(body)):
        messages = [f"must be a {kind}"] if body.get("type") != kind else problems
        raise Refused("invalid_arguments", response_metadata={"messages": messages})
    if len(str(body)) > VIEW_BYTES:
        raise Refused("view_too_large")
    for block in body["blocks"]:
        block.setdefault("block_id", new_id("b"))
    return body


def access(world: World, args: Json) -> Json:
    """oauth.v2.access, after the app's keys were checked."""
    workspace = world.codes.pop(str(args.get("code", "")), None)
    if workspace is None:
        raise Refused("invalid_code")
    grant = world.grant(workspace)
    owner = next(person for person in workspace.people.values() if person.owner)
    return {
        "access_token": grant.token,
        "token_type": "bot",
        "scope": ",".join(sorted(grant.scopes)),
        "bot_user_id": workspace.bot.id,
        "app_id": world.app.id,
        "team": {"id": workspace.id, "name": workspace.name},
        "enterprise": None,
        "authed_user": {"id": owner.id},
        "is_enterprise_install": False,
    }
