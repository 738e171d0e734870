"""A fetched page becomes an article, or one sentence that says why not."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.ingest.page import Page
from bot.ingest.read import read_page
from bot.model.article import Source
from bot.model.errors import (
    ListPage,
    NoArticle,
    NotAnArticleButAFeed,
    TooLarge,
    UnsupportedType,
    UserError,
    VideoPage,
    WallPage,
)
from tests.ingest import pages

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


def test_a_news_page_becomes_an_article() -> None:
    article = read_page(pages.page(pages.news()), NOW)
    assert article.title == "Dolak arrives in Tavrin for first visit in nine years"
    assert article.text == pages.TEXT
    assert article.site == "The Harbour Courier"
    assert article.authors == ("Maud Ellery", "Piers Lowan")
    assert article.published == datetime(2026, 5, 2, 7, 30, tzinfo=timezone(timedelta(hours=1)))
    assert (article.language, article.source, article.fetched) == ("en", Source.LINK, NOW)
    assert article.url == pages.URL


def test_all_links_of_a_page_are_kept() -> None:
    given = "https://m.harbourcourier.example/x?utm_source=mail"
    links = read_page(pages.page(pages.news(), given=given), NOW).links
    assert set(links) >= {given, pages.URL, "https://harbourcourier.example/x"}


def test_a_page_that_names_a_foreign_canonical_link_keeps_its_own() -> None:
    head = pages.HEAD.replace("https://harbourcourier.example/world", "https://elsewhere.example/world")
    assert read_page(pages.page(pages.news(head=head)), NOW).url == pages.URL


def test_metadata_comes_from_meta_tags_too() -> None:
    head = """<title>Dolak arrives in Tavrin - Harbour Courier</title>
    <meta name="author" content="By Maud Ellery and Piers Lowan">
    <meta property="article:published_time" content="2026-05-02">"""
    article = read_page(pages.page(pages.news(head=head)), NOW)
    assert article.authors == ("Maud Ellery", "Piers Lowan")
    assert article.published == datetime(2026, 5, 2, 12, tzinfo=UTC)
    assert article.title == "Dolak arrives in Tavrin"
    assert article.site == "harbourcourier.example"


def test_a_date_in_the_future_is_not_believed() -> None:
    head = pages.HEAD.replace("2026-05-02T07:30:00+01:00", "2031-05-02T07:30:00+01:00")
    assert read_page(pages.page(pages.news(head=head)), NOW).published is None


@pytest.mark.parametrize(
    ("charset", "encoding", "declared"),
    [
        ("utf-8", "utf-8", ""),
        (None, "utf-8", ""),
        (None, "utf-8-sig", ""),
        ("iso-8859-1", "utf-8", ""),
        ("windows-1252", "cp1252", ""),
        ("iso-8859-1", "cp1252", ""),
        (None, "cp1252", "<meta charset='windows-1252'>"),
        ("nonsense", "cp1252", "<meta charset='windows-1252'>"),
        (None, "cp1252", ""),
        (None, "utf-16", ""),
    ],
)
def test_every_encoding_gives_the_same_words(charset: str | None, encoding: str, declared: str) -> None:
    body = pages.news(head=pages.HEAD + declared).encode(encoding)
    assert read_page(pages.page(body, charset=charset), NOW).text == pages.TEXT


def test_a_page_in_german_is_an_article_in_german() -> None:
    paragraph = (
        "Die marewische Außenministerin Irena Dolak ist am Samstag in der Hauptstadt eingetroffen, wo sie am Montag"
        " den Präsidenten treffen wird, um über die Fischerei in der Meerenge zu sprechen."
    )
    text = tuple(f"{paragraph} Das sagte ein Sprecher am Abend zum {n}. Mal." for n in range(1, 6))
    assert read_page(pages.page(pages.news(text)), NOW).language == "de"


CONSENT = """<div><h1>Before you continue</h1><p>We and our 412 partners use cookies to store and access data on your
device. You can accept all or manage your choices at any time.</p><button>Accept all</button></div>"""
TEASER = f"""<article><h1>Dolak arrives in Tavrin for first visit in nine years</h1><p>{pages.PARAGRAPHS[0]}</p>
<p>{pages.PARAGRAPHS[1]}</p></article><div><p>Subscribe to continue reading. Already a subscriber? Log in.</p></div>"""
ROBOT = "<h1>One moment</h1><p>Verify you are human by completing the action below. Enable JavaScript to continue.</p>"
VIDEO = "<main><h1>Dolak arrives in Tavrin</h1><video src='/a.mp4'></video><p>Watch the moment she lands.</p></main>"
VIDEO_HEAD = "<title>Dolak arrives</title><meta property='og:type' content='video.other'>"
PAID = pages.HEAD.replace('"headline"', '"isAccessibleForFree": "False", "headline"')


@pytest.mark.parametrize(
    ("page", "error"),
    [
        (pages.page(pages.document(CONSENT, "<title>Consent</title>")), WallPage),
        (pages.page(pages.document(TEASER)), WallPage),
        (pages.page(pages.news(pages.PARAGRAPHS[:2], PAID)), WallPage),
        (pages.page(pages.document(ROBOT, "<title>One moment</title>")), WallPage),
        (pages.page(pages.document(VIDEO, VIDEO_HEAD)), VideoPage),
        (pages.page(pages.document(VIDEO, "<title>Dolak</title>"), "https://courier.example/video/dolak"), VideoPage),
        (pages.page(pages.front(), "https://harbourcourier.example/"), ListPage),
        (pages.page(pages.front(), "https://harbourcourier.example/world"), ListPage),
        (pages.page(pages.document("<p>Nothing to see.</p>", "<title>Empty</title>")), NoArticle),
        (pages.page(""), NoArticle),
        (pages.page("   "), NoArticle),
        (pages.page(b"\x00" * 1000), NoArticle),
        (pages.page("<div>" * 200_000), NoArticle),
        (pages.page(pages.document("<p>And on it goes, he said.</p>" * 50_000)), TooLarge),
        (pages.page(pages.news(("And on it goes, he said. " * 25_000,))), TooLarge),
        (pages.page(b"\x89PNG\r\n", content_type="image/png"), UnsupportedType),
        (pages.page(b"<rss/>", content_type="application/rss+xml"), NotAnArticleButAFeed),
        (pages.page(b"\x00\x01", content_type="video/mp4"), UnsupportedType),
    ],
)
def test_a_page_that_is_no_article_is_refused(page: Page, error: type[UserError]) -> None:
    with pytest.raises(error) as caught:
        read_page(page, NOW)
    assert caught.value.sentence.endswith(".")


def test_a_whole_article_beside_an_offer_to_subscribe_is_an_article() -> None:
    body = pages.news().replace("</article>", "</article><aside>Subscribe to continue reading all stories.</aside>")
    assert read_page(pages.page(body), NOW).text == pages.TEXT


def test_a_short_report_beside_a_cookie_notice_is_an_article() -> None:
    short = pages.PARAGRAPHS[:2]
    body = pages.news(short).replace("</article>", f"</article>{CONSENT}")
    assert read_page(pages.page(body), NOW).text == "\n\n".join(short)


def test_a_report_under_a_video_is_an_article() -> None:
    body = pages.news().replace("<h1>", "<video src='/a.mp4'></video><h1>")
    assert read_page(pages.page(body, "https://harbourcourier.example/video/dolak"), NOW).text == pages.TEXT


def test_a_link_to_a_text_file_is_read() -> None:
    text = f"Dolak arrives in Tavrin\n\n{pages.TEXT}"
    article = read_page(pages.page(text, "https://harbourcourier.example/a.txt", "text/plain"), NOW)
    assert (article.title, article.text) == ("Dolak arrives in Tavrin", pages.TEXT)
    assert (article.source, article.url) == (Source.LINK, "https://harbourcourier.example/a.txt")


def test_deeply_nested_pages_are_read_or_refused() -> None:
    body = "<div>" * 5_000 + "".join(f"<p>{paragraph}</p>" for paragraph in pages.PARAGRAPHS) + "</div>" * 5_000
    try:
        text = read_page(pages.page(pages.document(body)), NOW).text
    except UserError:
        return
    assert pages.PARAGRAPHS[0] in text
