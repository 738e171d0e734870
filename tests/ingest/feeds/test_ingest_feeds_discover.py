"""A site's feeds are found on its page."""

import pytest

from bot.ingest.feeds.discover import MAX_FEEDS, FoundFeed, feed_links, guesses

URL = "https://harbourcourier.example/world/"


def _found(markup: str) -> tuple[FoundFeed, ...]:
    return feed_links(f"<!doctype html><html>{markup}</html>".encode(), URL)


def test_declared_feeds_come_first_and_comments_last() -> None:
    found = _found(
        """<head>
        <link rel="alternate" type="application/rss+xml" title="Comments on Courier" href="/comments/feed/">
        <link rel="alternate" type="application/rss+xml" title="Courier &amp; Co" href="/feed/">
        <link rel="ALTERNATE nofollow" type="application/atom+xml; charset=utf-8" href="//a.example/atom">
        <link rel=alternate type=application/feed+json href=feed.json title="JSON">
        </head><body><a href="/sport/rss.xml">Sport <b>feed</b></a> <a href="/feed/">Follow us</a></body>"""
    )
    assert found == (
        FoundFeed("https://harbourcourier.example/feed/", "Courier & Co", "rss"),
        FoundFeed("https://a.example/atom", "", "atom"),
        FoundFeed("https://harbourcourier.example/world/feed.json", "JSON", "json"),
        FoundFeed("https://harbourcourier.example/sport/rss.xml", "Sport feed", "rss"),
        FoundFeed("https://harbourcourier.example/comments/feed/", "Comments on Courier", "rss"),
    )


@pytest.mark.parametrize(
    ("href", "meant"),
    [
        ("feed://a.example/x", "http://a.example/x"),
        ("feed:https://a.example/x", "https://a.example/x"),
        (" https://a.example/x\n", "https://a.example/x"),
        ("x", "https://harbourcourier.example/world/x"),
    ],
)
def test_an_address_is_made_whole(href: str, meant: str) -> None:
    (found,) = _found(f'<link rel="alternate" type="application/rss+xml" href="{href}">')
    assert found.href == meant


def test_the_base_of_a_page_counts() -> None:
    (found,) = _found('<base href="/news/"><link rel="alternate" type="application/rss+xml" href="rss">')
    assert found.href == "https://harbourcourier.example/news/rss"


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="stylesheet" type="application/rss+xml" href="/feed">',
        '<link rel="alternate" hreflang="fr" href="/fr/">',
        '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/7">',
        '<link rel="alternate" type="application/json+oembed" href="/oembed?url=https://a.example/feed">',
        '<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">',
        '<link rel="alternate" type="application/rss+xml">',
        '<a href="/feedback">Feedback</a>',
        '<a href="/world/how-to-feed-a-cat">Cats</a>',
        '<a href="https://reader.example/subscribe/https://harbourcourier.example/feed">Read</a>',
        '<a name="feed">Feed</a>',
    ],
)
def test_what_is_no_feed_is_not_named(link: str) -> None:
    assert _found(link) == ()


@pytest.mark.parametrize(
    ("href", "kind"),
    [
        ("/rss", "rss"),
        ("/feeds/", ""),
        ("/world/feed.xml", ""),
        ("/world-atom.xml", "atom"),
        ("/index.xml", ""),
        ("/index.rdf", ""),
        ("/news.rss", "rss"),
        ("/?feed=rss2", "rss"),
        ("/feed.json", "json"),
        ("https://feeds.a.example/world", ""),
    ],
)
def test_a_link_that_is_written_like_a_feed_is_one(href: str, kind: str) -> None:
    (found,) = _found(f'<a href="{href}">Follow</a>')
    assert (found.title, found.kind) == ("Follow", kind)


def test_there_is_an_end_to_feeds() -> None:
    assert len(_found("".join(f'<a href="/{number}/feed">x</a>' for number in range(100)))) == MAX_FEEDS


def test_a_page_in_another_encoding_is_read() -> None:
    page = '<meta charset="iso-8859-1"><link rel="alternate" type="application/rss+xml" href="/x" title="Café">'
    assert feed_links(page.encode("cp1252"), URL)[0].title == "Café"
    assert feed_links(page.encode("utf-16"), URL, "utf-16")[0].title == "Café"


@pytest.mark.parametrize("data", [b"", b"\x00\xff", b"<", b"text"])
def test_what_is_no_page_names_none(data: bytes) -> None:
    assert feed_links(data, URL) == ()


def test_a_feed_may_stand_at_the_usual_places() -> None:
    assert guesses("https://harbourcourier.example/world/?page=2") == (
        "https://harbourcourier.example/feed",
        "https://harbourcourier.example/rss.xml",
        "https://harbourcourier.example/atom.xml",
        "https://harbourcourier.example/feed.json",
        "https://harbourcourier.example/index.xml",
    )
    assert guesses("no link") == ()
