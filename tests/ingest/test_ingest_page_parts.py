"""What of a page is the article, by what its elements call themselves."""

import json

import pytest

from bot.ingest.html import ReadPage, read
from tests.ingest import pages

STANDFIRST = "Fishermen on both shores have waited nine years for somebody to talk about the nets in the strait."


def _read(body: str, head: str = pages.HEAD) -> ReadPage:
    found = read(pages.document(body, head), pages.URL)
    assert found is not None
    return found


def _article(inside: str = "", *, above: str = "") -> str:
    middle = len(pages.PARAGRAPHS) // 2
    texts = [f"<p>{text}</p>" for text in pages.PARAGRAPHS]
    return f"<article><h1>Dolak arrives</h1>{above}{''.join(texts[:middle])}{inside}{''.join(texts[middle:])}</article>"


@pytest.mark.parametrize(
    "element",
    [
        "<figure><img src='a.jpg'><figcaption>Ms Dolak steps off the plane in rain.</figcaption></figure>",
        "<div class='photo-caption'><p>Ms Dolak steps off the plane in rain.</p></div>",
        "<aside class='newsletter-form'><h2>Morning tide</h2><p>Ms Dolak steps off the plane in rain.</p></aside>",
        "<div class='inline moreAbout'><p>Ms Dolak steps off the plane in rain.</p></div>",
        "<div id='popmake-12'><p>Ms Dolak steps off the plane in rain.</p></div>",
        "<div style='display: none'><p>Ms Dolak steps off the plane in rain.</p></div>",
        "<div class='author-bio'><p>Ms Dolak steps off the plane in rain.</p></div>",
        "<section id='comments'><p>Ms Dolak steps off the plane in rain.</p></section>",
    ],
)
def test_what_stands_around_an_article_is_left_out(element: str) -> None:
    text = "\n".join(_read(_article(element)).draft.paragraphs)
    assert "steps off the plane" not in text
    assert all(paragraph in text for paragraph in pages.PARAGRAPHS)


def test_an_article_in_an_element_with_such_a_name_is_kept() -> None:
    text = "\n".join(_read(f"<div class='related-content'>{_article()}</div>").draft.paragraphs)
    assert all(paragraph in text for paragraph in pages.PARAGRAPHS)


def test_a_standfirst_opens_the_text() -> None:
    found = _read(_article(above=f"<h2 class='article__standfirst'>{STANDFIRST}</h2>"))
    assert [text for text in found.draft.paragraphs if text == STANDFIRST] == [STANDFIRST]


def test_headings_lists_and_quotations_keep_their_order() -> None:
    inside = (
        "<h2>What was agreed at the quay</h2><ul><li>The two men are to be freed on Friday.</li><li>The nets are given"
        " back by June.</li></ul><blockquote><p>We have had enough of winters like this one.</p></blockquote>"
    )
    text = "\n".join(_read(_article(inside)).draft.paragraphs)
    wanted = ["agreed at the quay", "freed on Friday", "back by June", "enough of winters", pages.PARAGRAPHS[-1]]
    places = [text.find(words) for words in wanted]
    assert -1 not in places
    assert places == sorted(places)


def test_json_ld_in_a_cdata_section_is_read() -> None:
    head = pages.HEAD.replace('{"@context"', '<![CDATA[ {"@context"').replace("}]}\n", "}]} ]]>\n")
    assert "CDATA" in head
    assert _read(_article(), head).draft.authors == ("Maud Ellery", "Piers Lowan")


def test_a_link_to_a_profile_is_no_name_and_the_byline_is_read() -> None:
    head = "<meta property='article:author' content='https://courier.example/authors/12'>"
    found = _read(_article(above="<p class='ByLine'>By Maud Ellery</p>"), head)
    assert found.draft.authors == ("Maud Ellery",)


def test_the_headline_that_two_statements_agree_on_is_the_title() -> None:
    head = (
        "<title>Dolak in Tavrin: what to watch - The Harbour Courier</title>"
        "<meta property='og:title' content='You will not believe where Dolak went'>"
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Dolak in Tavrin: what to watch"}'
        "</script>"
    )
    assert _read(_article(), head).draft.title == "Dolak in Tavrin: what to watch"


def test_a_page_that_shows_its_text_by_script_alone_is_read_from_what_it_states() -> None:
    head = pages.HEAD.replace(
        '"@type": "NewsArticle",', f'"@type": "NewsArticle", "articleBody": {json.dumps(pages.TEXT)},'
    )
    found = _read("<article><h1>Dolak arrives</h1><div id='app'></div></article>", head)
    assert [text for text in found.draft.paragraphs if text] == list(pages.PARAGRAPHS)


def test_the_stated_text_of_a_page_for_subscribers_is_not_taken() -> None:
    stated = f'"@type": "NewsArticle", "isAccessibleForFree": false, "articleBody": {json.dumps(pages.TEXT)},'
    head = pages.HEAD.replace('"@type": "NewsArticle",', stated)
    found = _read(f"<article><h1>Dolak arrives</h1><p>{pages.PARAGRAPHS[0]}</p></article>", head)
    assert pages.PARAGRAPHS[-1] not in found.draft.paragraphs
