"""The same feed in every format is the same feed."""

from datetime import timedelta

import pytest

from bot.ingest.feeds.read import read_feed
from bot.model.feed import FeedContent
from bot.workers import WorkerPool
from tests.ingest.feeds import samples
from tests.ingest.feeds.samples import ENTRIES, NOW, SITE, TITLE, URL


@pytest.mark.parametrize(
    ("written", "every"),
    [
        (samples.RSS_2, timedelta(minutes=90)),
        (samples.RSS_1, timedelta(minutes=90)),
        (samples.ATOM_1, None),
        (samples.ATOM_03, None),
        (samples.JSON_1, None),
        (samples.JSON_1.replace("version/1.1", "version/1"), None),
    ],
    ids=["RSS 2.0", "RSS 1.0", "Atom 1.0", "Atom 0.3", "JSON Feed 1.1", "JSON Feed 1.0"],
)
def test_every_format_says_the_same(written: str, every: timedelta | None) -> None:
    found = read_feed(written.encode(), URL, now=NOW)
    assert (found.title, found.site, found.every) == (TITLE, SITE, every)
    assert found.entries == ENTRIES


def test_only_what_was_wrong_is_odd() -> None:
    assert read_feed(samples.RSS_2.encode(), URL, now=NOW).oddities == ()
    assert read_feed(samples.ATOM_1.encode(), URL, now=NOW).oddities == (
        "With a link that is not whole: 2 of 2 entries; it was completed from the feed's own.",
    )


def test_rss_091_has_no_ids_and_no_dates() -> None:
    found = read_feed(samples.RSS_091.encode(), URL, now=NOW)
    assert (found.title, found.site) == (TITLE, SITE)
    assert [(entry.title, entry.link, entry.text) for entry in found.entries] == [
        (entry.title, entry.link, entry.text) for entry in ENTRIES
    ]
    assert [entry.published for entry in found.entries] == [None, None]
    assert found.oddities == (
        "Its entries have no ids; they are told apart by their links or titles.",
        "Without a date: 2 of 2 entries.",
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("written", [samples.RSS_2, samples.JSON_1], ids=["RSS", "JSON"])
def test_unicode_needs_no_declaration(written: str, encoding: str) -> None:
    plain = written.removeprefix('<?xml version="1.0" encoding="UTF-8"?>\n')
    assert read_feed(plain.encode(encoding), URL, now=NOW).entries == ENTRIES


@pytest.mark.parametrize(
    ("declared", "header", "encoding"),
    [
        ("windows-1252", None, "cp1252"),
        ("iso-8859-1", None, "cp1252"),
        ("", "windows-1252", "cp1252"),
        ("windows-1252", "utf-8", "cp1252"),
        ("windows-1252", "koi8-r", "cp1252"),
        ("utf-8", "iso-8859-1", "utf-8"),
        ("us-ascii", None, "utf-8"),
        ("koi8-r", None, "utf-8"),
        ("utf-16", "utf-16", "utf-8"),
        ("no-such-thing", "bz2", "utf-8"),
        ("hex", "bz2", "cp1252"),
    ],
)
def test_the_bytes_are_believed_before_the_document_and_that_before_the_header(
    declared: str, header: str | None, encoding: str
) -> None:
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    written = declaration + samples.RSS_2.partition("?>")[2].replace("&#8220;", "“").replace("&#8221;", "”")
    assert read_feed(written.encode(encoding), URL, charset=header, now=NOW).entries == ENTRIES


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (samples.rss(samples.item(1)).replace(b"Courier", b"Courier \xc3\xa9"), ()),
        (
            b"<?xml version='1.0' encoding='koi8-r'?>"
            + samples.rss(samples.item(1)).replace(b"Courier", b"Caf\xc3\xa9"),
            ("It says that its encoding is koi8-r but it is UTF-8; it was read as that.",),
        ),
        (
            b"<?xml version='1.0' encoding='utf-8'?>" + samples.rss(samples.item(1)).replace(b"Courier", b"Caf\xe9"),
            ("It says that it is UTF-8 but is not; its encoding was guessed.",),
        ),
        (
            samples.rss(samples.item(1)).replace(b"Courier", "éàü".encode() + b"\xc3"),
            ("Some of its characters are damaged.",),
        ),
        (
            samples.rss(samples.item(1)).replace(b"Courier", b"Cou\x00rier\x0b"),
            ("It holds control characters; they were left out.",),
        ),
    ],
)
def test_a_wrong_encoding_is_said(data: bytes, said: tuple[str, ...]) -> None:
    found = read_feed(data, URL, now=NOW)
    assert found.oddities == said
    assert [entry.title for entry in found.entries] == ["Story 1"]


async def test_it_runs_in_a_worker(workers: WorkerPool) -> None:
    found = await workers.run(read_feed, samples.RSS_2.encode(), URL, "text/xml", "utf-8", now=NOW)
    assert isinstance(found, FeedContent)
    assert found.entries == ENTRIES
