"""What is made of single entries: their titles, links, times, texts and keys."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.ingest.feeds.read import read_feed
from bot.model.feed import Entry, FeedContent
from tests.ingest.feeds.samples import NOW, URL, item, rss


def _read(*items: str, channel: str = "<title>Courier</title>") -> FeedContent:
    return read_feed(rss(*items, channel=channel), URL, now=NOW)


def _only(*items: str) -> Entry:
    (entry,) = _read(*items).entries
    return entry


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Storm &amp; flood", "Storm & flood"),
        ("Storm & flood at M&S", "Storm & flood at M&S"),
        ("Storm &amp;amp; flood", "Storm & flood"),
        ("Caf&eacute; &nbsp;closed", "Café closed"),
        ("It&#146;s over", "It’s over"),
        ("&lt;p&gt;Storm&lt;/p&gt;&lt;p&gt;flood&lt;/p&gt;", "Storm flood"),
        ("<p>Storm</p>", "Storm"),
        ("<![CDATA[<b>St</b>orm &quot;Ada&quot;]]>", 'Storm "Ada"'),
        ("Storm\n   and\tflood", "Storm and flood"),
        ("Rates < 3 % and > 2 %", "Rates < 3 % and > 2 %"),
        ("Storm &unknown; flood", "Storm &unknown; flood"),
        ("Sto\u200brm\u202e", "Storm"),
        ("<![CDATA[Storm<!-- draft --> ends]]>", "Storm ends"),
        ("&lt;img src=x onerror=alert(1)&gt;Storm", "Storm"),
    ],
)
def test_a_title_is_one_plain_line(written: str, meant: str) -> None:
    assert _only(f"<item><title>{written}</title></item>").title == meant


def test_a_title_that_says_that_it_is_plain_text_is_not_read_as_html() -> None:
    atom = "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title type='text'>The &lt;b> tag</title></entry></feed>"
    assert read_feed(atom.encode(), URL, now=NOW).entries[0].title == "The <b> tag"


def test_the_first_words_stand_for_a_title_and_a_long_one_is_cut() -> None:
    assert _only("<item><description>Four ports are closed.</description></item>").title == "Four ports are closed."
    assert _only(f"<item><title>{'word ' * 9000}</title></item>").title == "word " * 58 + "word…"


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("<link>https://a.example/1?b=1&amp;c=2</link>", "https://a.example/1?b=1&c=2"),
        ("<link>https://a.example/1?b=1&c=2</link>", "https://a.example/1?b=1&c=2"),
        ("<link><![CDATA[ https://a.example/1?b=1&c=2\n ]]></link>", "https://a.example/1?b=1&c=2"),
        ("<link>/storm</link>", "https://harbourcourier.example/storm"),
        ("<link>storm today</link>", "https://harbourcourier.example/feeds/storm%20today"),
        ("<link>//a.example/1</link>", "https://a.example/1"),
        ("<link xml:base='https://a.example/b/'>c</link>", "https://a.example/b/c"),
        ("<link href='https://a.example/1'/>", "https://a.example/1"),
        ("<link/><guid>https://a.example/1</guid>", "https://a.example/1"),
        ("<guid isPermaLink='false'>https://a.example/1</guid>", None),
        ("<link>javascript:alert(1)</link>", None),
        ("<link>mailto:desk@a.example</link>", None),
        ("<link>https://[broken/</link>", None),
        ("<link>https://a.example/" + "a" * 3000 + "</link>", None),
        ("<enclosure url='https://a.example/1.mp3' type='audio/mpeg'/>", None),
        (
            "<link>https://feeds.example/~r/1</link><feedburner:origLink>https://a.example/1</feedburner:origLink>",
            "https://a.example/1",
        ),
    ],
)
def test_a_link_is_whole_or_there_is_none(written: str, link: str | None) -> None:
    assert _only(f"<item><title>Storm</title>{written}</item>").link == link


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Sat, 02 May 2026 07:30:00 +0100", datetime(2026, 5, 2, 6, 30, tzinfo=UTC)),
        ("Sat, 02 May 2026 07:30:00 EST", datetime(2026, 5, 2, 12, 30, tzinfo=UTC)),
        ("Sat, 02 May 2026 07:30:00 CEST", datetime(2026, 5, 2, 5, 30, tzinfo=UTC)),
        ("2 May 26 07:30", datetime(2026, 5, 2, 7, 30, tzinfo=UTC)),
        ("Samedi, 2 May 2026 07:30:00 GMT", datetime(2026, 5, 2, 7, 30, tzinfo=UTC)),
        ("Sat, 02 May 2026", datetime(2026, 5, 2, 12, tzinfo=UTC)),
        ("2026-05-02", datetime(2026, 5, 2, 12, tzinfo=UTC)),
        ("2026-5-2 7:30", datetime(2026, 5, 2, 7, 30, tzinfo=UTC)),
        ("2026/05/02 07:30:00 PDT", datetime(2026, 5, 2, 14, 30, tzinfo=UTC)),
        ("2026-05-02T07:30:00.123456789-07:00", datetime(2026, 5, 2, 14, 30, tzinfo=UTC)),
        ("2026-05-01T24:00:00Z", datetime(2026, 5, 2, tzinfo=UTC)),
        ("2026-05-02T07:30:60Z", datetime(2026, 5, 2, 7, 30, 59, tzinfo=UTC)),
        ("May 2, 2026", datetime(2026, 5, 2, 12, tzinfo=UTC)),
        ("2026-05-05T12:00:00Z", datetime(2026, 5, 5, 12, tzinfo=UTC)),
        ("2026-05-07T12:00:00Z", None),
        ("9999-12-31T23:59:59-12:00", None),
        ("0001-01-01T00:00:00+12:00", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("2026-02-31", None),
        ("Sat, 02 May 2026 07:30:00 +99999999999", None),
        ("yesterday", None),
    ],
)
def test_a_time_is_in_utc_or_there_is_none(written: str, meant: datetime | None) -> None:
    assert _only(item(1, date=written)).published == meant


def test_a_time_that_cannot_be_true_gives_way_to_one_that_can() -> None:
    dates = "<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate><updated>2026-05-01T10:00:00Z</updated>"
    assert _only(f"<item><title>Storm</title>{dates}</item>").published == datetime(2026, 5, 1, 10, tzinfo=UTC)


def test_the_longest_text_is_the_text() -> None:
    texts = "<description>Four ports are closed until Monday.</description><summary>Four ports.</summary>"
    assert _only(item(1, texts)).text == "Four ports are closed until Monday."


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("<p>One<br>two<br><br>three</p>four", "One two\n\nthree\n\nfour"),
        ("<ul><li>One<li>two</ul>", "One\n\ntwo"),
        ("<style>p{}</style>One<script>two()</script><iframe>x</iframe> <!-- no -->two", "One\n\ntwo"),
        ("<p>1 &lt; 2 &amp;amp; so", "1 < 2 &amp; so"),
        ("<a href='https://a.example/'>One</a>, <i>two</i>", "One, two"),
    ],
)
def test_a_text_is_its_paragraphs(written: str, text: str) -> None:
    assert _only(item(1, f"<description><![CDATA[{written}]]></description>")).text == text


def test_a_long_text_is_cut_between_words() -> None:
    text = _only(item(1, f"<description>{'word ' * 20_000}</description>")).text
    assert text.endswith("word…")
    assert 49_000 < len(text) <= 50_000


def test_entries_come_newest_first_and_undated_ones_keep_their_place() -> None:
    undated = "<item><title>Undated</title></item>"
    days = [item(day, date=f"{day} Apr 2026 10:00 GMT") for day in (3, 1, 2)]
    assert [entry.title for entry in _read(*days).entries] == ["Story 3", "Story 2", "Story 1"]
    found = _read(days[0], undated, days[1], days[2]).entries
    assert [entry.title for entry in found] == ["Story 3", "Undated", "Story 2", "Story 1"]


@pytest.mark.parametrize(
    ("channel", "every"),
    [
        ("<ttl>60</ttl>", timedelta(hours=1)),
        ("<ttl> 60 </ttl>", timedelta(hours=1)),
        ("<ttl>0</ttl>", None),
        ("<ttl>-5</ttl>", None),
        ("<ttl>99999999999999999999</ttl>", None),
        ("<ttl>an hour</ttl>", None),
        ("<sy:updatePeriod>hourly</sy:updatePeriod>", timedelta(hours=1)),
        ("<sy:updatePeriod>weekly</sy:updatePeriod><sy:updateFrequency>7</sy:updateFrequency>", timedelta(days=1)),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", timedelta(hours=1)),
        ("<sy:updatePeriod>sometimes</sy:updatePeriod>", None),
        ("", None),
    ],
)
def test_a_feed_says_how_often_it_wants_to_be_read(channel: str, every: timedelta | None) -> None:
    assert _read(channel=channel).every == every


def test_a_feed_without_a_title_is_called_by_its_site() -> None:
    found = _read(item(1), channel="<link>https://www.a.example/</link>")
    assert (found.title, found.site) == ("a.example", "https://www.a.example/")
    assert "It has no title; the name of its site stands for one." in found.oddities
