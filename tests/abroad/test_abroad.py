"""Articles in German, French and Spanish: what is taken from them, and what is said of the rest."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import language
from bot.chat import texts
from bot.chat.compose.articles import briefing
from bot.chat.replies import Actors, Notice, Timeline
from bot.desk.intake import Added
from bot.ingest import clean
from bot.ingest.html import read
from bot.ingest.read import read_file
from bot.model.article import Article
from bot.summarise.extractive import compose
from bot.summarise.protocol import Wish
from tests.ingest import pages

NOW = datetime(2026, 5, 4, tzinfo=UTC)
POINTS = {
    "de": "Der Stadtrat von Lindenau hat am 3. Mai den Ausbau des Fähranlegers gestoppt, weil die Kosten auf 48 Mio. "
    "Euro gestiegen sind.",
    "fr": "La fermeture de la maternité de Valmorel-sur-Orne, prévue en juin, est repoussée d’un an, a annoncé "
    "dimanche l’agence régionale de santé.",
    "es": "El mercado central de Puertolar reabrirá el lunes tras dos años de obras, según confirmó el domingo el "
    "ayuntamiento.",
}
NAMES = {"de": "German", "fr": "French", "es": "Spanish"}
LEANING = {"de": "Sie will nun prüfen", "fr": "Il n’a pas exclu", "es": "Los arqueólogos trabajaron allí"}


@pytest.fixture(params=sorted(POINTS))
def code(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def article(code: str) -> Article:
    path = Path(__file__).with_name(f"{code}.md")
    return read_file(path.name, path.read_bytes(), NOW)


def test_its_language_is_known(code: str) -> None:
    assert article(code).language == code


def test_its_briefing_opens_with_what_happened_and_nothing_that_leans_on_what_is_left_out(code: str) -> None:
    made = compose([language.document(article(code))], Wish(3))
    told = [bullet.text for bullet in made.bullets]
    assert POINTS[code] in told
    assert not any(text.startswith(LEANING[code]) for text in told[:1])
    assert all(bullet.citations[0].text == bullet.text for bullet in made.bullets)


def test_what_is_found_in_english_only_is_said_so(code: str) -> None:
    found = article(code)
    reply = briefing(compose([language.document(found)], Wish(3)), Added(found, known=False), "en")
    assert Notice(texts.PARTLY_READ.format(language=NAMES[code])) in reply.parts
    assert not any(isinstance(part, Actors | Timeline) for part in reply.parts)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Die Sitzung war am 3. Mai. Danach sprach der 2. Senat.", 2),
        ("Das kostet z. B. 31 Mio. Euro. Die Stadt zahlt.", 2),
        ("Er sagte: „Wir bauen nicht. Das versteht jeder.“ Dann ging er.", 2),
        ("Sie kam mit M. Carsac. Les élus de Mme. Brun attendent.", 2),
        ("Lo dijo la Sra. Valdor en EE. UU. antes del viaje. Luego volvió.", 2),
    ],
)
def test_sentences_end_where_they_end(text: str, count: int) -> None:
    from bot.language import splitting

    assert len(splitting.sentences(text, 0, len(text))) == count


@pytest.mark.parametrize(
    "line",
    [
        "Lesen Sie auch: Was der Fähranleger die Stadt kostet",
        "À lire aussi",
        "Te puede interesar",
        "Todos los derechos reservados",
        "Melden Sie sich hier für unseren Newsletter an",
        "Nous utilisons des cookies pour améliorer votre visite.",
    ],
)
def test_lines_around_it_go(line: str) -> None:
    parts = ["Der Stadtrat hat den Ausbau gestoppt.", "Die Kosten sind gestiegen."]
    assert clean.clean([parts[0], line, parts[1]]) == parts


def test_its_page_is_read_whole(code: str) -> None:
    found = article(code)
    paragraphs = found.text.split("\n\n")
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    page = read(pages.document(f"<article><h1>{found.title}</h1>{body}</article>", "<title>x</title>"), pages.URL)
    assert page is not None
    assert [text for text in page.draft.paragraphs if text in paragraphs] == paragraphs
