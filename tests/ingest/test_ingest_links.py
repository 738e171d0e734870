"""One name for one page, and links in messages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.links import canonical, find_links, untracked
from bot.model.errors import NotALink

STORY = "https://news.example.org/world/story"


@pytest.mark.parametrize(
    "link",
    [
        f"{STORY}?utm_source=mail&utm_medium=x",
        f"{STORY}?fbclid=abc",
        f"{STORY}?gclid=1#comments",
        f"{STORY}#top",
        "HTTPS://News.Example.ORG/world/story",
        "https://news.example.org:443/world/story",
        "https://news.example.org./world/story",
        f"{STORY}/amp",
        f"{STORY}/amp/",
        f"{STORY}?amp=1",
        f"{STORY}?amp",
        f"{STORY}?outputType=amp",
        "https://news.example.org/amp/world/story",
        "https://amp.news.example.org/world/story",
        "https://m.news.example.org/world/story",
        "https://mobile.news.example.org/world/story",
        "https://www.google.com/amp/s/news.example.org/world/story",
        "https://news-example-org.cdn.ampproject.org/c/s/news.example.org/world/story",
        f"  {STORY}  ",
    ],
)
def test_variants_of_one_page_have_one_name(link: str) -> None:
    assert canonical(link) == STORY


@pytest.mark.parametrize(
    "link",
    [
        f"{STORY}?id=7&page=2",
        f"{STORY}?v=dQw4w9WgXcQ",
        "http://news.example.org:8080/world/story",
        "https://m.example/",
        "https://www.amp.org/story",
        "https://news.example.org/ampere",
        "https://news.example.org/camp/story",
        "https://news.example.org/a%2Fb?q=c%20d",
    ],
)
def test_what_names_another_page_stays(link: str) -> None:
    assert canonical(link) == link


def test_the_shown_link_keeps_its_variant() -> None:
    assert untracked("https://m.news.example.org/a?utm_source=x#top") == "https://m.news.example.org/a"


def test_the_infix_mobile_label_goes() -> None:
    assert canonical("https://en.m.wiki.example.org/wiki/Tavrin") == "https://en.wiki.example.org/wiki/Tavrin"


@pytest.mark.parametrize("link", ["", "story", "mailto:desk@example.org", "http://", "https://exa mple.org"])
def test_what_is_no_link_is_said(link: str) -> None:
    with pytest.raises(NotALink):
        canonical(link)


hosts = st.from_regex(r"(?:m\.|amp\.|mobile\.|www\.){0,3}[a-z]{1,8}(?:\.[a-z]{2,6}){1,2}", fullmatch=True)
paths = st.lists(st.one_of(st.sampled_from(["amp", "m", "story.amp", "a%2fb", "é"]), st.text(max_size=8)), max_size=4)
queries = st.lists(st.sampled_from(["utm_x=1", "amp=1", "id=3", "q=a%20b", "fbclid", "ä=ö", ""]), max_size=4)


@given(hosts, paths, queries)
def test_a_canonical_link_is_its_own_canonical_link(host: str, path: list[str], query: list[str]) -> None:
    link = f"https://{host}/{'/'.join(path)}?{'&'.join(query)}"
    try:
        once = canonical(link)
    except NotALink:
        return
    assert canonical(once) == once


@given(st.text())
def test_any_text_is_a_link_or_is_said_not_to_be(text: str) -> None:
    for link in (text, f"https://{text}"):
        try:
            once = canonical(link)
        except NotALink:
            continue
        assert canonical(once) == once


@pytest.mark.parametrize(
    ("message", "found"),
    [
        (f"Look: {STORY}.", [STORY]),
        (f"Look at <{STORY}>, please", [STORY]),
        (f"({STORY})", [STORY]),
        (f"[the story]({STORY}) is new", [STORY]),
        (f"[{STORY}]({STORY})", [STORY]),
        (f"“{STORY}”", [STORY]),
        (f"**{STORY}**", [STORY]),
        (f"<{STORY}|the story>", [STORY]),
        (f"{STORY}?a=1, {STORY}?a=2!", [f"{STORY}?a=1", f"{STORY}?a=2"]),
        ("https://wiki.example.org/Tavrin_(city)", ["https://wiki.example.org/Tavrin_(city)"]),
        ("(see https://wiki.example.org/Tavrin_(city))", ["https://wiki.example.org/Tavrin_(city)"]),
        (f"{STORY} and {STORY}", [STORY]),
        ("no link, not even ftp://news.example.org or news.example.org", []),
        ("https://", []),
    ],
)
def test_links_in_a_message(message: str, found: list[str]) -> None:
    assert find_links(message) == found


@given(st.text())
def test_every_message_can_be_searched(text: str) -> None:
    for link in find_links(f"{text} https://news.example.org/{text}"):
        assert link.lower().startswith("http")
