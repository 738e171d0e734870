"""Errors that become a sentence for a person; every such sentence is in this file.

A sentence says what happened and what to do next. `chat/router.py` is the only place that shows them.
"""

from datetime import timedelta
from typing import ClassVar


class UserError(Exception):
    """Something a person can act on. `sentence` is shown to them; fields fill the class's template."""

    template: ClassVar[str] = "That did not work. Try again."

    def __init__(self, **fields: object) -> None:
        self.fields = fields
        self.sentence = self.template.format(**fields)
        super().__init__(self.sentence)

    @property
    def problem(self) -> str:
        """What happened, without what to do about it and without a full stop."""
        return self.sentence.partition(". ")[0].rstrip(".")

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.fields))


def _rebuild(kind: type[UserError], fields: dict[str, object]) -> UserError:
    return kind(**fields)


class NotALink(UserError):
    template = "“{link}” is not a web link. Give one that starts with http:// or https://, or paste the article's text."


class LinkRefused(UserError):
    template = "I only open links on the public internet, and {host} is not there. Paste the article's text instead."


class PageMissing(UserError):
    template = "{host} says that this page does not exist ({status}). Check the link, or paste the article's text."


class PageGone(PageMissing):
    template = "{host} says that this page is gone for good ({status}). Check the link, or paste the article's text."


class PageForbidden(UserError):
    template = "{host} does not let me read this page ({status}). Paste the article's text instead."


class SiteFailed(UserError):
    template = "{host} had an error of its own ({status}). Try again in a few minutes, or paste the article's text."


class SiteBusy(SiteFailed):
    """`retry_after` is how long the site asks to be left alone, None where it does not say."""

    template = "{host} is too busy to answer ({status}). Try again in a few minutes, or paste the article's text."

    def __init__(self, *, retry_after: timedelta | None = None, **fields: object) -> None:
        super().__init__(retry_after=retry_after, **fields)
        self.retry_after = retry_after


class NotForRobots(UserError):
    template = "{host} asks programs to leave this page alone. To have it read, give me its link with /brief."


class SiteUnreachable(UserError):
    template = "I could not reach {host}. Check the link, or paste the article's text."


class SiteTooSlow(UserError):
    template = "{host} did not answer within {seconds} seconds. Try again later, or paste the article's text."


class TooManyRedirects(UserError):
    template = "{host} keeps redirecting without an end. Open the link in a browser and paste the article's text."


class BadCertificate(UserError):
    template = "The secure connection to {host} cannot be trusted. Check the link, or paste the article's text."


class TooLarge(UserError):
    template = "{what} is larger than {limit}. Send a shorter one, or paste the part that matters."


class UnsupportedType(UserError):
    template = (
        "I cannot read {what}. I read web pages, plain text, Markdown, HTML, PDF, Word (.docx) and e-mail (.eml)."
    )


class NotAnArticleButAFeed(UserError):
    template = "That is a feed, and no article. /feed add {link} follows it."


class UnreadableFile(UserError):
    template = "{name} is damaged or not what its name says. Export it again, or paste its text."


class EncryptedFile(UserError):
    template = "{name} is protected by a password. Send a copy without one, or paste its text."


class NoTextInFile(UserError):
    template = "{name} holds no text, only pictures perhaps. Send a version with text, or paste it."


class EmptyText(UserError):
    template = "There is no article in that. Paste at least a few sentences."


class WallPage(UserError):
    template = "{host} shows a consent or subscription page instead of the article. Paste the article's text instead."


class VideoPage(UserError):
    template = "That page on {host} is a video without an article. Give a written report, or paste a transcript."


class ListPage(UserError):
    template = "That page on {host} lists headlines and is not one article. Give the link of the article itself."


class NoArticle(UserError):
    template = "I found no article on that page of {host}. Paste the article's text instead."


class NotAFeed(UserError):
    template = "{host} gave {what} instead of a feed. Give the address of its RSS, Atom or JSON feed."


class NoFeedThere(UserError):
    template = "I found no feed on {host}. Look for a link named RSS or Feed on the site, and give me that."


class UnknownFeed(UserError):
    template = "There is no such feed in this channel. /feed list shows those there are; /feed add adds one."


class NoFeedFile(UserError):
    template = "Send the list of feeds with it, as an OPML file that your feed reader exported."


class UnknownEntry(UserError):
    template = "No feed of this channel lists {link} now. /feed check and a number shows what a feed brought."


class TooManyFeeds(UserError):
    template = "This channel follows {limit} feeds already. Remove one with /feed remove first."


class NotOpml(UserError):
    template = "That is no list of feeds that I can read. Export the feeds from your reader as OPML and send that file."


class UnsupportedLanguage(UserError):
    template = (
        "This article is in {language}; I read English, German, French and Spanish. Paste a version in one of them."
    )


class NoArticlesYet(UserError):
    template = "There are no articles in this channel yet. Add one with /brief and a link, a file or pasted text."


class UnknownArticle(UserError):
    template = "There is no such article in this channel. /sources shows those there are."


class EmptyQuestion(UserError):
    template = "Ask a question, for example: /ask who is meeting whom?"


class NothingToBrief(UserError):
    template = "Give me a link, a file or the article's text, for example: /brief https://example.org/article"


class UnknownZone(UserError):
    template = "I do not know the time zone “{zone}”.{hint} Name a large city, or a zone such as Europe/London."


class UnknownTimes(UserError):
    template = "I do not understand the times “{rule}”{hint}. Write for example: 08:00 Europe/London weekdays."


class TooOften(UserError):
    template = (
        "“{rule}” is too often: a digest comes every {minutes} minutes at most. Write for example: every 4 hours."
    )


class NeverRuns(UserError):
    template = (
        "The cron line “{line}” never comes, since no month that it names has such a day. Give another day or month."
    )


class UnknownSchedule(UserError):
    template = "There is no schedule {id} in this channel. /digest list shows those there are."


class TooManySchedules(UserError):
    template = "This channel has {limit} schedules already. Remove one with /digest remove first."


class UnclearFeeds(UserError):
    template = (
        "I do not understand the feeds “{typed}”. Give their numbers as /feed list shows them, for example: 1, 3."
    )


class UnknownFeeds(UserError):
    template = "This channel follows no feed {numbers}. /feed list shows those there are."


class TooFewOutlets(UserError):
    template = "Each article would be breaking news then. Give {least} outlets or more, or none for no breaking news."


class NotAllowed(UserError):
    template = "Only {managers} may do that. Ask one of them."


class OnlyVisiting(UserError):
    template = (
        "I am no member here, so I can answer but not post by myself. Add me to a server to have feeds and digests."
    )


class UnfinishedCommand(UserError):
    template = "That command goes on with {words}. For example: {example}"


class UnknownCommand(UserError):
    template = "I do not know the command “{name}”{hint}. /help lists what I can do."


class CommandChanged(UserError):
    template = (
        "This command has changed since your app learnt it. Restart the app, or wait a few minutes and try again."
    )


class WrongUsage(UserError):
    template = "I did not understand that. Use it like this: {usage}"


class UnknownEngine(UserError):
    template = "There is no engine “{engine}”. These are installed: {known}."


class NeedsModel(UserError):
    template = (
        "I can write in another language only with a language model, and none is set up. Ask the operator for one."
    )


class UnknownLanguage(UserError):
    template = "I do not know the language “{language}”. Name it in English, for example: German."


class UnknownLength(UserError):
    template = "There is no length “{length}”. Choose one of {known}."


class TooManyInstructions(UserError):
    template = "That is too long. Say what matters to you in at most {limit} characters."


class UnclearFilters(UserError):
    template = "I do not know whether to include or exclude “{word}”. Write for example: {example}"


class NoFilterWord(UserError):
    template = "“{word}” has no letters or digits to look for. Give a word or a phrase."


class FilterWordTooLong(UserError):
    template = "“{word}” is longer than {limit} characters. Give a shorter word or phrase."


class TooManyFilterWords(UserError):
    template = "These are more than {limit} words and phrases. Leave some out."


class FilterContradiction(UserError):
    template = "“{word}” is both included and excluded. Leave one of them out."


class StoreBusy(UserError):
    template = "The database is busy just now and nothing was saved. Try again in a minute."


class StoreFull(UserError):
    template = "The disk is full and nothing was saved. Ask the operator to free some space, then try again."


class StoreUnusable(UserError):
    template = "The database cannot be used: {why}. Whoever runs the bot should check DATABASE_URL and its folder."


class PortTaken(UserError):
    template = "Port {port} cannot be used; another program may have it. Set {setting} to another one."


class WorkerFailed(UserError):
    template = "That article took too long to read and was given up. Paste the part that matters."


class CommandTaken(UserError):
    template = "Slack has {names} of its own. Give a prefix for the commands' names, for example: news-"


class Expired(UserError):
    template = "That button has expired. Use the command again."


class NoSuchChoice(UserError):
    template = "There is no choice “{typed}”. Type a number from 1 to {count}."


class SettingsInvalid(UserError):
    template = "The settings are not right:\n{problems}"


class NoSecretKey(UserError):
    template = "SECRET_KEY is not set, and no installation is kept without it. docs/operations.md says how to make one."


class SecretUnreadable(UserError):
    template = (
        "What the workspace {workspace} gave me cannot be read with this SECRET_KEY. "
        "Set the key that it was kept with, or install me there again."
    )


class FileMissing(UserError):
    template = "There is no file {name}. Check the path."


class UploadGone(UserError):
    template = "{platform} no longer has the file {name}. Send it again."


class UploadRefused(UserError):
    template = (
        "I may not read files here: {name} was kept from me. Ask whoever installed me for the permission {permission}, "
        "or paste the text."
    )


class CannotOpenThreads(UserError):
    template = (
        "I may not open threads in this channel yet, so digests come without. Ask someone who manages this server to "
        "give me: {permissions}."
    )


class CannotPost(UserError):
    template = "I may not post in this channel yet. Ask someone who manages this server to give me: {permissions}."


class InsideSlack(UserError):
    template = (
        "That link leads into Slack, where I cannot follow it. Choose “Brief this” in the menu of the message itself, "
        "or paste the text."
    )


class NotInChannel(UserError):
    template = "I am not in that channel and cannot post there. Type /invite @{me} in it, then try again."


class TokenRefused(UserError):
    template = "{platform} refuses the token. Check {setting}; a new one comes from {place}."


class NoPlatform(UserError):
    template = (
        "There is nothing to connect to: set DISCORD_TOKEN or SLACK_BOT_TOKEN. "
        "To talk here instead, use: briefing-bot chat"
    )


class NoMessenger(UserError):
    template = "I cannot post a digest here. Use /digest preview to read it."
