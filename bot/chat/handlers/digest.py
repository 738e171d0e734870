"""/digest: what was added, now or at set times."""

from bot.chat import texts
from bot.chat.compose import digests
from bot.chat.compose.digests import Planned
from bot.chat.replies import Reply
from bot.chat.request import Request
from bot.desk.desk import Desk
from bot.model.delivery import Schedule

EXAMPLE = "/digest schedule 08:00 Europe/London weekdays"


async def schedule(desk: Desk, request: Request) -> Reply:
    """Set a digest; the zone may stand in the times or in its own option."""
    times = f"{request.text('times')} {request.text('zone')}".strip()
    added, place = await desk.schedule(request.channel, times, request.asker, request.flag("empty"))
    return digests.schedule_added(added, place, desk.next_times(added))


async def preview(desk: Desk, request: Request) -> Reply:
    """Show what would be posted."""
    return digests.preview(await desk.preview(request.channel))


async def now(desk: Desk, request: Request) -> Reply:
    """Post it now."""
    return digests.posting(await desk.digest_now(request.channel, request.asker))


async def list_(desk: Desk, request: Request) -> Reply:
    """The schedules, each with its next time and how its last delivery went."""
    planned = [await _planned(desk, request, row) for row in await desk.schedules(request.channel)]
    return digests.schedules(planned, EXAMPLE)


async def pause(desk: Desk, request: Request) -> Reply:
    """Stop a schedule without forgetting it."""
    return digests.schedule_changed(texts.PAUSED, await desk.pause(request.channel, _number(request)))


async def resume(desk: Desk, request: Request) -> Reply:
    """Start a paused schedule again."""
    resumed = await desk.resume(request.channel, _number(request))
    return digests.schedule_changed(texts.RESUMED, resumed, next(iter(desk.next_times(resumed, 1)), None))


async def remove(desk: Desk, request: Request) -> Reply:
    """Forget a schedule."""
    return digests.schedule_changed(texts.REMOVED, await desk.remove(request.channel, _number(request)))


async def _planned(desk: Desk, request: Request, row: Schedule) -> Planned:
    deliveries = await desk.deliveries(request.channel, row.id)
    return Planned(row, next(iter(desk.next_times(row, 1)), None), deliveries[0] if deliveries else None)


def _number(request: Request) -> int:
    return int(request.options["schedule"])
