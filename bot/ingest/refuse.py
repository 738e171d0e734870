"""Tells a page that is no article: a wall, a video, a list of headlines, or nothing at all."""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from bot.ingest import boilerplate, clean
from bot.ingest.html import ReadPage
from bot.model.errors import ListPage, NoArticle, VideoPage, WallPage

MIN_WORDS = 40
TEASER_WORDS = 150
VIDEO_WORDS = 120
MIN_TITLES = 5
MIN_TITLE_WORDS = 4
TITLE_SHARE = 0.35
MIN_FRONT_TITLES = 8
FRONT_PARAGRAPH_WORDS = 30

_OFFER = re.compile(
    r"\b(?:subscribe (?:now )?to (?:continue|read|unlock)|(?:to )?continue reading"
    r"|already (?:a subscriber|a member|have an account)|(?:for|to) subscribers only|subscribers[- ]only"
    r"|exclusive (?:to|for) subscribers|unlock (?:this|the full) (?:article|story)|(?:sign|log) in to (?:continue|read)"
    r"|(?:register|create a free account) to (?:continue|read)|start your (?:free )?trial"
    r"|you have (?:reached|read) your)\b",
    re.IGNORECASE,
)
_GATE = re.compile(
    r"\b(?:accept (?:all|cookies)|consent to|before you continue|enable javascript|ad ?blocker"
    r"|we (?:and our (?:\d+ )?partners )?(?:use|store).{0,60}cookies|verify (?:that )?you are (?:a )?human"
    r"|are you a robot|not a robot|checking your browser|unusual (?:traffic|activity)|access (?:is )?denied)\b",
    re.IGNORECASE,
)
_SECTION = re.compile(r"[a-z]{0,20}(?:-[a-z]{1,12})?(?:\.html?)?", re.IGNORECASE)
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
    if words >= MIN_WORDS:  # a teaser stops at an offer; a short report may well stand beside a cookie notice
        return len(_OFFER.findall(page.visible)) > 1
    return _OFFER.search(page.visible) is not None or _GATE.search(page.visible) is not None


def _is_list(page: ReadPage, paragraphs: Sequence[str]) -> bool:
    """Whether the page lists other stories: it says so, or every other paragraph is the linked title of one."""
    if page.metadata.is_list:
        return True
    if page.metadata.is_article:
        return False
    draft = page.draft
    found = [clean.line(paragraph) for paragraph in draft.paragraphs]
    titles = sum(line in draft.link_texts and len(line.split()) >= MIN_TITLE_WORDS for line in found)
    if titles >= MIN_TITLES and titles >= TITLE_SHARE * len(found):
        return True
    listed = sum(boilerplate.is_title_like(paragraph) for paragraph in paragraphs)
    return (listed >= MIN_TITLES and listed * 2 > len(paragraphs)) or _is_front(page, paragraphs)


def _is_front(page: ReadPage, paragraphs: Sequence[str]) -> bool:
    """Whether a page has a section's address, many linked titles and only short paragraphs."""
    segments = urlsplit(page.draft.url or "").path.strip("/").split("/")
    if len(segments) > 2 or not all(_SECTION.fullmatch(segment) for segment in segments):
        return False
    titles = [count for text in page.draft.link_texts if (count := len(text.split())) >= MIN_TITLE_WORDS]
    words = sum(len(paragraph.split()) for paragraph in paragraphs)
    short = words < FRONT_PARAGRAPH_WORDS * max(1, len(paragraphs))
    return short and len(titles) >= MIN_FRONT_TITLES and sum(titles) * 3 > words
