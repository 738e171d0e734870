"""What Slack's errors mean for a message: https://docs.slack.dev/reference/methods/chat.postMessage#errors"""

from collections.abc import Mapping

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.chat.slack.clients import code
from bot.model.delivery import Rejected, Rejection, RetryLater

FAILURES = (SlackClientError, aiohttp.ClientError, OSError, TimeoutError)
"""What Slack's library raises, and the way to Slack."""

_REASONS: Mapping[Rejection, str] = {
    Rejection.NOT_MEMBER: "not_in_channel channel_not_found",
    Rejection.ARCHIVED: "is_archived",
    Rejection.NO_PERMISSION: """
        access_denied method_not_supported_for_channel_type missing_scope no_permission not_allowed_token_type
        restricted_action restricted_action_non_threadable_channel restricted_action_read_only_channel
        restricted_action_thread_locked restricted_action_thread_only_channel
    """,
    Rejection.BLOCKED: """
        cannot_dm_bot ekm_access_denied messages_tab_disabled user_disabled user_not_found user_not_visible
    """,
    Rejection.REVOKED: """
        account_inactive invalid_auth not_authed org_login_required token_expired token_revoked
        two_factor_setup_required
    """,
    Rejection.REMOVED: "enterprise_is_restricted team_access_not_granted team_not_found",
    Rejection.INVALID: """
        invalid_arguments invalid_blocks invalid_blocks_format invalid_form_data invalid_json
        invalid_metadata_format invalid_metadata_schema metadata_must_be_sent_from_app metadata_too_large
        msg_blocks_too_long msg_too_long no_text
    """,
}
_BY_CODE = {code: reason for reason, codes in _REASONS.items() for code in codes.split()}

MAY_NOT_READ = frozenset(code for code, reason in _BY_CODE.items() if reason is not Rejection.REVOKED)
"""Errors after which a channel's history stays closed to the bot."""


def what(error: BaseException) -> str:
    """Slack's name of what went wrong, or the kind of another error."""
    return code(error) if isinstance(error, SlackApiError) else type(error).__name__


def outcome(error: BaseException) -> Rejected | RetryLater:
    """What becomes of a message that Slack, or the way to it, answered with an error.

    All that is not known to be for good is tried again.
    """
    reason = _BY_CODE.get(what(error))
    if reason is not None:
        return Rejected(reason, what(error))
    return RetryLater(_seconds(error))


def _seconds(error: BaseException) -> float | None:
    """How long Slack asked to wait, if it did."""
    response = error.response if isinstance(error, SlackApiError) else None
    if not isinstance(response, AsyncSlackResponse):
        return None
    headers = {name.lower(): value for name, value in response.headers.items()}
    try:
        return max(0.0, float(headers.get("retry-after", "")))
    except (TypeError, ValueError):
        return None
