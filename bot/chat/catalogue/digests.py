"""Rows about digests and their schedules."""

from dataclasses import replace

from bot.chat import suggest
from bot.chat.catalogue.options import ENGINE, LENGTH, SCHEDULE
from bot.chat.command import Command, Kind, Option, Permission
from bot.chat.handlers import digest

_THAT_SCHEDULE = replace(SCHEDULE, help="The number of a schedule, to see its next digest")

ROWS: tuple[Command, ...] = (
    Command(
        "digest schedule",
        "Post a digest of new articles here at set times",
        digest.schedule,
        digest.EXAMPLE,
        (
            Option("times", "When, for example: 08:00 weekdays; leave all out for a window", complete=suggest.times),
            Option("zone", "The time zone or a city, for example Europe/London", complete=suggest.zones),
            Option(
                "feeds",
                "Only these feeds, by their numbers in /feed list, for example: 1, 3",
                complete=suggest.several_feeds,
            ),
            Option("topics", "Only articles with these words, for example: strike, budget; exclude football"),
            LENGTH,
            ENGINE,
            Option("picture", "Draw the timeline of the first story", Kind.BOOLEAN),
            Option("thread", "Open a thread under it to discuss it; on Slack each message has one", Kind.BOOLEAN),
            Option("empty", "Post also when there is nothing new", Kind.BOOLEAN),
        ),
        main="times",
        permission=Permission.MANAGE,
        private=True,
        posts=True,
        prompt=digest.window,
    ),
    Command(
        "digest preview",
        "Show the digest that would be posted now, to you alone",
        digest.preview,
        "/digest preview",
        (_THAT_SCHEDULE,),
        main="schedule",
        private=True,
        slow=True,
    ),
    Command(
        "digest now",
        "Post the digest here now",
        digest.now,
        "/digest now",
        permission=Permission.MANAGE,
        posts=True,
        private=True,
        slow=True,
    ),
    Command(
        "digest list",
        "Show this channel's schedules and how their last digests went",
        digest.list_,
        "/digest list",
        private=True,
    ),
    Command(
        "digest pause",
        "Stop a schedule without forgetting it",
        digest.pause,
        "/digest pause 1",
        (SCHEDULE,),
        main="schedule",
        permission=Permission.MANAGE,
        private=True,
    ),
    Command(
        "digest resume",
        "Start a paused schedule again",
        digest.resume,
        "/digest resume 1",
        (SCHEDULE,),
        main="schedule",
        permission=Permission.MANAGE,
        private=True,
        posts=True,
    ),
    Command(
        "digest remove",
        "Forget a schedule",
        digest.remove,
        "/digest remove 1",
        (SCHEDULE,),
        main="schedule",
        permission=Permission.MANAGE,
        private=True,
    ),
    Command(
        "digest breaking",
        "Post a story at once when many outlets carry it within a day",
        digest.breaking,
        "/digest breaking 3",
        (Option("outlets", "How many outlets; leave it out for no breaking news", Kind.INTEGER),),
        main="outlets",
        permission=Permission.MANAGE,
        private=True,
        posts=True,
        slow=True,
    ),
)
