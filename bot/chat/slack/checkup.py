"""What Slack says of the bot's tokens, scopes and connection, for briefing-bot doctor."""

from collections.abc import AsyncIterator

from slack_sdk.errors import SlackApiError

from bot.chat.slack.clients import Clients
from bot.chat.slack.manifest import SCOPES
from bot.chat.slack.refusals import FAILURES, what
from bot.chat.slack.service import EVENTS, refused
from bot.model.errors import UserError
from bot.model.finding import Finding
from bot.settings import Settings

NAME = "slack"


async def examine(settings: Settings) -> AsyncIterator[Finding]:
    """Look at one thing after the other, until one fails."""
    if settings.slack_client_id:
        words = f"each workspace installs it for itself, by HTTP at port {settings.slack_http_port}"
        yield Finding(NAME, True, words)
    elif settings.slack_bot_token is None:
        yield Finding(NAME, None, "not used: SLACK_BOT_TOKEN is empty")
    else:
        async with Clients(settings.slack_api_base) as clients:
            try:
                async for finding in _workspace(clients, settings.slack_bot_token.get_secret_value()):
                    yield finding
                yield await _connection(clients, settings)
            except UserError as error:
                yield Finding(NAME, False, error.sentence)
            except FAILURES as error:
                yield Finding(NAME, False, f"cannot be asked ({what(error)}); check SLACK_API_BASE and your network")


async def _workspace(clients: Clients, token: str) -> AsyncIterator[Finding]:
    try:
        told = await clients.client(token).auth_test()
    except SlackApiError as error:
        raise refused(error, "SLACK_BOT_TOKEN") from error
    yield Finding(NAME, True, f"the token is that of {told.get('user')} in {told.get('team')}")
    granted = {name.strip() for name in str(told.headers.get("x-oauth-scopes", "")).split(",") if name.strip()}
    if missing := sorted(SCOPES.keys() - granted):
        words = f"missing: {', '.join(missing)}; add them as slack-manifest.yaml has them, and install the app again"
        yield Finding("slack scopes", False, words)
    else:
        yield Finding("slack scopes", True, f"all {len(SCOPES)} are granted")


async def _connection(clients: Clients, settings: Settings) -> Finding:
    name = "slack connection"
    if settings.slack_app_token is None:
        return Finding(name, None, f"by HTTP: Slack must reach {EVENTS} at port {settings.slack_http_port}")
    try:
        await clients.client().apps_connections_open(app_token=settings.slack_app_token.get_secret_value())
    except SlackApiError as error:
        raise refused(error, "SLACK_APP_TOKEN") from error
    return Finding(name, True, "Socket Mode may be used")
