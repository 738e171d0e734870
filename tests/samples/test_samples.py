"""The sample articles are briefed as a careful editor would brief them (bot/samples/*.expected.toml)."""

import tomllib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot import samples
from bot.app import App, build
from bot.model.article import Article
from bot.model.briefing import Briefing
from bot.model.document import Actor
from bot.model.place import Channel
from bot.settings import Settings
from bot.workers import WorkerPool


@dataclass(frozen=True)
class Case:
    article: Article
    briefing: Briefing
    expected: dict[str, Any]


@pytest.fixture(scope="module")
async def sample_app(tmp_path_factory: pytest.TempPathFactory, workers: WorkerPool) -> AsyncIterator[App]:
    folder = tmp_path_factory.mktemp("samples")
    settings = Settings(_env_file=None, database_url=f"sqlite+aiosqlite:///{folder}/bot.sqlite3")
    async with build(settings, workers=workers) as app:
        yield app


@pytest.fixture(scope="module", params=samples.paths(), ids=lambda path: path.stem)
async def case(request: pytest.FixtureRequest, sample_app: App) -> Case:
    path: Path = request.param
    channel = Channel("terminal", "tests", path.stem)
    added = await sample_app.desk.add_file(channel, path.name, path.read_bytes(), "test")
    briefing = await sample_app.desk.brief(channel, added.article.id)
    return Case(added.article, briefing, tomllib.loads(path.with_suffix(".expected.toml").read_text(encoding="utf-8")))


def actor(case: Case, name: str) -> Actor:
    found = [actor for actor in case.briefing.actors if actor.name == name]
    assert len(found) == 1, f"{name} among {[actor.name for actor in case.briefing.actors]}"
    return found[0]


def test_says_that_it_is_fiction() -> None:
    for path in samples.paths():
        assert "This article is fiction" in path.read_text(encoding="utf-8")


async def test_record(case: Case) -> None:
    assert case.article.title == case.expected["title"]
    assert case.article.site == case.expected["site"]
    assert case.article.published == case.expected["published"]
    assert case.article.language == "en"
    assert case.briefing.headline.text == case.expected["title"]


async def test_bullets_make_the_points(case: Case) -> None:
    texts = [bullet.text for bullet in case.briefing.bullets]
    assert 3 <= len(texts) <= 5
    for phrases in case.expected["points"]:
        assert any(phrase in text for phrase in phrases for text in texts), (phrases, texts)


async def test_boilerplate_is_nowhere(case: Case) -> None:
    said = case.article.text + repr(case.briefing)
    for words in case.expected["never"]:
        assert words not in said


async def test_actors(case: Case) -> None:
    names = [actor.name for actor in case.briefing.actors]
    for expected in case.expected["actors"]:
        found = actor(case, expected["name"])
        assert found.kind == expected["kind"]
        assert names.index(found.name) < expected["top"], names
        assert expected.get("role", "").lower() in (found.role or "").lower(), found
        assert found.affiliation == expected.get("affiliation", found.affiliation), found
        assert set(expected.get("aliases", ())) <= set(found.aliases), found


async def test_namesakes_stay_two(case: Case) -> None:
    for verrin in (actor for actor in case.briefing.actors if actor.name.endswith("Verrin")):
        assert {"Tomas Verrin", "Lucia Verrin"} - {verrin.name}
        assert not {"Tomas Verrin", "Lucia Verrin"} <= {verrin.name, *verrin.aliases}


async def test_quotes_have_their_speaker(case: Case) -> None:
    for expected in case.expected["quotes"]:
        quotes = actor(case, expected["speaker"]).quotes
        assert any(expected["words"] in quote.words for quote in quotes), (expected, quotes)


async def test_timeline(case: Case) -> None:
    for expected in case.expected["timeline"]:
        events = [event for event in case.briefing.timeline if expected["about"] in event.text]
        assert events, (expected, case.briefing.timeline)
        assert (events[0].when, events[0].precision.value, events[0].future) == (
            expected["when"],
            expected["precision"],
            expected["future"],
        )


async def test_every_citation_stands_in_the_article(case: Case) -> None:
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
