"""What whoever runs a workspace must be told without having asked, through the outbox."""

from collections.abc import Callable, Mapping

from bot.digest.outbox import digest_key, what_to_do
from bot.model.delivery import OWNER, Messenger, Rejection
from bot.model.place import Channel
from bot.model.runtime import Clock
from bot.store import Store

BUDGET = (
    "{share:.0%} of today's budget for the language model is spent here: {spent:,} of {limit:,} tokens. When it is all "
    "spent, the local engine writes until midnight UTC. /status shows how it stands."
)
REFUSED = (
    "I could not post a digest: {why}. I say so once; /digest list shows there how each schedule stands, and the next "
    "digest is tried at its time."
)

HELD = "Digests rest in one place: {why}. They go on by themselves when they can be posted there again."


def _nothing() -> None:
    pass


class Notices:
    """Each is one message to the workspace's owner; `wake` is called when one waits to be delivered."""

    def __init__(self, store: Store, messengers: Mapping[str, Messenger], clock: Clock) -> None:
        self._store = store
        self._messengers = messengers
        self._clock = clock
        self.wake: Callable[[], None] = _nothing

    async def budget_nearly_spent(self, account: str, spent: int, limit: int) -> None:
        """Say how much of a workspace's budget is spent; see `bot.llm.budget.Warn`."""
        platform, _, workspace = account.partition(":")
        await self.tell(platform, workspace, BUDGET.format(share=spent / limit, spent=spent, limit=limit))

    async def refused(self, channel: Channel, reason: Rejection) -> None:
        """Say that a channel takes no digests, and what to do about it."""
        messenger = self._messengers.get(channel.platform)
        if messenger is not None and channel.id != OWNER:
            why = what_to_do(reason, messenger.called(channel))
            await self.tell(channel.platform, channel.workspace, REFUSED.format(why=why))

    async def held(self, channel: Channel, reason: Rejection) -> None:
        """Say that a channel's digests rest, and what to do about it."""
        messenger = self._messengers.get(channel.platform)
        if messenger is not None:
            why = what_to_do(reason, messenger.called(channel))
            await self.tell(channel.platform, channel.workspace, HELD.format(why=why))

    async def tell(self, platform: str, workspace: str, text: str) -> None:
        """Queue a notice; nothing where nobody can be reached on the platform."""
        messenger = self._messengers.get(platform)
        if messenger is None:
            return
        owner, now = Channel(platform, workspace, OWNER), self._clock()
        key = digest_key(owner, None, now)
        await self._store.deliveries.queue_now(owner, key, [messenger.note(text, key)], now)
        self.wake()
