"""The opening paragraph of a digest: what is shown for it, and what of it is believed."""

from collections.abc import Mapping
from typing import Any

import pytest

from bot.digest.lead import LeadWriter
from bot.llm.protocol import ModelUnavailable, Prompt
from bot.model.briefing import Briefing, Bullet
from bot.model.document import Document
from bot.workers import WorkerPool
from tests.summarise.models import Scripted
from tests.summarise.written import document

FERRY = document("The ferry to Lunt will stop in June.", "About 300 islanders signed a petition.", article="a1")
VOTE = document("Parliament rejected the fishing treaty by two votes.", article="a2")


def story(made: Document) -> Briefing:
    bullets = tuple(Bullet(sentence.text, (made.cite(sentence.index),)) for sentence in made.sentences)
    return Briefing((made.article,), bullets[0], bullets[1:], (), (), "llm (scripted-1)", "en")


STORIES = [story(FERRY), story(VOTE)]


def lead(*sentences: tuple[str, list[int]]) -> Scripted:
    def says(prompt: Prompt) -> Mapping[str, Any]:
        return {"sentences": [{"text": text, "sentences": numbers} for text, numbers in sentences]}

    return Scripted(lead=says)


async def written(workers: WorkerPool, model: Scripted) -> list[tuple[str, list[tuple[str, int]]]]:
    writer = LeadWriter(workers, model)
    bullets = await writer.write(writer.shown(STORIES), [FERRY, VOTE])
    return [(bullet.text, [(c.article, c.sentence) for c in bullet.citations]) for bullet in bullets]


async def test_each_sentence_cites_what_its_statements_cite(workers: WorkerPool) -> None:
    model = lead(("Parliament rejected the fishing treaty.", [3]), ("The ferry to Lunt will stop in June.", [1, 1]))
    assert await written(workers, model) == [
        ("Parliament rejected the fishing treaty.", [("a2", 0)]),
        ("The ferry to Lunt will stop in June.", [("a1", 0)]),
    ]
    assert len(model.prompts) == 1
    assert "3| Parliament rejected the fishing treaty by two votes." in model.prompts[0].user


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Parliament accepted the fishing treaty by two votes.", [3]),
        ("Parliament rejected the fishing treaty by three votes.", [3]),
        ("The ferry to Lunt will stop in June.", [3]),
        ("The ferry to Lunt will stop in June.", [0, 9]),
        ("", [1]),
        ("Read more at https://prize.example/win", [1]),
    ],
)
async def test_a_sentence_that_says_more_is_left_out(workers: WorkerPool, text: str, numbers: list[int]) -> None:
    made = await written(workers, lead((text, numbers), ("Parliament rejected the fishing treaty.", [3])))
    assert made == [("Parliament rejected the fishing treaty.", [("a2", 0)])]


async def test_a_model_that_fails_is_said_so(workers: WorkerPool) -> None:
    with pytest.raises(ModelUnavailable):
        await written(workers, Scripted())


def test_a_small_window_is_shown_the_first_stories(workers: WorkerPool) -> None:
    model = Scripted(window=780)
    shown = LeadWriter(workers, model).shown([STORIES[0]] * 40)
    assert 2 < len(shown.bullets) < 80
    assert model.tokens(shown.text) < 100
