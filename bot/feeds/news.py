"""What is news in a feed, and what becomes of it in a channel.

An entry is updated only when words of its title or text changed that matter. These do not: case, punctuation and
white space; addresses with all their parameters; counters ("12 comments", "3 min read", "5 hours ago", "Points: 40", a
short number in brackets at a title's end, "UPDATE 2-" at its start); and a line's opening "Updated: 12 May, 10:45".
Numbers elsewhere matter. Neither the entry's key nor its date nor its link is looked at, and a text that went missing
is no news.
"""

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.feeds import filters
from bot.model.feed import Entry, FeedContent, Subscription

SAME_WORDS = 20
"""So many words under two keys are one entry; fewer may well be two entries with the same title."""

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_COUNTER = re.compile(
    r"\b\d[\d.,]{0,12}[km]?\s+(?:new\s+)?(?:comments?|views?|likes?|reads?|replies|reply|reactions?)\b"
    r"|\b(?:comments?|views?|likes?|reads?|replies|reactions?|points|votes|shares)\s*(?::\s*\d[\d.,]{0,12}[km]?|\(\d+\))"
    r"|\b\d+[ -]min(?:ute)?s?[ -]read\b"
    r"|\b(?:\d+|an?)\s+(?:second|minute|min|hour|day|week|month)s?\s+ago\b"
)
_TITLE_COUNTER = re.compile(r"^update\s+\d+\s*[-–:]|[(\[]\d{1,3}[)\]]\s*$")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
_STAMP = re.compile(
    rf"^[^\w\n]*(?:last\s+)?(?:updated|published|posted|modified)\b"
    rf"(?:[\s,.:|–-]+(?:\d+(?:[:./-]\d+)*(?:st|nd|rd|th|[ap]m)?|{_MONTH}|{_DAY}|[ap]\.?m|gmt|utc|bst|[cemp][sd]?t|cest"
    rf"|on|at|today|yesterday)\b)+",
    re.MULTILINE,
)
_GROUPED = re.compile(r"(?<=\d),(?=\d{3})")
_WORD = re.compile(r"[^\W_]+|[%$£€]")


class Standing(StrEnum):
    """How an entry stands to what was known before."""

    NEW = "new"
    KNOWN = "known"
    UPDATED = "updated"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of an entry, with the reason in words; `fingerprint` is to be remembered under its key."""

    entry: Entry
    standing: Standing
    reason: str
    fingerprint: str


class Outcome(StrEnum):
    """What becomes of an entry in a channel, as far as can be told; its value is the reason in words."""

    DELIVERED = "delivered"
    UNSEEN = "not yet seen"
    WAITING = "about to be read"
    BEFORE = "before your subscription"
    PAUSED = "paused"
    EXCLUDED = "excluded by “{detail}”"
    NOT_INCLUDED = "none of the words to include"
    UNREADABLE = "could not be read: {detail}"
    COPY = "copy of {detail}"


@dataclass(frozen=True, slots=True)
class Fate:
    """An outcome; `detail` is the word, the problem or the copied article's title that decided it."""

    outcome: Outcome
    detail: str = ""

    @property
    def reason(self) -> str:
        """The outcome in words."""
        return self.outcome.value.replace("{detail}", self.detail)


def sift(known: Mapping[str, str], content: FeedContent) -> tuple[Finding, ...]:
    """How each entry of a feed stands to the fingerprints that are known, by key."""
    listed: dict[str, str] = {}
    prints = set(known.values())
    findings = []
    for entry in content.entries:
        if entry.key in listed:
            finding = Finding(entry, Standing.KNOWN, "the feed lists it twice", listed[entry.key])
        else:
            finding = _find(entry, known.get(entry.key), prints)
        findings.append(finding)
        listed[entry.key] = finding.fingerprint
        prints.add(finding.fingerprint)
    return tuple(findings)


def published(entry: Entry, first_seen: datetime) -> datetime:
    """When an entry counts as published: never later than it was first seen, which also stands in for no date."""
    return min(entry.published or first_seen, first_seen)


def fate(
    entry: Entry,
    subscription: Subscription,
    first_seen: datetime | None,
    *,
    text: str | None = None,
    copy_of: str = "",
    problem: str = "",
) -> Fate:
    """What becomes of an entry in a subscription's channel; DELIVERED is all that nothing stands against.

    `first_seen` is None for an entry that was not met yet. `text` is the article's, None while it is not read: then
    words to include are not missed yet. `copy_of` is the title of the article in the channel that this one copies, and
    `problem` why it could not be read.
    """
    if first_seen is None:
        return Fate(Outcome.UNSEEN)
    if published(entry, first_seen) < subscription.since:
        return Fate(Outcome.BEFORE)
    if subscription.paused or subscription.feed.paused:
        return Fate(Outcome.PAUSED)
    verdict = filters.matches(subscription.filters, "\n".join((entry.title, entry.text, text or "")))
    if not verdict.passes and verdict.word:
        return Fate(Outcome.EXCLUDED, verdict.word)
    if problem:
        return Fate(Outcome.UNREADABLE, problem)
    if not verdict.passes and text is not None:
        return Fate(Outcome.NOT_INCLUDED)
    if copy_of:
        return Fate(Outcome.COPY, copy_of)
    return Fate(Outcome.DELIVERED)


def _find(entry: Entry, before: str | None, prints: set[str]) -> Finding:
    title, text = _title_words(entry.title), _words(entry.text)
    now = f"{_hash(title)}-{_hash(text)}"
    if before is None and now in prints and len(title) + len(text) >= SAME_WORDS:
        return Finding(entry, Standing.KNOWN, "the same words are known under another key", now)
    if before is None:
        return Finding(entry, Standing.NEW, "it was not known", now)
    old_title, _, old_text = before.partition("-")
    if not text:
        now = f"{_hash(title)}-{old_text}"
    changed = [
        name
        for name, old, new in zip(("title", "text"), (old_title, old_text), now.split("-"), strict=True)
        if old != new
    ]
    if not changed:
        return Finding(entry, Standing.KNOWN, "its words are the same", before)
    return Finding(entry, Standing.UPDATED, f"its {' and '.join(changed)} changed", now)


def _title_words(title: str) -> list[str]:
    return _words(_TITLE_COUNTER.sub(" ", _folded(title)))


def _words(text: str) -> list[str]:
    plain = _folded(text)
    for pattern in (_ADDRESS, _COUNTER, _STAMP):
        plain = pattern.sub(" ", plain)
    return _WORD.findall(_GROUPED.sub("", plain.replace("'", "").replace("’", "")))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()


def _hash(words: list[str]) -> str:
    """Eight bytes in hex of words that matter; words that are none have a hash of their own."""
    return hashlib.blake2b(" ".join(words).encode("utf-8", "replace"), digest_size=8).hexdigest()
