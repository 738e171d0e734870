"""Every sentence and label that people read and that is no error; those are in `bot.model.errors`."""

from collections.abc import Sequence

ABOUT = (
    "I brief the articles that you give me, and answer questions from them alone. "
    "Everything I say shows which article it comes from."
)
FAILED = (
    "Something went wrong on my side (reference {reference}). Try again; "
    "if it happens again, give this reference to the operator."
)

# Headings
BRIEFING_ACTORS = "Key actors"
BRIEFING_QUOTES = "In their words"
BRIEFING_TIMELINE = "Timeline"
ACTORS = "Key actors"
TIMELINE = "Timeline"
SOURCES = "Sources"
IN_ARTICLE = "{what} in “{title}”"
DIGEST = "Digest of {date}"
SCHEDULES = "Digests of this channel"
BREAKING = "Breaking news"
HELP = "What I can do"
STATUS = "How this channel is served"

# Articles
KNOWN = "This channel has this article already; here is its briefing."
COPY = "This is nearly the same as “{title}”{origin}, which this channel has already; here is its briefing."
UNTITLED = "Untitled article"
PASTED = "pasted text"
UPLOADED = "uploaded file"
NO_ACTORS = "No person or organisation acts in these articles."
NO_EVENTS = "These articles date nothing that happened or will happen."
MORE = "And {count} more."
MORE_SOURCES = "And {articles} added earlier."
SOURCES_HINT = "/sources and a number shows the sentences that the briefing of that article rests on."
NEWEST = "From the newest {newest} of {all}; a number, as /sources shows it, gives any other one."
UPCOMING = "upcoming"

# Answers
NOT_SAID = "The articles do not say."
NEAREST = "The nearest they come:"
SEARCHED = "Searched {articles}."
ANSWERED_FROM = "Engine: {engine}. Answered from {articles} alone."
BRIEFED_FROM = "Engine: {engine}. Everything above comes from {articles}."

# Digests
DIGEST_COVERS = "{articles} in {stories}{since}."
NOTHING_NEW = "Nothing new{since}."
SINCE = " since {when}"
BREAKING_COVERS = "{outlets} or more carry this within a day."
UPDATE = "Update of “{headline}”, {when}. New in it:"
CONTINUES = "Continues: {headline}, {when}. New since then:"
COMES_NEXT = "What comes next:"
MORE_STORIES = "Also new"
ALSO_IN = "also in {places}"
WHY_FEED = "from the feed {feeds}"
WHY_FEEDS = "from the feeds {feeds}"
WHY_ADDED = "added by {people}"
YOU = "you"
LEFT_OUT = "{stories} more did not fit; /sources shows what was added last."
OLDER = "{articles} added earlier did not fit."
DIGEST_ENGINES = "Engine: {engines}."
PREVIEW = "This is what would be posted now. Only you see it, and nothing is posted."
POSTING = "The digest is on its way into this channel."
POSTING_PARTS = "The digest is on its way into this channel, in {parts} messages."
NOTHING_TO_POST = "Nothing new was added since the last digest, so I posted nothing."
SCHEDULED = "Digest {id} is set: {rule}, {zone} time."
COVERS = "It covers {what}."
COVERS_ALL = "everything new here"
COVERS_FEED = "what the feed {feeds} brings"
COVERS_FEEDS = "what the feeds {feeds} bring"
COVERS_WITH = ", if it has {words}"
COVERS_WITHOUT = ", if it does not have {words}"
COVERS_BOTH = ", if it has {words} and not {others}"
WRITTEN_BY = "by {engine}"
WRITTEN_LENGTH = "as {length} briefings"
WRITTEN = "It is written {manner}."
PLACE = "{city}, {country} — {zone}"
PLACE_TAKEN = "The time zone is that of {place}."
NEXT_TIMES = "The next times:"
EMPTY_POSTED = "It is posted also when there is nothing new."
EMPTY_SKIPPED = "Nothing is posted when there is nothing new."
CATCH_UP = "If I am not running at that time, I catch up once, up to {hours} hours late."
PAUSED = "Digest {id} ({rule}, {zone} time) is paused. /digest resume {id} starts it again."
RESUMED = "Digest {id} is running again: {rule}, {zone} time. It comes next on {next}."
REMOVED = "Digest {id} ({rule}, {zone} time) is removed."
NO_SCHEDULES = "This channel has no scheduled digest. Set one with: {example}"
SCHEDULE_NEXT = "next on {next}"
SCHEDULE_PAUSED = "paused"
SCHEDULE_LAST = "last: {result}"
DELIVERY_SENT = "posted, due {when}"
DELIVERED = "delivered on {sent}"
DELIVERED_LATE = "delivered on {sent}; it was due {when} and came late {why}"
DELIVERY_WAITING = "on its way, due {when}"
DELIVERY_REJECTED = "not posted, due {when}: {why}"

BREAKING_ON = "From now on, a story that {outlets} or more carry within a day is posted here at once, and once."
BREAKING_OFF = "From now on, no story is posted here before its digest."

# Settings and status
ENGINE_CHOSEN = "From now on, {engine} writes the briefings and answers of this channel."
LENGTH_CHOSEN = "From now on, briefings here are {length}: at most {statements}."
LANGUAGE_CHOSEN = (
    "From now on, briefings, digests and answers here are in {language}, translated by the language model."
)
LANGUAGE_OWN = "From now on, briefings, digests and answers here are in the articles' own language."
INSTRUCTIONS_CHOSEN = "From now on, what is told here is chosen with this in mind: “{instructions}”."
INSTRUCTIONS_GONE = "From now on, nothing is chosen by instructions here."
INSTRUCTIONS_IDLE = "The engine of this channel, {engine}, takes no instructions; /settings engine chooses another one."
STATUS_ENGINE = "Engine here:"
STATUS_ENGINES = "Engines to choose from:"
STATUS_LENGTH = "Length of briefings:"
STATUS_LANGUAGE = "Language:"
STATUS_INSTRUCTIONS = "Chosen with this in mind:"
STATUS_BREAKING = "Breaking news:"
BREAKING_FROM = "from {outlets} within a day"
STATUS_MODEL = "Language model:"
STATUS_TODAY = "Tokens of this workspace today (UTC):"
STATUS_BUDGET = "{spent} of {limit}"
STATUS_ALL_SPENT = "{spent} of {limit}, so the local engine writes until midnight UTC"
NO_MODEL = "none; nothing leaves this machine"
STATUS_CALLS = "Calls to it since I started:"
STATUS_USED = "Tokens since I started:"
STATUS_TOKENS = "{sent} sent, {had} received"
STATUS_FAILURES = "Times it gave nothing usable:"
STATUS_REPLACED = "Texts that the local engine wrote instead:"
STATUS_COST = "Cost since I started:"

# Help
ASK_FREELY = "A question needs no command, and “and when?” goes on from your last question."
HELP_ADMIN = "needs {permission}"

# Buttons and windows
BUTTON_ACTORS = "Actors"
BUTTON_TIMELINE = "Timeline"
BUTTON_SOURCES = "Sources"
BUTTON_ASK = "Ask about this"
BRIEF_WINDOW = "Brief an article"
BRIEF_FIELD = "The article's text, or its link"
BRIEF_PLACEHOLDER = "Paste it here"
BRIEF_SUBMIT = "Brief"
FIELD_REST = "What did not fit above"
MENU_BRIEF = "Brief this"
ASK_WINDOW = "Ask about this article"
ASK_FIELD = "Your question"
ASK_PLACEHOLDER = "Who is meeting whom?"
ASK_SUBMIT = "Ask"

# Terminal
WELCOME = "Briefing bot. /help lists what I can do; Ctrl-D ends the chat."
WORKING = "Working on it…"
PASTE = "{label}. End with a line that holds a single dot, or with Ctrl-D."
GO_ON = "Go on with {commands}, or just ask."
ALSO = "also {names}"
NAMED = "named {times}"


def count(number: int, noun: str, plural: str | None = None) -> str:
    """A number and its noun: "1 article", "3 articles", "2 stories"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def listed(names: Sequence[str], word: str = "and") -> str:
    """Some names in a sentence: "Ada", "Ada and Ben", "Ada, Ben and Cleo"."""
    *others, last = names
    return f"{', '.join(others)} {word} {last}" if others else last
