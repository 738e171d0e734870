"""Feeds that are broken, huge or meant to harm, and what is no feed at all."""

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.feeds.discover import feed_links
from bot.ingest.feeds.opml import read_opml
from bot.ingest.feeds.read import MAX_ENTRIES, read_feed
from bot.model.errors import NotAFeed, UserError
from bot.model.feed import FeedContent
from tests.ingest.feeds import samples
from tests.ingest.feeds.samples import NOW, URL, item, rss


def _read(data: bytes) -> FeedContent:
    return read_feed(data, URL, now=NOW)


def _titles(data: bytes) -> list[str]:
    return [entry.title for entry in _read(data).entries]


WHOLE = rss(item(1), item(2), item(3))
CUT = "It is cut off or too large; the entries up to there were read."


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "nothing"),
        (b" \n\x00", "nothing"),
        (b"\x1f\x8b", "nothing"),
        (b"<!DOCTYPE html><html><head><title>The Harbour Courier</title></head></html>", "a web page"),
        (b"<html><body><p>In RSS a feed begins with <rss version='2.0'></p></body></html>", "a web page"),
        (b"<!doctype html><title>404 Not Found</title><h1>Not Found</h1>", "an error page"),
        (b"<html><head><title>Just a moment...</title></head></html>", "an error page"),
        (b"<Error><Code>AccessDenied</Code></Error>", "something else"),
        (b"<feedback><entry/></feedback>", "something else"),
        (b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><Person/></rdf:RDF>", "something else"),
        (b"Not a feed.", "something else"),
        (b'{"error": "no such feed", "items": 3}', "JSON that is damaged or something else"),
        (
            b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1"',
            "JSON that is damaged or something else",
        ),
        (b'{"a":' * 100_000, "JSON that is damaged or something else"),
        (b'{"version": "1", "items": [{"id": ' + b"1" * 5000 + b"}]}", "JSON that is damaged or something else"),
    ],
)
def test_what_is_no_feed_is_said(data: bytes, what: str) -> None:
    with pytest.raises(NotAFeed) as caught:
        _read(data)
    assert caught.value.sentence == (
        f"harbourcourier.example gave {what} instead of a feed. Give the address of its RSS, Atom or JSON feed."
    )


def test_what_the_server_called_it_is_said() -> None:
    with pytest.raises(NotAFeed, match=r"something else \(image/png\)"):
        read_feed(b"\x89PNG\r\n\x1a\n", URL, "image/png", now=NOW)


@pytest.mark.parametrize("number", range(0, len(WHOLE), 7))
def test_of_a_feed_that_is_cut_off_whole_entries_are_read(number: int) -> None:
    try:
        found = _read(WHOLE[:number])
    except NotAFeed:
        assert number < len("<rss version='2.0'>")
        return
    whole = WHOLE[:number].count(b"</item")
    assert [entry.title for entry in found.entries] == ["Story 1", "Story 2", "Story 3"][:whole]
    assert CUT in found.oddities


@pytest.mark.parametrize(
    "end", [b"<item><title>St", b"<item><description><![CDATA[Four ports", b"<item><!-- ", b"<ite"]
)
def test_half_an_entry_is_none(end: bytes) -> None:
    assert _titles(WHOLE.replace(b"</channel></rss>", end)) == ["Story 1", "Story 2", "Story 3"]


@pytest.mark.parametrize(
    "data",
    [
        b"\n\n  " + WHOLE,
        b"\xef\xbb\xbf\n<?xml version='1.0'?>" + WHOLE,
        b"<br />\n<b>Warning</b>: mysql_connect() in /srv/feed.php on line 3<br />" + WHOLE,
        b"<!-- <rss> --><?xml-stylesheet href='x.xsl'?>" + WHOLE,
        WHOLE + b"<script>track()</script>",
        WHOLE.replace(b"</channel>", b""),
        WHOLE.replace(b"<channel>", b"").replace(b"</channel>", b""),
        WHOLE.replace(b"<rss version='2.0'>", b"").replace(b"</rss>", b""),
        WHOLE.replace(b"<rss version='2.0'>", b"<rss version='2.0' xmlns='http://backend.userland.com/rss2'>"),
        WHOLE.replace(b"</item>", b"<media:content url='x'/><media:title>No</media:title></item>"),
        WHOLE.replace(b"</title>", b"</title><description><p>Four<br>ports</description>"),
        WHOLE.replace(b"</title>", b"</title><description>a < b & c <img width=5></description>"),
        WHOLE.replace(b"</item>", b""),
        WHOLE.replace(b"pubDate", b"PUBDATE").replace(b"item>", b"Item>"),
        WHOLE.replace(b"Story", b"S\x00to\x08ry"),
        WHOLE.replace(b"Story", b"S&#0;to&#x1f;ry"),
        gzip.compress(WHOLE),
    ],
)
def test_broken_markup_is_mended(data: bytes) -> None:
    found = _read(data).entries
    assert [entry.title.replace("\ufffd", "") for entry in found] == ["Story 1", "Story 2", "Story 3"]
    assert [entry.link for entry in found] == [f"https://harbourcourier.example/{number}" for number in (1, 2, 3)]


def test_mended_markup_is_said_to_be_broken() -> None:
    found = _read(WHOLE.replace(b"</title>", b"</title><description><p>Four<br>ports</description>"))
    assert [entry.text for entry in found.entries] == ["Four ports"] * 3
    (oddity,) = found.oddities
    assert oddity.startswith("It is not well-formed XML (Opening and ending tag mismatch")


def test_entities_of_a_document_are_neither_expanded_nor_loaded(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the password")
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 30))
    declared = f'<!DOCTYPE rss [<!ENTITY a0 "ha">{laughs}<!ENTITY file SYSTEM "{secret.as_uri()}">]>'
    title = "<title>&a29; &file; &amp;</title>"
    found = _read(f"<?xml version='1.0'?>{declared}<rss><channel>{title}</channel></rss>".encode())
    assert found.title == "&a29; &file; &"


def test_a_reference_that_was_not_mended_is_left_out() -> None:
    (entry,) = _read(b"<rss a='<![CDATA['><item>&odd;<title>Four &odd; ports</title></item></rss>").entries
    assert entry.title == "Four &odd; ports"


def test_of_many_entries_the_newest_are_read() -> None:
    items = [item(day, date=f"2026-04-{1 + day % 30:02} {day % 24:02}:00") for day in range(2 * MAX_ENTRIES)]
    found = _read(rss(*items))
    assert len(found.entries) == MAX_ENTRIES
    times = [entry.published for entry in found.entries if entry.published]
    assert times == sorted(times, reverse=True)
    assert min(time.day for time in times) == 15
    assert found.oddities == ("It has 1,000 entries; 500 were read, the newest where they are dated.",)


def test_of_a_hundred_thousand_entries_the_first_are_looked_at() -> None:
    found = _read(rss(*(f"<item><guid>{number}</guid></item>" for number in range(100_000))))
    assert [entry.key for entry in found.entries[:2]] == ["0", "1"]
    assert len(found.entries) == MAX_ENTRIES
    assert "It has more than 10,000 entries; only the first were looked at." in found.oddities


@pytest.mark.parametrize(
    "data",
    [
        rss("<a/>" * 1_000_000),
        rss("<b>" * 500_000),
        rss(item(1, "<description><![CDATA[" + "<div>" * 500_000 + "]]></description>")),
        rss("<item><description>" * 100_000),
        rss("<title>" * 300_000),
        rss("<title>" + "&" * 2_000_000 + "</title>"),
        rss("<![CDATA[" * 200_000),
        rss("<item><guid>https://a.example/" + "a/amp" * 200_000 + "</guid></item>"),
        rss("<item><guid>https://" + "m." * 200_000 + "example/</guid></item>"),
        b"<rss xml:base='" + b"a/" * 50_000 + b"'><channel>" + b"<item><link>x</link></item>" * 1000,
        gzip.compress(b"<rss><channel>" + b"<item/>" * 5_000_000),
    ],
    ids=["tags", "depth", "HTML depth", "nesting", "titles", "&", "CDATA", "amp", "mobile", "base", "gzip"],
)
def test_a_feed_made_to_harm_is_read_like_any_other(data: bytes) -> None:
    assert len(_read(data).entries) <= 1


fragments = st.sampled_from(
    [
        "<rss>", "<channel>", "<item>", "</item>", "<feed>", "<entry>", "<rdf:RDF>", "<title>", "</title>", "<link>",
        "<guid>", "<pubDate>", "]]>", "<![CDATA[", "<!--", "-->", "&", "&#1114112;", "&eacute;", "<?xml encoding='",
        "utf-7", "<title type='application/x' mode='base64'>", "http://[", "xml:base='//'", "\x00", "\ud7ff", "{", "[",
        '"items":', '"version":"1"', ",", "}", "]", "2026-99-99T99:99", "<opml>", "<outline xmlUrl='feed:", "<a href='",
        "<description>", "<p>", "<ttl>", "9" * 30, "<link rel='alternate' type='application/rss+xml' href='",
    ]
)  # fmt: skip
documents = st.one_of(
    st.binary(max_size=300),
    st.lists(st.one_of(fragments, st.text(max_size=5)), max_size=25).map(lambda parts: "".join(parts).encode()),
)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A whole feed with bytes taken out and put in."""
    data = draw(
        st.sampled_from([samples.RSS_2, samples.RSS_1, samples.ATOM_1, samples.ATOM_03, samples.JSON_1])
    ).encode()
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        put_in = draw(st.one_of(st.binary(max_size=8), fragments.map(str.encode)))
        data = data[:start] + put_in + data[start + draw(st.integers(0, 40)) :]
    return data


@given(st.one_of(documents, damaged()), st.sampled_from([None, "utf-16", "bz2", "idna", "koi8-r", "\x00"]))
def test_whatever_comes_there_is_a_feed_or_a_sentence(data: bytes, charset: str | None) -> None:
    try:
        found = read_feed(data, URL, "text/xml", charset, now=NOW)
    except UserError:
        return
    assert all(entry.key and "\n" not in entry.title for entry in found.entries)
    assert all(entry.published is None or entry.published.utcoffset() is not None for entry in found.entries)


@given(st.one_of(documents, damaged()))
def test_whatever_comes_there_are_links_and_lists_or_a_sentence(data: bytes) -> None:
    assert all(feed.href.startswith(("http://", "https://")) for feed in feed_links(data, URL))
    try:
        outlines = read_opml(data)
    except UserError:
        return
    assert outlines
