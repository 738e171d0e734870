"""An entry keeps its key when it is edited, and no two entries of a feed have the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.feeds.read import read_feed
from tests.ingest.feeds.samples import NOW, URL, rss


def _item(guid: str = "", link: str = "", title: str = "", date: str = "", text: str = "") -> str:
    parts = {"guid": guid, "link": link, "title": title, "pubDate": date, "description": text}
    return f"<item>{''.join(f'<{name}>{value}</{name}>' for name, value in parts.items() if value)}</item>"


def _keys(*items: str) -> list[str]:
    return [entry.key for entry in read_feed(rss(*items), URL, now=NOW).entries]


def _oddities(*items: str) -> tuple[str, ...]:
    return read_feed(rss(*items), URL, now=NOW).oddities


STORM = _item("courier:1", "https://a.example/storm", "Storm", "Sat, 02 May 2026 07:30:00 GMT")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (STORM, STORM.replace("Storm", "Storm ends")),
        (STORM, STORM.replace("02 May", "03 May")),
        (STORM, STORM.replace("a.example/storm", "a.example/storm-ends?utm_source=rss")),
        (_item("https://a.example/storm"), _item("https://a.example/storm?utm_source=rss&amp;fbclid=7")),
        (_item("https://a.example/storm"), _item("http://a.example/storm")),
        (_item(link="https://a.example/storm", title="Storm"), _item(link="https://a.example/storm", title="Ends")),
        (_item(link="https://a.example/storm"), _item(link="https://a.example/storm?utm_medium=feed#xtor=RSS-1")),
        (_item(link="https://a.example/storm"), _item(link="https://m.a.example/storm/amp")),
        (_item(title="Storm"), _item(title="&lt;b&gt;Storm&lt;/b&gt;", date="2026-05-02", text="Edited.")),
        (_item(text="Four ports."), _item(text="&lt;p&gt;Four  ports.&lt;/p&gt;")),
    ],
)
def test_an_edited_entry_keeps_its_key(before: str, after: str) -> None:
    assert _keys(before) == _keys(after)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (_item("a", "https://a.example/", "Storm"), _item("b", "https://a.example/", "Storm")),
        (_item("same", "https://a.example/1", "One"), _item("same", "https://a.example/2", "Two")),
        (_item("same", title="One"), _item("same", title="Two")),
        (_item(link="https://a.example/", title="One"), _item(link="https://a.example/", title="Two")),
        (_item("https://a.example/day#1"), _item("https://a.example/day#2")),
        (_item(link="https://a.example/day#1"), _item(link="https://a.example/day#2")),
        (_item(link="https://a.example/?id=1"), _item(link="https://a.example/?id=2")),
        (_item(text="One."), _item(text="Two.")),
        (_item("a" * 5000), _item("a" * 5001)),
        (_item("https://a.example/" + "a" * 5000), _item("https://a.example/" + "a" * 5001)),
    ],
)
def test_different_entries_have_different_keys(one: str, other: str) -> None:
    keys = _keys(one, other)
    assert len(set(keys)) == 2
    assert all(len(key) <= 200 for key in keys)


def test_an_entry_that_stands_there_twice_is_read_once() -> None:
    assert len(_keys(STORM, STORM)) == 1
    assert "There twice: 1 of 2 entries; each was read once." in _oddities(STORM, STORM)


def test_an_id_of_all_entries_tells_none_of_them() -> None:
    same = [_item("same", f"https://a.example/{number}", f"Story {number}") for number in range(3)]
    assert _keys(*same) == [f"a.example/{number}" for number in range(3)]
    assert "Different entries have the same id; they are told apart by their links or titles." in _oddities(*same)


def test_a_link_of_all_entries_tells_none_of_them() -> None:
    home = [_item(link="https://a.example/", title=f"Story {number}") for number in range(3)]
    assert "Different entries have the same link; they are told apart by their titles." in _oddities(*home)
    assert _keys(*home)[0] == _keys(_item(title="Story 0"))[0]


words = st.text("abc é&<#/?=", max_size=6)


@given(st.lists(st.builds(_item, words, words.map("https://a.example/".__add__), words, words, words), max_size=6))
def test_no_two_entries_of_a_feed_have_the_same_key(items: list[str]) -> None:
    keys = _keys(*items)
    assert len(set(keys)) == len(keys)
    assert keys == _keys(*items)
