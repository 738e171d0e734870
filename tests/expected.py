"""Compares a briefing with what a careful editor wrote by hand beside its article (*.expected.toml)."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.app import App
from bot.model.article import Article
from bot.model.briefing import Briefing
from bot.model.document import Actor
from bot.model.place import Channel

FICTION = "This article is fiction"


@dataclass(frozen=True)
class Case:
    """An article, its briefing, and what is expected of it."""

    article: Article
    briefing: Briefing
    expected: dict[str, Any]


async def brief(app: App, path: Path) -> Case:
    """Add the file to a channel of its own and brief it."""
    channel = Channel("terminal", "tests", path.stem)
    added = await app.desk.add_file(channel, path.name, path.read_bytes(), "test")
    briefing = await app.desk.brief(channel, added.article.id)
    return Case(added.article, briefing, tomllib.loads(path.with_suffix(".expected.toml").read_text(encoding="utf-8")))


def actor(case: Case, name: str) -> Actor:
    """The one actor with that name."""
    found = [actor for actor in case.briefing.actors if actor.name == name]
    assert len(found) == 1, f"{name} among {[actor.name for actor in case.briefing.actors]}"
    return found[0]


def record(case: Case) -> None:
    """Compare what is known of the article itself."""
    assert case.article.title == case.expected["title"]
    assert case.article.site == case.expected.get("site", case.article.site)
    assert case.article.published == case.expected.get("published", case.article.published)
    assert case.article.language == "en"
    assert case.briefing.headline.text == case.expected["title"]


def bullets_make_the_points(case: Case) -> None:
    """Look for one phrase of each point; a story of one point or two may have so few bullets."""
    texts = [bullet.text for bullet in case.briefing.bullets]
    assert min(3, len(case.expected["points"])) <= len(texts) <= 5
    for phrases in case.expected["points"]:
        assert any(phrase in text for phrase in phrases for text in texts), (phrases, texts)


def nothing_unwanted_is_said(case: Case) -> None:
    """Look for boilerplate anywhere, and for what no bullet may say."""
    said = case.article.text + repr(case.briefing)
    for words in case.expected["never"]:
        assert words not in said
    for words in case.expected.get("no_bullet", ()):
        assert not any(words in bullet.text for bullet in case.briefing.bullets), case.briefing.bullets


def actors_are_known(case: Case) -> None:
    """Compare names, kinds, ranks, roles and aliases; nobody else may come whom the editor would strike out."""
    names = [actor.name for actor in case.briefing.actors]
    for expected in case.expected["actors"]:
        found = actor(case, expected["name"])
        assert found.kind == expected["kind"]
        assert names.index(found.name) < expected["top"], names
        assert expected.get("role", "").lower() in (found.role or "").lower(), found
        assert found.affiliation == expected.get("affiliation", found.affiliation), found
        assert set(expected.get("aliases", ())) <= set(found.aliases), found
    assert not set(case.expected.get("no_actors", ())) & set(names), names


def quotes_have_their_speaker(case: Case) -> None:
    """Look for each quotation with the one who said it."""
    for expected in case.expected.get("quotes", ()):
        quotes = actor(case, expected["speaker"]).quotes
        assert any(expected["words"] in quote.words for quote in quotes), (expected, quotes)


def timeline_is_right(case: Case) -> None:
    """Compare when things happened; what the editor would not call an event must not be there."""
    for expected in case.expected.get("timeline", ()):
        events = [event for event in case.briefing.timeline if expected["about"] in event.text]
        assert events, (expected, case.briefing.timeline)
        assert (events[0].when, events[0].precision.value, events[0].future) == (
            expected["when"],
            expected["precision"],
            expected["future"],
        )
    for words in case.expected.get("no_event", ()):
        assert not any(words in event.text for event in case.briefing.timeline), case.briefing.timeline


def every_citation_stands_in_the_article(case: Case) -> None:
    """Look for every cited sentence in the text."""
    made = case.briefing
    citations = [
        *made.headline.citations,
        *(citation for bullet in made.bullets for citation in bullet.citations),
        *(citation for actor in made.actors for citation in actor.citations),
        *(quote_citation for actor in made.actors for quote in actor.quotes for quote_citation in quote.citations),
        *(event.citation for event in made.timeline),
    ]
    assert all(bullet.citations for bullet in made.bullets)
    for citation in citations:
        assert citation.article == case.article.id
        assert " ".join(citation.text.split()) in " ".join(case.article.text.split())


CHECKS: tuple[Callable[[Case], None], ...] = (
    record,
    bullets_make_the_points,
    nothing_unwanted_is_said,
    actors_are_known,
    quotes_have_their_speaker,
    timeline_is_right,
    every_citation_stands_in_the_article,
)
