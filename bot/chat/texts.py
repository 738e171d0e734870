"""Sentences and labels that people read.

Errors are in `bot.model.errors`; what Slack or the terminal alone says is in the `sentences` of their folders.
"""

from collections.abc import Sequence

NAME = "Briefing Bot"
ABOUT = (
    "I brief the articles that you give me, and answer questions from them alone. "
    "Everything I say shows which article it comes from."
)
FAILED = (
    "Something went wrong on my side (reference {reference}). Try again; "
    "if it happens again, give this reference to the operator."
)

GREETING = "Here to brief the news"
BEGIN = (
    "Begin with one of these; what you set counts for the channel you set it in. "
    "/help lists all I can do, /setup says what I may do where."
)

# Headings
BRIEFING_ACTORS = "Key actors"
BRIEFING_QUOTES = "In their words"
BRIEFING_TIMELINE = "Timeline"
ACTORS = "Key actors"
TIMELINE = "Timeline"
CONNECTIONS = "Named together"
SOURCES = "Sources"
IN_ARTICLE = "{what} in “{title}”"
DIGEST = "Digest of {date}"
SCHEDULES = "Digests of this channel"
BREAKING = "Breaking news"
HELP = "What I can do"
STATUS = "How this channel is served"

# Articles
PARTLY_READ = (
    "This article is in {language}: I brief it and search it, but I find who is in it, who says what and when only in "
    "English articles."
)
KNOWN = "This channel has this article already; here is its briefing."
COPY = "This is nearly the same as “{title}”{origin}, which this channel has already; here is its briefing."
UNTITLED = "Untitled article"
PASTED = "pasted text"
UPLOADED = "uploaded file"
NO_ACTORS = "No person or organisation acts in these articles."
NO_EVENTS = "These articles date nothing that happened or will happen."
PAIR = "{one} and {other}"
IN_SENTENCES = "in {sentences}"
MORE = "And {count} more."
MORE_SOURCES = "And {articles} added earlier."
SOURCES_HINT = "/sources and a number shows the sentences that the briefing of that article rests on."
SOURCES_MENU = "See what the briefing of one rests on"
NEWEST = "From the newest {newest} of {all}; a number, as /sources shows it, gives any other one."
UPCOMING = "upcoming"

# Pictures
TIMELINE_PICTURE = "A timeline of {events}, {upcoming} of them upcoming:"
EARLIER = "{events} not shown."
ACTORS_PICTURE = "A map of who is named together with whom:"
PERSON = "person"
ORGANISATION = "organisation"
LINES = "named in the same sentence; thicker: in more of them"

# Answers
NOT_SAID = "The articles do not say."
NEAREST = "The nearest they come:"
NOT_FOUND = "I found no answer."
ANSWERED_IN_ENGLISH = (
    "I search articles in {languages}, but I find answers only in English articles. The nearest sentences:"
)
ASKED_IN = (
    "Your question is in {language}: I understand only English questions, and find answers only in English articles."
)
NEAREST_SENTENCES = "The nearest sentences:"
SEARCHED = "Searched {articles}."
ANSWERED_FROM = "Engine: {engine}. Answered from {articles} alone."
BRIEFED_FROM = "Engine: {engine}. Everything above comes from {articles}."

# Digests
DIGEST_THREAD = "Digest of {date}"
DIGEST_COVERS = "{articles} in {stories}{since}."
NOTHING_NEW = "Nothing new{since}."
SINCE = " since {when}"
BREAKING_COVERS = "{outlets} or more carry this within a day."
UPDATE = "Update of “{headline}”, {when}. New in it:"
CONTINUES = "Continues: {headline}, {when}. New since then:"
COMES_NEXT = "What comes next:"
DIFFER = "The articles differ:"
CHANGED = "Changed since an earlier article:"
MORE_STORIES = "Also new"
ALSO_IN = "also in {places}"
WHY_FEED = "from the feed {feeds}"
WHY_FEEDS = "from the feeds {feeds}"
WHY_ADDED = "added by {people}"
YOU = "you"
LEFT_OUT = "{stories} more did not fit; /sources shows what was added last."
OLDER = "{articles} added earlier did not fit."
DIGEST_ENGINES = "Engine: {engines}."
PREVIEW = "This is what would be posted now. Nothing is posted yet."
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
EXTRAS = "It comes with {extras}."
EXTRA_PICTURE = "a picture of the first story's timeline"
EXTRA_THREAD = "a thread to discuss it in"
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
SCHEDULE_HELD = "paused until it can be posted again: {why}"
SCHEDULE_LAST = "last: {result}"
DELIVERY_SENT = "posted, due {when}"
DELIVERED = "delivered on {sent}"
DELIVERED_LATE = "delivered on {sent}; it was due {when} and came late {why}"
DELIVERY_WAITING = "on its way, due {when}"
DELIVERY_REJECTED = "not posted, due {when}: {why}"

BREAKING_ON = "From now on, a story that {outlets} or more carry within a day is posted here at once, and once."
BREAKING_OFF = "From now on, no story is posted here before its digest."

# Feeds
FEEDS = "Feeds of this channel"
FEEDS_HINT = "/feed check and a number says what became of a feed's newest entries, and why."
FEED_NEWEST = "Its newest entries:"
FEED_EMPTY = "It has no entries just now."
FEED_OTHERS = "Or follow another one that the page names"
FEED_CONFIRM = "Is this the one? Press the button, or type /feed add {url} --follow"
FEED_KNOWN = "This channel follows it already."
FEED_FOLLOWED = "This channel follows feed {number}, {title}, from now on."
FEED_NO_FLOOD = "Nothing older than this moment is brought; what is new comes with the next digest."
FEED_PAUSED = "Feed {number}, {title}, is paused. /feed resume {number} goes on with it."
FEED_RESUMED = "Feed {number}, {title}, goes on. What came meanwhile is not brought."
FEED_REMOVED = "Feed {number}, {title}, is removed. The articles that it brought stay."
FEED_FILTERED = "Of feed {number}, {title}, only this is brought: {filters}."
FEED_UNFILTERED = "Of feed {number}, {title}, everything is brought."
FEED_IS_PAUSED = "paused here"
FEED_GAVE_UP = "given up: {problem}; /feed resume tries it again"
FEED_FAILS = "failing since {since}: {problem}"
FEED_NEXT = "next read on {when}"
FEED_SINCE = "This channel follows it since {when}."
FEED_UNDATED = "without a date"
FEEDS_IMPORTED = "{feeds} added; {known} of the list were followed already."
FEEDS_REFUSED = "{feeds} could not be added:"
FEEDS_EXPORTED = "The feeds of this channel, for any feed reader."
NO_FEEDS = "This channel follows no feeds. Add one with: /feed add https://example.org"

# Set-up
SETUP = "What I may do here"
SETUP_WELL = "I have every permission that I need in {channels}."
SETUP_MISSING = "Something is missing in {some} of {channels}."
SETUP_GIVE = "Whoever manages a channel can give me permissions in its settings."
SETUP_INVITE = "Type /invite and my name in a channel that I am not in."
SETUP_WHY = "What each is for"
SETUP_USED = "What is set up"
SETUP_UNUSED = "Nothing yet."
SETUP_NEXT = "What to do next"
BEGIN_HERE = "Each of these counts for the channel that you press it in; /help lists all I can do."
NEEDED = "to post digests"
NEEDED_FOR = {
    "View Channel": "to see the channel; what else is missing there shows once I do",
    "Send Messages": "to post digests",
    "Send Messages in Threads": "to post digests in threads and in posts of forums",
    "Attach Files": "to show pictures and to give lists of feeds as files",
    "Read Message History": "to see after a crash which digests have arrived, so that none comes twice",
    "Create Public Threads": "to open a thread under a digest to discuss it in",
}
"""What a permission is for, by the name that people see; without one that is given in settings, somebody invites me."""

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
ENGINE_NOW = "{engine} writes the briefings and answers of this channel."
ENGINE_ONLY = "No other one is installed."
LENGTH_NOW = "Briefings here are {length}: at most {statements}."
LANGUAGE_NOW = "Briefings, digests and answers here are in {language}."
LANGUAGE_NONE = "the articles' own language"
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

# Discord
FOR_WHOM = "For {name}, who asked some time ago:"

# Help
ASK_FREELY = "A question needs no command, and “and when?” goes on from your last question."
HELP_MORE = "Look closer"
HELP_HINT = "/help and the name of a command shows its options."
HELP_MANAGERS = "Feeds, digests and settings are chosen by {managers}."
HELP_EXAMPLE = "For example: {example}"
HELP_REQUIRED = "required"
HELP_EVERYONE = "Everyone may use it"
HELP_SOME = "Only {managers} may use it"
HELP_ASIDE = "the asker alone sees the reply"
HELP_OPEN = "the channel sees the reply"

# Buttons and windows
BUTTON_FEED = "Add a feed"
BUTTON_DIGEST = "Set a digest"
BUTTON_TRY = "Try it on a link"
BUTTON_FOLLOW = "Follow this feed"
BUTTON_PAUSE = "Pause"
BUTTON_RESUME = "Resume"
BUTTON_CHECK = "Check"
BUTTON_FILTER = "Change the words"
BUTTON_ACTORS = "Actors"
BUTTON_TIMELINE = "Timeline"
BUTTON_SOURCES = "Sources"
BUTTON_ASK = "Ask about this"
BUTTON_ASK_STORY = "Ask"
ASIDE = "The answer is for the asker alone."
PAGE_OF = "{number} of {count}"
PAGE_EARLIER = "Earlier"
PAGE_NEXT = "Next"
BRIEF_WINDOW = "Brief an article"
BRIEF_FIELD = "The article's text, or its link"
BRIEF_PLACEHOLDER = "Paste it here"
BRIEF_SUBMIT = "Brief"
FILTER_WINDOW = "What this feed brings"
FILTER_FIELD = "Words; leave it empty for everything"
FILTER_PLACEHOLDER = "include strike, budget; exclude football"
FILTER_SUBMIT = "Choose"
INSTRUCTIONS_WINDOW = "What matters here"
INSTRUCTIONS_FIELD = "In your words; leave it empty to forget it"
INSTRUCTIONS_PLACEHOLDER = "We follow trade and fishing quotas"
INSTRUCTIONS_SUBMIT = "Keep"
WHICH_ONE = "Which one?"
CHOOSE_HINT = "Choose one"
DID_YOU_MEAN = " (did you mean /{command}?)"
CHOOSE_ANOTHER = "These are the first {most}; type any other one after /{command}."
FIELD_REST = "What did not fit above"
FEED_WINDOW = "Add a feed"
FEED_FIELD = "The site, or the feed itself"
FEED_PLACEHOLDER = "https://example.org"
FEED_SUBMIT = "Find"
DIGEST_WINDOW = "Set a digest"
DIGEST_TIMES = "When"
DIGEST_TIMES_HINT = "08:00 weekdays, every 4 hours, first Monday of the month 9:00"
DIGEST_ZONE = "Time zone or city"
DIGEST_ZONE_HINT = "Europe/London; UTC if you leave it out"
DIGEST_TOPICS = "Only with these words"
DIGEST_TOPICS_HINT = "strike, budget; exclude football"
DIGEST_LENGTH = "Length of its briefings"
DIGEST_LENGTH_HINT = "As usual in this channel"
DIGEST_EMPTY = "When there is nothing new"
DIGEST_EMPTY_NO = "Post nothing"
DIGEST_EMPTY_YES = "Post that there is nothing new"
DIGEST_SUBMIT = "Set"
MENU_BRIEF = "Brief this"
MENU_BRIEF_HELP = "Say what happened, who acts and when, with sources"
MENU_LEFT = "I brief {most} links or files of a message at once. Give me the {left} with /brief."
ASK_WINDOW = "Ask about this"
ASK_FIELD = "Your question"
ASK_PLACEHOLDER = "Who is meeting whom?"
ASK_SUBMIT = "Ask"

# Everywhere
WORKING = "Working on it…"
ALSO = "also {names}"


def count(number: int, noun: str, plural: str | None = None) -> str:
    """A number and its noun: "1 article", "3 articles", "2 stories"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def listed(names: Sequence[str], word: str = "and") -> str:
    """Some names in a sentence: "Ada", "Ada and Ben", "Ada, Ben and Cleo"."""
    *others, last = names
    return f"{', '.join(others)} {word} {last}" if others else last
