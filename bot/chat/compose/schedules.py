"""Replies about when digests come and how they went."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.chat import dates, texts
from bot.chat.replies import Bullets, Footer, Heading, Item, Notice, Reply, Text, Tone
from bot.digest import outbox
from bot.digest.times import shown
from bot.digest.zones import Place
from bot.model.delivery import Delivery, DeliveryState, Edition, Schedule

CATCH_UP = texts.CATCH_UP.format(hours=int(outbox.GRACE.total_seconds() // 3600))


@dataclass(frozen=True, slots=True)
class Planned:
    """A schedule with its next time, in its own zone, and its last delivery."""

    schedule: Schedule
    next: datetime | None = None
    last: Delivery | None = None


def place(found: Place) -> str:
    """A place such as "Portland, United States — America/Los_Angeles", or the zone alone if that tells."""
    return texts.PLACE.format(city=found.city, country=found.country, zone=found.zone) if found.city else found.zone


def schedule_added(schedule: Schedule, found: Place, next_times: Sequence[datetime], feeds: Mapping[int, str]) -> Reply:
    """That a schedule is set, for which place if it was found by a city, what it covers, and when it comes next."""
    said = texts.SCHEDULED.format(id=schedule.id, rule=shown(schedule.rule), zone=schedule.zone)
    return Reply(
        (
            Notice(said, Tone.DONE),
            *([Text(texts.PLACE_TAKEN.format(place=place(found)))] if found.city else []),
            Text(" ".join((texts.COVERS.format(what=covered(schedule.edition, feeds)), *_written(schedule.edition)))),
            Text(texts.NEXT_TIMES),
            Bullets(tuple(Item(dates.moment(time)) for time in next_times)),
            Footer(f"{texts.EMPTY_POSTED if schedule.post_empty else texts.EMPTY_SKIPPED} {CATCH_UP}"),
        )
    )


def schedule_changed(text: str, schedule: Schedule, next_time: datetime | None = None) -> Reply:
    """That a schedule was paused, resumed or removed; `text` is the sentence of `texts` that says so."""
    next_ = dates.moment(next_time) if next_time else ""
    said = text.format(id=schedule.id, rule=shown(schedule.rule), zone=schedule.zone, next=next_)
    return Reply((Notice(said, Tone.DONE),))


def breaking_chosen(outlets: int) -> Reply:
    """From how many outlets on a story is posted at once; 0 is never."""
    count = texts.count(outlets, "outlet")
    return Reply((Notice(texts.BREAKING_ON.format(outlets=count) if outlets else texts.BREAKING_OFF, Tone.DONE),))


def covered(edition: Edition, feeds: Mapping[int, str]) -> str:
    """What a digest covers, in words; `feeds` are their names by number."""
    names = [f"{feeds[number]} ({number})" if number in feeds else str(number) for number in edition.feeds]
    template = texts.COVERS_FEED if len(names) == 1 else texts.COVERS_FEEDS
    what = template.format(feeds=texts.listed(names)) if names else texts.COVERS_ALL
    words, others = (
        texts.listed([f"“{word}”" for word in some], "or") if some else ""
        for some in (edition.topics.include, edition.topics.exclude)
    )
    if words and others:
        return what + texts.COVERS_BOTH.format(words=words, others=others)
    if words:
        return what + texts.COVERS_WITH.format(words=words)
    return what + (texts.COVERS_WITHOUT.format(words=others) if others else "")


def schedules(planned: Sequence[Planned], example: str, feeds: Mapping[int, str]) -> Reply:
    """The schedules of a channel, or how to set one."""
    if not planned:
        return Reply((Notice(texts.NO_SCHEDULES.format(example=example)),), private=True)
    items = tuple(Item(_state(row, feeds), f"{row.schedule.id}") for row in planned)
    return Reply((Heading(texts.SCHEDULES), Bullets(items)), private=True)


def _written(edition: Edition) -> list[str]:
    """How it is written, where that is not as the channel wants it."""
    manner = [
        *([texts.WRITTEN_LENGTH.format(length=edition.length)] if edition.length else []),
        *([texts.WRITTEN_BY.format(engine=edition.engine)] if edition.engine else []),
        *([texts.WITH_PICTURE] if edition.picture else []),
    ]
    return [texts.WRITTEN.format(manner=" ".join(manner))] if manner else []


def _state(row: Planned, feeds: Mapping[int, str]) -> str:
    schedule = row.schedule
    parts = [f"{shown(schedule.rule)}, {schedule.zone} time"]
    if not schedule.edition.whole:
        parts.append(covered(schedule.edition, feeds))
    if schedule.paused:
        parts.append(texts.SCHEDULE_PAUSED)
    elif schedule.held:
        parts.append(texts.SCHEDULE_HELD.format(why=outbox.what_to_do(schedule.held)))
    elif row.next:
        parts.append(texts.SCHEDULE_NEXT.format(next=dates.moment(row.next)))
    result = _result(row)
    if result:
        parts.append(texts.SCHEDULE_LAST.format(result=result))
    return " · ".join(parts)


def _result(row: Planned) -> str:
    """How the last due time ended; a note is about a time when there was no delivery."""
    last = row.last
    if row.schedule.note or last is None:
        return row.schedule.note
    zone = ZoneInfo(row.schedule.zone)
    when = dates.moment(last.due_at.astimezone(zone))
    if last.state is DeliveryState.SENT:
        return _arrived(last, when, zone)
    if last.state is DeliveryState.REJECTED and last.reason is not None:
        return texts.DELIVERY_REJECTED.format(when=when, why=outbox.what_to_do(last.reason))
    return texts.DELIVERY_WAITING.format(when=when)


def _arrived(last: Delivery, when: str, zone: ZoneInfo) -> str:
    if last.sent_at is None:
        return texts.DELIVERY_SENT.format(when=when)
    sent, why = dates.moment(last.sent_at.astimezone(zone)), outbox.why_late(last)
    return texts.DELIVERED_LATE.format(sent=sent, when=when, why=why) if why else texts.DELIVERED.format(sent=sent)
