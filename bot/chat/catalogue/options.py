"""Options that several commands have."""

from bot.chat import suggest
from bot.chat.command import Kind, Option

ENGINE = Option(
    "engine", "Who writes the briefing; the usual engine if you leave it out", Kind.CHOICE, complete=suggest.engines
)
LENGTH = Option("length", "How long the briefing is", Kind.CHOICE, complete=suggest.lengths)
LANGUAGE = Option(
    "language", "The language to write in, for example German; needs a language model", complete=suggest.named_languages
)
ARTICLE = Option("article", "The number of one article, as /sources shows it", Kind.INTEGER, complete=suggest.articles)
SCHEDULE = Option(
    "schedule", "The number of the schedule, as /digest list shows it", Kind.INTEGER, complete=suggest.schedules
)
FEED = Option("feed", "The number of the feed, as /feed list shows it", Kind.INTEGER, complete=suggest.feeds)
