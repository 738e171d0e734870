"""Tells a page that is no article: a wall, a video, a list of headlines, or nothing at all."""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from bot.ingest import boilerplate
from bot.ingest.html import ReadPage
from bot.model.errors import ListPage, NoArticle, VideoPage, WallPage

MIN_WORDS = 40
TEASER_WORDS = 150
VIDEO_WORDS = 120
LIST_SHARE = 0.5

_WALL = re.compile(
    r"\b(?:subscribe (?:now )?to (?:continue|read|unlock)|(?:to )?continue reading"
    r"|already (?:a subscriber|a member|have an account)|(?:for|to) subscribers only|subscribers[- ]only"
    r"|exclusive (?:to|for) subscribers|unlock (?:this|the full) (?:article|story)|(?:sign|log) in to (?:continue|read)"
    r"|(?:register|create a free account) to (?:continue|read)|start your (?:free )?trial"
    r"|you have (?:reached|read) your|accept (?:all|cookies)|we (?:and our (?:\d+ )?partners )?(?:use|store).{0,60}cookies|consent to"
    r"|before you continue|enable javascript|verify (?:that )?you are (?:a )?human|are you a robot|not a robot"
    r"|checking your browser|unusual (?:traffic|activity)|access (?:is )?denied|ad ?blocker)\b",
    re.IGNORECASE,
)
_VIDEO_PATH = re.compile(r"/(?:videos?|watch|av|clips?|live-tv|tv)(?:/|$)", re.IGNORECASE)


def check(page: ReadPage, paragraphs: Sequence[str], host: str) -> None:
    """Raise WallPage, VideoPage, ListPage or NoArticle when a page's cleaned paragraphs are no article."""
    words = sum(len(paragraph.split()) for paragraph in paragraphs)
    if words < VIDEO_WORDS and _is_video(page):
        raise VideoPage(host=host)
    if words < TEASER_WORDS and _is_wall(page, words):
        raise WallPage(host=host)
    if _is_list(page, paragraphs):
        raise ListPage(host=host)
    if words < MIN_WORDS:
        raise NoArticle(host=host)


def _is_video(page: ReadPage) -> bool:
    path = urlsplit(page.draft.url or "").path
    return page.metadata.is_video or (_VIDEO_PATH.search(path) is not None and not page.metadata.is_article)


def _is_wall(page: ReadPage, words: int) -> bool:
    if not page.metadata.free:
        return True
    if words >= MIN_WORDS:
        return len(_WALL.findall(page.visible)) > 1 and page.metadata.is_article
    return _WALL.search(page.visible) is not None


def _is_list(page: ReadPage, paragraphs: Sequence[str]) -> bool:
    if page.metadata.is_list:
        return True
    sizes = [len(paragraph.split()) for paragraph in paragraphs]
    links = page.draft.link_texts
    listed = sum(
        size
        for size, paragraph in zip(sizes, paragraphs, strict=True)
        if paragraph in links or boilerplate.is_title_like(paragraph)
    )
    is_front = urlsplit(page.draft.url or "").path.strip("/") == "" and not page.metadata.is_article
    share = LIST_SHARE / 2 if is_front else LIST_SHARE
    return len(sizes) > 2 and listed > share * sum(sizes) and not page.metadata.is_article
