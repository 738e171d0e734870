"""What is news in a feed, and what becomes of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.news import Fate, Finding, Outcome, Standing, fate, published, sift
from bot.model.feed import Entry, Feed, FeedContent, Filters, Subscription
from bot.model.place import Channel

NOW = datetime(2026, 5, 4, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
TEXT = (
    "Dockers in Tavrin went back to work on Monday after the port's council offered them 4.5 per cent more, which is "
    "half a point below what their union had asked for in March."
)
ENTRY = Entry("k1", "Dockers end strike", "https://news.example/strike?utm_source=rss", NOW, TEXT)


def found(known: dict[str, str], *entries: Entry) -> tuple[Finding, ...]:
    return sift(known, FeedContent("Tavrin Harbour News", None, entries))


def remembered(*entries: Entry) -> dict[str, str]:
    return {finding.entry.key: finding.fingerprint for finding in found({}, *entries)}


def standing(before: Entry, after: Entry) -> tuple[Standing, str]:
    (finding,) = found(remembered(before), after)
    return finding.standing, finding.reason


def test_an_entry_is_new_once() -> None:
    (first,) = found({}, ENTRY)
    assert first.standing is Standing.NEW
    assert standing(ENTRY, ENTRY) == (Standing.KNOWN, "its words are the same")


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Dockers end strike", TEXT.replace(" ", "\n  ")),
        ("DOCKERS END STRIKE!", TEXT.replace(",", " –").replace("'", "’")),
        ("“Dockers end strike” (12)", TEXT),
        ("UPDATE 2-Dockers end strike", TEXT),
        ("Dockers end strike", TEXT + " https://news.example/strike?utm_source=rss&session=81723"),
        ("Dockers end strike", TEXT + "\n1,204 comments"),
        ("Dockers end strike", TEXT + "\nComments (12)\nPoints: 81"),
        ("Dockers end strike", "3 min read · 2 hours ago\n" + TEXT),
        ("Dockers end strike", "Last updated: Tuesday, 5 May 2026 at 10:45 BST\n" + TEXT),
    ],
)
def test_what_does_not_matter_is_no_update(title: str, text: str) -> None:
    assert standing(ENTRY, replace(ENTRY, title=title, text=text))[0] is Standing.KNOWN
    assert standing(replace(ENTRY, title=title, text=text), ENTRY)[0] is Standing.KNOWN


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("12 comments", "1.4k comments"),
        ("Views: 81", "Views: 12,400"),
        ("Posted 5 minutes ago", "Posted an hour ago"),
        ("Updated 4 May 2026, 08:00", "Updated 5 May 2026, 9.15 pm"),
        ("It cost 1,200,000 crowns", "It cost 1200000 crowns"),
        ("See www.news.example/a?id=1", "See www.news.example/a?id=2"),
    ],
)
def test_a_line_that_says_the_same_is_no_update(before: str, after: str) -> None:
    entries = [replace(ENTRY, text=f"{TEXT}\n{line}") for line in (before, after)]
    assert standing(*entries) == (Standing.KNOWN, "its words are the same")


def test_a_changed_date_or_link_is_no_update() -> None:
    later = replace(ENTRY, published=NOW + HOUR, link="https://news.example/strike?utm_source=app")
    assert standing(ENTRY, later)[0] is Standing.KNOWN


@pytest.mark.parametrize(
    ("title", "text", "reason"),
    [
        ("Dockers end long strike", TEXT, "its title changed"),
        ("Dockers end strike", TEXT.replace("4.5", "4.6"), "its text changed"),
        ("Dockers end strike", TEXT.replace("4.5", "45"), "its text changed"),
        ("Dockers end strike", TEXT.replace("per cent", "%"), "its text changed"),
        ("Dockers end strike", TEXT.replace("offered", "did not offer"), "its text changed"),
        ("Dockers end strike", TEXT + "\nThe meeting is on 12 May.", "its text changed"),
        ("Dockers end strike", TEXT + "\nThe mayor resigned.", "its text changed"),
        ("12 dockers end strike", TEXT + " More soon.", "its title and text changed"),
    ],
)
def test_words_that_matter_are_an_update(title: str, text: str, reason: str) -> None:
    assert standing(ENTRY, replace(ENTRY, title=title, text=text)) == (Standing.UPDATED, reason)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("12 people died", "15 people died"),
        ("The meeting is on 12 May", "The meeting is on 13 May"),
        ("The council won by 3 votes", "The council won by 5 votes"),
        ("Published: mayor to stay", "Published: mayor to go"),
        ("It cost £5", "It cost €5"),
    ],
)
def test_numbers_and_dates_within_a_sentence_matter(before: str, after: str) -> None:
    entries = [replace(ENTRY, text=line) for line in (before, after)]
    assert standing(*entries)[0] is Standing.UPDATED


def test_a_text_that_went_missing_and_came_back_is_no_update() -> None:
    known = remembered(ENTRY)
    (gone,) = found(known, replace(ENTRY, text=""))
    assert gone.standing is Standing.KNOWN
    (back,) = found({"k1": gone.fingerprint}, ENTRY)
    assert back.standing is Standing.KNOWN


def test_a_text_that_comes_later_is_an_update() -> None:
    assert standing(replace(ENTRY, text=""), ENTRY) == (Standing.UPDATED, "its text changed")


def test_the_same_words_under_another_key_are_known() -> None:
    again = replace(ENTRY, key="k2", published=NOW + HOUR)
    assert standing(ENTRY, again) == (Standing.KNOWN, "the same words are known under another key")
    assert [finding.standing for finding in found({}, ENTRY, again)] == [Standing.NEW, Standing.KNOWN]


def test_the_same_title_alone_is_not_the_same_entry() -> None:
    weather = Entry("may-4", "Weather for the coast")
    assert standing(weather, replace(weather, key="may-5"))[0] is Standing.NEW


def test_an_entry_that_is_listed_twice_is_looked_at_once() -> None:
    older = replace(ENTRY, title="Dockers may end strike")
    first = found({}, ENTRY, older)
    assert [finding.standing for finding in first] == [Standing.NEW, Standing.KNOWN]
    assert first[1].reason == "the feed lists it twice"
    known = {finding.entry.key: finding.fingerprint for finding in first}
    assert {finding.standing for finding in found(known, ENTRY, older)} == {Standing.KNOWN}


entries = st.builds(
    Entry, st.sampled_from("abc"), st.text(max_size=30), st.none(), st.none(), st.text(max_size=60) | st.just(TEXT)
)


@given(st.lists(entries, max_size=6), st.lists(entries, max_size=6))
def test_a_feed_that_is_read_again_has_no_news(first: list[Entry], second: list[Entry]) -> None:
    known = remembered(*first)
    assert {finding.standing for finding in found(known, *first)} <= {Standing.KNOWN}
    for finding in found(known, *second):
        known[finding.entry.key] = finding.fingerprint
    assert {finding.standing for finding in found(known, *second)} <= {Standing.KNOWN}


@pytest.mark.parametrize("piece", ["\n", "1,", "updated ", "1.", "comments ", "www.", "1 ", "\nupdated 1.1.1x"])
def test_a_text_made_to_be_slow_is_read_soon(piece: str) -> None:
    began = perf_counter()
    assert found({}, replace(ENTRY, text=piece * 100_000, title=piece * 10_000))[0].standing is Standing.NEW
    assert perf_counter() - began < 10


@pytest.mark.parametrize(
    ("dated", "counts"),
    [(None, NOW), (NOW - HOUR, NOW - HOUR), (NOW, NOW), (NOW + HOUR, NOW), (NOW + 10_000 * HOUR, NOW)],
)
def test_an_entry_is_no_younger_than_when_it_was_first_seen(dated: datetime | None, counts: datetime) -> None:
    assert published(replace(ENTRY, published=dated), first_seen=NOW) == counts


FEED = Feed(1, "https://news.example/feed", "Tavrin Harbour News", None, NOW, HOUR)
SUBSCRIPTION = Subscription(1, Channel("discord", "harbour", "news"), FEED, NOW - 2 * HOUR, "Ada")
FILTERED = replace(SUBSCRIPTION, filters=Filters(("ferry",), ("football",)))
FERRY, FOOTBALL = "The ferry sails again.", "The ferry's football team won."


def test_an_entry_that_nothing_stands_against_is_delivered() -> None:
    assert fate(ENTRY, SUBSCRIPTION, NOW).reason == "delivered"
    assert fate(ENTRY, FILTERED, NOW, text=FERRY) == Fate(Outcome.DELIVERED)
    assert fate(ENTRY, FILTERED, NOW) == Fate(Outcome.DELIVERED)  # its article may hold the word


@pytest.mark.parametrize(
    ("subscription", "seen", "what", "reason"),
    [
        (SUBSCRIPTION, None, {}, "not yet seen"),
        (replace(SUBSCRIPTION, since=NOW + HOUR), NOW, {}, "before your subscription"),
        (replace(SUBSCRIPTION, paused=True), NOW, {}, "paused"),
        (replace(SUBSCRIPTION, feed=replace(FEED, paused=True)), NOW, {}, "paused"),
        (FILTERED, NOW, {"text": FOOTBALL}, "excluded by “football”"),
        (FILTERED, NOW, {"text": TEXT}, "none of the words to include"),
        (FILTERED, NOW, {"problem": "news.example shows a wall"}, "could not be read: news.example shows a wall"),
        (SUBSCRIPTION, NOW, {"text": TEXT, "copy_of": "Strike over {detail}"}, "copy of Strike over {detail}"),
    ],
)
def test_what_stands_against_an_entry_is_told(
    subscription: Subscription, seen: datetime | None, what: dict[str, str], reason: str
) -> None:
    assert fate(ENTRY, subscription, seen, **what).reason == reason


def test_a_word_in_the_title_excludes_an_entry_before_its_article_is_read() -> None:
    football = replace(ENTRY, title="Football in Tavrin")
    assert fate(football, FILTERED, NOW) == Fate(Outcome.EXCLUDED, "football")


@pytest.mark.parametrize(
    ("dated", "outcome"),
    [
        (SUBSCRIPTION.since, Outcome.DELIVERED),
        (SUBSCRIPTION.since - timedelta(seconds=1), Outcome.BEFORE),
        (None, Outcome.DELIVERED),
        (NOW + HOUR, Outcome.DELIVERED),
    ],
)
def test_nothing_older_than_the_subscription_is_delivered(dated: datetime | None, outcome: Outcome) -> None:
    assert fate(replace(ENTRY, published=dated), SUBSCRIPTION, NOW).outcome is outcome


def test_an_undated_entry_that_was_there_before_the_subscription_is_not_delivered() -> None:
    undated = replace(ENTRY, published=None)
    assert fate(undated, SUBSCRIPTION, SUBSCRIPTION.since - HOUR).outcome is Outcome.BEFORE
