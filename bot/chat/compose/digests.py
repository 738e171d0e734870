"""Digests, and replies about schedules."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.chat import dates, texts
from bot.chat.compose.articles import actor_items
from bot.chat.compose.references import TITLE, Numbered, References, source
from bot.chat.replies import Actors, Bullets, Footer, Heading, Item, Notice, Part, Reply, Sources, Text, Tone
from bot.chat.safe import shorten
from bot.desk.digests import BEGINNING
from bot.digest import outbox
from bot.digest.times import shown
from bot.digest.zones import Place
from bot.model.briefing import Digest, Story
from bot.model.delivery import Delivery, DeliveryState, Schedule

STORY_ACTORS = 3
CATCH_UP = texts.CATCH_UP.format(hours=int(outbox.GRACE.total_seconds() // 3600))


@dataclass(frozen=True, slots=True)
class Planned:
    """A schedule with its next time, in its own zone, and its last delivery."""

    schedule: Schedule
    next: datetime | None = None
    last: Delivery | None = None


def digest(made: Digest) -> Reply:
    """A digest as it is posted: each story with its bullets, actors and articles, numbered through."""
    parts: list[Part] = [Heading(made.title or texts.DIGEST.format(date=dates.day(made.until)))]
    since = "" if made.since == BEGINNING else texts.SINCE.format(when=dates.moment(made.since))
    if not made.stories:
        return Reply((*parts, Text(texts.NOTHING_NEW.format(since=since))))
    articles = sum(len(story.articles) for story in made.stories)
    parts.append(
        Text(
            texts.DIGEST_COVERS.format(
                articles=texts.count(articles, "article"),
                stories=texts.count(len(made.stories), "story", "stories"),
                since=since,
            )
        )
    )
    rows = list(_numbered(made.stories, bool(made.lead)))
    if made.lead:
        cited = References(row for story in rows for row in story)
        parts += [Text(sentence.text, marks=cited.marks(sentence.citations)) for sentence in made.lead]
    for story, own in zip(made.stories, rows, strict=True):
        parts += _story(story, own)
    if made.left_out:
        parts.append(Text(texts.LEFT_OUT.format(stories=texts.count(made.left_out, "story", "stories"))))
    if made.older:
        parts.append(Text(texts.OLDER.format(articles=texts.count(made.older, "article"))))
    engines = ", ".join(dict.fromkeys(story.briefing.engine for story in made.stories))
    parts.append(Footer(texts.DIGEST_ENGINES.format(engines=engines)))
    return Reply(tuple(parts))


def preview(made: Digest) -> Reply:
    """A digest that is not posted."""
    return Reply((Notice(texts.PREVIEW), *digest(made).parts), private=True)


def posting(messages: int) -> Reply:
    """That a digest is on its way, in that many messages; 0 when there was nothing to post."""
    if not messages:
        return Reply((Notice(texts.NOTHING_TO_POST),), private=True)
    text = texts.POSTING if messages == 1 else texts.POSTING_PARTS.format(parts=messages)
    return Reply((Notice(text, Tone.DONE),), private=True)


def place(found: Place) -> str:
    """A place such as "Portland, United States — America/Los_Angeles", or the zone alone if that tells."""
    return texts.PLACE.format(city=found.city, country=found.country, zone=found.zone) if found.city else found.zone


def schedule_added(schedule: Schedule, found: Place, next_times: Sequence[datetime]) -> Reply:
    """That a schedule is set, for which place if it was found by a city, and when it comes next."""
    said = texts.SCHEDULED.format(id=schedule.id, rule=shown(schedule.rule), zone=schedule.zone)
    return Reply(
        (
            Notice(said, Tone.DONE),
            *([Text(texts.PLACE_TAKEN.format(place=place(found)))] if found.city else []),
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


def schedules(planned: Sequence[Planned], example: str) -> Reply:
    """The schedules of a channel, or how to set one."""
    if not planned:
        return Reply((Notice(texts.NO_SCHEDULES.format(example=example)),), private=True)
    items = tuple(Item(_state(row), f"{row.schedule.id}") for row in planned)
    return Reply((Heading(texts.SCHEDULES), Bullets(items)), private=True)


def _numbered(stories: Sequence[Story], lead: bool = False) -> Iterator[list[Numbered]]:
    """The articles of each story, numbered through; a story's only article has a number where a lead may cite it."""
    first = 1
    for story in stories:
        clear = len(story.articles) == 1 and not lead
        yield [Numbered(None if clear else first + place, article) for place, article in enumerate(story.articles)]
        first += len(story.articles)


def _story(story: Story, rows: Sequence[Numbered]) -> list[Part]:
    cited = References(rows)
    made = story.briefing
    headline = made.headline.text if len(rows) == 1 else None
    parts: list[Part] = [Heading(shorten(made.headline.text, TITLE), 3)]
    if story.why:
        parts.append(Text(story.why))
    parts.append(Bullets(tuple(Item(bullet.text, marks=cited.marks(bullet.citations)) for bullet in made.bullets)))
    if made.actors:
        parts.append(Actors(actor_items(made.actors[:STORY_ACTORS], cited, quotes=0)))
    parts.append(Sources(tuple(source(row.article, row.number, headline=headline) for row in rows)))
    return parts


def _state(row: Planned) -> str:
    schedule = row.schedule
    parts = [f"{shown(schedule.rule)}, {schedule.zone} time"]
    if schedule.paused:
        parts.append(texts.SCHEDULE_PAUSED)
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
    when = dates.moment(last.due_at.astimezone(ZoneInfo(row.schedule.zone)))
    if last.state is DeliveryState.SENT:
        return texts.DELIVERY_SENT.format(when=when)
    if last.state is DeliveryState.REJECTED and last.reason is not None:
        return texts.DELIVERY_REJECTED.format(when=when, why=outbox.what_to_do(last.reason))
    return texts.DELIVERY_WAITING.format(when=when)
