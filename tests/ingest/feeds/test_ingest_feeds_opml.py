"""Lists of feeds come in and go out as OPML."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest import clean
from bot.ingest.feeds.opml import MAX_OUTLINES, Outline, read_opml, write_opml
from bot.model.errors import NotOpml

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


def _read(body: str) -> tuple[Outline, ...]:
    return read_opml(f"<opml version='1.0'><head/><body>{body}</body></opml>".encode())


def test_folders_are_opened() -> None:
    found = read_opml(
        b"""<?xml version="1.0" encoding="ISO-8859-1"?>
        <opml version="1.0"><head><title>My feeds</title></head><body>
          <outline text="News">
            <outline type="rss" text="Courier" title="The Harbour Courier" xmlUrl="https://a.example/feed"/>
            <outline text="Abroad"><outline text="Caf\xe9" type="rss" xmlUrl="https://b.example/?a=1&b=2"/></outline>
          </outline>
          <outline text="https://c.example/rss" xmlUrl="feed://c.example/rss" htmlUrl="https://c.example/"/>
          <outline text="again" XMLURL="https://a.example/feed"/>
          <outline text="a page" type="link" url="https://d.example/"/>
          <outline text="no address" xmlUrl="javascript:alert(1)"/>
        </body></opml>"""
    )
    assert found == (
        Outline("https://a.example/feed", "The Harbour Courier"),
        Outline("https://b.example/?a=1&b=2", "Café"),
        Outline("http://c.example/rss", "https://c.example/rss"),
    )


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00\xff",
        b"<opml/>",
        b"<opml><body><outline text='x'/></body></opml>",
        b"<rss><channel/></rss>",
        b"<html><body><opml><outline xmlUrl='https://a.example/'/></opml></body></html>",
        b"https://a.example/feed",
    ],
)
def test_what_is_no_list_is_said(data: bytes) -> None:
    with pytest.raises(NotOpml, match="Export the feeds from your reader as OPML"):
        read_opml(data)


def test_a_list_that_is_cut_off_is_read_up_to_there() -> None:
    assert _read("<outline xmlUrl='https://a.example/1' text='One'/><outline xmlUrl='https://a.ex")[0].title == "One"


def test_a_list_made_to_harm_is_read_like_any_other() -> None:
    declared = b'<!DOCTYPE opml [<!ENTITY a "x"><!ENTITY b SYSTEM "file:///etc/hostname">]>'
    (found,) = read_opml(declared + b"<opml><outline text='&a;&b;' xmlUrl='https://a.example/'/></opml>")
    assert found.title == "&a;&b;"
    nested = "<outline text='x'>" * 100_000
    with pytest.raises(NotOpml):
        _read(nested)
    many = "".join(f"<outline xmlUrl='https://a.example/{number}'/>" for number in range(2 * MAX_OUTLINES))
    assert len(_read(many)) == MAX_OUTLINES


def test_a_list_is_written_for_any_reader() -> None:
    written = write_opml([Outline("https://a.example/?a=1&b=2", "Courier <&> Co")], "Feeds of #news", NOW)
    assert written.decode() == (
        "<?xml version='1.0' encoding='utf-8'?>\n"
        '<opml version="2.0">\n'
        "  <head>\n"
        "    <title>Feeds of #news</title>\n"
        "    <dateCreated>Mon, 04 May 2026 12:00:00 +0000</dateCreated>\n"
        "  </head>\n"
        "  <body>\n"
        '    <outline type="rss" text="Courier &lt;&amp;&gt; Co" title="Courier &lt;&amp;&gt; Co"'
        ' xmlUrl="https://a.example/?a=1&amp;b=2"/>\n'
        "  </body>\n"
        "</opml>\n"
    )


links = st.from_regex(r"https?://[a-z]{1,5}\.example/[a-z0-9~%é?=&'+.,;-]{0,12}", fullmatch=True)


@given(st.lists(st.tuples(links, st.text(max_size=30)), min_size=1, max_size=5, unique_by=lambda row: row[0]))
def test_what_is_written_is_read_again(rows: list[tuple[str, str]]) -> None:
    outlines = [Outline(url, title) for url, title in rows]
    found = read_opml(write_opml(outlines, "\x00list\ud800", NOW))
    assert [outline.url for outline in found] == [url for url, _ in rows]
    assert [outline.title for outline in found] == [clean.headline(title) for _, title in rows]
