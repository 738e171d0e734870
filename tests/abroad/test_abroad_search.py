"""Articles in German, French and Spanish are found by questions in their language and in English."""

from collections.abc import AsyncIterator

import pytest

from bot import language
from bot.answer.extractive import Answerer
from bot.model.briefing import Question
from bot.model.place import Channel
from bot.store import Store
from tests.abroad.test_abroad import NOW, article
from tests.answer.test_answer_extractive import Here
from tests.store.samples import article as english
from tests.store.samples import opened

HERE = Channel("terminal", "local", "abroad")
OTHERS = (
    "The ferry to Lunt was late on Monday. The police said that nobody was hurt.",
    "A hospital in Port Velm will close in June because nurses are missing, the ministry said.",
    "The market in Orsby opens again on Friday, and the council will pay half of the rent.",
)


@pytest.fixture(scope="module")
async def store(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Store]:
    """A channel with an article in each language and some English ones about the same things."""
    async with opened(tmp_path_factory.mktemp("abroad")) as kept:
        made = [article(code) for code in ("de", "fr", "es")]
        for one in (*made, *(english(f"en{n}", text, language="en") for n, text in enumerate(OTHERS))):
            found = language.analyse(one)
            await kept.articles.save(one, found.document, found.passages, found.vectors)
            await kept.articles.put_in_channel(HERE, one.id, "ada", NOW)
        yield kept


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Wer stoppte den Bau der Faehranleger in Lindenau?", "48 Mio. Euro"),
        ("Wie viele Pendlerinnen fahren nach Brakhusen?", "1.200 Pendler"),
        ("Was will die Reederei prüfen?", "Nachbarort Brakhusen"),
        ("Welche Bürgermeister sprachen nach den Sitzungen?", "Henrike Solms"),
        ("What did the Mayor Henrike Solms say?", "Henrike Solms"),
        ("How many people commute between Lindenau and Brakhusen?", "1.200 Pendler"),
        ("Pourquoi les hopitaux cherchent-ils des sages-femmes ?", "trois sages-femmes"),
        ("Combien de personnes ont manifeste contre la fermeture ?", "Environ 2 000 personnes"),
        ("Quand les routes sont-elles coupées ?", "coupée par la neige"),
        ("What did Fabien Carsac say?", "Fabien Carsac"),
        ("When will the maternity ward in Valmorel close?", "La fermeture de la maternité de Valmorel-sur-Orne"),
        ("¿Cuanto costaron las reformas del mercado?", "12 millones de euros"),
        ("¿Por qué se retrasó la obra?", "muralla antigua"),
        ("¿Cuántos puestos se alquilaron?", "84 de los 90 puestos"),
        ("How much did the market in Puertolar cost?", "12 millones de euros"),
    ],
)
async def test_a_question_finds_the_passage(store: Store, question: str, told: str) -> None:
    _, passages = await Answerer(Here(), store.search).find(HERE, Question(question, question))
    assert told in passages[0].text
