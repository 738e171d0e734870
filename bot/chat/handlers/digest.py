"""/digest: what was added, now or at set times."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace

from bot.chat import texts
from bot.chat.actions import Action
from bot.chat.charts import timeline_picture
from bot.chat.compose import choices, digests, schedules
from bot.chat.compose.schedules import Planned
from bot.chat.handlers import choosing
from bot.chat.handlers.settings import wanted_length
from bot.chat.replies import Drawing, Field, MenuItem, Part, Prompt, Reply
from bot.chat.request import Request
from bot.chat.safe import shorten
from bot.desk.desk import Desk
from bot.feeds import filters
from bot.model.delivery import Edition, Schedule
from bot.model.errors import UnclearFeeds, WrongUsage
from bot.model.preferences import Length

EXAMPLE = "/digest schedule 08:00 Europe/London weekdays"
TYPED = 60
"""Characters of what was typed that an error repeats."""

_NUMBER = re.compile(r"#?([0-9]{1,9})")
_FIELDS = (
    Field("times", texts.DIGEST_TIMES, texts.DIGEST_TIMES_HINT),
    Field("zone", texts.DIGEST_ZONE, texts.DIGEST_ZONE_HINT, required=False),
    Field("topics", texts.DIGEST_TOPICS, texts.DIGEST_TOPICS_HINT, required=False),
    Field(
        "length",
        texts.DIGEST_LENGTH,
        texts.DIGEST_LENGTH_HINT,
        required=False,
        choices=tuple(MenuItem(length.capitalize(), length) for length in Length),
    ),
    Field(
        "empty",
        texts.DIGEST_EMPTY,
        required=False,
        choices=(MenuItem(texts.DIGEST_EMPTY_NO, "no"), MenuItem(texts.DIGEST_EMPTY_YES, "yes")),
        value="no",
    ),
)


async def schedule(desk: Desk, request: Request) -> Reply:
    """Set a digest; the zone may stand in the times or in its own option."""
    if not request.text("times"):
        raise WrongUsage(usage=EXAMPLE)
    times = f"{request.text('times')} {request.text('zone')}".strip()
    edition = Edition(
        _feeds(request.text("feeds")),
        filters.parse(request.text("topics"), unsaid="include"),
        wanted_length(request),
        request.text("engine") or None,
        request.flag("picture"),
        request.flag("thread"),
    )
    added, place = await desk.schedules.add(request.channel, times, request.asker, request.flag("empty"), edition)
    feeds = await desk.feeds.names(request.channel)
    return schedules.schedule_added(added, place, desk.schedules.next_times(added), feeds, request.locale)


def window(request: Request) -> Prompt | None:
    """A window for what matters most, when nothing was given."""
    if request.options:
        return None
    return Prompt(texts.DIGEST_WINDOW, str(Action("digest schedule")), _FIELDS, texts.DIGEST_SUBMIT)


async def preview(desk: Desk, request: Request) -> Reply:
    """Show what would be posted, now or by a schedule."""
    made = await desk.preview(request.channel, request.number("schedule"))
    reply = digests.preview(made, await desk.feeds.names(request.channel), request.asker)
    return replace(reply, parts=tuple([part async for part in _drawn(desk, request, reply)]))


async def _drawn(desk: Desk, request: Request, reply: Reply) -> AsyncIterator[Part]:
    """The reply's parts with each drawing made, where pictures can be shown."""
    for part in reply.parts:
        if not isinstance(part, Drawing):
            yield part
        elif request.pictures and (picture := await desk.draw(timeline_picture, part.events, part.locale)):
            yield picture


async def now(desk: Desk, request: Request) -> Reply:
    """Post it now."""
    return digests.posting(await desk.digest_now(request.channel, request.asker))


async def list_(desk: Desk, request: Request) -> Reply:
    """The schedules, each with its next time and how its last delivery went."""
    planned = [await _planned(desk, request, row) for row in await desk.schedules.of_channel(request.channel)]
    feeds = await desk.feeds.names(request.channel)
    return schedules.schedules(planned, EXAMPLE, feeds, request.locale, manages=request.is_admin)


async def pause(desk: Desk, request: Request) -> Reply:
    """Stop a schedule without forgetting it."""

    async def act(number: int) -> Reply:
        paused = await desk.schedules.pause(request.channel, number)
        return schedules.schedule_changed(texts.PAUSED, paused, request.locale)

    return await _to_one(desk, request, act, lambda row: not row.paused)


async def resume(desk: Desk, request: Request) -> Reply:
    """Start a paused schedule again."""

    async def act(number: int) -> Reply:
        resumed = await desk.schedules.resume(request.channel, number)
        next_time = next(iter(desk.schedules.next_times(resumed, 1)), None)
        return schedules.schedule_changed(texts.RESUMED, resumed, request.locale, next_time)

    return await _to_one(desk, request, act, lambda row: row.paused)


async def remove(desk: Desk, request: Request) -> Reply:
    """Forget a schedule."""

    async def act(number: int) -> Reply:
        return schedules.schedule_changed(
            texts.REMOVED, await desk.schedules.remove(request.channel, number), request.locale
        )

    return await _to_one(desk, request, act, lambda row: True)


async def _to_one(
    desk: Desk, request: Request, act: Callable[[int], Awaitable[Reply]], fits: Callable[[Schedule], bool]
) -> Reply:
    """Do something to the schedule that is meant; the menu for it holds those that it does something to."""
    number = choosing.number(request, "schedule")
    if number is not None:
        return await act(number)
    rows = choosing.preferred(await desk.schedules.of_channel(request.channel), fits)
    if not rows:
        return schedules.schedules([], EXAMPLE, {}, request.locale)
    return await choosing.one_of(request, "schedule", choices.schedules(rows), act)


async def breaking(desk: Desk, request: Request) -> Reply:
    """Choose from how many outlets on a story is posted at once, or that none is."""
    outlets = request.number("outlets") or 0
    await desk.choose_breaking(request.channel, outlets)
    return schedules.breaking_chosen(outlets)


async def _planned(desk: Desk, request: Request, row: Schedule) -> Planned:
    deliveries = await desk.schedules.deliveries(request.channel, row.id)
    return Planned(row, next(iter(desk.schedules.next_times(row, 1)), None), deliveries[0] if deliveries else None)


def _feeds(typed: str) -> tuple[int, ...]:
    """The numbers in a text such as "1, 3 and 4", in order. Raises UnclearFeeds."""
    found = [_NUMBER.fullmatch(word) for word in re.split(r"[\s,;&]+|\band\b", typed) if word]
    if not all(found):
        raise UnclearFeeds(typed=shorten(typed, TYPED))
    return tuple(sorted({int(match[1]) for match in found if match}))
