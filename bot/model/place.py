"""Where people talk: workspaces, channels and threads."""

from dataclasses import dataclass

WHOLE = ""
"""In place of a channel's id: all channels of the workspace."""


@dataclass(frozen=True, slots=True)
class Channel:
    """One channel of one workspace on one platform; the wall that articles stay behind.

    `platform` is "discord", "slack" or "terminal"; the ids are the platform's own, as text.
    """

    platform: str
    workspace: str
    id: str

    @property
    def key(self) -> str:
        """The channel as one string, unique over all platforms."""
        return f"{self.platform}:{self.workspace}:{self.id}"
