"""THE command table. Every platform's commands, `/help` and docs/commands.md are made from it."""

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import process

from bot.chat import suggest, texts
from bot.chat.command import Choice, Command, Kind, Option, Permission
from bot.chat.compose import guide
from bot.chat.handlers import articles, ask, brief, digest, feed, settings, setup
from bot.chat.replies import Reply
from bot.chat.request import Request
from bot.desk.desk import Desk
from bot.model.errors import UnknownCommand

_ENGINE = Option(
    "engine", "Who writes the briefing; the usual engine if you leave it out", Kind.CHOICE, complete=suggest.engines
)
_LENGTH = Option("length", "How long the briefing is", Kind.CHOICE, complete=suggest.lengths)
_LANGUAGE = Option(
    "language", "The language to write in, for example German; needs a language model", complete=suggest.named_languages
)
_ARTICLE = Option("article", "The number of one article, as /sources shows it", Kind.INTEGER, complete=suggest.articles)
_SCHEDULE = Option(
    "schedule", "The number of the schedule, as /digest list shows it", Kind.INTEGER, complete=suggest.schedules
)
_THAT_SCHEDULE = replace(_SCHEDULE, help="The number of a schedule, to see its next digest")
_FEED = Option("feed", "The number of the feed, as /feed list shows it", Kind.INTEGER, complete=suggest.feeds)

GROUPS = {
    "feed": "The feeds that this channel follows",
    "digest": "A digest of what is new in this channel",
    "settings": "Choose how this channel is served",
}
"""What platforms show for the first word of two-word commands."""

FIRST = ("brief", "ask", "feed add", "digest schedule")
"""What a newcomer needs."""

_CLOSE = 70


async def _help(desk: Desk, request: Request) -> Reply:
    """All that the asker may do, or one command, or those that begin with one word. Raises UnknownCommand."""
    name = " ".join(request.text("command").removeprefix("/").lower().split())
    if not name:
        return guide.help_page(COMMANDS, FIRST, GROUPS, request.managers, manages=request.is_admin)
    if command := find(name):
        return guide.command_page(command, request.managers)
    if name in GROUPS:
        return guide.group_page(name, [command for command in COMMANDS if command.group == name])
    raise unknown(name)


async def _names(desk: Desk, request: Request, typed: str) -> Sequence[Choice]:
    """The commands that the asker may use."""
    return [
        Choice(f"/{command.name}", command.name)
        for command in COMMANDS
        if typed.strip().removeprefix("/").lower() in command.name
        and (request.is_admin or command.permission is Permission.EVERYONE)
    ]


COMMANDS: tuple[Command, ...] = (
    Command(
        "brief",
        "Brief an article: what happened, who acts, when, with sources",
        brief.brief,
        "/brief https://example.org/article",
        (
            Option("article", "A link, or the article's text; leave it out to paste into a window"),
            Option("file", "A text, Markdown, HTML, PDF, Word or e-mail file", Kind.FILE),
            _LENGTH,
            _LANGUAGE,
            _ENGINE,
        ),
        main="article",
        slow=True,
        prompt=brief.window,
    ),
    Command(
        "ask",
        "Ask a question; the answer comes from this channel's articles alone",
        ask.ask,
        "/ask who is she meeting?",
        (
            Option("question", "Your question, in your own words", required=True),
            Option(
                "story", "Only from one story: the number of an article in it", Kind.INTEGER, complete=suggest.stories
            ),
        ),
        main="question",
        slow=True,
        prompt=ask.window,
    ),
    Command(
        "actors",
        "Who acts in this channel's articles: roles, other names, what they said",
        articles.actors,
        "/actors",
        (_ARTICLE,),
        main="article",
        slow=True,
        aside=True,
    ),
    Command(
        "timeline",
        "What happened and what is coming, by date",
        articles.timeline,
        "/timeline",
        (_ARTICLE,),
        main="article",
        slow=True,
        aside=True,
    ),
    Command(
        "sources",
        "The articles of this channel, and the sentences that briefings rest on",
        articles.sources,
        "/sources",
        (_ARTICLE,),
        main="article",
        slow=True,
        aside=True,
    ),
    Command(
        "feed add",
        "Find the feed of a site and follow it: what it brings comes with the digests",
        feed.add,
        feed.ADD_EXAMPLE,
        (
            Option("link", "The site, or the feed itself; leave it out to fill in a window"),
            Option("follow", "Follow what is found at once", Kind.BOOLEAN),
        ),
        main="link",
        permission=Permission.MANAGE,
        private=True,
        posts=True,
        slow=True,
        prompt=feed.window,
    ),
    Command(
        "feed list",
        "Show the feeds that this channel follows, and how they are",
        feed.list_,
        "/feed list",
        private=True,
    ),
    Command(
        "feed check",
        "Say why a feed's entries, or one article, were delivered or not",
        feed.check,
        "/feed check 1",
        (Option("feed", "The number of the feed, or the article's link", complete=suggest.feeds_as_text),),
        main="feed",
        private=True,
        slow=True,
    ),
    Command(
        "feed filter",
        "Bring of a feed only what has some words, or has others not; everything if you give none",
        feed.filter_,
        feed.FILTER_EXAMPLE,
        (
            Option("words", "For example: include strike, budget; exclude football"),
            _FEED,
        ),
        main="words",
        permission=Permission.MANAGE,
        private=True,
        prompt=feed.filter_window,
    ),
    Command(
        "feed pause",
        "Bring nothing of a feed for now",
        feed.pause,
        "/feed pause 1",
        (_FEED,),
        main="feed",
        permission=Permission.MANAGE,
        private=True,
    ),
    Command(
        "feed resume",
        "Go on with a feed that is paused or was given up",
        feed.resume,
        "/feed resume 1",
        (_FEED,),
        main="feed",
        permission=Permission.MANAGE,
        private=True,
        posts=True,
    ),
    Command(
        "feed remove",
        "Follow a feed no more",
        feed.remove,
        "/feed remove 1",
        (_FEED,),
        main="feed",
        permission=Permission.MANAGE,
        private=True,
    ),
    Command(
        "feed import",
        "Follow the feeds of an OPML file",
        feed.import_,
        "/feed import feeds.opml",
        (Option("file", "The file, as feed readers export it", Kind.FILE),),
        main="file",
        permission=Permission.MANAGE,
        private=True,
        posts=True,
        slow=True,
    ),
    Command("feed export", "Give the feeds of this channel as an OPML file", feed.export, "/feed export", private=True),
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
            _LENGTH,
            _ENGINE,
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
        (_SCHEDULE,),
        main="schedule",
        permission=Permission.MANAGE,
        private=True,
    ),
    Command(
        "digest resume",
        "Start a paused schedule again",
        digest.resume,
        "/digest resume 1",
        (_SCHEDULE,),
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
        (_SCHEDULE,),
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
    Command(
        "settings engine",
        "Choose who writes this channel's briefings and answers",
        settings.engine,
        "/settings engine extractive",
        (Option("engine", "The name of the engine", Kind.CHOICE, complete=suggest.engines),),
        main="engine",
        permission=Permission.MANAGE,
        private=True,
    ),
    Command(
        "settings length",
        "Choose how long this channel's briefings are",
        settings.length,
        "/settings length short",
        (Option("length", "How long briefings are", Kind.CHOICE, complete=suggest.lengths),),
        main="length",
        permission=Permission.MANAGE,
        private=True,
    ),
    Command(
        "settings language",
        "Choose the language that I write in here",
        settings.language,
        "/settings language German",
        (
            Option(
                "language", "Its name, for example German; own for the articles' own", complete=suggest.own_languages
            ),
        ),
        main="language",
        permission=Permission.MANAGE,
        private=True,
    ),
    Command(
        "settings instructions",
        "Say what matters to this channel, so that a language model chooses by it",
        settings.instructions,
        "/settings instructions We follow trade and fishing quotas",
        (Option("instructions", "What matters to you, in your words; leave it out for a window"),),
        main="instructions",
        permission=Permission.MANAGE,
        private=True,
        prompt=settings.window,
    ),
    Command(
        "setup",
        "Check what I may do in each channel, and say what to do next",
        setup.setup,
        "/setup",
        permission=Permission.MANAGE,
        private=True,
    ),
    Command(
        "status",
        "Which engine works here, and what the language model has done",
        settings.status,
        "/status",
        private=True,
    ),
    Command(
        "help",
        "What you can do here, or how to use one command",
        _help,
        "/help digest schedule",
        (Option("command", "The name of one command, for example: digest schedule", complete=_names),),
        main="command",
        private=True,
    ),
)


def find(name: str) -> Command | None:
    """The command with that name."""
    return next((command for command in COMMANDS if command.name == name), None)


def unknown(name: str) -> UnknownCommand:
    """The error for a name that no command has, with the closest one that there is."""
    found = process.extractOne(name.lower(), [command.name for command in COMMANDS], score_cutoff=_CLOSE)
    return UnknownCommand(name=name, hint=texts.DID_YOU_MEAN.format(command=found[0]) if found else "")
