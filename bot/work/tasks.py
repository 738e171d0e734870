"""What must be done when: written once, whoever runs it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import chain
from random import Random
from zoneinfo import ZoneInfo

from bot.digest import outbox, times
from bot.model.briefing import Digest
from bot.model.delivery import Delivery, Edition, Messenger, Rejected, Rejection, RetryLater, Schedule
from bot.model.place import Channel
from bot.model.runtime import Clock, milliseconds
from bot.store import Store
from bot.workers import unhurried

Compose = Callable[[Channel, datetime, datetime, Edition], Awaitable[Digest]]
"""Makes the digest of what was added to a channel after the first time and not after the second, in its zone."""

Refused = Callable[[Channel, Rejection], Awaitable[None]]
"""Tells whoever can do something about it that a channel takes no digests."""

COMPOSERS = 4
"""How many channels' digests are made at once: people's commands share the workers with them."""

SENDERS = 8
"""How many channels are posted to at once."""

SEND_SECONDS = 120.0
AGAIN = timedelta(seconds=30)
"""How soon a digest that could not be made, and a message of unknown fate, are looked at again."""

log = logging.getLogger(__name__)


async def _nobody(channel: Channel, reason: Rejection) -> None:
    pass


class Tasks:
    """Digests of due schedules, and the delivery of their messages, each once and in order.

    Only schedules and deliveries of the platforms in `messengers` are touched, and deliveries only while their
    platform is connected. One process at a time may work on a platform: what another process is sending would
    be taken for the remains of a crash.
    """

    def __init__(
        self,
        store: Store,
        compose: Compose,
        messengers: Mapping[str, Messenger],
        clock: Clock,
        grace: timedelta = outbox.GRACE,
        rng: Random | None = None,
        refused: Refused = _nobody,
    ) -> None:
        self._store = store
        self._compose = compose
        self._messengers = messengers
        self._clock = clock
        self._grace = grace
        self._rng = rng or Random()  # noqa: S311 - spreads retries, guards nothing
        self._refused = refused
        self._sending: set[int] = set()
        self._first_seen: dict[tuple[Channel, int], datetime] = {}
        self._not_before: dict[tuple[Channel, int], datetime] = {}
        self._look_again: datetime | None = None
        self._queued = asyncio.Event()

    async def run(self) -> None:
        """Do all that is due now; what is made is posted while the rest is being made."""
        due = asyncio.create_task(self.run_due())
        try:
            await self.reconcile()
            while not due.done():
                self._queued.clear()
                await self._post_all()
                queued = asyncio.create_task(self._queued.wait())
                await asyncio.wait({due, queued}, return_when=asyncio.FIRST_COMPLETED)
                queued.cancel()
        finally:
            await due
        await self._post_all()

    async def run_due(self) -> None:
        """Queue the digests of all schedules whose time has come, each once, however often it came.

        They are made for COMPOSERS channels at once, one at a time for each channel.
        """
        now = self._clock()
        channels: dict[Channel, list[Schedule]] = {}
        for schedule in await self._store.schedules.due(now, self._platforms()):
            held = (schedule.channel, schedule.id)
            self._first_seen.setdefault(held, now)
            if self._not_before.get(held, now) <= now:
                channels.setdefault(schedule.channel, []).append(schedule)
        waiting = iter(channels.values())
        with unhurried():
            async with asyncio.TaskGroup() as composers:
                for _ in range(COMPOSERS):
                    composers.create_task(self._run_all(waiting))

    async def reconcile(self) -> None:
        """Ask the channels for the messages of unknown fate: those that arrived are settled, the others sent again."""
        self._look_again = None
        for delivery in await self._store.deliveries.unsettled(self._connected()):
            if delivery.id not in self._sending:
                await self._reconcile(delivery)
        for delivery in await self._store.deliveries.undiscussed(self._connected()):
            await self._discuss(delivery)

    async def deliver(self) -> None:
        """Post all messages that may be posted now, in order within each channel."""
        await self.reconcile()
        await self._post_all()

    async def _post_all(self) -> None:
        first = await self._store.deliveries.next_attempt(self._connected())
        if first is None or first > self._clock():
            return
        async with asyncio.TaskGroup() as senders:
            for _ in range(SENDERS):
                senders.create_task(self._drain())

    async def next_wake(self) -> datetime | None:
        """When there is something to do next, None when nothing is planned."""
        planned = [await self._store.deliveries.next_attempt(self._connected()), self._look_again]
        due = await self._store.schedules.next_due(self._platforms())
        if due is not None and self._not_before:
            due = max(due, min(self._not_before.values()))
        return min((time for time in (*planned, due) if time is not None), default=None)

    def _platforms(self) -> list[str]:
        return sorted(self._messengers)

    def _connected(self) -> list[str]:
        return [platform for platform in self._platforms() if self._messengers[platform].connected]

    async def _run_all(self, waiting: Iterator[Sequence[Schedule]]) -> None:
        for schedule in chain.from_iterable(waiting):
            held = (schedule.channel, schedule.id)
            self._not_before.pop(held, None)
            try:
                await self._run(schedule, self._first_seen[held])
            except Exception:
                log.exception("digest failed", extra={"channel": schedule.channel.key, "schedule": schedule.id})
                self._not_before[held] = self._clock() + AGAIN
            else:
                del self._first_seen[held]

    async def _run(self, schedule: Schedule, begun_at: datetime) -> None:
        now, zone, edition = self._clock(), ZoneInfo(schedule.zone), schedule.edition
        next_run_at = times.next_after(times.read(schedule), now)
        when = f"{schedule.next_run_at.astimezone(zone):%H:%M on %A}"
        if outbox.is_missed(schedule, now, self._grace):
            await self._store.schedules.advance(schedule, next_run_at, outbox.MISSED.format(when=when))
            return
        since = schedule.covered_until
        added = await self._store.articles.of_channel(schedule.channel, since, now, 1, edition.feeds)
        covered_until = added[-1].added_at if added else since
        made = None
        if added or schedule.post_empty:
            made = await self._compose(
                schedule.channel, since.astimezone(zone), covered_until.astimezone(zone), edition
            )
        if made is None or not (made.stories or schedule.post_empty):
            note = outbox.NOTHING_NEW.format(when=when)
            await self._store.schedules.advance(schedule, next_run_at, note, now, covered_until)
            return
        key = outbox.digest_key(schedule.channel, schedule.id, schedule.next_run_at)
        payloads = self._messengers[schedule.channel.platform].pages(replace(made, until=now.astimezone(zone)), key)
        await self._store.deliveries.queue_digest(
            schedule,
            key,
            payloads,
            now=now,
            next_run_at=next_run_at,
            covered_until=covered_until,
            begun_at=begun_at,
            about=outbox.subjects(made, payloads),
            thread=made.thread,
        )
        self._queued.set()

    async def _drain(self) -> None:
        try:
            while delivery := await self._store.deliveries.claim(self._clock(), self._connected()):
                self._sending.add(delivery.id)
                try:
                    await self._send(delivery)
                finally:
                    self._sending.discard(delivery.id)
        except Exception:  # of the store alone: what is posted and not settled is looked for in the channel
            log.exception("delivery not recorded")
            self._look_again = self._clock() + AGAIN

    async def _send(self, delivery: Delivery) -> None:
        start = self._clock()
        known = {"channel": delivery.channel.key, "delivery": delivery.id, "part": delivery.part}
        try:
            async with asyncio.timeout(SEND_SECONDS):
                message, sent_at = await self._post(delivery)
        except Rejected as refusal:
            await self._reject(delivery, refusal)
            log.warning("message rejected", extra={**known, "reason": refusal.reason.value})
        except RetryLater as busy:
            await self._put_back(delivery, busy.seconds)
        except Exception:
            log.exception("message failed", extra=known)
            await self._put_back(delivery, None)
        else:
            await self._store.deliveries.sent(delivery, message, sent_at)
            log.info("message posted", extra={**known, "milliseconds": milliseconds(start, self._clock())})
            await self._discuss(replace(delivery, message=message))

    async def _post(self, delivery: Delivery) -> tuple[str, datetime | None]:
        """Post a message unless an earlier attempt did, whose time nobody knows.

        Raises Rejected when it is too old to be news.
        """
        message = await self._found(delivery) if delivery.attempts > 1 else None
        if message is not None:
            return message, None
        if outbox.hopeless(delivery, self._clock()):
            raise Rejected(Rejection.EXPIRED)
        messenger = self._messengers[delivery.channel.platform]
        message = await messenger.send(delivery.channel, delivery.payload, delivery.key)
        return message, self._clock()

    async def _discuss(self, delivery: Delivery) -> None:
        """Open the thread that a posted message still lacks; without the right to do so the schedule says why not."""
        if not delivery.thread or delivery.message is None:
            return
        refused = None
        try:
            if outbox.hopeless(delivery, self._clock()):
                raise Rejected(Rejection.EXPIRED)
            messenger = self._messengers[delivery.channel.platform]
            await messenger.discuss(delivery.channel, delivery.message, delivery.payload)
        except Rejected as refusal:
            refused = outbox.threadless(refusal.reason)
            log.warning("no thread", extra={"channel": delivery.channel.key, "reason": refusal.reason.value})
        except Exception as error:
            told = {"channel": delivery.channel.key, "delivery": delivery.id}
            log.warning("no thread yet", extra=told, exc_info=not isinstance(error, RetryLater))
            self._look_again = self._clock() + AGAIN
            return
        if refused and delivery.schedule is not None:
            await self._store.schedules.note(delivery.channel, delivery.schedule, refused)
        await self._store.deliveries.discussed(delivery)

    async def _reject(self, delivery: Delivery, refusal: Rejected) -> None:
        news = await self._store.deliveries.reject(delivery, refusal.reason, refusal.detail)
        if news and outbox.for_good(refusal.reason):
            await self._refused(delivery.channel, refusal.reason)

    async def _put_back(self, delivery: Delivery, asked: float | None) -> None:
        again_at = self._clock() + outbox.pause(delivery.attempts, asked, self._rng)
        await self._store.deliveries.retry(delivery, again_at)

    async def _reconcile(self, delivery: Delivery) -> None:
        try:
            message = await self._found(delivery)
        except Rejected as refusal:
            await self._reject(delivery, refusal)
        except Exception:
            log.exception("channel not read", extra={"channel": delivery.channel.key, "delivery": delivery.id})
            self._look_again = self._clock() + AGAIN
        else:
            if message is None:
                await self._store.deliveries.retry(delivery, self._clock())
            else:
                await self._store.deliveries.sent(delivery, message)

    async def _found(self, delivery: Delivery) -> str | None:
        messenger = self._messengers[delivery.channel.platform]
        return await messenger.find(delivery.channel, delivery.key, outbox.posted_after(delivery))
