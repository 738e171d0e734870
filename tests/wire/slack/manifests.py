"""A manifest for tests of the server itself; the bot's own comes from the bot."""

from tests.wire.slack.things import Json

SMALL: Json = {
    "features": {
        "slash_commands": [{"command": "/brief", "description": "Brief an article"}],
        "shortcuts": [{"name": "Brief this", "type": "message", "callback_id": "brief"}],
    },
    "oauth_config": {
        "scopes": {
            "bot": [
                "app_mentions:read",
                "channels:history",
                "channels:read",
                "chat:write",
                "commands",
                "files:read",
                "files:write",
                "im:history",
                "im:write",
                "users:read",
            ]
        }
    },
    "settings": {
        "event_subscriptions": {
            "bot_events": [
                "app_home_opened",
                "app_mention",
                "app_uninstalled",
                "member_joined_channel",
                "message.channels",
                "message.im",
                "tokens_revoked",
            ]
        }
    },
}
